import { eq } from 'drizzle-orm';
import type { DraftContent } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Documents, Signing } from '../documents/index.ts';
import type { Broadcaster } from '../events.ts';
import { act, type Ledger, type NewAction, type ReadLedger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import type { Powers } from '../powers/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Subjects } from '../subjects/index.ts';
import { caseReassigned } from './actions.ts';
import type { PaperGround } from './papers.ts';
import { type CaseRecord, cases } from './tables.ts';

/** What the services of this module stand on. */
export interface CaseGround {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly people: People;
  readonly powers: Powers;
  readonly subjects: Subjects;
  readonly documents: Documents;
  readonly signing: Signing;
  readonly events: Broadcaster;
}

/** Refuses CASE-102. */
export function caseRecord(read: ReadLedger, caseId: string): CaseRecord {
  return (
    read.select().from(cases).where(eq(cases.id, caseId)).get() ??
    refuse('CASE-102', '没有这个案件，请回到案件台账重新打开。')
  );
}

/** Evidence that is bound in a filed case stays as it was printed: refuses CASE-102, EVI-404. */
export function requireUnfiled(read: ReadLedger, caseId: string): void {
  if (caseRecord(read, caseId).state === 'ARCHIVED')
    refuse('EVI-404', '案件已经归档，证据清单已印在案卷里，不能再改；确需更正请按案卷更正办理。');
}

/** Refuses CASE-306 where nothing can be done any more. */
export function requireOpen(row: CaseRecord): void {
  if (row.end !== null) refuse('CASE-306', '这个案件已经办结或终止，没有改动；还要处理的请新建办理。');
}

/** Refuses CASE-321 for everybody but the officers of the case: nobody acts in a colleague's name. 处罚法 42 */
export function requireOwn({ officers }: Pick<CaseRecord, 'officers'>, actor: string): void {
  if (officers.some((one) => one.id === actor)) return;
  const names = officers.map((one) => one.name).join('、');
  refuse('CASE-321', `这个案件由${names}办理，您不是本案办案人员，没有改动；请由办案人员本人登录办理。`);
}

/** Officers by name and certificate, in the order chosen. */
export function namedOfficers(people: People, ids: readonly string[]) {
  return [...new Set(ids)].map((id) => {
    const { name, certNo } = people.byId(id);
    return { id, name, certNo };
  });
}

/** What must be recorded where other officers or another authority act than those the case began with. */
export function reassigned(
  row: CaseRecord,
  officers: CaseRecord['officers'],
  authority: { readonly id: string; readonly name: string },
): NewAction<never>[] {
  const same =
    row.authorityId === authority.id &&
    row.officers.map((one) => one.id).join() === officers.map((one) => one.id).join();
  return same
    ? []
    : [act(caseReassigned, row.id, { officers, authorityId: authority.id, authorityName: authority.name })];
}

/** The drawing lives in its own signature file; facts never carry strokes. */
export function withoutDrawing(content: DraftContent): DraftContent {
  return { ...content, notice: { ...content.notice, sign: { ...content.notice.sign, drawing: null } } };
}

/** Everything a paper of this case is made from. */
export function paperGround(
  ground: CaseGround,
  content: DraftContent,
  officers: CaseRecord['officers'],
  authorityId: string,
  discretionWords: string,
): PaperGround {
  return {
    demo: ground.ledger.info.kind === 'demo',
    authority: ground.powers.authority(authorityId),
    item: ground.powers.item(content.violation.itemCode),
    officers,
    content,
    discretionWords,
    today: ground.clock.today(),
    now: ground.clock.iso(),
  };
}

/** The same from a recorded case; refuses CASE-103 where the facts were never recorded. */
export function recordedGround(ground: CaseGround, row: CaseRecord): PaperGround {
  if (row.content == null) refuse('CASE-103', '这个案件还没有登记事实，请先完成前五步。');
  return paperGround(ground, row.content, row.officers, row.authorityId, row.discretionWords);
}
