import { mayAsk, os } from '../procedures.ts';
import { maskPhone } from './rules.ts';
import { numberOf } from './service.ts';

export const subjectsRouter = {
  recognise: os.subjects.recognise.handler(({ context, input }) => {
    const { office, officer } = context;
    const known = office.subjects.recognise(input.no);
    if (known !== null) office.viewed(officer.id, known.subjectId, '按证件号查询当事人');
    // The form fills in the telephone for those who could reveal it anyway.
    return known === null || mayAsk(context, 'subjects.reveal') ? known : { ...known, phone: maskPhone(known.phone) };
  }),
  list: os.subjects.list.handler(({ context, input }) =>
    context.office.ledger.timed('subjects.list', () => context.office.subjects.list(input)),
  ),
  page: os.subjects.page.handler(({ context, input }) => {
    const { office, officer } = context;
    const page = office.subjects.page(input.subjectId);
    office.viewed(officer.id, input.subjectId, '查看当事人');
    return { ...page, phone: maskPhone(page.phone) };
  }),
  reveal: os.subjects.reveal.handler(({ context, input }) => {
    const { office, officer } = context;
    const party = office.subjects.full(input.subjectId);
    office.ledger.looked({ actor: officer.id, what: 'reveal', subject: input.subjectId, detail: input.reason });
    return { no: numberOf(party), phone: party.phone };
  }),
};
