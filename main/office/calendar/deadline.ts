import type { ParameterValues } from '../settings/index.ts';
import {
  DEADLINES,
  type DeadlineCode,
  type DeadlineRow,
  HOUR_DEADLINES,
  type HourDeadlineCode,
} from './deadline-codes.ts';
import { addMonths, addNaturalDays, checkLegalDay, type LegalDay } from './legal-day.ts';
import { type Calendar, prcCalendar } from './working-days.ts';

interface Deadline {
  readonly code: DeadlineCode;
  readonly nameZh: string;
  readonly start: LegalDay;
  /** The last day by arithmetic alone. */
  readonly nominalDate: LegalDay;
  /** The last day in law, after any roll-over. */
  readonly legalDate: LegalDay;
  /** The day the office works towards: never later than the legal one. P-4 */
  readonly internalDate: LegalDay;
  readonly rolled: boolean;
  /** A year without a published notice was needed (预估). */
  readonly estimated: boolean;
  readonly basis: string;
  readonly why: string;
}

interface DeadlineOptions {
  /** The town's figures; several lengths are theirs to set. */
  readonly parameters: ParameterValues;
  /** With notices imported since; the shipped ones otherwise. */
  readonly calendar?: Calendar;
}

const UNIT_ZH = { natural: '日', working: '个工作日', month: '个月', year: '年' } as const;

/** When a period ends that runs from `start` (not counted). Refuses CAL-201 for a day that does not exist. domain.md §1.5 */
export function deadline(code: DeadlineCode, start: LegalDay, options: DeadlineOptions): Deadline {
  const { parameters, calendar = prcCalendar } = options;
  const row = DEADLINES[code];
  const length = row.parameter ? parameters[row.parameter] : row.length;
  const nominalDate = endOf(row, length, checkLegalDay(start), calendar);
  const legalDate = row.rolls ? calendar.rollForward(nominalDate) : nominalDate;
  const rolled = legalDate !== nominalDate;
  const lead = row.cautious ? parameters.internalLeadDays : 0;
  const workDay = calendar.rollBack(addNaturalDays(legalDate, -lead));
  const estimated = calendar.isEstimated(legalDate) || (row.unit === 'working' && calendar.isEstimated(start));
  return {
    code,
    nameZh: row.nameZh,
    start,
    nominalDate,
    legalDate,
    internalDate: workDay < start ? start : workDay,
    rolled,
    estimated,
    basis: row.basis,
    why: [
      `自${row.from} ${start} 的次日起算 ${length} ${UNIT_ZH[row.unit]}，`,
      rolled
        ? `末日 ${nominalDate} 为休假日（${calendar.kindOf(nominalDate).name}），顺延至 ${legalDate}`
        : `至 ${legalDate} 届满`,
      `（${row.basis}${rolled ? '；民事诉讼法第八十五条' : ''}）`,
      estimated ? '。当年放假通知尚未导入，日期为预估。' : '。',
    ].join(''),
  };
}

function endOf(row: DeadlineRow, length: number, start: LegalDay, calendar: Calendar): LegalDay {
  switch (row.unit) {
    case 'natural':
      return addNaturalDays(start, length);
    case 'working':
      return calendar.addWorkingDays(start, length);
    case 'month':
      return addMonths(start, length);
    case 'year':
      return addMonths(start, length * 12);
  }
}

/** When a period of natural hours ends: a UTC instant. P-7 */
export function hourDeadline(code: HourDeadlineCode, start: string): string {
  return new Date(Date.parse(start) + HOUR_DEADLINES[code].hours * 3_600_000).toISOString();
}
