import { and, desc, eq, ne } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Draft, DraftContent, SignedOrRefused } from '../../../preload/contract/cases.ts';
import type { SignRole } from '../../../preload/contract/documents.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Drawing } from '../../../preload/contract/values.ts';
import { deadline } from '../calendar/index.ts';
import { canonicalText, documentTable, type Signing } from '../documents/index.ts';
import { act, type NewAction } from '../ledger/index.ts';
import { numberOf } from '../subjects/index.ts';
import { maskIdNo } from '../subjects/rules.ts';
import * as did from './actions.ts';
import { checkDraft, requireReady } from './check.ts';
import type { DraftStore } from './draft-store.ts';
import {
  type CaseGround,
  caseRecord,
  namedOfficers,
  paperGround,
  reassigned,
  requireOpen,
  requireOwn,
  withoutDrawing,
} from './ground.ts';
import { allSign, decisionPaper, statementPaper } from './papers.ts';
import type { CaseRecord } from './tables.ts';
import { requireFreeTicket } from './tickets.ts';

/** What the party was told; when it changes afterwards he must be told again (处罚法 44, 45; T10). */
function told(content: DraftContent): string {
  const { who, party, violation, penalty, notice } = content;
  const { kind, fineFen, tier } = penalty;
  const { defence, defenceText, defenceAnswer, adopted } = notice;
  return canonicalText([
    who.officerIds,
    who.authorityId,
    party,
    violation,
    kind,
    fineFen,
    tier,
    defence,
    defenceText,
    defenceAnswer,
    adopted,
  ]);
}

/** 亮证 and 记录仪: the case is found, but not identified yet. */
const NOT_SHOWN = ['CASE-266', 'CASE-267'];

export interface Steps {
  begin(actor: string, draftId: string): Draft;
  inform(actor: string, draftId: string): Promise<Draft>;
  number(actor: string, draftId: string): Promise<string>;
  deliver(actor: string, caseId: string): Promise<void>;
  /** An officer signs once and it is bound to the decision and to the record he made, each by its own hash. */
  signOfficer(
    actor: string,
    given: {
      documentId: string;
      role: SignRole;
      drawing: Drawing;
      credentials?: { number: string; password: string } | undefined;
    },
  ): Promise<void>;
}

/** Puts the party's drawing or refusal on a paper. */
export async function signParty(
  signing: Signing,
  actor: string,
  documentId: string,
  given: SignedOrRefused,
  idMasked: string,
): Promise<void> {
  if (given.refused) {
    signing.refuseSign(actor, { documentId, reason: given.refusalReason, witness: given.witness });
  } else if (given.drawing !== null) {
    await signing.sign(actor, { documentId, role: 'PARTY', drawing: given.drawing, idMasked });
  }
}

