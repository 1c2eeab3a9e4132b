import { expect, test } from '@jest/globals';
import { type CasePage, draftContent } from '../../preload/contract/cases.ts';
import { flowOf } from './flow.ts';

const at = '2026-11-20T06:05:00Z';
const page = (kinds: string[], more: Partial<CasePage> = {}) =>
  flowOf({
    kind: 'FINE',
    end: null,
    state: 'Q_INFORM',
    content: draftContent.parse({}),
    dueFen: 5000,
    payments: [],
    timeline: kinds.map((kind) => ({ at, actor: '', kind, title: '', text: '', hash: '' })),
    ...more,
  });
const drawn = (steps: ReturnType<typeof flowOf>) => steps.map((one) => `${one.name}:${one.state}`);

const DELIVERED = ['case.found', 'case.identified', 'case.informed', 'case.numbered', 'case.issued'];

test('the present step is the first one that the journal does not know', () => {
  expect(drawn(page(['case.found', 'case.identified', 'case.informed']))).toEqual([
    '发现违法:done',
    '亮证:done',
    '告知申辩:done',
    '交付决定书:here',
    '备案:open',
    '缴款:open',
    '结案:open',
    '归档:open',
  ]);
});

test('a fine paid in part still waits for payment; paid in full it waits for closing', () => {
  const payments = [{ ticketNo: 'P1', amountFen: 2000, paidOn: '2026-11-20', channel: 'BANK', surchargeFen: 0 }];
  const kinds = [...DELIVERED, 'case.recorded', 'case.paid'];
  expect(drawn(page(kinds, { payments, dueFen: 3000 }))).toContain('缴款:here');
  expect(drawn(page(kinds, { payments, dueFen: 0 }))).toContain('结案:here');
});

test('money taken on the spot must reach the bank, a warning has no money', () => {
  const content = draftContent.parse({ penalty: { collectOnSite: true } });
  const steps = page([...DELIVERED, 'case.recorded', 'case.handed-over'], { content });
  expect(drawn(steps)).toContain('罚款缴存:here');
  expect(drawn(page([...DELIVERED, 'case.recorded'], { kind: 'WARNING' }))).toContain('结案:here');
});

test('a voided decision ends the flow where it was', () => {
  const steps = page([...DELIVERED, 'case.voided'], { end: 'VOIDED', state: 'Q_CLOSED' });
  expect(drawn(steps)).toEqual(['发现违法:done', '亮证:done', '告知申辩:done', '交付决定书:done', '决定书作废:ended']);
});
