import { PARTY_TYPES, type PartyType } from '../../../../preload/contract/subjects.ts';
import { summaryLimitFen } from '../../powers/index.ts';
import type { ParameterValues } from '../../settings/index.ts';
import { no, type Verdict, yes } from './verdict.ts';
import { yuan } from './yuan.ts';

// 处罚法 51; domain.md §1.4 T05
const BASIS = '行政处罚法第五十一条';

interface ProposedPenalty {
  /** OTHER: confiscation, suspension, demolition and whatever else needs the ordinary procedure. */
  readonly kind: 'WARNING' | 'FINE' | 'OTHER';
  readonly fineFen: number;
}

/** Whether the penalty may be imposed on the spot. T05 */
export function canSummary(
  facts: {
    readonly party: PartyType;
    readonly factsClear: boolean;
    readonly hasLegalBasis: boolean;
    readonly penalty: ProposedPenalty;
  },
  parameters: ParameterValues,
): Verdict {
  if (!facts.factsClear) {
    return no('CASE-201', '违法事实还不清楚，不能当场处罚；请补充时间、地点和经过，仍不清楚的需走普通程序。', BASIS);
  }
  if (!facts.hasLegalBasis) {
    return no('CASE-202', '没有选定处罚依据，不能当场处罚；请先选择违法事项。', BASIS);
  }
  if (facts.penalty.kind === 'WARNING') return yes;
  if (facts.penalty.kind === 'OTHER') {
    return no('CASE-203', '当场只能作出警告或者罚款，其他种类的处罚需走普通程序。', BASIS);
  }
  const { fineFen } = facts.penalty;
  if (fineFen <= 0) {
    return no('CASE-204', '罚款数额须大于零；不予罚款的，请改选警告或者按不予处罚办理。', BASIS);
  }
  const limit = summaryLimitFen(facts.party, parameters);
  if (fineFen <= limit) return yes;
  return no(
    'CASE-205',
    `对${PARTY_TYPES[facts.party]}当场罚款不得超过 ${yuan(limit)} 元，现为 ${yuan(fineFen)} 元，需走普通程序；已填内容保留，也可以在幅度内调低数额。`,
    BASIS,
  );
}
