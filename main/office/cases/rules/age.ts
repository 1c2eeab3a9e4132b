import { no, type Verdict, yes } from './verdict.ts';

// 处罚法 30; domain.md §3.1 T12
const BASIS = '行政处罚法第三十条';

/** Weight of a penalty, lightest first. 减轻、从轻、一般、从重 */
export type Tier = 'MITIGATED' | 'LIGHT' | 'NORMAL' | 'HEAVY';

/** Under 14 there is no penalty. `age` is the party's at the violation, null for units. */
export function checkAge(age: number | null): Verdict {
  if (age === null || age >= 14) return yes;
  return no(
    'CASE-220',
    `当事人行为时 ${age} 周岁，不满十四周岁，不予处罚；请责令监护人加以管教，并保留教育记录。`,
    BASIS,
  );
}

/** From 14 to under 18 the penalty must be lighter or mitigated. */
export function checkAgeTier(age: number | null, tier: Tier): Verdict {
  const young = checkAge(age);
  if (!young.ok || age === null || age >= 18 || tier === 'LIGHT' || tier === 'MITIGATED') return young;
  return no(
    'CASE-221',
    `当事人行为时 ${age} 周岁，已满十四周岁不满十八周岁，应当从轻或者减轻处罚；请选择“从轻”阶次。`,
    BASIS,
  );
}
