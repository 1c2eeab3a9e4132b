export { deadline, hourDeadline } from './deadline.ts';
export type { DeadlineCode } from './deadline-codes.ts';
export {
  addMonths,
  addNaturalDays,
  checkLegalDay,
  daysBetween,
  isLegalDay,
  type LegalDay,
  legalDay,
} from './legal-day.ts';
export { createCalendar, prcCalendar } from './working-days.ts';
