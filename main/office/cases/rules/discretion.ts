import type { DiscretionHint } from '../../../../preload/contract/cases.ts';
import type { ParameterValues } from '../../settings/index.ts';
import { checkAgeTier, type Tier } from './age.ts';
import { no, type Verdict, yes } from './verdict.ts';
import { yuan } from './yuan.ts';

// domain.md §3.3; 处罚法 5, 30, 32, 34, 58

export const TIER_NAMES = { MITIGATED: '减轻', LIGHT: '从轻', NORMAL: '一般', HEAVY: '从重' } as const satisfies Record<
  Tier,
  string
>;

/** The fine of the statute for this party, with the local benchmark's tiers where there is one. Fen. */
export interface FineRange {
  readonly minFen: number;
  readonly maxFen: number;
  readonly tiers?: readonly {
    readonly code: 'LIGHT' | 'NORMAL' | 'HEAVY';
    readonly minFen: number;
    readonly maxFen: number;
  }[];
}

/** One tier: the lower bound belongs to it, the upper one only where `includesMax`. */
interface TierBounds {
  readonly code: Tier;
  readonly minFen: number;
  readonly maxFen: number;
  readonly includesMax: boolean;
}

/** MITIGATED [10 % of min, min), LIGHT [min, +30 %), NORMAL [+30 %, +70 %), HEAVY [+70 %, max]. */
export function tiersOf(range: FineRange, parameters: ParameterValues): readonly TierBounds[] {
  const { minFen, maxFen } = range;
  const at = (percent: number): number => minFen + Math.round(((maxFen - minFen) * percent) / 100);
  const light = at(parameters.lightUpToPercent);
  const normal = at(parameters.normalUpToPercent);
  const local = (code: Tier, low: number, high: number): { minFen: number; maxFen: number } =>
    range.tiers?.find((tier) => tier.code === code) ?? { minFen: low, maxFen: high };
  const floor = Math.ceil((minFen * parameters.mitigatedFloorPercent) / 100);
  const mitigated: TierBounds = { code: 'MITIGATED', minFen: floor, maxFen: minFen, includesMax: false };
  return [
    // Without a lower limit in the statute there is nothing to go below.
    ...(minFen > 0 ? [mitigated] : []),
    { code: 'LIGHT', ...local('LIGHT', minFen, light), includesMax: false },
    { code: 'NORMAL', ...local('NORMAL', light, normal), includesMax: false },
    { code: 'HEAVY', ...local('HEAVY', normal, maxFen), includesMax: true },
  ];
}

interface DiscretionFacts {
  readonly range: FineRange;
  /** At the violation; null for units. */
  readonly age: number | null;
  /** The highest on-the-spot fine for this party. */
  readonly limitFen: number;
}

/** Whether a tier may be chosen in an on-the-spot case. */
export function checkTier(tier: Tier, facts: DiscretionFacts, parameters: ParameterValues): Verdict {
  const young = checkAgeTier(facts.age, tier);
  if (!young.ok) return young;
  const bounds = tiersOf(facts.range, parameters).find(({ code }) => code === tier);
  if (!bounds) {
    return no('CASE-280', '本事项的罚款没有法定下限，不存在减轻处罚；请选择“从轻”阶次。', '行政处罚法第三十二条');
  }
  if (tier === 'MITIGATED') {
    return no(
      'CASE-281',
      '减轻处罚低于法定下限，须经法制审核和集体讨论，不能当场作出，需走普通程序。',
      '行政处罚法第三十二条、第五十七条、第五十八条',
    );
  }
  if (bounds.minFen > facts.limitFen) {
    return no(
      'CASE-282',
      `“${TIER_NAMES[tier]}”阶次自 ${yuan(bounds.minFen)} 元起，超过当场处罚上限 ${yuan(facts.limitFen)} 元，需走普通程序。`,
      '行政处罚法第五十一条',
    );
  }
  return yes;
}

