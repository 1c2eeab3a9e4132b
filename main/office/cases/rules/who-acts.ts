import type { LegalDay } from '../../calendar/index.ts';
import { type No, no, type Verdict, yes } from './verdict.ts';

// 处罚法 42; 浙执法条例 30; domain.md §1.2 T08
const BASIS = '行政处罚法第四十二条';

export interface ActingOfficer {
  readonly id: string;
  readonly name: string;
  /** Role codes of domain.md §1.2. */
  readonly roles: readonly string[];
  readonly certNo: string;
  readonly certFrom: LegalDay | null;
  readonly certTo: LegalDay | null;
  readonly status: 'ACTIVE' | 'LEFT';
}

/** Whether one officer may act on that day. */
export function checkOfficer(officer: ActingOfficer, on: LegalDay): Verdict {
  const { name, certNo, certFrom, certTo } = officer;
  if (officer.status === 'LEFT') {
    return no('CASE-261', `${name} 已离岗，不能办案；请另选执法人员。`, BASIS);
  }
  if (!officer.roles.includes('OFFICER')) {
    const auxiliary = officer.roles.includes('AUX');
    return no(
      'CASE-262',
      `${name} ${auxiliary ? '是辅助人员' : '没有执法人员角色'}，不能计入两名执法人员；请另选执法人员。`,
      auxiliary ? '浙江省综合行政执法条例第三十条' : BASIS,
    );
  }
  if (certNo.trim() === '' || certFrom === null || certTo === null) {
    return no('CASE-263', `${name} 没有登记执法证件，不能办案；请另选执法人员，或者请系统管理员补登证件。`, BASIS);
  }
  if (on < certFrom) {
    return no('CASE-264', `${name} 的执法证自 ${certFrom} 起有效，${on} 尚不能办案；请另选执法人员。`, BASIS);
  }
  if (on > certTo) {
    return no('CASE-265', `${name} 的执法证已于 ${certTo} 到期，不能办案；请另选执法人员，换证后再选。`, BASIS);
  }
  return yes;
}

/** What is wrong, and at which control of the form. */
type WhoTrouble = No & { readonly field: 'officerIds' | 'officerIds.1' | 'certShown' | 'recorderOn' };

/** Everything that is wrong with who acts: two different officers with valid certificates, one of them at this desk. T08 */
export function officersTroubles(facts: {
  /** In the order chosen. */
  readonly officers: readonly ActingOfficer[];
  readonly on: LegalDay;
  /** Who is signed in at the desk. */
  readonly actor: string;
}): WhoTrouble[] {
  const at = (place: number) => (place === 0 ? 'officerIds' : 'officerIds.1');
  const single = facts.officers.flatMap((officer, place): WhoTrouble[] => {
    const verdict = checkOfficer(officer, facts.on);
    return verdict.ok ? [] : [{ ...verdict, field: at(place) }];
  });
  if (single.length > 0) return single;
  const ids = new Set(facts.officers.map(({ id }) => id));
  if (ids.size < 2) {
    const words = `执法人员不得少于两人，现在只有 ${ids.size} 人；请再选一名证件有效的执法人员。`;
    return [{ ...no('CASE-260', words, BASIS), field: at(ids.size) }];
  }
  if (ids.has(facts.actor)) return [];
  const words = '登录的人不在所选执法人员中，不能代办；请把自己选为执法人员之一，或者由办案人员本人登录办理。';
  return [{ ...no('CASE-268', words, BASIS), field: 'officerIds' }];
}

/** The same with the two ticks: certificates shown and the recorder on. */
export function whoActsTroubles(
  facts: Parameters<typeof officersTroubles>[0] & { readonly certShown: boolean; readonly recorderOn: boolean },
): WhoTrouble[] {
  const notShown = no('CASE-266', '请先向当事人出示执法证件，并勾选“已亮证”。', '行政处罚法第五十二条');
  const notOn = no('CASE-267', '请先开启执法记录仪，并勾选“已开启记录仪”。', '行政处罚法第四十七条');
  return [
    ...officersTroubles(facts),
    ...(facts.certShown ? [] : [{ ...notShown, field: 'certShown' as const }]),
    ...(facts.recorderOn ? [] : [{ ...notOn, field: 'recorderOn' as const }]),
  ];
}
