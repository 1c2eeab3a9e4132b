import { oc } from '@orpc/contract';
import { z } from 'zod';
import { day, fen, id, instant, shortText } from './values.ts';

export const PARTY_TYPES = {
  CITIZEN: '公民',
  SOLE_TRADER: '个体工商户',
  COMPANY: '法人',
  OTHER_ORG: '其他组织',
} as const;
export type PartyType = keyof typeof PARTY_TYPES;
export const partyType = z.enum(Object.keys(PARTY_TYPES) as [PartyType, ...PartyType[]]);

export const guardian = z.object({ name: shortText, relation: shortText, phone: shortText });

/** The party as typed or read from the card (domain.md FG-PARTY). Validation in words is the office's; this is the shape. */
export const party = z.object({
  partyType,
  /** Person's name, or the name of the enterprise (字号 for sole traders). */
  name: shortText,
  gender: z.enum(['男', '女', '']).default(''),
  ethnic: shortText.default(''),
  birthDate: day.nullable().default(null),
  /** 居民身份证 unless said otherwise. */
  idType: z.enum(['ID_CARD', 'RESIDENCE_PERMIT', 'FOREIGNER_CARD', 'PASSPORT', 'NONE']).default('ID_CARD'),
  idNo: z.string().trim().toUpperCase().max(40).default(''),
  idValidTo: z.string().max(10).default(''),
  phone: z.string().trim().max(30).default(''),
  address: shortText.default(''),
  /** Unified social credit code for everything but citizens. */
  uscc: z.string().trim().toUpperCase().max(18).default(''),
  legalRep: shortText.default(''),
  guardian: guardian.nullable().default(null),
  /** `card` when the reader filled it; the raw reading is kept as evidence. */
  source: z.enum(['card', 'typed']).default('typed'),
  /** What the card calls this person where it has characters without a code (`李〔U+E863〕`); the name is the corrected one. */
  nameOnCard: shortText.optional(),
  cardSha256: z.string().max(64).nullable().default(null),
  samId: z.string().max(60).default(''),
  simulated: z.boolean().default(false),
});
export type Party = z.infer<typeof party>;

/** One earlier matter of the same person, as recognition shows it. */
export const earlierMatter = z.object({
  kind: z.enum(['PENALTY', 'FIRST_VIOLATION', 'ORDER']),
  id,
  number: z.string(),
  on: day,
  itemCode: z.string(),
  itemName: z.string(),
  fineFen: fen,
  state: z.string(),
});
export type EarlierMatter = z.infer<typeof earlierMatter>;

export const recognised = z.object({
  subjectId: id,
  name: z.string(),
  maskedNo: z.string(),
  firstSeen: instant,
  phone: z.string(),
  address: z.string(),
  earlier: z.array(earlierMatter),
  /** Item codes whose first-violation exemption was used within the period (T14). */
  exemptionsUsed: z.array(z.object({ itemCode: z.string(), on: day })),
});
export type Recognised = z.infer<typeof recognised>;

export const subjects = {
  /** Who is this? Same citizen number or credit code. */
  recognise: oc.input(z.object({ no: z.string().trim().min(1).max(40) })).output(recognised.nullable()),
  list: oc
    .input(z.object({ query: z.string().max(100), offset: z.int().min(0), limit: z.int().min(1).max(100) }))
    .output(
      z.object({
        total: z.int(),
        rows: z.array(
          z.object({
            id,
            partyType,
            name: z.string(),
            maskedNo: z.string(),
            address: z.string(),
            matters: z.int(),
            lastOn: day.nullable(),
          }),
        ),
      }),
    ),
  page: oc.input(z.object({ subjectId: id })).output(recognised.extend({ partyType })),
  /** Shows a full number for one minute; reason and look are written to the access log (domain.md §7.1). */
  reveal: oc
    .input(z.object({ subjectId: id, reason: shortText.min(2) }))
    .output(z.object({ no: z.string(), phone: z.string() })),
};