export function createSteps(ground: CaseGround, store: DraftStore): Steps {
  const { ledger, clock, people, powers, subjects, documents, signing, settings, events } = ground;
  const recordOf = (caseId: string) => caseRecord(ledger.read, caseId);
  const paperOfCase = (caseId: string, paper: 'D30' | 'D36') =>
    ledger.read
      .select()
      .from(documentTable)
      .where(and(eq(documentTable.caseId, caseId), eq(documentTable.paper, paper), ne(documentTable.state, 'VOIDED')))
      .orderBy(desc(documentTable.madeAt))
      .get();
  const begun = (draft: Draft): CaseRecord => {
    if (draft.caseId === null) refuse('CASE-301', '请先完成第一步：确认办案人员、亮证。');
    const row = recordOf(draft.caseId);
    requireOpen(row);
    return row;
  };

  /** Q_FOUND as soon as two officers and an authority stand; Q_IDENT once the certificates were shown. */
  const begin = (actor: string, draftId: string): Draft => {
    const draft = store.get(draftId, actor);
    const { who } = draft.content;
    if (draft.caseId !== null) begun(draft);
    const check = checkDraft(ground, actor, draft.content);
    const notShown = check.steps[0]?.problems.some((one) => NOT_SHOWN.includes(one.code)) ?? false;
    if (draft.caseId !== null && (notShown || recordOf(draft.caseId).state !== 'Q_FOUND')) return draft;
    requireReady(check, 1, NOT_SHOWN);
    const authority = powers.authority(who.authorityId ?? '');
    const caseId = draft.caseId ?? uuid();
    ledger.record(actor, () => [
      ...(draft.caseId === null
        ? [
            act(did.caseFound, caseId, {
              foundAt: clock.iso(),
              officers: namedOfficers(people, who.officerIds),
              authorityId: authority.id,
              authorityName: authority.name,
            }),
          ]
        : []),
      ...(notShown ? [] : [act(did.caseIdentified, caseId, { certShown: true as const, recorderOn: who.recorderOn })]),
    ]);
    return store.put({ ...draft, caseId, step: notShown ? 1 : Math.max(draft.step, 2) });
  };

  const factsOf = (
    row: CaseRecord,
    content: DraftContent,
    subjectId: string,
    discretionWords: string,
  ): NewAction<never> =>
    act(did.caseFactsRecorded, row.id, { subjectId, content: withoutDrawing(content), discretionWords });

  return {
    begin,
    async inform(actor, draftId) {
      const draft = store.get(draftId, actor);
      const row = begun(draft);
      const { content } = draft;
      const old = paperOfCase(row.id, 'D30');
      const again = row.content === null || old === undefined || told(row.content) !== told(withoutDrawing(content));
      if (row.number !== '') refuse('CASE-302', '决定书已取号，告知内容不能再改；如有错误请作废重出。');
      if (again) {
        const check = checkDraft(ground, actor, content);
        for (const step of [1, 2, 3, 4, 5]) requireReady(check, step);
        const { sign } = content.notice;
        if (!sign.refused && sign.drawing === null) {
          refuse('CASE-208', '请当事人在告知和陈述申辩记录上签名，拒绝签名的请注明原因和见证人。', {
            field: 'notice.sign',
          });
        }
        const officers = namedOfficers(people, content.who.officerIds);
        // A warning has no amount to be explained.
        const words = content.penalty.kind === 'FINE' ? (check.discretion?.words ?? '') : '';
        const on = paperGround(ground, content, officers, content.who.authorityId ?? row.authorityId, words);
        ledger.record(actor, (inside) => {
          const { subjectId, action } = subjects.meet(inside, content.party);
          const paper = statementPaper(on);
          const opened = documents.open(inside, {
            ...paper,
            authority: on.authority,
            caseId: row.id,
            signers: allSign(on),
            simulated: content.party.simulated,
          });
          return [
            ...(old === undefined ? [] : [documents.voided(old.id, '内容有变，重新告知')]),
            ...reassigned(row, officers, on.authority),
            action,
            factsOf(row, content, subjectId, words),
            act(did.caseInformed, row.id, {
              partyType: content.party.partyType,
              partyName: content.party.name,
              itemCode: on.item.code,
              itemName: on.item.name,
              cause: on.item.cause,
              statute: on.item.statutes.map((one) => `《${one.law}》${one.article}`).join('、'),
              place: content.violation.place,
              violatedAt: content.violation.at ?? clock.iso(),
              kind: content.penalty.kind,
              fineFen: content.penalty.kind === 'FINE' ? content.penalty.fineFen : 0,
              defence: content.notice.defence === 'MADE' ? 'MADE' : 'NONE',
              adopted: content.notice.adopted,
              signRefused: content.notice.sign.refused,
              orderId: check.openOrder?.id ?? null,
              simulated: content.party.simulated,
            }),
            opened.action,
          ];
        });
      }
      const paper = paperOfCase(row.id, 'D30');
      if (paper === undefined) throw new Error('the record of notice was not opened');
      await documents.make(actor, paper.id);
      if (!documents.record(paper.id).signatures.some((one) => one.role === 'PARTY')) {
        await signParty(signing, actor, paper.id, content.notice.sign, maskIdNo(numberOf(content.party)));
      }
      return store.put({ ...draft, step: 6 });
    },

    async number(actor, draftId) {
      const draft = store.get(draftId, actor);
      const row = begun(draft);
      const { content } = draft;
      if (row.number === '') {
        if (row.content === null || row.subjectId === null || told(row.content) !== told(withoutDrawing(content))) {
          refuse('CASE-303', '告知之后内容有改动，还没有取号，内容没有丢。请回到第五步重新告知、签字。', {
            field: 'notice',
          });
        }
        if (!paperOfCase(row.id, 'D30')?.signatures.some((one) => one.role === 'PARTY')) {
          refuse('CASE-307', '告知和陈述申辩记录还没有签名或注明拒签，没有取号，内容没有丢。请回到第五步办完。', {
            field: 'notice',
          });
        }
        const check = checkDraft(ground, actor, content);
        for (const step of [1, 2, 3, 4, 5]) requireReady(check, step);
        const { subjectId } = row;
        const on = paperGround(ground, content, row.officers, row.authorityId, row.discretionWords);
        const due = deadline('DL13', clock.today(), { parameters: settings.parameters() });
        ledger.record(actor, (inside) => {
          if (caseRecord(inside, row.id).number !== '') return [];
          const opened = documents.open(inside, {
            ...decisionPaper(on, due.legalDate),
            authority: on.authority,
            caseId: row.id,
            signers: allSign(on),
            simulated: content.party.simulated,
          });
          return [
            factsOf(row, content, subjectId, row.discretionWords),
            act(did.caseNumbered, row.id, {
              number: opened.number,
              documentId: opened.id,
              itemCode: on.item.code,
              cause: on.item.cause,
              kind: content.penalty.kind,
              fineFen: content.penalty.kind === 'FINE' ? content.penalty.fineFen : 0,
              partyName: content.party.name,
              partyType: content.party.partyType,
              decidedOn: clock.today(),
              templateVersion: opened.template,
            }),
            opened.action,
          ];
        });
        // The number is taken for every window now, also while the paper is still being made.
        events.changed('cases', 'today');
      }
      const paper = paperOfCase(row.id, 'D36');
      if (paper === undefined) throw new Error('the decision was not opened');
      await documents.make(actor, paper.id);
      return row.id;
    },

    async signOfficer(actor, given) {
      const { caseId, paper } = documents.record(given.documentId);
      await signing.sign(actor, { ...given, idMasked: '' });
      if (caseId === null || paper !== 'D36') return;
      const record = paperOfCase(caseId, 'D30');
      if (record === undefined || record.sha256 === null || record.signatures.some((one) => one.role === given.role))
        return;
      await signing.sign(actor, { ...given, documentId: record.id, idMasked: '' });
    },

    async deliver(actor, caseId) {
      const row = recordOf(caseId);
      const draft = store.ofCase(caseId);
      if (row.issuedOn !== null) {
        if (draft !== undefined) store.remove(draft.id);
        return;
      }
      requireOwn(row, actor);
      requireOpen(row);
      const decision = paperOfCase(caseId, 'D36');
      if (decision === undefined || row.content == null) refuse('CASE-304', '决定书还没有生成，请先取号并生成决定书。');
      if (decision.state !== 'SIGNED')
        refuse('CASE-305', '决定书还有人没有签名，请两名执法人员和当事人签名，当事人拒签的请注明。');
      await signing.signedCopy(actor, decision.id);
      const record = paperOfCase(caseId, 'D30');
      if (record !== undefined) await signing.completed(actor, record.id);
      const today = clock.today();
      const parameters = settings.parameters();
      const due = (code: 'DL13' | 'DL15') => deadline(code, today, { parameters }).legalDate;
      const recordDue = deadline('DL17', row.decidedOn ?? today, { parameters }).legalDate;
      const { penalty } = row.content;
      const collected = row.kind === 'FINE' && penalty.collectOnSite;
      const authorityDue = due('DL15');
      ledger.record(actor, (inside) => {
        if (caseRecord(inside, caseId).issuedOn !== null) return [];
        if (collected) requireFreeTicket(inside, penalty.ticketNo);
        return [
          act(did.caseIssued, caseId, {
            number: row.number,
            issuedOn: today,
            signRefused: decision.signatures.some((one) => one.state === 'REFUSED'),
            recordDue,
            payDue: row.kind === 'FINE' && !collected ? due('DL13') : null,
            collected: collected
              ? {
                  ticketNo: penalty.ticketNo,
                  amountFen: row.fineFen,
                  reason: penalty.collectReason,
                  authorityDue,
                  bankDue: deadline('DL16', authorityDue, { parameters }).legalDate,
                }
              : null,
          }),
          documents.delivered(decision.id),
        ];
      });
      if (draft !== undefined) store.remove(draft.id);
    },
  };
}