/** Whether the amount is whole yuan, within the statute and within the chosen tier. Fen. */
export function checkAmount(
  facts: { readonly fineFen: number; readonly tier: Tier; readonly range: FineRange },
  parameters: ParameterValues,
): Verdict {
  const { fineFen, tier, range } = facts;
  if (!Number.isInteger(fineFen) || fineFen % 100 !== 0) {
    return no('CASE-283', `罚款 ${yuan(fineFen)} 元须取整到元，请改为整元数额。`, '地方裁量基准');
  }
  if (fineFen <= 0) {
    return no('CASE-284', '罚款不能减到零；不应罚款的，请按不予处罚办理。', '行政处罚法第三十三条');
  }
  if (fineFen > range.maxFen) {
    return no(
      'CASE-285',
      `罚款 ${yuan(fineFen)} 元超过法定上限 ${yuan(range.maxFen)} 元，请在幅度内填写。`,
      '法定罚款幅度',
    );
  }
  if (fineFen < range.minFen && tier !== 'MITIGATED') {
    return no(
      'CASE-286',
      `罚款 ${yuan(fineFen)} 元低于法定下限 ${yuan(range.minFen)} 元，属于减轻处罚，请在幅度内填写，或者转普通程序办理。`,
      '行政处罚法第三十二条',
    );
  }
  const bounds = tiersOf(range, parameters).find(({ code }) => code === tier);
  if (!bounds) {
    return no('CASE-280', '本事项的罚款没有法定下限，不存在减轻处罚；请选择“从轻”阶次。', '行政处罚法第三十二条');
  }
  const within =
    fineFen >= bounds.minFen && (fineFen < bounds.maxFen || (bounds.includesMax && fineFen === bounds.maxFen));
  if (within) return yes;
  return no(
    'CASE-287',
    `罚款 ${yuan(fineFen)} 元不在“${TIER_NAMES[tier]}”阶次（${boundsInWords(bounds)}）内，请改数额或者改选阶次并写明理由。`,
    '行政处罚法第三十四条',
  );
}

/** The hint beside the amount: range, suggestion (middle of the tier, whole yuan) and the calculation in words. */
export function discretionHint(tier: Tier, facts: DiscretionFacts, parameters: ParameterValues): DiscretionHint {
  const all = tiersOf(facts.range, parameters);
  const chosen = all.find(({ code }) => code === tier) ?? all.find(({ code }) => code === 'LIGHT');
  const bounds = chosen ?? { code: 'LIGHT', minFen: facts.range.minFen, maxFen: facts.range.maxFen, includesMax: true };
  return {
    tier: bounds.code,
    tierName: TIER_NAMES[bounds.code],
    minFen: bounds.minFen,
    maxFen: bounds.maxFen,
    suggestedFen: suggestion(bounds, facts.limitFen),
    words: inWords(bounds, facts.range, parameters),
    tiers: all.map(({ code, minFen, maxFen }) => {
      const verdict = checkTier(code, facts, parameters);
      return {
        code,
        name: TIER_NAMES[code],
        minFen,
        maxFen,
        allowed: verdict.ok,
        why: verdict.ok ? '' : verdict.sentence,
      };
    }),
  };
}

function suggestion({ minFen, maxFen }: TierBounds, limitFen: number): number {
  const middle = Math.round((minFen + Math.min(maxFen, Math.max(limitFen, minFen))) / 200) * 100;
  const lowest = Math.max(100, Math.ceil(minFen / 100) * 100);
  return Math.max(middle, lowest);
}

function boundsInWords({ minFen, maxFen, includesMax }: TierBounds): string {
  return `${yuan(minFen)} 元（含）至 ${yuan(maxFen)} 元（${includesMax ? '含' : '不含'}）`;
}

function inWords(bounds: TierBounds, range: FineRange, parameters: ParameterValues): string {
  const { minFen, maxFen } = range;
  const statute = minFen === 0 ? `${yuan(maxFen)} 元以下` : `${yuan(minFen)} 元以上 ${yuan(maxFen)} 元以下`;
  const name = TIER_NAMES[bounds.code];
  if (bounds.code === 'MITIGATED') {
    return `法定罚款幅度为 ${statute}；减轻处罚低于法定下限，且不低于下限的 ${parameters.mitigatedFloorPercent}%，即 ${boundsInWords(bounds)}。`;
  }
  const from = { LIGHT: 0, NORMAL: parameters.lightUpToPercent, HEAVY: parameters.normalUpToPercent }[bounds.code];
  const to = { LIGHT: parameters.lightUpToPercent, NORMAL: parameters.normalUpToPercent, HEAVY: 100 }[bounds.code];
  const span = maxFen - minFen;
  const at = (percent: number): number => minFen + Math.round((span * percent) / 100);
  if (at(from) !== bounds.minFen || at(to) !== bounds.maxFen) {
    return `法定罚款幅度为 ${statute}；按裁量基准，“${name}”阶次为 ${boundsInWords(bounds)}。`;
  }
  const sum = (percent: number): string => `${yuan(minFen)}＋${yuan(span)}×${percent}%＝${yuan(at(percent))} 元`;
  return `法定罚款幅度为 ${statute}，上下限相差 ${yuan(span)} 元；“${name}”阶次自 ${sum(from)}（含）至 ${sum(to)}（${bounds.includesMax ? '含' : '不含'}）。`;
}
