import { refuse } from '../../../preload/contract/refusal.ts';
import { prcCalendar } from '../calendar/index.ts';
import { type CallContext, mayAsk, os } from '../procedures.ts';
import { findEverywhere } from '../search/everywhere.ts';
import { findScanned } from '../search/scanned.ts';

/** Who may register a 行政行为码 is offered to, when its address is scanned or searched for. */
const mayRegister = (context: CallContext) => mayAsk(context, 'inspections.codes.register');

/** Windows refetch what a step of a case may have changed. */
const MOVED = ['cases', 'drafts', 'documents', 'today', 'subjects', 'sync'] as const;

function moved<T>({ office }: CallContext, answer: T): T {
  office.events.changed(...MOVED);
  return answer;
}

export const draftsRouter = {
  mine: os.drafts.mine.handler(({ context }) => context.office.cases.drafts.mine(context.officer.id)),
  open: os.drafts.open.handler(({ context, input }) => {
    const { cases } = context.office;
    if (input.draftId !== undefined) return cases.drafts.get(input.draftId, context.officer.id);
    const me = context.officer.id;
    return moved(
      context,
      input.orderId === undefined ? cases.drafts.create(me) : cases.orders.punish(me, input.orderId),
    );
  }),
  save: os.drafts.save.handler(({ context, input }) => {
    const { drafts } = context.office.cases;
    const before = drafts.get(input.draftId, context.officer.id);
    return drafts.put({ ...before, step: input.step, content: input.content });
  }),
  discard: os.drafts.discard.handler(({ context, input }) => {
    context.office.cases.discard(context.officer.id, input.draftId, input.reason);
    return moved(context, {});
  }),
  check: os.drafts.check.handler(({ context, input }) => context.office.cases.check(context.officer.id, input.content)),
  begin: os.drafts.begin.handler(({ context, input }) =>
    moved(context, context.office.cases.steps.begin(context.officer.id, input.draftId)),
  ),
  inform: os.drafts.inform.handler(async ({ context, input }) =>
    moved(context, await context.office.cases.steps.inform(context.officer.id, input.draftId)),
  ),
  number: os.drafts.number.handler(async ({ context, input }) => {
    const caseId = await context.office.cases.steps.number(context.officer.id, input.draftId);
    return moved(context, context.office.cases.page(caseId));
  }),
  orderCorrection: os.drafts.orderCorrection.handler(async ({ context, input }) =>
    moved(context, await context.office.cases.orders.issue(context.officer.id, input)),
  ),
  recheckDay: os.drafts.recheckDay.handler(({ input }) => ({
    recheckOn: prcCalendar.addWorkingDays(input.correctBefore, 1),
  })),
  exempt: os.drafts.exempt.handler(async ({ context, input }) => {
    const caseId = await context.office.cases.orders.exempt(context.officer.id, input);
    return moved(context, context.office.cases.page(caseId));
  }),
};

export const casesRouter = {
  list: os.cases.list.handler(({ context, input }) => {
    const { office, officer } = context;
    return office.ledger.timed('cases.list', () => office.cases.list({ ...input, me: officer.id }));
  }),
  page: os.cases.page.handler(({ context, input }) => {
    const { office, officer } = context;
    const page = office.ledger.timed('cases.page', () => office.cases.page(input.caseId));
    office.viewed(officer.id, input.caseId, `查看案件 ${page.number}`);
    return page;
  }),
  exported: os.cases.exported.handler(({ context, input: { rows, from, to } }) => {
    const { office, officer } = context;
    const span = from === null && to === null ? '' : `，${from ?? '最早'} 至 ${to ?? '今天'}`;
    office.ledger.looked({ actor: officer.id, what: 'export', subject: '', detail: `导出案件台账 ${rows} 件${span}` });
    return {};
  }),
  find: os.cases.find.handler(({ context, input }) =>
    context.office.ledger.timed('cases.find', () => findEverywhere(context.office, input.query, mayRegister(context))),
  ),
  scanned: os.cases.scanned.handler(({ context, input }) =>
    findScanned(context.office, input.text, mayRegister(context)),
  ),
  deliver: os.cases.deliver.handler(async ({ context, input }) => {
    await context.office.cases.steps.deliver(context.officer.id, input.caseId);
    return moved(context, context.office.cases.page(input.caseId));
  }),
  voidDecision: os.cases.voidDecision.handler(({ context, input }) => {
    const { cases } = context.office;
    const owner = cases.page(input.caseId).officersFull[0]?.id ?? context.officer.id;
    cases.after.voidDecision(context.officer.id, input.caseId, input.reason);
    // The draft has the party's full number; it is its owner's, and only its name leaves here.
    const draft = input.reissue ? cases.reissue(owner, input.caseId) : null;
    const opened = draft === null ? null : { id: draft.id, officerId: draft.officerId };
    return moved(context, { page: cases.page(input.caseId), draft: opened });
  }),
  record: os.cases.record.handler(async ({ context, input }) => {
    await context.office.cases.after.record(context.officer.id, input.caseId);
    return moved(context, context.office.cases.page(input.caseId));
  }),
  pay: os.cases.pay.handler(({ context, input }) => {
    context.office.cases.after.pay(context.officer.id, input);
    return moved(context, context.office.cases.page(input.caseId));
  }),
  handOver: os.cases.handOver.handler(({ context, input }) => {
    context.office.cases.after.handOver(context.officer.id, input);
    return moved(context, context.office.cases.page(input.caseId));
  }),
  close: os.cases.close.handler(async ({ context, input }) => {
    const { cases } = context.office;
    // 自己不能审自己 (domain.md §8.9): the one who closes is not one of the officers of the case.
    if (cases.page(input.caseId).officersFull.some((one) => one.id === context.officer.id)) {
      refuse('CASE-320', '办案人员不能给自己办的案件结案，请队长或负责人办理。');
    }
    await cases.after.close(context.officer.id, input.caseId);
    return moved(context, cases.page(input.caseId));
  }),
  bindFile: os.cases.bindFile.handler(async ({ context, input }) =>
    moved(context, await context.office.cases.bind(context.officer.id, input.caseId)),
  ),
  orders: os.cases.orders.handler(({ context, input }) => context.office.cases.orders.list(input.open)),
  reinspect: os.cases.reinspect.handler(async ({ context, input }) =>
    moved(context, await context.office.cases.orders.reinspect(context.officer.id, input)),
  ),
  numberReport: os.cases.numberReport.handler(({ context, input }) => context.office.cases.numberReport(input.year)),
};
