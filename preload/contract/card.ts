import { z } from 'zod';

/**
 * The four layouts of a second-generation card, named by the flag at byte 248 of the text.
 * J = residence permit for Hong Kong, Macau and Taiwan residents; I = 2017 and Y = 2023 foreigner card.
 */
export const CardType = { resident: 'resident', J: 'J', I: 'I', Y: 'Y' } as const;
export type CardType = (typeof CardType)[keyof typeof CardType];

/** What a desk officer has to look at before he trusts a card; none of these blocks the work. */
export const CardWarning = {
  expired: 'expired',
  validityUnreadable: 'validity-unreadable',
  birthUnreadable: 'birth-unreadable',
  checkDigit: 'check-digit',
  birthMismatch: 'birth-mismatch',
  sexMismatch: 'sex-mismatch',
  typeMismatch: 'type-mismatch',
  rareCharacter: 'rare-character',
  addressUnread: 'address-unread',
} as const;

/** By these support staff search. */
export const CARD_WARNING_CODES: Readonly<Record<(typeof CardWarning)[keyof typeof CardWarning], string>> = {
  expired: 'DEV-171',
  'validity-unreadable': 'DEV-172',
  'birth-unreadable': 'DEV-173',
  'check-digit': 'DEV-174',
  'birth-mismatch': 'DEV-175',
  'sex-mismatch': 'DEV-176',
  'type-mismatch': 'DEV-177',
  'rare-character': 'DEV-178',
  'address-unread': 'DEV-179',
};

export const cardWarningSchema = z.object({
  code: z.enum(CardWarning),
  /** One Chinese sentence for the operator. */
  sentence: z.string(),
});

export const RARE_FIELDS = ['name', 'address', 'newestAddress', 'issuer'] as const;

/** A field with characters that have no code in Unicode (private use, half a surrogate pair). */
export const rareFieldSchema = z.object({
  field: z.enum(RARE_FIELDS),
  /** What stands on the card, with such characters spelled out: `李〔U+E863〕`. Nothing of it is lost. */
  onCard: z.string(),
  /** What it most likely says in today's Unicode, for a person to confirm; `''` when unknown. */
  suggestion: z.string(),
});

/** The text side of an identity card, decoded. Dates are `YYYY-MM-DD`. */
export const cardSchema = z.object({
  type: z.enum(CardType),
  name: z.string(),
  /** The Latin name of a foreigner card; empty on the others. */
  latinName: z.string(),
  sex: z.enum(['未知', '男', '女', '未说明']),
  /** Ethnic group as printed, `''` where the card has none (J, I, Y, or an empty field). Never defaulted. */
  ethnic: z.string(),
  /** `''` when the card's date is not a real day (then `birth-unreadable` is among the warnings). */
  birth: z.string(),
  address: z.string(),
  /** The address written to the card after it was issued (追加住址), when there is one. */
  newestAddress: z.string().optional(),
  idNo: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  /** A day, or 长期, or `''` when unreadable. */
  validTo: z.string(),
  /** Three letters (GB/T 2659) on I and Y cards. */
  nationality: z.string().optional(),
  /** Travel-permit number on J cards. */
  passNo: z.string().optional(),
  /** Absent when every character of the card is an ordinary one. */
  rare: z.array(rareFieldSchema).optional(),
  warnings: z.array(cardWarningSchema),
});
export type Card = z.infer<typeof cardSchema>;
