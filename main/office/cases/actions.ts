import { z } from 'zod';
import { caseEnd, draftContent } from '../../../preload/contract/cases.ts';
import { partyType } from '../../../preload/contract/subjects.ts';
import { day, fen, id, instant, longText, sha256, shortText } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

const namedOfficer = z.object({ id, name: z.string(), certNo: z.string() });

/** A violation was found: Q_FOUND. The county sees who acts for which authority. 处罚法 42 */
export const caseFound = defineAction({
  kind: 'case.found',
  version: 1,
  scope: 'county',
  payload: z.object({
    foundAt: instant,
    officers: z.array(namedOfficer).min(2),
    authorityId: id,
    authorityName: z.string(),
  }),
});

/** Other officers or another authority than at first; before the party is told. */
export const caseReassigned = defineAction({
  kind: 'case.reassigned',
  version: 1,
  scope: 'county',
  payload: z.object({ officers: z.array(namedOfficer).min(2), authorityId: id, authorityName: z.string() }),
});

/** Certificates shown and recorder on: Q_IDENT. 处罚法 55 */
export const caseIdentified = defineAction({
  kind: 'case.identified',
  version: 1,
  scope: 'county',
  payload: z.object({ certShown: z.literal(true), recorderOn: z.boolean() }),
});

/** Everything as written on the form, with the party's full data: stays in the town. */
export const caseFactsRecorded = defineAction({
  kind: 'case.facts-recorded',
  version: 1,
  scope: 'town',
  payload: z.object({ subjectId: id, content: draftContent, discretionWords: z.string() }),
});

/** Told, heard and answered: Q_INFORM. 处罚法 44, 45 */
export const caseInformed = defineAction({
  kind: 'case.informed',
  version: 1,
  scope: 'county',
  payload: z.object({
    partyType,
    partyName: z.string(),
    itemCode: z.string(),
    itemName: z.string(),
    cause: z.string(),
    statute: z.string(),
    place: z.string(),
    violatedAt: instant,
    kind: z.enum(['WARNING', 'FINE']),
    fineFen: fen,
    defence: z.enum(['NONE', 'MADE']),
    adopted: z.enum(['', 'YES', 'PARTLY', 'NO']),
    signRefused: z.boolean(),
    orderId: id.nullable(),
    simulated: z.boolean(),
  }),
});

/** The number is taken before anything is rendered (T15: no gap, no reuse). */
export const caseNumbered = defineAction({
  kind: 'case.numbered',
  version: 1,
  scope: 'county',
  payload: z.object({
    number: z.string(),
    documentId: id,
    itemCode: z.string(),
    cause: z.string(),
    kind: z.enum(['WARNING', 'FINE']),
    fineFen: fen,
    partyName: z.string(),
    partyType,
    decidedOn: day,
    templateVersion: z.string(),
  }),
});

/** Handed to the party: Q_ISSUED, then Q_PAID_ONSITE or Q_PAY15. Legal dates are computed once and kept. */
export const caseIssued = defineAction({
  kind: 'case.issued',
  version: 1,
  scope: 'county',
  payload: z.object({
    number: z.string(),
    issuedOn: day,
    signRefused: z.boolean(),
    recordDue: day,
    payDue: day.nullable(),
    collected: z
      .object({ ticketNo: z.string(), amountFen: fen, reason: z.string(), authorityDue: day, bankDue: day })
      .nullable(),
  }),
});

export const caseRecorded = defineAction({
  kind: 'case.recorded',
  version: 1,
  scope: 'county',
  payload: z.object({ recordedOn: day }),
});

/** On-site money: to the authority, then to the bank. 处罚法 71 */
export const caseHandedOver = defineAction({
  kind: 'case.handed-over',
  version: 1,
  scope: 'county',
  payload: z.object({ step: z.enum(['AUTHORITY', 'BANK']), on: day, bankDue: day.nullable() }),
});

export const casePaid = defineAction({
  kind: 'case.paid',
  version: 1,
  scope: 'county',
  payload: z.object({
    ticketNo: z.string(),
    amountFen: fen,
    surchargeFen: fen,
    paidOn: day,
    channel: z.enum(['BANK', 'ELECTRONIC']),
    settled: z.boolean(),
  }),
});

export const caseClosed = defineAction({
  kind: 'case.closed',
  version: 1,
  scope: 'county',
  payload: z.object({ end: caseEnd, closedOn: day }),
});

export const caseArchived = defineAction({
  kind: 'case.archived',
  version: 1,
  scope: 'county',
  payload: z.object({
    documentId: id,
    archivedOn: day,
    pages: z.int(),
    sha256,
    headSeq: z.int(),
    headHash: z.string(),
  }),
});

/** T21: an issued decision is never changed, only voided; the old one stays. */
export const caseVoided = defineAction({
  kind: 'case.voided',
  version: 1,
  scope: 'county',
  payload: z.object({ number: z.string(), reason: shortText, voidedOn: day }),
});

/** Ended before a number was taken. */
export const caseAbandoned = defineAction({
  kind: 'case.abandoned',
  version: 1,
  scope: 'county',
  payload: z.object({ reason: shortText, on: day }),
});

/** The case ends in a correction order (D20); whether a fine follows is decided at the re-inspection. */
export const caseOrdered = defineAction({
  kind: 'case.ordered',
  version: 1,
  scope: 'county',
  payload: z.object({
    orderId: id,
    itemCode: z.string(),
    itemName: z.string(),
    cause: z.string(),
    partyName: z.string(),
    partyType,
    place: z.string(),
    on: day,
    simulated: z.boolean(),
  }),
});

/** 首违不罚: corrected, harmless, first time; told and signed. 处罚法 33 */
export const caseExempted = defineAction({
  kind: 'case.exempted',
  version: 1,
  scope: 'county',
  payload: z.object({
    number: z.string(),
    documentId: id,
    itemCode: z.string(),
    itemName: z.string().default(''),
    cause: z.string(),
    partyName: z.string(),
    partyType,
    place: z.string(),
    on: day,
    simulated: z.boolean(),
  }),
});

/** D20 责令改正: the order and its re-inspection date. */
export const orderIssued = defineAction({
  kind: 'order.issued',
  version: 1,
  scope: 'county',
  payload: z.object({
    number: z.string(),
    documentId: id,
    caseId: id,
    itemCode: z.string(),
    itemName: z.string(),
    partyType,
    partyName: z.string(),
    place: z.string(),
    requirement: longText,
    issuedOn: day,
    correctBefore: day,
    recheckOn: day,
  }),
});

/** Whose order it is: town scope, because the subject is a person. */
export const orderAddressed = defineAction({
  kind: 'order.addressed',
  version: 1,
  scope: 'town',
  payload: z.object({ subjectId: id, content: draftContent }),
});

/** D22: the result decides whether the fine opens (T07). */
export const orderReinspected = defineAction({
  kind: 'order.reinspected',
  version: 1,
  scope: 'county',
  payload: z.object({
    documentId: id,
    result: z.enum(['CORRECTED', 'PARTLY', 'NOT_CORRECTED', 'REFUSED']),
    note: longText,
    on: day,
    officers: z.array(namedOfficer).min(2),
  }),
});
