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

/** The lines of a span and of the shorter ones inside it: within three days includes today. Nothing stands twice. */
export function bySpan(overview: Lines, span: Span): DueLine[] {
  const spans: Span[] =
    span === 'today' ? ['today'] : span === 'threeDays' ? ['today', 'threeDays'] : ['today', 'threeDays', 'week'];
  const seen = new Map<string, DueLine>();
  for (const line of spans.flatMap((one) => overview[one])) {
    seen.set(`${line.caseId ?? line.orderId ?? line.title} ${line.what} ${line.legalDate}`, line);
  }
  return byLegalWeight([...seen.values()]);
}

/** The shortest span with something to do; today when there is nothing at all. */
export function nearestSpan(overview: Lines): Span {
  return (Object.keys(SPANS) as Span[]).find((span) => bySpan(overview, span).length > 0) ?? 'today';
}

/** 已逾期 2 个工作日 · 今天到期 · 今天是最后一个工作日 · 还剩 3 个工作日. */
export function leftInWords({ state, remainingWorkingDays: days }: DueLine): string {
  if (state === 'OVERDUE') return days < 0 ? `已逾期 ${-days} 个工作日` : '已逾期';
  if (state === 'DUE') return '今天到期';
  // The legal date falls on rest days: what is not done today is not done in time.
  if (days <= 0) return '今天是最后一个工作日';
  return `还剩 ${days} 个工作日`;
}
