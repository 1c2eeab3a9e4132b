import { oc } from '@orpc/contract';
import { z } from 'zod';
import { partyType } from './subjects.ts';
import { day, fen, id } from './values.ts';

export const TRIGGER_MODES = {
  I: '发现即可处罚',
  O: '责令改正，逾期不改才处罚',
  R: '责令改正，拒不改正才处罚',
  S: '情节严重才处罚',
  W: '先教育、警告，再处罚',
} as const;
export const triggerMode = z.enum(['I', 'O', 'R', 'S', 'W']);
export type TriggerMode = z.infer<typeof triggerMode>;

export const itemSummary = z.object({
  code: z.string(),
  name: z.string(),
  domain: z.string(),
  trigger: triggerMode,
  statute: z.string(),
  /** Range in words for the list, e.g. 50～300 元. */
  range: z.string(),
  /** Why it cannot be used today, empty when it can. */
  notToday: z.string(),
  needsRemap: z.boolean(),
  /** For this kind of party it can never end in a fine on the spot. */
  ordinaryOnly: z.boolean(),
});
export type ItemSummary = z.infer<typeof itemSummary>;

export const tierView = z.object({
  code: z.enum(['LIGHT', 'NORMAL', 'HEAVY']),
  name: z.string(),
  minFen: fen,
  maxFen: fen,
});
export const itemView = itemSummary.extend({
  cause: z.string(),
  statutes: z.array(z.object({ law: z.string(), article: z.string(), text: z.string(), version: z.string() })),
  firstViolation: z.boolean(),
  checkPoints: z.array(z.string()),
  factPhrases: z.array(z.string()),
  correction: z.string(),
  ranges: z.array(
    z.object({
      party: z.enum(['PERSON', 'UNIT']),
      /** Which variant of the violation; empty where there is only one. */
      label: z.string(),
      minFen: fen,
      maxFen: fen,
      kind: z.enum(['FINE', 'RATIO', 'NONE']),
      tiers: z.array(tierView),
    }),
  ),
});
export type ItemView = z.infer<typeof itemView>;

export const AUTHORITY_MODES = {
  TOWN_OWN: '赋权镇街，以镇街名义',
  COUNTY_DISPATCH: '县局派驻，以县局名义',
  ENTRUSTED: '受委托，以委托机关名义',
  STATUTORY_TOWN: '法律直接授权乡镇',
} as const;
export const authorityMode = z.enum(['TOWN_OWN', 'COUNTY_DISPATCH', 'ENTRUSTED', 'STATUTORY_TOWN']);
export const authority = z.object({
  id,
  name: z.string(),
  shortName: z.string(),
  mode: authorityMode,
  legalBasis: z.string(),
  from: day,
  to: day.nullable(),
  docPrefix: z.string(),
  reconsiderBody: z.string(),
  court: z.string(),
  payChannel: z.string(),
});
export type Authority = z.infer<typeof authority>;

/** Item – authority – dates (domain.md §1.1 PowerAssignment). */
export const assignment = z.object({
  itemCode: z.string(),
  authorityId: id,
  from: day,
  to: day.nullable(),
  noticeNo: z.string(),
});
export type Assignment = z.infer<typeof assignment>;

export const powers = {
  find: oc
    .input(z.object({ query: z.string().max(50), on: day, party: partyType.default('CITIZEN') }))
    .output(z.array(itemSummary)),
  item: oc.input(z.object({ code: z.string().max(20), on: day, party: partyType.default('CITIZEN') })).output(itemView),
  authorities: oc
    .input(z.object({ on: day }))
    .output(z.array(authority.extend({ usable: z.boolean(), why: z.string() }))),
};
