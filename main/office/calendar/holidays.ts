import chineseDays from 'chinese-days';
import knownYears from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { z } from 'zod';
import notice2026 from '../../../resources/data/holidays-2026.json' with { type: 'json' };
import { addNaturalDays, isLegalDay, isWeekend, type LegalDay } from './legal-day.ts';

const day = z.string().refine(isLegalDay);

const holidayNotice = z.object({
  year: z.number().int(),
  source: z.string().min(1),
  holidays: z.array(z.object({ name: z.string().min(1), from: day, to: day })),
  workingWeekends: z.array(day),
});

/** The State Council's yearly notice: holidays and the weekends worked in exchange. 处罚法 85; domain.md §1.5 P-2 */
export type HolidayNotice = z.infer<typeof holidayNotice>;

/** What one year says about its days. `estimated` when no notice for that year is known (预估). */
export interface YearOfDays {
  readonly estimated: boolean;
  /** Day → name of the holiday. */
  readonly holidays: ReadonlyMap<LegalDay, string>;
  readonly workingWeekends: ReadonlySet<LegalDay>;
}

const shippedNotices: readonly HolidayNotice[] = [holidayNotice.parse(notice2026)];

const packageHolidays = Object.entries(knownYears.holidays);
const packageWorkdays = Object.keys(knownYears.workdays);

/** The days of a year: our own notice first, then the chinese-days package, else the statutory holidays as an estimate. */
export function yearOfDays(year: number, imported: readonly HolidayNotice[]): YearOfDays {
  const notice = [...imported, ...shippedNotices].find((candidate) => candidate.year === year);
  if (notice) return fromNotice(notice);
  const prefix = `${year}-`;
  const holidays = packageHolidays.filter(([date]) => date.startsWith(prefix));
  if (holidays.length === 0) return estimate(year);
  return {
    estimated: false,
    // The package writes "Spring Festival,春节,4".
    holidays: new Map(holidays.map(([date, text]) => [date, text.split(',')[1] ?? text])),
    workingWeekends: new Set(packageWorkdays.filter((date) => date.startsWith(prefix))),
  };
}

function fromNotice(notice: HolidayNotice): YearOfDays {
  const holidays = new Map<LegalDay, string>();
  for (const { name, from, to } of notice.holidays) {
    for (let date = from; date <= to; date = addNaturalDays(date, 1)) holidays.set(date, name);
  }
  return { estimated: false, holidays, workingWeekends: new Set(notice.workingWeekends) };
}

/**
 * The statutory days alone, without any exchange of weekends: 全国年节及纪念日放假办法 2 (2025 text).
 */
function estimate(year: number): YearOfDays {
  const newYear = lunar(year, 1, 1);
  const holidays = new Map<LegalDay, string>([
    [`${year}-01-01`, '元旦'],
    ...[-1, 0, 1, 2].map((offset): [LegalDay, string] => [addNaturalDays(newYear, offset), '春节']),
    [qingming(year), '清明节'],
    [`${year}-05-01`, '劳动节'],
    [`${year}-05-02`, '劳动节'],
    [lunar(year, 5, 5), '端午节'],
    [lunar(year, 8, 15), '中秋节'],
    [`${year}-10-01`, '国庆节'],
    [`${year}-10-02`, '国庆节'],
    [`${year}-10-03`, '国庆节'],
  ]);
  return { estimated: true, holidays, workingWeekends: new Set() };
}

/** The solar day of a lunar one. Local noon, because the package reads dates in the zone of the process. */
function lunar(year: number, month: number, date: number): LegalDay {
  return chineseDays.getSolarDateFromLunar(new Date(year, month - 1, date, 12)).date;
}

/** The solar term 清明 by the usual formula for 2000–2099. */
function qingming(year: number): LegalDay {
  const short = year % 100;
  return `${year}-04-0${Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)}`;
}

/** `makeup` is a weekend worked in exchange for a holiday. */
export interface DayKind {
  readonly kind: 'workday' | 'makeup' | 'rest';
  readonly name: string;
}

/** What a day is, with the holiday's name where it is one. */
export function kindOfDay(date: LegalDay, days: YearOfDays): DayKind {
  const holiday = days.holidays.get(date);
  if (holiday) return { kind: 'rest', name: holiday };
  if (days.workingWeekends.has(date)) return { kind: 'makeup', name: '调休上班日' };
  return isWeekend(date) ? { kind: 'rest', name: '周末' } : { kind: 'workday', name: '工作日' };
}
