import { expect, test } from '@jest/globals';
import type { CasePage, DeadlineView } from '../../preload/contract/cases.ts';
import { alsoOpen, deadlineNow, leftInWords } from './next-step.ts';

const date = (code: string, legalDate: string, more: Partial<DeadlineView> = {}): DeadlineView => ({
  code,
  name: code,
  legalDate,
  internalDate: legalDate,
  remainingWorkingDays: 3,
  state: 'OK',
  doneOn: null,
  why: '',
  basis: '',
  estimated: false,
  ...more,
});
const entry = (kind: string) => ({ at: '2026-11-20T06:00:00Z', actor: '', kind, title: '', text: '', hash: '' });

test('the date beside the main button is the one that this step keeps', () => {
  const deadlines = [date('DL17', '2026-11-23'), date('DL13', '2026-12-05'), date('DL20', '2026-11-21')];
  expect(deadlineNow({ next: 'PAY', end: null, deadlines })?.code).toBe('DL13');
  expect(deadlineNow({ next: 'RECORD', end: null, deadlines })?.code).toBe('DL17');
  const recorded = [date('DL17', '2026-11-23', { doneOn: '2026-11-20' }), date('DL20', '2026-11-21')];
  expect(deadlineNow({ next: 'CLOSE', end: null, deadlines: recorded })).toBeNull();
  expect(deadlineNow({ next: 'BIND', end: 'PERFORMED', deadlines })).toBeNull();
});

test('money taken on the spot may be handed over before the filing', () => {
  const page: Pick<CasePage, 'next' | 'kind' | 'end' | 'payments' | 'timeline' | 'dueFen'> = {
    next: 'RECORD',
    kind: 'FINE',
    end: null,
    dueFen: 0,
    payments: [{ ticketNo: 'P1', amountFen: 2000, paidOn: '2026-11-20', channel: 'ONSITE', surchargeFen: 0 }],
    timeline: [entry('case.issued')],
  };
  expect(alsoOpen(page)).toBe('HAND_OVER');
  expect(alsoOpen({ ...page, next: 'HAND_OVER' })).toBeNull();
  expect(alsoOpen({ ...page, payments: [], dueFen: 5000 })).toBe('PAY');
  expect(alsoOpen({ ...page, end: 'VOIDED' })).toBeNull();
});

test('a date on a day of rest is not due today although no working day is left', () => {
  const soon = date('DL17', '2026-11-22', { state: 'SOON', remainingWorkingDays: 0 });
  expect(leftInWords(soon)).toBe('还剩 0 个工作日');
  expect(leftInWords({ ...soon, state: 'DUE' })).toBe('今天到期');
  expect(leftInWords({ ...soon, state: 'OVERDUE', remainingWorkingDays: -2 })).toBe('已逾期 2 个工作日');
});
