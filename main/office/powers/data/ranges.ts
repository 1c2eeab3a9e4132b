import type { PartyType } from '../../../../preload/contract/subjects.ts';
import type { ParameterValues } from '../../settings/index.ts';
import type { PowerItem, StatutoryRange } from './items.ts';

type Limits = Pick<ParameterValues, 'individualBusinessAsCitizen' | 'summaryLimitCitizenFen' | 'summaryLimitUnitFen'>;

const isPerson = (party: PartyType, individualBusinessAsCitizen: boolean): boolean =>
  party === 'CITIZEN' || (party === 'SOLE_TRADER' && individualBusinessAsCitizen);

/** The highest fine (fen, inclusive) that may be imposed on this party on the spot. 处罚法 51; T05 */
export function summaryLimitFen(party: PartyType, limits: Limits): number {
  return isPerson(party, limits.individualBusinessAsCitizen)
    ? limits.summaryLimitCitizenFen
    : limits.summaryLimitUnitFen;
}

/** No variant of the item ever ends in a fine on the spot for this party: its mode, its kind or its lower limit. */
export function isOrdinaryOnly(item: PowerItem, party: PartyType, limits: Limits): boolean {
  const limitFen = summaryLimitFen(party, limits);
  return rangesFor(item, party, limits.individualBusinessAsCitizen).every(
    (range) => range.kind !== 'FINE' || range.minFen > limitFen || 'SW'.includes(range.trigger ?? item.trigger),
  );
}

/** The ranges that apply to a party; the first is the usual one. Sole traders follow the parameter. domain.md §1.4, §3.3 */
export function rangesFor(
  item: PowerItem,
  party: PartyType,
  individualBusinessAsCitizen: boolean,
): readonly StatutoryRange[] {
  const kind = isPerson(party, individualBusinessAsCitizen) ? 'PERSON' : 'UNIT';
  return item.ranges.filter((range) => range.party === kind);
}

/** A range for lists: 50～300 元, 50 元以下, 10 万～100 万元, 建设工程造价 5%～10%, 无罚款. */
export function rangeInWords(range: StatutoryRange): string {
  switch (range.kind) {
    case 'NONE':
      return '无罚款';
    case 'RATIO':
      return `${range.of} ${range.minPercent}%～${range.maxPercent}%`;
    case 'FINE':
      return range.minFen === 0
        ? `${yuan(range.maxFen)}元以下`
        : `${yuan(range.minFen).trim()}～${yuan(range.maxFen)}元`;
  }
}

function yuan(fen: number): string {
  const amount = fen / 100;
  return amount >= 10_000 && amount % 1000 === 0 ? `${amount / 10_000} 万` : `${amount} `;
}
