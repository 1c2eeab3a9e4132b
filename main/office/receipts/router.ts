import { mayAsk, os } from '../procedures.ts';

export const receiptsRouter = {
  // The number of a decision is case content, which the three administrators do not see (T24).
  queue: os.receipts.queue.handler(({ context }) => context.office.receipts.queue(mayAsk(context, 'cases.list'))),
  printOfCase: os.receipts.printOfCase.handler(({ context, input }) =>
    context.office.receipts.printOfCase(context.officer.id, input.caseId, input.kind),
  ),
  testPage: os.receipts.testPage.handler(({ context }) => context.office.receipts.testPage(context.officer.id)),
  sample: os.receipts.sample.handler(({ context, input }) =>
    context.office.receipts.sample(context.officer.id, input.kind),
  ),
  reprint: os.receipts.reprint.handler(({ context, input }) =>
    context.office.receipts.reprint(context.officer.id, input.jobId),
  ),
  markDone: os.receipts.markDone.handler(({ context, input }) => context.office.receipts.markDone(input.jobId)),
  cancel: os.receipts.cancel.handler(({ context, input }) => context.office.receipts.cancel(input.jobId)),
};
