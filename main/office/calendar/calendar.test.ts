import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultParameters } from '../settings/parameters.ts';
import {
  addMonths,
  addNaturalDays,
  checkLegalDay,
  createCalendar,
  type DeadlineCode,
  daysBetween,
  deadline,
  hourDeadline,
  isLegalDay,
  legalDay,
  prcCalendar,
} from './index.ts';

// domain.md §1.5, the worked examples of 2026.
test.each<[string, DeadlineCode, string, string]>([
  ['听证申请 5 工作日', 'DL09', '2026-09-24', '2026-10-09'],
  ['送达 7 工作日，10-10 周六要算', 'DL11', '2026-09-24', '2026-10-12'],
  ['T02 缴款 15 日遇国庆', 'DL13', '2026-09-22', '2026-10-08'],
  ['缴款 15 日', 'DL13', '2026-09-24', '2026-10-09'],
  ['90 日', 'DL02', '2026-07-01', '2026-09-29'],
  ['查封 30 日', 'DL05', '2026-09-04', '2026-10-04'],
  ['查封延长', 'DL06', '2026-10-04', '2026-11-03'],
  ['听证提前 7 工作日', 'DL10', '2026-11-02', '2026-11-11'],
  ['先行登记 7 工作日', 'DL04', '2026-04-30', '2026-05-13'],
  ['当场罚款 2 工作日', 'DL15', '2026-02-13', '2026-02-24'],
  ['复议 60 日，调休上班日不顺延', 'DL20', '2026-03-10', '2026-05-09'],
  ['起诉 6 个月', 'DL21', '2026-03-10', '2026-09-10'],
  ['执行窗口', 'DL24', '2026-09-10', '2026-12-10'],
  ['催告满 10 工作日', 'DL23', '2026-11-25', '2026-12-09'],
])('§1.5 %s: %s from %s ends %s', (_name, code, start, end) => {
  expect(deadline(code, start, { parameters: defaultParameters })).toMatchObject({ legalDate: end, estimated: false });
});

test('T02 a payment period ending on National Day rolls and says why; the surcharge starts the day after', () => {
  const payment = deadline('DL13', '2026-09-22', { parameters: defaultParameters });
  expect(payment).toMatchObject({ nominalDate: '2026-10-07', rolled: true });
  expect(payment.why).toBe(
    '自收到决定书日 2026-09-22 的次日起算 15 日，末日 2026-10-07 为休假日（国庆节），顺延至 2026-10-08（行政处罚法第六十七条；民事诉讼法第八十五条）。',
  );
  expect(deadline('DL14', payment.legalDate, { parameters: defaultParameters }).legalDate).toBe('2026-10-09');
});

test('§1.5 a seizure is warned of before National Day', () => {
  expect(deadline('DL05', '2026-09-04', { parameters: defaultParameters }).internalDate).toBe('2026-09-30');
});

test('§1.5 the earliest hearing is the day after seven full working days', () => {
  expect(addNaturalDays(deadline('DL10', '2026-11-02', { parameters: defaultParameters }).legalDate, 1)).toBe(
    '2026-11-12',
  );
});

test('§1.5 the latest service of a dunning letter before a window that ends 2026-12-10', () => {
  expect(prcCalendar.latestStart(addNaturalDays('2026-12-10', -1), 10)).toBe('2026-11-25');
});

test.each([
  ['2026-10-10', true, '调休上班日'],
  ['2026-10-07', false, '国庆节'],
  ['2026-10-11', false, '周末'],
  ['2026-10-12', true, '工作日'],
  ['2025-01-26', true, '调休上班日'],
  ['2024-10-01', false, '国庆节'],
])('T30 %s working %s (%s)', (date, working, name) => {
  expect([prcCalendar.isWorkingDay(date), prcCalendar.kindOf(date).name]).toEqual([working, name]);
});

test('2026 has 248 working days', () => {
  expect(prcCalendar.workingDaysBetween('2025-12-31', '2026-12-31')).toBe(248);
});

