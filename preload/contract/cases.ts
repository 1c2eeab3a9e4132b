import { oc } from '@orpc/contract';
import { z } from 'zod';
import { documentView } from './documents.ts';
import { LONGEST_CODE } from './inspections.ts';
import { party } from './subjects.ts';
import { day, drawing, fen, id, instant, longText, problem, sha256, shortText } from './values.ts';

/** States of the on-the-spot penalty (domain.md §1.4). */
export const CASE_STATES = {
  Q_FOUND: '发现违法',
  Q_IDENT: '已亮证',
  Q_INFORM: '已告知',
  Q_ISSUED: '已交付决定书',
  Q_PAID_ONSITE: '已当场收缴',
  Q_PAY15: '待缴款',
  Q_RECORDED: '已备案',
  Q_CLOSED: '已结案',
  ARCHIVED: '已归档',
} as const;
export type CaseState = keyof typeof CASE_STATES;
export const caseState = z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]);

/** How a case came to its end when it was not simply performed. */
export const CASE_ENDS = {
  PERFORMED: '已履行',
  WARNED: '已警告',
  VOIDED: '决定书作废',
  ABANDONED: '终止办理',
  EXEMPTED: '首违不罚',
  ORDERED: '已责令改正',
} as const;
/** Where a case stands in one word; a case that ended otherwise than by performance says so until it is archived. */
export function caseWord({ state, end }: { state: CaseState; end: keyof typeof CASE_ENDS | null }): string {
  if (end === 'VOIDED' || end === 'ABANDONED') return CASE_ENDS[end];
  if ((end === 'ORDERED' || end === 'EXEMPTED') && state !== 'ARCHIVED') return CASE_ENDS[end];
  return CASE_STATES[state];
}
/** What a case without a party is called in lists. */
export const NAMELESS = '当事人待登记';
export const caseEnd = z.enum(Object.keys(CASE_ENDS) as [keyof typeof CASE_ENDS, ...(keyof typeof CASE_ENDS)[]]);

const signedOrRefused = z.object({
  drawing: drawing.nullable().default(null),
  refused: z.boolean().default(false),
  refusalReason: shortText.default(''),
  witness: shortText.default(''),
});
export type SignedOrRefused = z.infer<typeof signedOrRefused>;

/** The draft of the six steps. Everything has an empty default, so a half-filled draft is always valid JSON. */
export const draftContent = z.object({
  who: z
    .object({
      officerIds: z.array(id).max(4).default([]),
      authorityId: id.nullable().default(null),
      certShown: z.boolean().default(false),
      recorderOn: z.boolean().default(false),
    })
    .prefault({}),
  party: party.prefault({ partyType: 'CITIZEN', name: '' }),
  violation: z
    .object({
      itemCode: z.string().max(20).default(''),
      /** Label of the range where the item has several; empty takes the usual one. */
      variant: z.string().max(100).default(''),
      /** Instant of the violation; legal day is derived from it. */
      at: instant.nullable().default(null),
      place: shortText.default(''),
      facts: longText.default(''),
      /** The ignored correction order this fine stands on (mode O/R). */
      orderId: id.nullable().default(null),
    })
    .prefault({}),
  penalty: z
    .object({
      kind: z.enum(['WARNING', 'FINE']).default('FINE'),
      fineFen: fen.default(0),
      tier: z.enum(['MITIGATED', 'LIGHT', 'NORMAL', 'HEAVY', '']).default(''),
      tierReason: shortText.default(''),
      collectOnSite: z.boolean().default(false),
      /** 68(1) at most 100 yuan; 68(2) hard to enforce later; 69 remote place and party asks. */
      collectReason: z.enum(['', 'SMALL', 'HARD_LATER', 'REMOTE']).default(''),
      collectNote: shortText.default(''),
      ticketNo: z.string().trim().max(30).default(''),
    })
    .prefault({}),
  notice: z
    .object({
      toldOrally: z.boolean().default(false),
      defence: z.enum(['', 'NONE', 'MADE']).default(''),
      defenceText: longText.default(''),
      defenceAnswer: longText.default(''),
      adopted: z.enum(['', 'YES', 'PARTLY', 'NO']).default(''),
      sign: signedOrRefused.prefault({}),
    })
    .prefault({}),
});
export type DraftContent = z.infer<typeof draftContent>;

export const draft = z.object({
  id,
  /** 1–6, the step that stands open. */
  step: z.int().min(1).max(6),
  content: draftContent,
  /** Set once step 1 is confirmed and the case is in the journal. */
  caseId: id.nullable(),
  savedAt: instant,
  officerId: id,
});
export type Draft = z.infer<typeof draft>;

