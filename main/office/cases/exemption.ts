import type { SignedOrRefused } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';
import { act } from '../ledger/index.ts';
import * as did from './actions.ts';
import { insist } from './after.ts';
import { requireReady } from './check.ts';
import type { DraftStore } from './draft-store.ts';
import { type CaseGround, withoutDrawing } from './ground.ts';
import { firstViolationFacts } from './history.ts';
import type { Instead } from './instead.ts';
import { allSign, exemptionPaper } from './papers.ts';
import { checkExemption } from './rules/first-violation.ts';

/** What closes a fine on the spot but no exemption: the trigger of the item and the height of its fine. */
const FINE_ONLY = ['CASE-205', 'CASE-240', 'CASE-241', 'CASE-242', 'CASE-243', 'CASE-244', 'CASE-245', 'CASE-246'];

/** Instead of a fine: the first-violation notice. 处罚法 33; domain.md §3.1; T14 */
export interface Exemption {
  exempt(
    actor: string,
    given: { draftId: string; correctBefore: LegalDay; corrected: boolean; harmless: boolean; sign: SignedOrRefused },
  ): Promise<string>;
}

export function createExemption(ground: CaseGround, store: DraftStore, instead: Instead): Exemption {
  const { ledger, clock, subjects, documents, settings } = ground;
  const { grounded, finish, maskedOf, caseOf } = instead;
  return {
    async exempt(actor, given) {
      const left = store.get(given.draftId, actor);
      const ended = caseOf(left);
      if (ended?.end === 'EXEMPTED' && ended.documentId !== null) {
        await finish(actor, ended.documentId, given.sign, maskedOf(left));
        store.remove(left.id);
        return ended.id;
      }
      const { draft, check, row, on, moved } = grounded(actor, given.draftId);
      requireReady(check, 3, FINE_ONLY);
      const young = check.steps[3]?.problems.find((one) => one.code === 'CASE-220');
      if (young !== undefined) refuse('CASE-220', young.sentence, { field: 'party.birthDate' });
      const facts = firstViolationFacts(ground, draft.content, on.item, clock.today());
      const signed = given.sign.drawing !== null;
      insist(
        checkExemption(
          { ...facts, harmless: given.harmless, corrected: given.corrected, signed },
          settings.parameters(),
        ),
      );
      if (given.correctBefore < clock.today())
        refuse('CASE-403', '改正期限早于今天，请重新选择。', { field: 'correctBefore' });
      const recheckOn = given.correctBefore;
      let documentId = '';
      ledger.record(actor, (inside) => {
        const { subjectId, action } = subjects.meet(inside, draft.content.party);
        const opened = documents.open(inside, {
          ...exemptionPaper(on, {
            correctBefore: given.correctBefore,
            recheckOn,
            lookBackYears: settings.parameters().firstViolationYears,
          }),
          authority: on.authority,
          caseId: row.id,
          signers: allSign(on),
          simulated: draft.content.party.simulated,
        });
        documentId = opened.id;
        const { party, violation } = draft.content;
        return [
          ...moved,
          action,
          act(did.caseFactsRecorded, row.id, {
            subjectId,
            content: withoutDrawing(draft.content),
            discretionWords: '',
          }),
          act(did.caseExempted, row.id, {
            number: opened.number,
            documentId: opened.id,
            itemCode: on.item.code,
            itemName: on.item.name,
            cause: on.item.cause,
            partyName: party.name,
            partyType: party.partyType,
            place: violation.place,
            on: clock.today(),
            simulated: party.simulated,
          }),
          opened.action,
        ];
      });
      await finish(actor, documentId, given.sign, maskedOf(draft));
      store.remove(draft.id);
      return row.id;
    },
  };
}
