import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addNaturalDays } from '../../calendar/index.ts';
import { defaultParameters } from '../../settings/parameters.ts';
import { type SurchargeFacts, surcharge } from './surcharge.ts';

const due = '2026-10-08';
const facts = (more: Partial<SurchargeFacts>): SurchargeFacts => ({
  fineFen: 20_000,
  dueDate: due,
  until: due,
  payments: [],
  suspended: [],
  ...more,
});
const after = (days: number, more: Partial<SurchargeFacts> = {}) =>
  surcharge(facts({ until: addNaturalDays(due, days), ...more }), defaultParameters);

test.each([
  [0, 0, false],
  [1, 600, false],
  [33, 19_800, false],
  [34, 20_000, true],
  [35, 20_000, true],
  [400, 20_000, true],
])('T03 on day %i the surcharge on 200 yuan is %i fen, capped %s', (days, fen, capped) => {
  expect(after(days)).toMatchObject({ surchargeFen: fen, capped });
});

test('T02/T03 it starts the day after the rolled last day', () => {
  expect(surcharge(facts({ until: '2026-10-09' }), defaultParameters)).toEqual({
    days: 1,
    surchargeFen: 600,
    capped: false,
    words: '自 2026-10-09 起逾期计 1 日，每日按 3% 加处，合计 6 元。',
  });
});

test('T04 it does not grow during ten days of reconsideration', () => {
  const suspended = [{ from: addNaturalDays(due, 6), to: addNaturalDays(due, 15) }];
  expect(after(5, { suspended }).surchargeFen).toBe(3000);
  expect(after(15, { suspended }).surchargeFen).toBe(3000);
  expect(after(16, { suspended }).surchargeFen).toBe(3600);
});

test('T04 overlapping reconsideration and litigation count once', () => {
  const suspended = [
    { from: addNaturalDays(due, 1), to: addNaturalDays(due, 10) },
    { from: addNaturalDays(due, 8), to: addNaturalDays(due, 12) },
  ];
  expect(after(13, { suspended }).days).toBe(1);
});

test.each([
  [1750, 53],
  [1749, 52],
  [1650, 50],
  [50, 2],
  [49, 1],
])('a day on %i fen is rounded half up to %i fen', (fineFen, daily) => {
  expect(after(1, { fineFen }).surchargeFen).toBe(daily);
});

test('it stops when the fine is paid; the day of payment counts', () => {
  const payments = [{ on: addNaturalDays(due, 3), amountFen: 20_000 }];
  expect(after(30, { payments })).toMatchObject({ days: 3, surchargeFen: 1800 });
});

test('a fine paid in time has none', () => {
  expect(after(30, { payments: [{ on: due, amountFen: 20_000 }] })).toMatchObject({
    days: 0,
    surchargeFen: 0,
    words: '缴款期限至 2026-10-08，未产生加处罚款。',
  });
});

test('the base after part payments is the town’s parameter', () => {
  const payments = [{ on: due, amountFen: 10_000 }];
  expect(after(10, { payments }).surchargeFen).toBe(6000);
  const unpaid = { ...defaultParameters, surchargeBase: 'UNPAID' as const };
  expect(surcharge(facts({ until: addNaturalDays(due, 10), payments }), unpaid).surchargeFen).toBe(3000);
});

test('it never falls from day to day and never exceeds the fine', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 0, max: 60 }), (fineFen, days) => {
      const today = after(days, { fineFen }).surchargeFen;
      const tomorrow = after(days + 1, { fineFen }).surchargeFen;
      expect(tomorrow >= today && tomorrow <= fineFen).toBe(true);
    }),
  );
});
