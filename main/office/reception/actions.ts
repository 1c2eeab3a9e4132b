import { z } from 'zod';
import { MATTER_LETTERS } from '../../../preload/contract/reception.ts';
import { defineAction } from '../ledger/index.ts';

const legalDay = z.iso.date();

/** 取号: a place in the queue of one day; nobody's name. */
export const numberTaken = defineAction({
  kind: 'queue.number-taken',
  version: 1,
  scope: 'desk',
  payload: z.object({ day: legalDay, letter: z.enum(MATTER_LETTERS), seq: z.int().min(1) }),
});

/** 叫号: the first time, again, or after 过号. */
export const numberCalled = defineAction({
  kind: 'queue.number-called',
  version: 1,
  scope: 'desk',
  payload: z.object({ window: z.string() }),
});

/** 办完 or 过号. */
export const numberEnded = defineAction({
  kind: 'queue.number-ended',
  version: 1,
  scope: 'desk',
  payload: z.object({ how: z.enum(['SERVED', 'SKIPPED']) }),
});