export const discretionHint = z.object({
  tier: z.string(),
  tierName: z.string(),
  minFen: fen,
  maxFen: fen,
  suggestedFen: fen,
  /** The calculation in words, goes into the decision. */
  words: z.string(),
  tiers: z.array(
    z.object({ code: z.string(), name: z.string(), minFen: fen, maxFen: fen, allowed: z.boolean(), why: z.string() }),
  ),
});
export type DiscretionHint = z.infer<typeof discretionHint>;

/** What the rules say of a draft, step by step. */
export const draftCheck = z.object({
  steps: z.array(z.object({ step: z.int(), ready: z.boolean(), problems: z.array(problem) })).length(6),
  discretion: discretionHint.nullable(),
  /** The fine is closed and this is the way out. */
  wayOut: z.enum(['NONE', 'CORRECTION_ORDER', 'ORDINARY_PROCEDURE', 'NO_PENALTY']),
  firstViolation: z.object({ offered: z.boolean(), why: z.string() }),
  openOrder: z.object({ id, number: z.string(), state: z.string(), recheckOn: day }).nullable(),
  canCollectOnSite: z.object({ allowed: z.boolean(), why: z.string() }),
  limitFen: fen,
  /** Labels of the variants of the violation that this kind of party may have done; the first is the usual one. */
  variants: z.array(z.string()),
});
export type DraftCheck = z.infer<typeof draftCheck>;

export const deadlineView = z.object({
  code: z.string(),
  name: z.string(),
  legalDate: day,
  internalDate: day,
  remainingWorkingDays: z.int(),
  state: z.enum(['DONE', 'OK', 'SOON', 'DUE', 'OVERDUE']),
  doneOn: day.nullable(),
  why: z.string(),
  basis: z.string(),
  estimated: z.boolean(),
});
export type DeadlineView = z.infer<typeof deadlineView>;

