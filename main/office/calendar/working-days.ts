import { type DayKind, type HolidayNotice, kindOfDay, type YearOfDays, yearOfDays } from './holidays.ts';
import { addNaturalDays, checkLegalDay, type LegalDay } from './legal-day.ts';

/** Working days of the PRC. 处罚法 85, 强制法 69; domain.md §1.5 P-2 */
export interface Calendar {
  isWorkingDay(day: LegalDay): boolean;
  /** `name` is 工作日, 调休上班日, 周末 or the holiday's name. */
  kindOf(day: LegalDay): DayKind;
  /** Whether the year's notice is unknown, so that the answer is only 预估. */
  isEstimated(day: LegalDay): boolean;
  /** The n-th working day after the start, which is not counted (P-1); backwards when negative. */
  addWorkingDays(start: LegalDay, count: number): LegalDay;
  /** The day itself when it is a working day, else the next one. 民诉法 85; P-3 */
  rollForward(day: LegalDay): LegalDay;
  /** The day itself when it is a working day, else the last one before. P-4 */
  rollBack(day: LegalDay): LegalDay;
  /** Working days after `from` up to and with `to`; negative when `to` is earlier. */
  workingDaysBetween(from: LegalDay, to: LegalDay): number;
  /** The latest start from which `count` working days are full on `end`. */
  latestStart(end: LegalDay, count: number): LegalDay;
}

/** A calendar that knows the shipped notices and those imported since. */
export function createCalendar(imported: readonly HolidayNotice[] = []): Calendar {
  const years = new Map<number, YearOfDays>();
  const daysOf = (date: LegalDay): YearOfDays => {
    const year = Number(checkLegalDay(date).slice(0, 4));
    const known = years.get(year) ?? yearOfDays(year, imported);
    years.set(year, known);
    return known;
  };
  const kindOf = (date: LegalDay): DayKind => kindOfDay(date, daysOf(date));
  const isWorkingDay = (date: LegalDay): boolean => kindOf(date).kind !== 'rest';
  const roll = (date: LegalDay, step: 1 | -1): LegalDay => {
    let current = date;
    while (!isWorkingDay(current)) current = addNaturalDays(current, step);
    return current;
  };
  const addWorkingDays = (start: LegalDay, count: number): LegalDay => {
    const step = count < 0 ? -1 : 1;
    let current = start;
    for (let left = Math.abs(count); left > 0; left -= 1) current = roll(addNaturalDays(current, step), step);
    return current;
  };
  const workingDaysBetween = (from: LegalDay, to: LegalDay): number => {
    if (to < from) return -workingDaysBetween(to, from);
    let count = 0;
    for (let date = addNaturalDays(from, 1); date <= to; date = addNaturalDays(date, 1)) {
      if (isWorkingDay(date)) count += 1;
    }
    return count;
  };
  return {
    isWorkingDay,
    kindOf,
    isEstimated: (date) => daysOf(date).estimated,
    addWorkingDays,
    rollForward: (date) => roll(date, 1),
    rollBack: (date) => roll(date, -1),
    workingDaysBetween,
    latestStart: (end, count) => addNaturalDays(addWorkingDays(roll(end, -1), 1 - count), -1),
  };
}

/** The calendar with the shipped notices only. */
export const prcCalendar: Calendar = createCalendar();
