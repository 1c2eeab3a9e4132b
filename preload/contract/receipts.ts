import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from './values.ts';

export const RECEIPT_KINDS = [
  'penalty-receipt',
  'delivery-receipt',
  'first-violation',
  'acceptance-receipt',
  'queue-number',
  'test-page',
] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];
/** What can be printed of a case. */
const CASE_RECEIPTS = ['penalty-receipt', 'delivery-receipt', 'first-violation'] as const;
export type CaseReceipt = (typeof CASE_RECEIPTS)[number];

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
  /** A receipt of a case; asking twice gives the same job. */
  printOfCase: oc.input(z.object({ caseId: id, kind: z.enum(CASE_RECEIPTS) })).output(printJob),
  testPage: oc.output(printJob),
  /** 样张: any kind of receipt with invented facts, marked so; the test page is its own. */
  sample: oc.input(z.object({ kind: z.enum(RECEIPT_KINDS).exclude(['test-page']) })).output(printJob),
  /** 补打 第 n 次, after the operator has looked at the printer; a failed job is sent again as it was. */
  reprint: oc.input(z.object({ jobId: id })).output(printJob),
  markDone: oc.input(z.object({ jobId: id })).output(printJob),
  cancel: oc.input(z.object({ jobId: id })).output(printJob),
};
