import type { DueLine } from '../../preload/contract/desk.ts';

export const SPANS = { today: '今天必办', threeDays: '三天内', week: '本周' } as const;
export type Span = keyof typeof SPANS;

type Lines = Record<Span, DueLine[]>;

const WEIGHT = { OVERDUE: 0, DUE: 1, SOON: 2, OK: 3 } as const;

/** Legally overdue first, then by legal date; on one date the office's own order (the weight of the matter) stays. */
function byLegalWeight(lines: readonly DueLine[]): DueLine[] {
  return lines.toSorted(
    (one, other) => WEIGHT[one.state] - WEIGHT[other.state] || one.legalDate.localeCompare(other.legalDate),
  );
}

/** One and the same deadline, whatever list names it. */
export const keyOf = ({ caseId, orderId, codeId, title, what, legalDate }: DueLine): string =>
  `${caseId ?? orderId ?? codeId ?? title} ${what} ${legalDate}`;

/** The lines of a span and of the shorter ones inside it: within three days includes today. Nothing stands twice. */
export function bySpan(overview: Lines, span: Span): DueLine[] {
  const spans: Span[] =
    span === 'today' ? ['today'] : span === 'threeDays' ? ['today', 'threeDays'] : ['today', 'threeDays', 'week'];
  const seen = new Map<string, DueLine>();
  for (const line of spans.flatMap((one) => overview[one])) {
    seen.set(keyOf(line), line);
  }
  return byLegalWeight([...seen.values()]);
}

/** The shortest span with something to do; today when there is nothing at all. */
export function nearestSpan(overview: Lines): Span {
  return (Object.keys(SPANS) as Span[]).find((span) => bySpan(overview, span).length > 0) ?? 'today';
}

const DAY_HOURS = 24;
/** 5 小时 · 3 天, of whole hours. */
const span = (hours: number) => (hours < 2 * DAY_HOURS ? `${hours} 小时` : `${Math.floor(hours / DAY_HOURS)} 天`);

/** 已逾期 2 个工作日 · 今天到期 · 今天是最后一个工作日 · 还剩 3 个工作日; a term in hours: 还剩 5 小时. */
export function leftInWords({ state, remainingWorkingDays: days, remainingHours: hours }: DueLine): string {
  if (hours !== null) {
    if (hours < 0) return `已逾期 ${span(-hours)}`;
    return hours === 0 ? '不到 1 小时' : `还剩 ${span(hours)}`;
  }
  if (state === 'OVERDUE') return days < 0 ? `已逾期 ${-days} 个工作日` : '已逾期';
  if (state === 'DUE') return '今天到期';
  // The legal date falls on rest days: what is not done today is not done in time.
  if (days <= 0) return '今天是最后一个工作日';
  return `还剩 ${days} 个工作日`;
}