export const caseRow = z.object({
  id,
  number: z.string(),
  partyName: z.string(),
  cause: z.string(),
  itemCode: z.string(),
  place: z.string(),
  kind: z.enum(['WARNING', 'FINE', '']),
  fineFen: fen,
  state: caseState,
  end: caseEnd.nullable(),
  decidedOn: day.nullable(),
  foundAt: instant,
  officers: z.string(),
  /** The next legal date and what it is for. */
  dueOn: day.nullable(),
  dueWhat: z.string(),
  simulated: z.boolean(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const caseFilter = z.object({
  query: z.string().max(100).default(''),
  states: z.array(caseState).default([]),
  itemCode: z.string().max(20).default(''),
  officerId: id.nullable().default(null),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  due: z.enum(['', 'overdue', 'today', '3days', 'week']).default(''),
  mine: z.boolean().default(false),
});
export type CaseFilter = z.infer<typeof caseFilter>;

export const timelineEntry = z.object({
  at: instant,
  actor: z.string(),
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  hash: z.string(),
});

export const orderView = z.object({
  id,
  number: z.string(),
  caseId: id.nullable(),
  itemCode: z.string(),
  itemName: z.string(),
  partyName: z.string(),
  place: z.string(),
  issuedOn: day,
  correctBefore: day,
  recheckOn: day,
  state: z.enum(['ISSUED', 'CORRECTED', 'PARTLY', 'NOT_CORRECTED', 'REFUSED']),
  documents: z.array(documentView),
});
export type OrderView = z.infer<typeof orderView>;

/** The page of one case. What waits is `next`: the one main button. */
export const casePage = caseRow.extend({
  /** Numbers and phones are masked in it. */
  content: draftContent,
  itemName: z.string(),
  statute: z.string(),
  authorityName: z.string(),
  officersFull: z.array(z.object({ id, name: z.string(), certNo: z.string() })),
  /** Masked unless revealed. */
  maskedNo: z.string(),
  subjectId: id.nullable(),
  next: z.enum(['CONTINUE', 'SIGN', 'DELIVER', 'RECORD', 'PAY', 'HAND_OVER', 'CLOSE', 'BIND', 'NONE']),
  missing: z.array(z.string()),
  documents: z.array(documentView),
  deadlines: z.array(deadlineView),
  timeline: z.array(timelineEntry),
  payments: z.array(
    z.object({ ticketNo: z.string(), amountFen: fen, paidOn: day, channel: z.string(), surchargeFen: fen }),
  ),
  surchargeFen: fen,
  dueFen: fen,
  evidence: z.array(
    z.object({ id, name: z.string(), startAt: instant.nullable(), sizeBytes: z.int(), sha256, officer: z.string() }),
  ),
  /** Pages under the document camera. */
  photos: z.int(),
  draftId: id.nullable(),
});
export type CasePage = z.infer<typeof casePage>;

const caseId = z.object({ caseId: id });
const draftId = z.object({ draftId: id });

export const drafts = {
  mine: oc.output(z.array(draft)),
  /** A new draft, the one that is named, or one that stands on an ignored correction order (all it knows filled in). */
  open: oc.input(z.object({ draftId: id.optional(), orderId: id.optional() })).output(draft),
  save: oc.input(z.object({ draftId: id, step: z.int().min(1).max(6), content: draftContent })).output(draft),
  discard: oc.input(z.object({ draftId: id, reason: shortText })).output(z.object({})),
  check: oc.input(z.object({ draftId: id, content: draftContent })).output(draftCheck),
  /** Step 1 confirmed: case.found and case.identified are recorded. */
  begin: oc.input(draftId).output(draft),
  /** Step 5 confirmed: notice, defence and the signed record are recorded and the record paper is made. */
  inform: oc.input(draftId).output(draft),
  /** Step 6: the number is taken, the facts are frozen, D36 is rendered and stored. Safe to repeat after a crash. */
  number: oc.input(draftId).output(casePage),
  /** Mode O/R without an ignored order: D20 with its re-inspection instead of a fine. */
  orderCorrection: oc
    .input(
      z.object({
        draftId: id,
        requirement: longText.min(2),
        correctBefore: day,
        recheckOn: day,
        sign: signedOrRefused,
      }),
    )
    .output(orderView),
  /** The usual day of the re-inspection: the first working day after the time for correction. */
  recheckDay: oc.input(z.object({ correctBefore: day })).output(z.object({ recheckOn: day })),
  /** D38 温馨提示单 instead of a penalty (T14). */
  exempt: oc
    .input(
      z.object({
        draftId: id,
        correctBefore: day,
        corrected: z.boolean(),
        harmless: z.boolean(),
        sign: signedOrRefused,
      }),
    )
    .output(casePage),
};

/** Something that a search or a scan found. */
const found = z.object({
  /** `NEW_CODE`: a web address that could be a 行政行为码 and is not registered; its id is the text itself. */
  kind: z.enum(['CASE', 'PAPER', 'SUBJECT', 'ITEM', 'ORDER', 'CODE', 'NEW_CODE']),
  id: z.string(),
  /** The case that a paper belongs to. */
  caseId: id.optional(),
  title: z.string(),
  text: z.string(),
});
export type Found = z.infer<typeof found>;

export const cases = {
  list: oc
    .input(z.object({ filter: caseFilter, offset: z.int().min(0), limit: z.int().min(1).max(200) }))
    /** `more`: there are more cases than `total` says; a search counts no further than it is looked through. */
    .output(z.object({ total: z.int(), more: z.boolean(), rows: z.array(caseRow) })),
  page: oc.input(caseId).output(casePage),
  /** Asked before a list leaves as a file: written to the access log. */
  exported: oc.input(z.object({ rows: z.int().min(0), from: day.nullable(), to: day.nullable() })).output(z.object({})),
  /** Ctrl+K: cases, people, numbers, items; a check code or a registered 行政行为码, typed or scanned, finds its page alone. */
  find: oc.input(z.object({ query: z.string().trim().min(1).max(LONGEST_CODE) })).output(z.array(found)),
  /**
   * What a scanned code stands for; an address that is not registered, for those who may register it. Refuses SCAN-101,
   * SCAN-102.
   */
  scanned: oc.input(z.object({ text: z.string().min(1).max(4096) })).output(found),
  /** The decision has both officers' signatures and the party's (or a refusal): it is delivered. */
  deliver: oc.input(caseId).output(casePage),
  /** T21: the old one is kept; with `reissue` a new draft with the same facts is opened for the officer of the case. */
  voidDecision: oc
    .input(caseId.extend({ reason: shortText.min(4), reissue: z.boolean() }))
    .output(z.object({ page: casePage, draft: z.object({ id, officerId: id }).nullable() })),
  record: oc.input(caseId).output(casePage),
  pay: oc
    .input(
      caseId.extend({
        ticketNo: z.string().trim().min(4).max(30),
        amountFen: fen.min(1),
        paidOn: day,
        channel: z.enum(['BANK', 'ELECTRONIC']),
      }),
    )
    .output(casePage),
  /** On-site money: handed to the authority, then to the bank (处罚法 71). */
  handOver: oc.input(caseId.extend({ step: z.enum(['AUTHORITY', 'BANK']), on: day })).output(casePage),
  close: oc.input(caseId).output(casePage),
  /** The bound case file as one PDF. */
  bindFile: oc.input(caseId).output(documentView),
  orders: oc.input(z.object({ open: z.boolean() })).output(z.array(orderView)),
  reinspect: oc
    .input(
      z.object({
        orderId: id,
        result: z.enum(['CORRECTED', 'PARTLY', 'NOT_CORRECTED', 'REFUSED']),
        note: longText,
        officerIds: z.array(id).min(2).max(4),
        sign: signedOrRefused,
      }),
    )
    .output(orderView),
  /** T15: gaps, duplicates, inversions of the numbers of a year. */
  numberReport: oc
    .input(z.object({ year: z.int().min(2020).max(2100) }))
    .output(z.array(z.object({ number: z.string(), trouble: z.string() }))),
};