test('a year without a notice is an estimate from the statutory holidays', () => {
  expect(prcCalendar.isEstimated('2027-02-05')).toBe(true);
  // Lunar new year 2027 is 6 February; the eve and 清明 (5 April) are days off too.
  const off = ['2027-01-01', '2027-02-05', '2027-02-08', '2027-04-05', '2027-06-09', '2027-09-15', '2027-10-01'];
  expect(off.map((date) => prcCalendar.isWorkingDay(date))).toEqual(off.map(() => false));
  const result = deadline('DL13', '2027-09-20', { parameters: defaultParameters });
  expect(result).toMatchObject({ estimated: true });
  expect(result.why).toContain('预估');
});

test('an imported notice ends the estimate', () => {
  const calendar = createCalendar([
    {
      year: 2027,
      source: '测试通知',
      holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
      workingWeekends: ['2027-01-09'],
    },
  ]);
  expect(calendar.isEstimated('2027-01-09')).toBe(false);
  expect(calendar.isWorkingDay('2027-01-09')).toBe(true);
  expect(calendar.isWorkingDay('2027-02-08')).toBe(true);
});

test('a parameter changes the length', () => {
  const changed = { ...defaultParameters, defenceWorkingDays: 3 };
  expect(deadline('DL08', '2026-11-02', { parameters: changed }).legalDate).toBe('2026-11-05');
  expect(deadline('DL08', '2026-11-02', { parameters: defaultParameters }).legalDate).toBe('2026-11-09');
});

test.each([
  ['2026-08-31', 6, '2027-02-28'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-03-10', 6, '2026-09-10'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
])('P-6 %s plus %i months is %s', (from, months, to) => {
  expect(addMonths(from, months)).toBe(to);
});

test('P-7 hours run through holidays', () => {
  expect(hourDeadline('DL07', '2026-10-01T08:00:00.000Z')).toBe('2026-10-02T08:00:00.000Z');
});

test('the legal day is the one in Shanghai', () => {
  expect(legalDay('2026-11-20T15:59:59Z')).toBe('2026-11-20');
  expect(legalDay('2026-11-20T16:00:00Z')).toBe('2026-11-21');
  expect(() => legalDay('yesterday')).toThrow(expect.objectContaining({ code: 'CAL-202' }));
});

test.each(['2026-02-30', '2026-13-01', '2026-2-3', '20260203', '', '2026-00-10', '2025-02-29'])(
  '%p is no day',
  (text) => {
    expect(isLegalDay(text)).toBe(false);
    expect(() => checkLegalDay(text)).toThrow(expect.objectContaining({ code: 'CAL-201' }));
  },
);

const anyDay = fc.integer({ min: 0, max: 3_000 }).map((offset) => addNaturalDays('2023-01-01', offset));

test('a rolled day is a working day, and none lies between', () => {
  fc.assert(
    fc.property(anyDay, (date) => {
      const rolled = prcCalendar.rollForward(date);
      expect(prcCalendar.isWorkingDay(rolled)).toBe(true);
      for (let d = date; d < rolled; d = addNaturalDays(d, 1)) expect(prcCalendar.isWorkingDay(d)).toBe(false);
    }),
  );
});

test('adding n working days passes exactly n working days and ends on one', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (date, count) => {
      const end = prcCalendar.addWorkingDays(date, count);
      expect(prcCalendar.isWorkingDay(end)).toBe(true);
      expect(prcCalendar.workingDaysBetween(date, end)).toBe(count);
    }),
  );
});

test('the latest start is in time and the day after it is not', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (end, count) => {
      const latest = prcCalendar.latestStart(end, count);
      expect(prcCalendar.addWorkingDays(latest, count) <= end).toBe(true);
      expect(prcCalendar.addWorkingDays(addNaturalDays(latest, 1), count) > end).toBe(true);
    }),
  );
});

test('the office never works towards a day after the legal one', () => {
  const codes: DeadlineCode[] = ['DL02', 'DL04', 'DL05', 'DL09', 'DL13', 'DL17', 'DL20', 'DL21', 'DL23', 'DL24'];
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...codes), (start, code) => {
      const { internalDate, legalDate } = deadline(code, start, { parameters: defaultParameters });
      expect(internalDate >= start && internalDate <= legalDate).toBe(true);
      expect(daysBetween(start, legalDate)).toBeGreaterThan(0);
    }),
  );
});
