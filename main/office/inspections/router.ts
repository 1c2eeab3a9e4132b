import { type CallContext, os } from '../procedures.ts';

/** The page of a code that was changed; windows fetch again. */
function moved({ office }: CallContext, codeId: string) {
  office.events.changed('inspections', 'today');
  return office.inspections.page(codeId);
}

export const inspectionsRouter = {
  codes: {
    list: os.inspections.codes.list.handler(({ context, input }) => context.office.inspections.list(input)),
    page: os.inspections.codes.page.handler(({ context, input }) => {
      const { office, officer } = context;
      const page = office.inspections.page(input.codeId);
      office.viewed(officer.id, input.codeId, '查看行政行为码登记');
      return page;
    }),
    register: os.inspections.codes.register.handler(({ context, input }) => {
      const { office, officer } = context;
      const answer = office.inspections.register(officer.id, input);
      if (!answer.existed) office.events.changed('inspections', 'today');
      return answer;
    }),
    correct: os.inspections.codes.correct.handler(({ context, input }) => {
      context.office.inspections.correct(context.officer.id, input);
      return moved(context, input.codeId);
    }),
    shown: os.inspections.codes.shown.handler(({ context, input }) => {
      context.office.inspections.shown(context.officer.id, input);
      return moved(context, input.codeId);
    }),
    keepProof: os.inspections.codes.keepProof.handler(async ({ context, input }) => {
      await context.office.inspections.keepProof(context.officer.id, input);
      return moved(context, input.codeId);
    }),
    withdrawProof: os.inspections.codes.withdrawProof.handler(({ context, input }) =>
      moved(context, context.office.inspections.withdrawProof(context.officer.id, input)),
    ),
    evaluated: os.inspections.codes.evaluated.handler(({ context, input }) => {
      context.office.inspections.evaluated(context.officer.id, input);
      return moved(context, input.codeId);
    }),
    withdraw: os.inspections.codes.withdraw.handler(({ context, input }) => {
      context.office.inspections.withdraw(context.officer.id, input);
      return moved(context, input.codeId);
    }),
    proofTicket: os.inspections.codes.proofTicket.handler(({ context, input }) => ({
      url: context.office.inspections.proofTicket(context.officer.id, input.proofId),
    })),
  },
};
