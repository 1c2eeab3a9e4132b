import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from './values.ts';

export const printJob = z.object({
  id,
  title: z.string(),
  state: z.enum(['queued', 'sending', 'sent_unconfirmed', 'done', 'failed', 'cancelled']),
  attempts: z.int(),
  reprint: z.int(),
  sentence: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type PrintJob = z.infer<typeof printJob>;

export const receipts = {
  queue: oc.output(z.array(printJob)),
  /** The penalty receipt of a case; asking twice gives the same job. */
  printPenalty: oc.input(z.object({ caseId: id })).output(printJob),
  testPage: oc.output(printJob),
  /** 补打 第 n 次, after the operator has looked at the printer. */
  reprint: oc.input(z.object({ jobId: id })).output(printJob),
  markDone: oc.input(z.object({ jobId: id })).output(printJob),
  cancel: oc.input(z.object({ jobId: id })).output(printJob),
};
