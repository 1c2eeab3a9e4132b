import { refuse } from '../../../preload/contract/refusal.ts';

/** A calendar day in China, `YYYY-MM-DD`. Legal periods are counted in these, never in instants. */
export type LegalDay = string;

const MS_PER_DAY = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000; // Asia/Shanghai has kept UTC+8 without summer time since 1991.

const toMs = (day: LegalDay): number => Date.parse(`${day}T00:00:00Z`);
const fromMs = (ms: number): LegalDay => new Date(ms).toISOString().slice(0, 10);

/** Whether the text is an existing day written `YYYY-MM-DD` (30 February is not). */
export function isLegalDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = toMs(text);
  return !Number.isNaN(ms) && fromMs(ms) === text;
}

/** Returns the day, or refuses CAL-201 when it does not exist. */
export function checkLegalDay(text: string): LegalDay {
  if (isLegalDay(text)) return text;
  return refuse('CAL-201', `日期“${text}”不存在，原有内容未改动，请按“年-月-日”重新填写。`);
}

/** The day in Asia/Shanghai on which a UTC instant falls. Refuses CAL-202 for a malformed instant. */
export function legalDay(instant: string | Date): LegalDay {
  const ms = instant instanceof Date ? instant.getTime() : Date.parse(instant);
  if (Number.isNaN(ms)) return refuse('CAL-202', '时间格式不正确，原有内容未改动，请重新选择时间。');
  return fromMs(ms + SHANGHAI_MS);
}

/** The day `count` natural days later (earlier when negative); the start day is not counted. P-1 */
export function addNaturalDays(day: LegalDay, count: number): LegalDay {
  return fromMs(toMs(checkLegalDay(day)) + count * MS_PER_DAY);
}

/** The corresponding day `count` months later; the month's last day where there is none. 民法典 202; P-6 */
export function addMonths(day: LegalDay, count: number): LegalDay {
  const start = new Date(toMs(checkLegalDay(day)));
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count, 1));
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(start.getUTCDate(), lastDate));
  return first.toISOString().slice(0, 10);
}

/** Natural days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: LegalDay, to: LegalDay): number {
  return Math.round((toMs(checkLegalDay(to)) - toMs(checkLegalDay(from))) / MS_PER_DAY);
}

/** Saturday or Sunday. */
export function isWeekend(day: LegalDay): boolean {
  const weekday = new Date(toMs(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}
