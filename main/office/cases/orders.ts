import { and, desc, eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Draft, OrderView, SignedOrRefused } from '../../../preload/contract/cases.ts';
import { type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';
import { act, type ReadLedger } from '../ledger/index.ts';
import * as did from './actions.ts';
import type { DraftStore } from './draft-store.ts';
import { type CaseGround, caseRecord, namedOfficers, paperGround, withoutDrawing } from './ground.ts';
import type { Instead } from './instead.ts';
import { allSign, correctionPaper, reinspectionPaper } from './papers.ts';
import { officersTroubles } from './rules/who-acts.ts';
import { orders } from './tables.ts';

type OrderRecord = typeof orders.$inferSelect;

const RESULTS = { CORRECTED: '已改正', PARTLY: '部分改正', NOT_CORRECTED: '未改正', REFUSED: '拒不改正' } as const;

/** Instead of a fine: the correction order with its re-inspection. domain.md §3.2; T07 */
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
  /** 立即处罚: a draft that stands on an order which was not obeyed; nothing is typed twice. */
  punish(actor: string, orderId: string): Draft;
  list(open: boolean): OrderView[];
}

export function createOrders(ground: CaseGround, store: DraftStore, instead: Instead): Orders {
  const { ledger, clock, people, subjects, documents } = ground;
  const { grounded, finish, maskedOf } = instead;
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
