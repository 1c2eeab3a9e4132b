import { and, desc, eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Draft, OrderView, SignedOrRefused } from '../../../preload/contract/cases.ts';
import { type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';
import { act, type ReadLedger } from '../ledger/index.ts';
import { numberOf } from '../subjects/index.ts';
import { maskIdNo } from '../subjects/rules.ts';
import * as did from './actions.ts';
import { insist } from './after.ts';
import { checkDraft, requireReady } from './check.ts';
import type { DraftStore } from './draft-store.ts';
import {
  type CaseGround,
  caseRecord,
  namedOfficers,
  paperGround,
  reassigned,
  requireOpen,
  withoutDrawing,
} from './ground.ts';
import { firstViolationFacts } from './history.ts';
import { allSign, correctionPaper, exemptionPaper, reinspectionPaper } from './papers.ts';
import { checkExemption } from './rules/first-violation.ts';
import { officersTroubles } from './rules/who-acts.ts';
import { signParty } from './steps.ts';
import { orders } from './tables.ts';

type OrderRecord = typeof orders.$inferSelect;

const RESULTS = { CORRECTED: '已改正', PARTLY: '部分改正', NOT_CORRECTED: '未改正', REFUSED: '拒不改正' } as const;

/** What closes a fine on the spot but no exemption: the trigger of the item and the height of its fine. */
const FINE_ONLY = ['CASE-205', 'CASE-240', 'CASE-241', 'CASE-242', 'CASE-243', 'CASE-244', 'CASE-245', 'CASE-246'];

/** Instead of a fine: the correction order with its re-inspection, or the first-violation notice. domain.md §3.2, §3.1 */
export interface Orders {
  issue(
    actor: string,
    given: {
      draftId: string;
      requirement: string;
      correctBefore: LegalDay;
      recheckOn: LegalDay;
      sign: SignedOrRefused;
    },
  ): Promise<OrderView>;
  reinspect(
    actor: string,
    given: {
      orderId: string;
      result: 'CORRECTED' | 'PARTLY' | 'NOT_CORRECTED' | 'REFUSED';
      note: string;
      officerIds: string[];
      sign: SignedOrRefused;
    },
  ): Promise<OrderView>;
  exempt(
    actor: string,
    given: { draftId: string; correctBefore: LegalDay; corrected: boolean; harmless: boolean; sign: SignedOrRefused },
  ): Promise<string>;
  /** 立即处罚: a draft that stands on an order which was not obeyed; nothing is typed twice. */
  punish(actor: string, orderId: string): Draft;
  list(open: boolean): OrderView[];
}

export function createOrders(ground: CaseGround, store: DraftStore): Orders {
  const { ledger, clock, people, subjects, documents, signing, settings } = ground;
  const find = (read: ReadLedger, id: string): OrderRecord =>
    read.select().from(orders).where(eq(orders.id, id)).get() ??
    refuse('CASE-401', '没有这份责令改正通知书，请刷新后再试。');
  const view = (row: OrderRecord): OrderView => ({
    id: row.id,
    number: row.number,
    caseId: row.caseId,
    itemCode: row.itemCode,
    itemName: row.itemName,
    partyName: row.partyName,
    place: row.place,
    issuedOn: row.issuedOn,
    correctBefore: row.correctBefore,
    recheckOn: row.recheckOn,
    state: row.state,
    documents: [row.documentId, ...(row.reinspectionDocumentId === null ? [] : [row.reinspectionDocumentId])].map(
      documents.get,
    ),
  });
  const signatureGiven = (sign: SignedOrRefused): boolean =>
    sign.drawing !== null || (sign.refused && sign.refusalReason !== '' && sign.witness !== '');
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
  return {
    async issue(actor, given) {
      const left = store.get(given.draftId, actor);
      const issued = ledger.read
        .select()
        .from(orders)
        .where(eq(orders.caseId, left.caseId ?? ''))
        .get();
      if (issued !== undefined) {
        await finish(actor, issued.documentId, given.sign, maskedOf(left));
        store.remove(left.id);
        return view(find(ledger.read, issued.id));
      }
      const { draft, check, row, on, moved } = grounded(actor, given.draftId);
      const blocking = check.steps[2]?.problems.filter((one) => !['CASE-242', 'CASE-246'].includes(one.code)) ?? [];
      const first = blocking[0];
      if (first !== undefined) refuse(first.code as 'CASE-402', first.sentence, { field: first.field });
      if (check.wayOut !== 'CORRECTION_ORDER') refuse('CASE-402', '这个事项现在不需要先责令改正，可以直接按步骤办理。');
      const today = clock.today();
      if (given.correctBefore < today) refuse('CASE-403', '改正期限早于今天，请重新选择。', { field: 'correctBefore' });
      if (given.recheckOn < given.correctBefore)
        refuse('CASE-404', '复查日期早于改正期限，请重新选择。', { field: 'recheckOn' });
      if (!signatureGiven(given.sign))
        refuse('CASE-405', '请当事人签收，拒绝签收的请写明原因和见证人。', { field: 'sign' });
      const orderId = uuid();
      let documentId = '';
      ledger.record(actor, (inside) => {
        const { subjectId, action } = subjects.meet(inside, draft.content.party);
        const opened = documents.open(inside, {
          ...correctionPaper(on, given),
          authority: on.authority,
          caseId: row.id,
          signers: allSign(on),
          simulated: draft.content.party.simulated,
        });
        documentId = opened.id;
        const content = withoutDrawing(draft.content);
        return [
          ...moved,
          action,
          act(did.orderIssued, orderId, {
            number: opened.number,
            documentId: opened.id,
            caseId: row.id,
            itemCode: on.item.code,
            itemName: on.item.name,
            partyType: content.party.partyType,
            partyName: content.party.name,
            place: content.violation.place,
            requirement: given.requirement,
            issuedOn: today,
            correctBefore: given.correctBefore,
            recheckOn: given.recheckOn,
          }),
          act(did.orderAddressed, orderId, { subjectId, content }),
          opened.action,
          act(did.caseFactsRecorded, row.id, { subjectId, content, discretionWords: '' }),
          act(did.caseOrdered, row.id, {
            orderId,
            itemCode: on.item.code,
            itemName: on.item.name,
            cause: on.item.cause,
            partyName: content.party.name,
            partyType: content.party.partyType,
            place: content.violation.place,
            on: today,
            simulated: content.party.simulated,
          }),
        ];
      });
      await finish(actor, documentId, given.sign, maskedOf(draft));
      store.remove(draft.id);
      return view(find(ledger.read, orderId));
    },
    async reinspect(actor, given) {
      const row = find(ledger.read, given.orderId);
      const made = row.reinspectionDocumentId === null ? undefined : documents.record(row.reinspectionDocumentId);
      if (made !== undefined && row.state === given.result && row.note === given.note) {
        await finish(actor, made.id, given.sign, '');
        return view(row);
      }
      if (row.state !== 'ISSUED') refuse('CASE-406', '这份责令改正通知书已经复查过，结果不能更改。');
      if (row.content == null) refuse('CASE-407', '这份通知书的当事人资料不在本镇街，不能在这里复查。');
      const chosen = people.list().filter((one) => given.officerIds.includes(one.id));
      const [unfit] = officersTroubles({ officers: chosen, on: clock.today(), actor });
      if (unfit !== undefined) refuse(unfit.code as RefusalCode, unfit.sentence, { field: 'officerIds' });
      if (given.note.trim() === '') refuse('CASE-408', '请写明复查看到的情况。', { field: 'note' });
      // Before the time for correction is over only a good result may be written down (T07).
      if (clock.today() < row.correctBefore && given.result !== 'CORRECTED') {
        refuse('CASE-409', `改正期限到 ${row.correctBefore}，期限未满，不能认定未改正；当事人已改正的可以提前记录。`, {
          field: 'result',
        });
      }
      const authorityId = caseRecord(ledger.read, row.caseId).authorityId;
      const officers = namedOfficers(people, given.officerIds);
      const on = paperGround(ground, row.content, officers, authorityId, '');
      let documentId = '';
      ledger.record(actor, (inside) => {
        if (find(inside, row.id).state !== 'ISSUED') refuse('CASE-406', '这份责令改正通知书已经复查过，结果不能更改。');
        const opened = documents.open(inside, {
          ...reinspectionPaper(on, row, {
            result: given.result,
            note: given.note,
            partyPresent: signatureGiven(given.sign),
          }),
          authority: on.authority,
          caseId: row.caseId,
          signers: signatureGiven(given.sign) ? allSign(on) : allSign(on).filter((one) => one.role !== 'PARTY'),
          simulated: row.content?.party.simulated ?? false,
        });
        documentId = opened.id;
        const { result, note } = given;
        return [
          act(did.orderReinspected, row.id, { documentId: opened.id, result, note, on: clock.today(), officers }),
          opened.action,
        ];
      });
      await finish(actor, documentId, given.sign, '');
      return view(find(ledger.read, row.id));
    },
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
    punish(actor, orderId) {
      const row = find(ledger.read, orderId);
      if (row.state === 'ISSUED') refuse('CASE-411', '这份责令改正通知书还没有复查，请先复查并记录结果。');
      if (row.content == null) refuse('CASE-407', '这份通知书的当事人资料不在本镇街，不能在这里办理。');
      const fresh = store.create(actor);
      const { party, violation } = row.content;
      const said = `${row.issuedOn} 已以《责令改正通知书》（${row.number}）责令改正，复查结果：${RESULTS[row.state]}。`;
      return store.put({
        ...fresh,
        content: {
          ...fresh.content,
          party,
          violation: { ...violation, at: null, facts: [violation.facts, said].filter(Boolean).join('\n'), orderId },
        },
      });
    },
    list: (open) =>
      ledger.read
        .select()
        .from(orders)
        .where(open ? and(eq(orders.state, 'ISSUED')) : undefined)
        .orderBy(open ? orders.recheckOn : desc(orders.issuedOn))
        .limit(500)
        .all()
        .map(view),
  };
}
