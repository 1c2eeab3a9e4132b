import { formatYuan } from '../../../preload/contract/money.ts';
import { Refusal, type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import { deadline, type LegalDay } from '../calendar/index.ts';
import type { NewPaper } from '../documents/index.ts';
import { act, type NewAction, type ReadLedger } from '../ledger/index.ts';
import * as did from './actions.ts';
import type { DraftStore } from './draft-store.ts';
import { type CaseGround, caseRecord, recordedGround, requireOpen, requireOwn } from './ground.ts';
import { filingPaper, type PaperGround, ticketPaper } from './papers.ts';
import { checkTicket } from './rules/collect-on-site.ts';
import { checkClosing, checkTransition } from './rules/states.ts';
import { surcharge } from './rules/surcharge.ts';
import type { Verdict } from './rules/verdict.ts';
import type { CaseRecord } from './tables.ts';
import { requireFreeTicket } from './tickets.ts';

/** What happens to a case after delivery. domain.md §1.4, §1.6 */
export interface After {
  record(actor: string, caseId: string): Promise<void>;
  pay(
    actor: string,
    payment: { caseId: string; ticketNo: string; amountFen: number; paidOn: LegalDay; channel: 'BANK' | 'ELECTRONIC' },
  ): void;
  handOver(actor: string, money: { caseId: string; step: 'AUTHORITY' | 'BANK'; on: LegalDay }): void;
  close(actor: string, caseId: string): Promise<void>;
  voidDecision(actor: string, caseId: string, reason: string): void;
  /** Fine and surcharge as they stand on a day, in fen. 处罚法 72; T03, T04 */
  owed(row: CaseRecord, on: LegalDay): { dueFen: number; surchargeFen: number };
}

export function insist(verdict: Verdict): void {
  if (!verdict.ok)
    throw new Refusal(verdict.code as RefusalCode, verdict.sentence, { detail: { basis: verdict.basis } });
}

export function createAfter(ground: CaseGround, store: DraftStore): After {
  const { ledger, clock, settings, documents, people } = ground;
  const owed = (row: CaseRecord, on: LegalDay) => {
    if (row.kind !== 'FINE' || row.payDue === null || row.end === 'VOIDED') return { dueFen: 0, surchargeFen: 0 };
    const payments = row.payments.map((one) => ({ on: one.paidOn, amountFen: one.amountFen - one.surchargeFen }));
    const facts = { fineFen: row.fineFen, dueDate: row.payDue, until: row.settledOn ?? on, payments, suspended: [] };
    const { surchargeFen } = surcharge(facts, settings.parameters());
    return { surchargeFen, dueFen: Math.max(0, row.fineFen - row.paidFen + surchargeFen - row.surchargePaidFen) };
  };
  /** A paper made by the office itself, without signatures; recorded together with the fact that it tells. */
  const paperFor = <Facts>(
    inside: ReadLedger,
    row: CaseRecord,
    build: (on: PaperGround) => Pick<NewPaper<Facts>, 'kind' | 'facts'>,
  ): NewAction<never> => {
    const on = recordedGround(ground, row);
    return documents.open(inside, {
      ...build(on),
      authority: on.authority,
      caseId: row.id,
      signers: [],
      simulated: row.simulated,
    }).action;
  };
  /** Whoever wrote the payments and the hand-overs down answers for the register of tickets, not who closes the case. */
  const ticketKeepers = (caseId: string): string => {
    const kinds: readonly string[] = [did.casePaid.kind, did.caseHandedOver.kind];
    const actors = ledger.journal.bySubject(caseId).flatMap((one) => (kinds.includes(one.kind) ? [one.actor] : []));
    return [...new Set(actors)].map((one) => people.nameOf(one)).join('、');
  };
  /** Renders what was opened, also after a crash. */
  const makePapers = async (actor: string, caseId: string): Promise<void> => {
    for (const one of documents.ofCase(caseId)) await documents.make(actor, one.id);
  };
  return {
    owed,
    async record(actor, caseId) {
      ledger.record(actor, (inside) => {
        const row = caseRecord(inside, caseId);
        if (row.recordedOn !== null) return [];
        insist(checkTransition(row.state, 'Q_RECORDED'));
        return [
          act(did.caseRecorded, caseId, { recordedOn: clock.today() }),
          paperFor(inside, row, (on) => filingPaper(on, row, people.nameOf(actor))),
        ];
      });
      await makePapers(actor, caseId);
    },
    pay(actor, { caseId, ticketNo, amountFen, paidOn, channel }) {
      insist(checkTicket(ticketNo));
      if (paidOn > clock.today()) refuse('CASE-311', '缴款日期晚于今天，没有登记，请核对。', { field: 'paidOn' });
      ledger.record(actor, (inside) => {
        const row = caseRecord(inside, caseId);
        requireOpen(row);
        if (row.payDue === null || row.settledOn !== null) refuse('CASE-310', '这个案件没有待缴的罚款，没有登记。');
        if (row.issuedOn !== null && paidOn < row.issuedOn) {
          refuse('CASE-311', '缴款日期早于决定书交付日期，没有登记，请核对。', { field: 'paidOn' });
        }
        requireFreeTicket(inside, ticketNo);
        const { dueFen, surchargeFen } = owed(row, paidOn);
        if (amountFen > dueFen) {
          const [due, given] = [formatYuan(dueFen), formatYuan(amountFen)];
          refuse('CASE-313', `应缴 ${due}，填写的 ${given} 多了，没有登记，请核对数额。`, { field: 'amountFen' });
        }
        // The fine first, then the surcharge.
        const toFine = Math.min(amountFen, row.fineFen - row.paidFen);
        const toSurcharge = amountFen - toFine;
        const settled = row.paidFen + toFine === row.fineFen && row.surchargePaidFen + toSurcharge >= surchargeFen;
        return [
          act(did.casePaid, caseId, { ticketNo, amountFen, surchargeFen: toSurcharge, paidOn, channel, settled }),
        ];
      });
    },
    handOver(actor, { caseId, step, on }) {
      ledger.record(actor, (inside) => {
        const row = caseRecord(inside, caseId);
        // The officer who took the money hands it over, or the cashier writes down what he received. 处罚法 71
        if (!people.byId(actor).roles.includes('CASHIER')) requireOwn(row, actor);
        requireOpen(row);
        if (row.authorityDue === null) refuse('CASE-314', '这个案件没有当场收缴的罚款，不用交款。');
        if (on > clock.today() || (row.issuedOn !== null && on < row.issuedOn)) {
          refuse('CASE-311', '交款日期不对（早于收款日或晚于今天），没有登记，请核对。', { field: 'on' });
        }
        if (step === 'AUTHORITY') {
          if (row.handedAuthorityOn !== null) refuse('CASE-315', '这笔罚款已登记交机关，没有重复登记。');
          const bankDue = deadline('DL16', on, { parameters: settings.parameters() }).legalDate;
          return [act(did.caseHandedOver, caseId, { step, on, bankDue })];
        }
        if (row.handedAuthorityOn === null) refuse('CASE-316', '请先登记罚款交到机关，再登记缴存银行。');
        if (row.handedBankOn !== null) refuse('CASE-315', '这笔罚款已登记缴存银行，没有重复登记。');
        if (on < row.handedAuthorityOn) refuse('CASE-311', '缴存银行的日期早于交机关的日期，请核对。', { field: 'on' });
        return [act(did.caseHandedOver, caseId, { step, on, bankDue: null })];
      });
    },
    async close(actor, caseId) {
      ledger.record(actor, (inside) => {
        const row = caseRecord(inside, caseId);
        const end = row.kind === 'FINE' ? ('PERFORMED' as const) : ('WARNED' as const);
        if (row.end === end) return [];
        requireOpen(row);
        if (row.authorityDue !== null && row.handedBankOn === null) {
          refuse('CASE-317', '当场收缴的罚款还没有缴存银行，不能结案；请先登记交款。');
        }
        const { dueFen } = owed(row, clock.today());
        const kind = row.kind === '' ? 'WARNING' : row.kind;
        insist(checkClosing({ from: row.state, end, kind, outstandingFen: dueFen, paidFen: row.paidFen }));
        return [
          act(did.caseClosed, caseId, { end, closedOn: clock.today() }),
          ...(row.payments.length > 0
            ? [paperFor(inside, row, (on) => ticketPaper(on, row, ticketKeepers(caseId)))]
            : []),
        ];
      });
      await makePapers(actor, caseId);
    },
    voidDecision(actor, caseId, reason) {
      ledger.record(actor, (inside) => {
        const row = caseRecord(inside, caseId);
        if (row.number === '' || row.documentId === null)
          refuse('CASE-318', '这个案件还没有取号，不需要作废；不再办理请在草稿里终止。');
        if (row.end !== null) refuse('CASE-319', '案件已结束，不能再作废。');
        const from = row.state === 'Q_INFORM' ? 'Q_ISSUED' : row.state;
        const kind = row.kind === '' ? 'WARNING' : row.kind;
        insist(checkClosing({ from, end: 'VOIDED', kind, outstandingFen: 0, paidFen: row.paidFen }));
        return [
          act(did.caseVoided, caseId, { number: row.number, reason, voidedOn: clock.today() }),
          documents.voided(row.documentId, reason),
        ];
      });
      const left = store.ofCase(caseId);
      if (left !== undefined) store.remove(left.id);
    },
  };
}
