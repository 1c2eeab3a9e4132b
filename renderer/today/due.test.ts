import { expect, test } from '@jest/globals';
import type { DueLine } from '../../preload/contract/desk.ts';
import { backupState } from './backup-age.ts';
import { bySpan, leftInWords, nearestSpan } from './due.ts';

const line = (title: string, legalDate: string, state: DueLine['state'], remainingWorkingDays = 0): DueLine => ({
  caseId: null,
  orderId: null,
  codeId: null,
  dueAt: null,
  remainingHours: null,
  title,
  what: '备案',
  legalDate,
  internalDate: legalDate,
  remainingWorkingDays,
  state,
});

test('overdue stands first, then the legal date decides, whatever list it came from', () => {
  const late = line('张三 占道经营', '2026-11-18', 'OVERDUE', -2);
  const now = line('李四 乱倒垃圾', '2026-11-20', 'DUE');
  const soon = line('王五 噪声', '2026-11-23', 'SOON', 1);
  const later = line('赵六 堆物', '2026-11-26', 'OK', 4);
  const lists = { today: [now, late], threeDays: [soon], week: [later] };
  const titles = (span: 'today' | 'threeDays' | 'week') => bySpan(lists, span).map((one) => one.title.slice(0, 2));
  expect(titles('today')).toEqual(['张三', '李四']);
  expect(titles('threeDays')).toEqual(['张三', '李四', '王五']);
  expect(titles('week')).toEqual(['张三', '李四', '王五', '赵六']);
});

test('on one date the order of the office stays: money in hand before filing', () => {
  const money = line('赵六 堆物', '2026-11-20', 'DUE');
  const filing = line('安一 占道', '2026-11-20', 'DUE');
  expect(bySpan({ today: [money, filing], threeDays: [], week: [] }, 'today')).toEqual([money, filing]);
});

test('a deadline that the office names in two lists stands once', () => {
  const now = line('李四 乱倒垃圾', '2026-11-20', 'DUE');
  expect(bySpan({ today: [now], threeDays: [{ ...now }], week: [{ ...now }] }, 'week')).toHaveLength(1);
});

test('the page opens on the nearest span with something to do', () => {
  const soon = line('王五 噪声', '2026-11-23', 'SOON', 1);
  expect(nearestSpan({ today: [], threeDays: [], week: [soon] })).toBe('week');
  expect(nearestSpan({ today: [soon], threeDays: [], week: [] })).toBe('today');
  expect(nearestSpan({ today: [], threeDays: [], week: [] })).toBe('today');
});

test('what is left is said in words', () => {
  expect(leftInWords(line('', '2026-11-18', 'OVERDUE', -2))).toBe('已逾期 2 个工作日');
  expect(leftInWords(line('', '2026-11-20', 'DUE', 0))).toBe('今天到期');
  expect(leftInWords(line('', '2026-11-21', 'SOON', 0))).toBe('今天是最后一个工作日');
  expect(leftInWords(line('', '2026-11-23', 'SOON', 1))).toBe('还剩 1 个工作日');
});

test('a term in hours is told in hours, a long one in days', () => {
  const hours = (remainingHours: number, state: DueLine['state'] = 'SOON') =>
    leftInWords({ ...line('', '2026-11-21', state), remainingHours });
  expect([hours(0), hours(1), hours(47), hours(50), hours(-1, 'OVERDUE'), hours(-100, 'OVERDUE')]).toEqual([
    ...['不到 1 小时', '还剩 1 小时', '还剩 47 小时', '还剩 2 天', '已逾期 1 小时', '已逾期 4 天'],
  ]);
});

test('a backup ages', () => {
  const now = '2026-11-20T06:00:00Z';
  expect(backupState(null, now)).toEqual({ state: 'bad', words: '还没有备份过' });
  expect(backupState('2026-11-20T03:00:00Z', now).state).toBe('good');
  expect(backupState('2026-11-17T03:00:00Z', now).state).toBe('look');
  expect(backupState('2026-11-08T03:00:00Z', now)).toEqual({ state: 'bad', words: '上次备份 12 天前' });
});
