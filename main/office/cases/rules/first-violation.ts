import { addMonths, type LegalDay } from '../../calendar/index.ts';
import type { ParameterValues } from '../../settings/index.ts';
import type { OrderFacts } from './trigger.ts';
import { no, type Verdict, yes } from './verdict.ts';

// 处罚法 33; domain.md §3.1 T14
const BASIS = '行政处罚法第三十三条';

/** An earlier penalty or exemption of the same party on the same item. */
export interface EarlierMatter {
  readonly kind: 'PENALTY' | 'FIRST_VIOLATION';
  readonly on: LegalDay;
  readonly number: string;
}

export interface FirstViolationFacts {
  readonly itemAllows: boolean;
  readonly on: LegalDay;
  readonly earlier: readonly EarlierMatter[];
  /** The correction order that stands on this very matter. */
  readonly order: OrderFacts | null;
}

/**
 * Whether the exemption may be offered: the item allows it, nothing stands against the party in the last years,
 * and no correction order on the same matter is open or was ignored (处罚法 33: 及时改正).
 */
export function checkFirstViolation(facts: FirstViolationFacts, parameters: ParameterValues): Verdict {
  if (!facts.itemAllows) {
    return no(
      'CASE-250',
      '本事项默认不适用首违不罚；确属初次、后果轻微并及时改正的，需走普通程序作不予处罚决定。',
      BASIS,
    );
  }
  const years = parameters.firstViolationYears;
  const since = addMonths(facts.on, -12 * years);
  const found = facts.earlier.filter(({ on }) => on >= since && on <= facts.on);
  if (found.length === 0) return checkOrder(facts.order);
  const list = found
    .map(({ kind, on, number }) => `${on} ${kind === 'PENALTY' ? '处罚' : '首违免罚'} ${number}`.trim())
    .join('；');
  return no('CASE-251', `当事人近 ${years} 年内已有同一事项记录（${list}），不是初次违法，不能免予处罚。`, BASIS);
}

function checkOrder(order: OrderFacts | null): Verdict {
  if (order === null || order.state === 'CORRECTED') return yes;
  if (order.state === 'ISSUED') {
    const words = `责令改正通知书 ${order.number} 还没有复查，是否及时改正还不能认定；请于 ${order.recheckOn} 复查，合格后再办。`;
    return no('CASE-255', words, BASIS);
  }
  const words = `责令改正通知书 ${order.number} 复查认定没有（全部）改正，不属及时改正，不能免予处罚。`;
  return no('CASE-255', words, BASIS);
}

/** All conditions together: first time, slight harm, corrected in time, educated and signed (D38). */
export function checkExemption(
  facts: FirstViolationFacts & {
    readonly harmless: boolean;
    readonly corrected: boolean;
    readonly signed: boolean;
  },
  parameters: ParameterValues,
): Verdict {
  const first = checkFirstViolation(facts, parameters);
  if (!first.ok) return first;
  if (!facts.harmless) {
    return no('CASE-252', '危害后果不属轻微的，不能首违不罚；请核对后果，或者依法处罚。', BASIS);
  }
  if (!facts.corrected) {
    return no('CASE-253', '当事人还没有改正，不能首违不罚；请责令其改正并复查合格后再办理。', BASIS);
  }
  if (!facts.signed) {
    return no('CASE-254', '温馨提示单须由当事人签字，作为教育记录；请签字后再办结。', BASIS);
  }
  return yes;
}
