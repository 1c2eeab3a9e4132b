import type { Draft, SignedOrRefused } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { numberOf } from '../subjects/index.ts';
import { maskIdNo } from '../subjects/rules.ts';
import { signParty } from './case-papers.ts';
import { checkDraft, requireReady } from './check.ts';
import type { DraftStore } from './draft-store.ts';
import { type CaseGround, caseRecord, namedOfficers, paperGround, reassigned, requireOpen } from './ground.ts';

/** What a correction order and a first-violation notice share: a begun case that ends with another paper than a fine. */
export type Instead = ReturnType<typeof createInstead>;

export function createInstead(ground: CaseGround, store: DraftStore) {
  const { ledger, people, documents, signing } = ground;
  /** Steps 1–3 without the fine's own trigger: the order is exactly the way out of it. */
  const grounded = (actor: string, draftId: string) => {
    const draft = store.get(draftId, actor);
    if (draft.caseId === null) refuse('CASE-301', '请先完成第一步：确认办案人员、亮证。');
    const check = checkDraft(ground, actor, draft.content);
    requireReady(check, 1);
    requireReady(check, 2);
    const row = caseRecord(ledger.read, draft.caseId);
    requireOpen(row);
    if (row.number !== '') refuse('CASE-410', '决定书已经取号，不能改办责令改正或首违不罚；确有错误请队长作废。');
    const { officerIds, authorityId } = draft.content.who;
    const officers = namedOfficers(people, officerIds);
    const on = paperGround(ground, draft.content, officers, authorityId ?? row.authorityId, '');
    return { draft, check, row, on, moved: reassigned(row, officers, on.authority) };
  };
  const waitsForParty = (documentId: string): boolean => {
    const { signers, signatures } = documents.record(documentId);
    return signers.some((one) => one.role === 'PARTY') && !signatures.some((one) => one.role === 'PARTY');
  };
  /** Renders and has the party sign what was recorded; repeated after a crash, it goes on where it stopped. */
  const finish = async (actor: string, documentId: string, sign: SignedOrRefused, idMasked: string): Promise<void> => {
    await documents.make(actor, documentId);
    if (waitsForParty(documentId)) await signParty(signing, actor, documentId, sign, idMasked);
  };
  const maskedOf = (draft: Draft): string => maskIdNo(numberOf(draft.content.party));
  /** The case of a draft that a crash left behind after its end. */
  const caseOf = (draft: Draft) => (draft.caseId === null ? undefined : caseRecord(ledger.read, draft.caseId));
  return { grounded, finish, maskedOf, caseOf };
}
