import { oc } from '@orpc/contract';
import { z } from 'zod';
import { day, id, instant, longText, sha256, shortText } from './values.ts';

/** Longest 行政行为码 that is kept, characters. Its form is not published (domain.md §10 no. 23); a QR holds this much. */
export const LONGEST_CODE = 500;
/** Largest picture that a window may hand in, bytes: what a telephone makes. */
export const LARGEST_PROOF = 20 * 1024 * 1024;

/** What the check was: only checks of enterprises must show their code; patrols do not count (domain.md §4.2). */
export const CHECK_KINDS = { ENTERPRISE: '涉企行政检查', PATROL: '日常巡查' } as const;
export type CheckKind = keyof typeof CHECK_KINDS;
const checkKind = z.enum(['ENTERPRISE', 'PATROL']);

/** domain.md §4 objects: `BOUND→SHOWN→SCANNED→EVALUATED`, exception `MISSING` (told orally, the picture is owed). */
export const CODE_STATES = {
  BOUND: '待亮码',
  SHOWN: '已亮码',
  SCANNED: '当事人已扫码',
  EVALUATED: '当事人已评价',
  MISSING: '待补码图',
} as const;
export type CodeState = keyof typeof CODE_STATES;
const CODE_STATE_KEYS = ['BOUND', 'SHOWN', 'SCANNED', 'EVALUATED', 'MISSING'] as const satisfies readonly CodeState[];

/** How a code stands in 亮码检查率: shown, missed, not yet to be told, or not counted at all. */
export const COUNTS = { SHOWN: '计入已亮码', MISSED: '计入未亮码', OPEN: '还未到期', OUTSIDE: '不计入' } as const;
export type Counted = keyof typeof COUNTS;
const counted = z.enum(['SHOWN', 'MISSED', 'OPEN', 'OUTSIDE']);

/** 码图: the code itself was there; 扫码截图: the party scanned it. */
export const PROOF_KINDS = { CODE_PICTURE: '码图', SCAN: '扫码截图' } as const;
export type ProofKind = keyof typeof PROOF_KINDS;
const proofKind = z.enum(['CODE_PICTURE', 'SCAN']);

/** What a code stands for, as the office writes it down. Who fills what is checked in words by the office. */
export const codeBinding = z.object({
  /** As scanned or typed. Checked by the office, so that it can say what is wrong with it. */
  text: z.string().max(4096),
  /** Known to the office by its credit code; found by the office itself. */
  partyName: shortText,
  uscc: z.string().trim().toUpperCase().max(18),
  kind: checkKind,
  /** What is checked. */
  matter: shortText,
  place: shortText,
  officerIds: z.array(id).max(8),
  /** The day on which the province's platform made the code. */
  issuedOn: day,
  /** The day of the check. */
  checkOn: day,
});
export type CodeBinding = z.infer<typeof codeBinding>;

export const codeRow = z.object({
  id,
  text: z.string(),
  partyName: z.string(),
  matter: z.string(),
  kind: checkKind,
  checkOn: day,
  state: z.enum(CODE_STATE_KEYS),
  withdrawn: z.boolean(),
  counted,
  /** Until when the picture of the code must be there, when it was told orally. */
  proofDueAt: instant.nullable(),
  simulated: z.boolean(),
});
export type CodeRow = z.infer<typeof codeRow>;

export const codeProof = z.object({
  id,
  kind: proofKind,
  sha256,
  sizeBytes: z.int(),
  keptBy: z.string(),
  keptAt: instant,
  /** After the time in which it was owed. */
  late: z.boolean(),
});

export const codePage = codeRow.extend({
  uscc: z.string(),
  subjectId: id.nullable(),
  place: z.string(),
  officers: z.array(z.object({ id, name: z.string(), certNo: z.string() })),
  issuedOn: day,
  /** Counts what was recorded of it: whoever corrects says which one he saw. */
  version: z.int(),
  registeredBy: z.string(),
  registeredAt: instant,
  shown: z.object({ how: z.enum(['CODE', 'ORAL']), at: instant }).nullable(),
  evaluation: z.object({ score: z.int(), comment: z.string(), anonymous: z.boolean() }).nullable(),
  proofs: z.array(codeProof),
  /** Why it counts as it does, in words. */
  countedWhy: z.string(),
  /** Its journal, the latest first. */
  story: z.array(z.object({ hash: sha256, at: instant, actor: z.string(), title: z.string(), text: z.string() })),
});
export type CodePage = z.infer<typeof codePage>;

