import type { SignRole } from '../../../preload/contract/documents.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Drawing } from '../../../preload/contract/values.ts';
import { deadline } from '../calendar/index.ts';
import { act } from '../ledger/index.ts';
import * as did from './actions.ts';
import { paperOfCase } from './case-papers.ts';
import type { DraftStore } from './draft-store.ts';
import { type CaseGround, caseRecord, requireOpen, requireOwn } from './ground.ts';
import { requireFreeTicket } from './tickets.ts';

/** From the decision on paper to the party's hand: signed, delivered, the days of payment and filing begun. */
export interface Delivery {
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

export function createDelivery(ground: CaseGround, store: DraftStore): Delivery {
  const { ledger, clock, documents, signing, settings } = ground;
  return {
    async signOfficer(actor, given) {
      const { caseId, paper } = documents.record(given.documentId);
      await signing.sign(actor, { ...given, idMasked: '' });
      if (caseId === null || paper !== 'D36') return;
      const record = paperOfCase(ledger.read, caseId, 'D30');
      if (record === undefined || record.sha256 === null || record.signatures.some((one) => one.role === given.role))
        return;
      await signing.sign(actor, { ...given, documentId: record.id, idMasked: '' });
    },

    async deliver(actor, caseId) {
      const row = caseRecord(ledger.read, caseId);
      const draft = store.ofCase(caseId);
      if (row.issuedOn !== null) {
        if (draft !== undefined) store.remove(draft.id);
        return;
      }
      requireOwn(row, actor);
      requireOpen(row);
      const decision = paperOfCase(ledger.read, caseId, 'D36');
      if (decision === undefined || row.content == null) refuse('CASE-304', '决定书还没有生成，请先取号并生成决定书。');
      if (decision.state !== 'SIGNED')
        refuse('CASE-305', '决定书还有人没有签名，请两名执法人员和当事人签名，当事人拒签的请注明。');
      await signing.signedCopy(actor, decision.id);
      const record = paperOfCase(ledger.read, caseId, 'D30');
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
