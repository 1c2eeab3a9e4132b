import { z } from 'zod';
import { day, id, instant, longText, sha256, shortText } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

/** What stands for the code; officers as they were then. */
const bound = z.object({
  /** Exactly as the province's platform made it; never made here. domain.md §0 no. 20 */
  text: z.string(),
  partyName: z.string(),
  uscc: z.string(),
  subjectId: id.nullable(),
  kind: z.enum(['ENTERPRISE', 'PATROL']),
  matter: z.string(),
  place: z.string(),
  officers: z.array(z.object({ id, name: z.string(), certNo: z.string() })).min(2),
  issuedOn: day,
  checkOn: day,
});

/** 行政行为码 bound to a check. domain.md §4.2 */
export const codeRegistered = defineAction({
  kind: 'inspection-code.registered',
  version: 1,
  scope: 'town',
  payload: bound.extend({ simulated: z.boolean() }),
});

/** What was wrong is said anew, whole; the earlier fact stays. It also takes a withdrawn code back into the register. */
export const codeCorrected = defineAction({
  kind: 'inspection-code.corrected',
  version: 1,
  scope: 'town',
  payload: bound.extend({
    reason: shortText,
    /** The day of the check moved away from the showing, which no longer counts. */
    showingVoid: z.boolean(),
    /** The code now comes from the training scanner. */
    simulated: z.boolean(),
  }),
});

/** 亮码, or told orally with its number copied by hand: then its picture is owed until `proofDueAt`. */
export const codeShown = defineAction({
  kind: 'inspection-code.shown',
  version: 1,
  scope: 'town',
  payload: z.object({
    how: z.enum(['CODE', 'ORAL']),
    at: instant,
    proofDueAt: instant.nullable(),
    /** Why it is said again, '' the first time. */
    reason: shortText,
  }),
});

/** The picture is stored and was read back; only then is this recorded. */
export const proofKept = defineAction({
  kind: 'inspection-code.proof-kept',
  version: 1,
  scope: 'town',
  payload: z.object({
    codeId: id,
    kind: z.enum(['CODE_PICTURE', 'SCAN']),
    sha256,
    sizeBytes: z.int(),
    type: z.enum(['image/jpeg', 'image/png']),
  }),
});

export const proofWithdrawn = defineAction({
  kind: 'inspection-code.proof-withdrawn',
  version: 1,
  scope: 'town',
  payload: z.object({ codeId: id, kind: z.enum(['CODE_PICTURE', 'SCAN']), reason: shortText }),
});

/** As the platform shows it; the last one counts, and falls with the last 扫码截图. */
export const codeEvaluated = defineAction({
  kind: 'inspection-code.evaluated',
  version: 1,
  scope: 'town',
  payload: z.object({
    score: z.int(),
    comment: longText,
    anonymous: z.boolean(),
    /** Why it is copied anew, '' the first time. */
    reason: shortText,
  }),
});

/** Registered by mistake. */
export const codeWithdrawn = defineAction({
  kind: 'inspection-code.withdrawn',
  version: 1,
  scope: 'town',
  payload: z.object({ reason: shortText }),
});
