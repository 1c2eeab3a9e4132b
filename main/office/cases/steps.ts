import { v7 as uuid } from 'uuid';
import type { Draft, DraftContent } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { deadline } from '../calendar/index.ts';
import { canonicalText } from '../documents/index.ts';
import { act, type NewAction } from '../ledger/index.ts';
import { numberOf } from '../subjects/index.ts';
import { maskIdNo } from '../subjects/rules.ts';
import * as did from './actions.ts';
import { paperOfCase, signParty } from './case-papers.ts';
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
import { allSign, decisionPaper, statementPaper } from './papers.ts';
import type { CaseRecord } from './tables.ts';

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

/** Up to the number: begun, told and heard, numbered. What follows is {@link Delivery}. */
export interface Steps {
  begin(actor: string, draftId: string): Draft;
  inform(actor: string, draftId: string): Promise<Draft>;
  number(actor: string, draftId: string): Promise<string>;
}

export function createSteps(ground: CaseGround, store: DraftStore): Steps {
  const { ledger, clock, people, powers, subjects, documents, signing, settings, events } = ground;
  const recordOf = (caseId: string) => caseRecord(ledger.read, caseId);
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
      const old = paperOfCase(ledger.read, row.id, 'D30');
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
      const paper = paperOfCase(ledger.read, row.id, 'D30');
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
        if (!paperOfCase(ledger.read, row.id, 'D30')?.signatures.some((one) => one.role === 'PARTY')) {
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
      const paper = paperOfCase(ledger.read, row.id, 'D36');
      if (paper === undefined) throw new Error('the decision was not opened');
      await documents.make(actor, paper.id);
      return row.id;
    },
  };
}
