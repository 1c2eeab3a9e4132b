import { oc } from '@orpc/contract';
import { z } from 'zod';
import { day, id, instant } from './values.ts';

/** What people come for; the letter begins their number. */
export const MATTERS = { A: '综合执法业务', B: '缴款、领取文书', C: '咨询投诉' } as const;
export const MATTER_LETTERS = ['A', 'B', 'C'] as const satisfies readonly (keyof typeof MATTERS)[];
export type MatterLetter = (typeof MATTER_LETTERS)[number];

/** A number of one day. `CALLED` = at the window now. */
export const queueTicket = z.object({
  id,
  number: z.string(),
  letter: z.enum(MATTER_LETTERS),
  state: z.enum(['WAITING', 'CALLED', 'SERVED', 'SKIPPED']),
  takenAt: instant,
  calledAt: instant.nullable(),
  /** How often it was called. */
  calls: z.int(),
  window: z.string(),
});
export type QueueTicket = z.infer<typeof queueTicket>;

/** How this desk calls. `words`: `{num}` and `{window}` stand for the call. */
export const callSettings = z.object({
  window: z.string().trim().min(1).max(12),
  words: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .refine((words) => words.includes('{num}')),
  speak: z.boolean(),
});
export type CallSettings = z.infer<typeof callSettings>;

/** What the front desk sees of today. */
export const queueDesk = z.object({
  day,
  current: queueTicket.nullable(),
  /** In the order in which they will be called. */
  waiting: z.array(queueTicket),
  /** 过号 today, the last first: whoever comes back is called again. */
  passed: z.array(queueTicket),
  /** 办完, the last first; at most 12. */
  ended: z.array(queueTicket),
  served: z.int(),
  skipped: z.int(),
  settings: callSettings,
});
export type QueueDesk = z.infer<typeof queueDesk>;

/** What everybody in the hall may see: numbers and windows. */
export const queueBoard = z.object({
  day,
  townName: z.string(),
  demo: z.boolean(),
  waiting: z.int(),
  /** The last calls of today, newest first; at most 6. Only one that is `CALLED` is at the window now. */
  calls: z.array(
    z.object({
      ...{ id, number: z.string(), window: z.string(), calledAt: instant, calls: z.int() },
      state: z.enum(['CALLED', 'SERVED', 'SKIPPED']),
    }),
  ),
  words: z.string(),
  speak: z.boolean(),
});
export type QueueBoard = z.infer<typeof queueBoard>;

export const reception = {
  board: oc.output(queueBoard),
  desk: oc.output(queueDesk),
  /** 取号. `slip`: why no slip is printed, '' when one is on its way. Refuses QUE-105. */
  take: oc
    .input(z.object({ letter: z.enum(MATTER_LETTERS) }))
    .output(z.object({ ticket: queueTicket, slip: z.string() })),
  /** 叫下一位; who was at the window is done. Refuses QUE-101. */
  callNext: oc.output(queueDesk),
  /** Refuses QUE-102, QUE-103. */
  callAgain: oc.input(z.object({ ticketId: id })).output(queueDesk),
  /** 重新叫号: one that was passed over comes to the window after all. Refuses QUE-102, QUE-107, QUE-108. */
  recall: oc.input(z.object({ ticketId: id })).output(queueDesk),
  /** 办完 or 过号. Refuses QUE-102, QUE-103. */
  end: oc.input(z.object({ ticketId: id, how: z.enum(['SERVED', 'SKIPPED']) })).output(queueDesk),
  configure: oc.input(callSettings).output(queueDesk),
  /** Opens the display on the second screen; `opened: false` where the shell cannot, then the window does it. */
  openDisplay: oc.output(z.object({ opened: z.boolean() })),
};
