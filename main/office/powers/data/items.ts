import { z } from 'zod';
import { triggerMode } from '../../../../preload/contract/powers.ts';
import { day, fen } from '../../../../preload/contract/values.ts';
import data from '../../../../resources/data/power-items.json' with { type: 'json' };

const text = z.string().min(1);
const percent = z.number().min(0).max(100);
const tierCode = z.enum(['LIGHT', 'NORMAL', 'HEAVY']);

const rangeBase = {
  /** 个人 or 单位; a sole trader is one or the other by parameter (§1.4). */
  party: z.enum(['PERSON', 'UNIT']),
  /** Which variant of the violation, empty where there is only one. */
  label: z.string(),
  /** 可以处: ordering a correction alone is allowed (§3.5). */
  may: z.boolean(),
  /** Extra condition of the statute, e.g. 情节严重. */
  condition: z.string(),
  /** Where this variant needs more than the item's own mode. */
  trigger: triggerMode.optional(),
};

const statutoryRange = z.discriminatedUnion('kind', [
  z.object({
    ...rangeBase,
    kind: z.literal('FINE'),
    minFen: fen,
    maxFen: fen,
    /** Example tiers; a town imports its own benchmark. */
    tiers: z.array(z.object({ code: tierCode, minFen: fen, maxFen: fen })).length(3),
  }),
  z.object({
    ...rangeBase,
    kind: z.literal('RATIO'),
    of: text,
    minPercent: percent,
    maxPercent: percent,
    tiers: z.array(z.object({ code: tierCode, minPercent: percent, maxPercent: percent })).length(3),
  }),
  z.object({ ...rangeBase, kind: z.literal('NONE') }),
]);
export type StatutoryRange = z.infer<typeof statutoryRange>;

const statute = z.object({
  law: text,
  /** Which text of the law, e.g. 2021-09-29 第四次修正. */
  version: text,
  validFrom: day,
  validTo: day.nullable(),
  article: text,
  role: z.enum(['VIOLATED', 'PENALTY', 'BOTH']),
  /** Paraphrased, and says so. */
  text: z.string().startsWith('（转述）'),
});

const powerItem = z.object({
  code: z.string().regex(/^CG\d{3}$/),
  name: text,
  domain: text,
  trigger: triggerMode,
  /** A suggestion, no legal list (§3.4). */
  firstViolation: z.boolean(),
  /** Its articles move when the environmental code is in force (§3.6). */
  needsRemap: z.boolean(),
  /** 案由, without 案. */
  cause: text,
  note: z.string(),
  statutes: z.array(statute).min(1),
  ranges: z.array(statutoryRange).min(1),
  checkPoints: z.array(text).min(1),
  /** Placeholders in braces: {时间}{地点}… */
  factPhrases: z.array(text).min(3).max(5),
  correction: text,
  /** What people call it, for the search. */
  keywords: z.array(text),
});
export type PowerItem = z.infer<typeof powerItem>;

/** The 24 frequent items of domain.md §3.4, in order of their codes. Which authority may use them is not said here. */
export const powerItems: readonly PowerItem[] = z.array(powerItem).parse(data.items);

const byCode = new Map(powerItems.map((item) => [item.code, item]));

/** One item by its code (CG001…CG024). */
export function itemByCode(code: string): PowerItem | undefined {
  return byCode.get(code);
}
