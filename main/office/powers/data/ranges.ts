import type { PartyType } from '../../../../preload/contract/subjects.ts';
import type { PowerItem, StatutoryRange } from './items.ts';

/** The ranges that apply to a party; the first is the usual one. Sole traders follow the parameter. domain.md §1.4, §3.3 */
export function rangesFor(
  item: PowerItem,
  party: PartyType,
  individualBusinessAsCitizen: boolean,
): readonly StatutoryRange[] {
  const person = party === 'CITIZEN' || (party === 'SOLE_TRADER' && individualBusinessAsCitizen);
  return item.ranges.filter((range) => range.party === (person ? 'PERSON' : 'UNIT'));
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
