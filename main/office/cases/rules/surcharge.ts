import { addNaturalDays, type LegalDay } from '../../calendar/index.ts';
import type { ParameterValues } from '../../settings/index.ts';
import { yuan } from './yuan.ts';

// 处罚法 72, 73; domain.md §1.6 T03 T04

export interface SurchargeFacts {
  readonly fineFen: number;
  /** The legal last day of payment (DL13); the surcharge starts the day after. */
  readonly dueDate: LegalDay;
  /** The day on which it was paid in full, or today. Counted. */
  readonly until: LegalDay;
  /** Payments on the fine itself, any order. */
  readonly payments: readonly { readonly on: LegalDay; readonly amountFen: number }[];
  /** Days of reconsideration and litigation, first and last included; they do not count. */
  readonly suspended: readonly { readonly from: LegalDay; readonly to: LegalDay }[];
}

interface Surcharge {
  /** Days that counted. */
  readonly days: number;
  readonly surchargeFen: number;
  /** The sum has reached the fine itself. */
  readonly capped: boolean;
  /** The calculation in words. */
  readonly words: string;
}

/** Surcharge for late payment in fen: 3 % a day, each day rounded half up to the fen, never more than the fine. */
export function surcharge(facts: SurchargeFacts, parameters: ParameterValues): Surcharge {
  const percent = parameters.surchargePercentPerDay;
  let days = 0;
  let sum = 0;
  for (
    let today = addNaturalDays(facts.dueDate, 1);
    today <= facts.until && sum < facts.fineFen;
    today = addNaturalDays(today, 1)
  ) {
    const unpaid = facts.fineFen - paidBefore(facts, today);
    if (unpaid <= 0) break;
    if (facts.suspended.some(({ from, to }) => from <= today && today <= to)) continue;
    const base = parameters.surchargeBase === 'ORIGINAL' ? facts.fineFen : unpaid;
    sum += Math.floor((base * percent + 50) / 100);
    days += 1;
  }
  const surchargeFen = Math.min(sum, facts.fineFen);
  const capped = days > 0 && surchargeFen === facts.fineFen;
  return { days, surchargeFen, capped, words: inWords(facts, percent, days, surchargeFen, capped) };
}

function paidBefore({ payments }: SurchargeFacts, day: LegalDay): number {
  return payments.filter(({ on }) => on < day).reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function inWords({ dueDate, fineFen }: SurchargeFacts, percent: number, days: number, sum: number, capped: boolean) {
  if (days === 0) return `缴款期限至 ${dueDate}，未产生加处罚款。`;
  const cap = capped ? `，已达到罚款数额 ${yuan(fineFen)} 元，不再增加` : '';
  return `自 ${addNaturalDays(dueDate, 1)} 起逾期计 ${days} 日，每日按 ${percent}% 加处，合计 ${yuan(sum)} 元${cap}。`;
}
