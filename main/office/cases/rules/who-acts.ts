import type { LegalDay } from '../../calendar/index.ts';
import { no, type Verdict, yes } from './verdict.ts';

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

/** At least two different officers with valid certificates, shown, and the recorder on. T08 */
export function checkWhoActs(facts: {
  readonly officers: readonly ActingOfficer[];
  readonly on: LegalDay;
  readonly certShown: boolean;
  readonly recorderOn: boolean;
}): Verdict {
  for (const officer of facts.officers) {
    const verdict = checkOfficer(officer, facts.on);
    if (!verdict.ok) return verdict;
  }
  const count = new Set(facts.officers.map(({ id }) => id)).size;
  if (count < 2) {
    return no('CASE-260', `执法人员不得少于两人，现在只有 ${count} 人；请再选一名证件有效的执法人员。`, BASIS);
  }
  if (!facts.certShown) {
    return no('CASE-266', '请先向当事人出示执法证件，并勾选“已亮证”。', '行政处罚法第五十二条');
  }
  if (!facts.recorderOn) {
    return no('CASE-267', '请先开启执法记录仪，并勾选“已开启记录仪”。', '行政处罚法第四十七条');
  }
  return yes;
}
