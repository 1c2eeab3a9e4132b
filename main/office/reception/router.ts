import { os } from '../procedures.ts';

export const receptionRouter = {
  board: os.reception.board.handler(({ context }) => context.office.reception.board()),
  desk: os.reception.desk.handler(({ context }) => context.office.reception.desk()),
  take: os.reception.take.handler(({ context, input }) =>
    context.office.reception.take(context.officer.id, input.letter),
  ),
  callNext: os.reception.callNext.handler(({ context }) => context.office.reception.callNext(context.officer.id)),
  callAgain: os.reception.callAgain.handler(({ context, input }) =>
    context.office.reception.callAgain(context.officer.id, input.ticketId),
  ),
  recall: os.reception.recall.handler(({ context, input }) =>
    context.office.reception.recall(context.officer.id, input.ticketId),
  ),
  end: os.reception.end.handler(({ context, input }) =>
    context.office.reception.end(context.officer.id, input.ticketId, input.how),
  ),
  configure: os.reception.configure.handler(({ context, input }) => context.office.reception.configure(input)),
  openDisplay: os.reception.openDisplay.handler(({ context }) => context.office.shell.openDisplay()),
};
