import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { cardSchema } from './card.ts';
import { padEvent } from './pad.ts';
import { day, instant, sha256, shortText } from './values.ts';

/** A card as the window gets it: the raw bytes are already stored and named by their hash. */
export const cardReading = z.object({
  at: instant,
  card: cardSchema,
  cardSha256: sha256,
  samId: z.string(),
  simulated: z.boolean(),
});
export type CardReading = z.infer<typeof cardReading>;

/** Where the office stands; everything else is refused unless `ready`. */
export const officeState = z.object({
  phase: z.enum(['setup', 'locked', 'opening', 'ready']),
  kind: z.enum(['demo', 'real']),
  townName: z.string(),
  authorityName: z.string(),
  deskName: z.string(),
  version: z.string(),
  now: instant,
  legalDay: day,
  /** 工作日 / 休息日 / 调休上班 */
  dayKind: z.enum(['workday', 'rest', 'makeup']),
  dayEstimated: z.boolean(),
  /** The shell keeps the key by itself (safeStorage); otherwise a passphrase is asked for. */
  shellKeepsKey: z.boolean(),
  progress: z.object({ task: z.string(), done: z.int(), total: z.int() }).optional(),
  trouble: z.object({ code: z.string(), sentence: z.string() }).optional(),
});
export type OfficeState = z.infer<typeof officeState>;

/** A code from the serial scanner. */
export const serialScan = z.object({ text: z.string(), symbology: z.string().nullable(), simulated: z.boolean() });
export type SerialScan = z.infer<typeof serialScan>;

/** Pushed to every window: what changed, so that queries refetch; cards and prompts go to the form that waits. */
export const officeEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), topics: z.array(z.string()) }),
  z.object({ kind: z.literal('card'), reading: cardReading }),
  z.object({ kind: z.literal('card-prompt'), sentence: z.string() }),
  /** For the window that signs on the pad alone. */
  z.object({ kind: z.literal('pad'), windowId: z.string(), event: padEvent }),
  z.object({ kind: z.literal('progress'), task: z.string(), done: z.number(), total: z.number(), unit: z.string() }),
  z.object({ kind: z.literal('notice'), code: z.string(), sentence: z.string() }),
]);
export type OfficeEvent = z.infer<typeof officeEvent>;

/** First run of a real office: authority, first administrator, passphrase of the ledger. */
export const setUp = z.object({
  townName: shortText.min(2),
  authorityName: shortText.min(2),
  docPrefix: shortText.min(1),
  county: shortText.min(2),
  reconsiderBody: shortText.min(2),
  court: shortText.min(2),
  deskName: shortText.min(1),
  payChannel: shortText.min(2),
  admin: z.object({
    name: shortText.min(2),
    number: z.string().trim().min(2).max(20),
    password: z.string().min(1).max(200),
  }),
  passphrase: z.string().max(200).optional(),
});

const page = z.object({ pageId: z.string().max(40) });

export const office = {
  state: oc.output(officeState),
  setUp: oc.input(setUp).output(z.object({ recoveryCode: z.string() })),
  unlock: oc
    .input(
      z.union([
        z.object({ passphrase: z.string().max(200) }),
        z.object({ recoveryCode: z.string().max(200), newPassphrase: z.string().max(200) }),
      ]),
    )
    .output(officeState),
  events: oc.output(eventIterator(officeEvent)),
  /**
   * For pages that do something with a scanned code; each goes to the one that was last in front where somebody may open
   * what it stands for. `pageId`: chosen by the page, so that tabs which share a session are told apart.
   */
  scans: oc.input(page).output(eventIterator(serialScan)),
  /** The page came to the front. */
  focused: oc.input(page).output(z.object({})),
};
