import { checkUscc } from '../../../preload/contract/id-number.ts';
import type { CodeBinding } from '../../../preload/contract/inspections.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';
import { checkOfficer } from '../cases/index.ts';
import type { People } from '../people/index.ts';
import type { Subjects } from '../subjects/index.ts';
import { codeTrouble } from './rules.ts';
import type { CodeRecord } from './tables.ts';

/** What is recorded of a binding. */
export type Bound = Pick<
  CodeRecord,
  'text' | 'partyName' | 'uscc' | 'subjectId' | 'kind' | 'matter' | 'place' | 'issuedOn' | 'checkOn'
> & { officers: { id: string; name: string; certNo: string }[] };

/**
 * Checks a binding and fills in what the office knows: the party behind the credit code, the officers' certificates.
 * Officers: at least two, with certificates valid on the day of the check (处罚法 42; 浙执法条例 30). Those who stood
 * there before (`kept`) stay as they were.
 * @throws Refusal INS-102 … 108, 125, 126, CASE-261 … 265, ID-202 … 206
 */
export function boundOf(
  on: { people: People; subjects: Subjects; today: LegalDay },
  given: CodeBinding,
  kept: Pick<CodeRecord, 'officers' | 'checkOn'> | undefined,
): Bound {
  const { partyName, kind, matter, place, issuedOn, checkOn } = given;
  const text = given.text.trim();
  const trouble = codeTrouble(text);
  if (trouble !== null) refuse(trouble.code, trouble.sentence, { field: 'text' });
  if (partyName.length < 2) refuse('INS-103', '请填写被检查对象的名称。', { field: 'partyName' });
  const uscc = given.uscc === '' ? '' : creditCode(given.uscc);
  if (matter.length < 2) refuse('INS-104', '请写明检查什么，如“餐饮油烟、门前三包”。', { field: 'matter' });
  if (place.length < 2) refuse('INS-105', '请填写检查地点。', { field: 'place' });
  if (issuedOn > on.today) refuse('INS-106', `签发日期 ${issuedOn} 还没有到，请核对。`, { field: 'issuedOn' });
  if (checkOn < issuedOn) {
    refuse('INS-107', `检查日期 ${checkOn} 早于码的签发日期 ${issuedOn}，请核对。`, { field: 'checkOn' });
  }
  const ids = [...new Set(given.officerIds)];
  if (ids.length < 2) {
    refuse('INS-108', `执法人员不得少于两人，现在是 ${ids.length} 人；请再选证件有效的执法人员。`, {
      field: 'officerIds',
    });
  }
  const officers = ids.map((id) => {
    const before = kept?.checkOn === checkOn ? kept.officers.find((one) => one.id === id) : undefined;
    if (before !== undefined) return before;
    const officer = on.people.byId(id);
    const verdict = checkOfficer(officer, checkOn);
    if (!verdict.ok) refuse(verdict.code as 'CASE-261', verdict.sentence, { field: 'officerIds' });
    return { id, name: officer.name, certNo: officer.certNo };
  });
  const subjectId = uscc === '' ? null : (on.subjects.recognise(uscc)?.subjectId ?? null);
  return { text, partyName, uscc, subjectId, kind, matter, place, officers, issuedOn, checkOn };
}

function creditCode(typed: string): string {
  const result = checkUscc(typed);
  return result.ok ? result.code : refuse(result.code, result.sentence, { field: 'uscc' });
}
