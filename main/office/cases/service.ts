import { and, eq, ne } from 'drizzle-orm';
import type { CaseFilter, CasePage, Draft, DraftContent } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';
import { documentTable } from '../documents/index.ts';
import { checkNumbers, formatNumber } from '../documents/numbers-rules.ts';
import type { RenderPdf } from '../documents/render-pdf.ts';
import { act } from '../ledger/index.ts';
import type { Search } from '../search/index.ts';
import { numberOf } from '../subjects/index.ts';
import { caseAbandoned } from './actions.ts';
import { type After, createAfter } from './after.ts';
import { type BoundItem, bindFile } from './bind.ts';
import { checkDraft } from './check.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { createDraftStore, type DraftStore } from './draft-store.ts';
import { createExemption, type Exemption } from './exemption.ts';
import { type CaseGround, caseRecord } from './ground.ts';
import { createInstead } from './instead.ts';
import { type CaseList, createCaseList } from './list.ts';
import { createOrders, type Orders } from './orders.ts';
import { type CaseFootage, casePage } from './page.ts';
import { createSteps, type Steps } from './steps.ts';

/** Recordings and photos as the case file lists them, with the camera they came from. */
interface BoundFootage extends CaseFootage {
  bound(caseId: string): readonly BoundItem[];
}

export interface Cases {
  readonly drafts: DraftStore;
  readonly steps: Steps & Delivery;
  readonly after: After;
  readonly orders: Orders & Exemption;
  check(actor: string, content: DraftContent): ReturnType<typeof checkDraft>;
  page(caseId: string): CasePage;
  list(ask: { filter: CaseFilter; offset: number; limit: number; me: string }): CaseList;
  discard(actor: string, draftId: string, reason: string): void;
  /** A new draft with the facts of a voided case; nothing is typed twice. */
  reissue(actor: string, caseId: string): Draft;
  bind(actor: string, caseId: string): ReturnType<typeof bindFile>;
  /** Citizen number or credit code of the party, unmasked: for signatures only. */
  partyNo(caseId: string): string;
  numberReport(year: number): { number: string; trouble: string }[];
  today(): LegalDay;
}

export function createCases(
  ground: CaseGround,
  extras: { search: Search; footage: BoundFootage; render: RenderPdf },
): Cases {
  const { ledger, clock, subjects, settings, powers } = ground;
  const drafts = createDraftStore(
    ledger,
    clock,
    () => powers.authorities().find((one) => powers.usable(one, clock.today()).usable)?.id ?? null,
  );
  const list = createCaseList(ledger, extras.search);
  const steps = { ...createSteps(ground, drafts), ...createDelivery(ground, drafts) };
  const after = createAfter(ground, drafts);
  const instead = createInstead(ground, drafts);
  const recordOf = (caseId: string) => caseRecord(ledger.read, caseId);
  return {
    drafts,
    steps,
    after,
    orders: { ...createOrders(ground, drafts, instead), ...createExemption(ground, drafts, instead) },
    check: (actor, content) => checkDraft(ground, actor, content),
    page: (caseId) => casePage(ground, drafts, after, extras.footage, caseId),
    list: (ask) => list({ ...ask, today: clock.today() }),
    discard(actor, draftId, reason) {
      const draft = drafts.get(draftId, actor);
      if (draft.caseId !== null) {
        const row = recordOf(draft.caseId);
        if (row.number !== '' && row.end === null) refuse('CASE-105', '决定书已经取号，不能放弃；确有错误请队长作废。');
        if (row.end === null) {
          if (reason.trim() === '') refuse('CASE-106', '案件已经开始办理，请写明终止办理的原因。', { field: 'reason' });
          ledger.record(actor, () => [act(caseAbandoned, row.id, { reason, on: clock.today() })]);
        }
      }
      drafts.remove(draftId);
    },
    reissue(actor, caseId) {
      const row = recordOf(caseId);
      const { content } = row;
      if (content == null) refuse('CASE-103', '这个案件还没有登记事实，请新建办理。');
      const officerIds = [...new Set([actor, ...row.officers.map((one) => one.id)])].slice(0, 2);
      return drafts.create(actor, {
        ...content,
        who: { ...content.who, officerIds, certShown: false, recorderOn: false },
        notice: {
          ...content.notice,
          toldOrally: false,
          sign: { drawing: null, refused: false, refusalReason: '', witness: '' },
        },
      });
    },
    bind: (actor, caseId) => bindFile(ground, extras.render, extras.footage.bound, actor, caseId),
    partyNo(caseId) {
      const row = recordOf(caseId);
      return row.subjectId === null ? '' : numberOf(subjects.full(row.subjectId));
    },
    numberReport(year) {
      const parameters = settings.parameters();
      const rows = ledger.read
        .select()
        .from(documentTable)
        .where(and(eq(documentTable.year, year), ne(documentTable.word, '')))
        .all();
      const prefixOf = new Map(powers.authorities().map((one) => [one.id, one.docPrefix]));
      const groups = Map.groupBy(rows, (row) => `${prefixOf.get(row.authorityId)}/${row.word}`);
      return [...groups.values()].flatMap((group) => {
        const first = group[0];
        if (first === undefined) return [];
        const prefix = prefixOf.get(first.authorityId) ?? '';
        const pattern = { template: parameters.documentNumberTemplate, width: parameters.documentNumberWidth };
        const taken = group.map((row) => ({
          number: row.number,
          seq: row.seq,
          date: row.on,
          state: row.state === 'VOIDED' ? ('VOIDED' as const) : ('ISSUED' as const),
        }));
        return checkNumbers(taken, (seq) => formatNumber({ prefix, word: first.word, year, seq }, pattern)).map(
          ({ number, trouble }) => ({ number, trouble }),
        );
      });
    },
    today: clock.today,
  };
}
