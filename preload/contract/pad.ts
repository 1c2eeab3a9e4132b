import { z } from 'zod';
import { drawing, strokePoint } from './values.ts';

/** What the three buttons on the pad do. */
export const PAD_ACTS = { cancel: '取消', again: '重签', confirm: '确认' } as const;
export const padAct = z.enum(['cancel', 'again', 'confirm']);
export type PadAct = z.infer<typeof padAct>;

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** The plan of a pad's screen in pixels: the window draws by it, the driver recognises presses by it. */
export const padLayout = z.object({
  width: z.int(),
  height: z.int(),
  summary: box,
  field: box,
  buttons: z.array(z.object({ act: padAct, box })),
});
export type PadLayout = z.infer<typeof padLayout>;

/** A signing on the pad, named by the window that asked for it. */
export const padSession = z.object({ sessionId: z.uuid() });

/** `picture`: base64 of one bit a pixel, 1 = black, leftmost pixel highest, rows filled to a byte. */
export const padBegin = padSession.extend({ picture: z.base64().min(1).max(1_000_000) });

/** The units of the points that will come, and the part of the pad in which they lie. */
export const padStage = z.object({ canvas: drawing.shape.canvas, field: box });
export type PadStage = z.infer<typeof padStage>;

/** What a hand does at the simulated pad; `pull` writes and pulls the plug in mid stroke. */
export const padHand = z.enum(['plug', 'unplug', 'write', 'pull', 'confirm', 'again', 'cancel']);
export type PadHand = z.infer<typeof padHand>;

/** What happens on the pad while it signs. A stroke that is not confirmed is never more than a picture on the screen. */
export const padEvent = z.discriminatedUnion('step', [
  /** Points that were added, each list to the stroke of that number. */
  padSession.extend({
    step: z.literal('ink'),
    added: z.array(z.object({ stroke: z.int(), points: z.array(strokePoint) })),
  }),
  /** 重签: all is gone and the pad waits for another signature. */
  padSession.extend({ step: z.literal('again') }),
  padSession.extend({ step: z.literal('signed'), drawing }),
  /** Ended without a signature: by 取消, by another signing, or because the pad is gone. */
  padSession.extend({ step: z.literal('ended'), code: z.string(), sentence: z.string() }),
]);
export type PadEvent = z.infer<typeof padEvent>;