/** 亮码检查率 of what is registered here, checks of one calendar year. */
const codeRate = z.object({
  year: z.int(),
  /** 已亮码检查数. */
  shown: z.int(),
  /** 应亮码检查数: shown and missed ones. */
  due: z.int(),
  /** Patrols count too (a parameter of the town). */
  patrols: z.boolean(),
});
export type CodeRate = z.infer<typeof codeRate>;

export const CODE_FILTERS = ['ALL', ...CODE_STATE_KEYS, 'MISSED', 'WITHDRAWN'] as const;
export type CodeFilter = (typeof CODE_FILTERS)[number];

const codeId = z.object({ codeId: id });
const reason = shortText.min(2);

/** 检查; so far the register of 行政行为码 (亮码), which the province's platform makes and nobody else. domain.md §0 no. 20, §4.2 */
export const inspections = {
  codes: {
    list: oc
      .input(
        z.object({
          filter: z.enum(CODE_FILTERS),
          words: z.string().trim().max(LONGEST_CODE),
          offset: z.int().min(0),
          limit: z.int().min(1).max(200),
        }),
      )
      .output(
        z.object({ total: z.int(), rows: z.array(codeRow), tally: z.record(z.string(), z.int()), rate: codeRate }),
      ),
    /** Refuses INS-101. */
    page: oc.input(codeId).output(codePage),
    /**
     * Registers a code that the platform made. `existed`: it was registered before, and nothing was recorded.
     * Refuses INS-102 … 108, 125, 126, CASE-261 … 265.
     */
    register: oc
      .input(codeBinding.extend({ simulated: z.boolean().default(false) }))
      .output(z.object({ codeId: id, existed: z.boolean() })),
    /** A new fact in place of what was wrong; what was written before stays in its story. Refuses INS-101 … 110, 121, 122, 125, 126. */
    correct: oc
      .input(
        codeId.extend({
          binding: codeBinding,
          reason,
          /** Its code came from the training scanner. */
          simulated: z.boolean(),
          /** `version` of the page on which the form was opened. */
          version: z.int(),
        }),
      )
      .output(codePage),
    /** 亮码, or 口头亮证＋码号手抄; again only with a reason. Refuses INS-101, 111 … 114. */
    shown: oc
      .input(codeId.extend({ how: z.enum(['CODE', 'ORAL']), at: instant, reason: shortText.default('') }))
      .output(codePage),
    /** Stores the picture, reads it back, and only then records it. Refuses INS-101, 111, 115 … 118, 124. */
    keepProof: oc
      .input(
        codeId.extend({
          /** Given by the window: sent again after a lost answer, it is kept once. */
          proofId: id,
          kind: proofKind,
          picture: z
            .base64()
            .min(4)
            .max(Math.ceil(LARGEST_PROOF / 3) * 4),
        }),
      )
      .output(codePage),
    /** A wrong picture no longer counts; it stays stored. Refuses INS-101, 111, 119. */
    withdrawProof: oc.input(z.object({ proofId: id, reason })).output(codePage),
    /** What the platform shows of the party's evaluation; again only with a reason. Refuses INS-101, 111, 120, 123. */
    evaluated: oc
      .input(
        codeId.extend({
          score: z.int().min(1).max(5),
          comment: longText.max(500),
          anonymous: z.boolean(),
          reason: shortText.default(''),
        }),
      )
      .output(codePage),
    /** Registered by mistake: it counts nowhere any more. Refuses INS-101, 111. */
    withdraw: oc.input(codeId.extend({ reason })).output(codePage),
    /** A short-lived URL for the window; written to the access log. Refuses INS-119. */
    proofTicket: oc.input(z.object({ proofId: id })).output(z.object({ url: z.string() })),
  },
};
