import type { PaperCode } from '../../../preload/contract/documents.ts';
import { correctionOrder } from './papers/correction-order.ts';
import { filingRecord } from './papers/filing-record.ts';
import { firstViolationNotice } from './papers/first-violation-notice.ts';
import { onTheSpotDecision } from './papers/on-the-spot-decision.ts';
import type { Paper } from './papers/paper.ts';
import { penaltyTicket } from './papers/penalty-ticket.ts';
import { reinspectionRecord } from './papers/reinspection-record.ts';
import { serviceReceipt } from './papers/service-receipt.ts';
import { statementRecord } from './papers/statement-record.ts';

/** A paper with its 文书字 (domain.md §2.2); empty where it carries no number of its own. */
export interface KindOfPaper<Facts> {
  readonly code: PaperCode;
  readonly word: string;
  readonly paper: Paper<Facts>;
}

export const KINDS = {
  D20: { code: 'D20', word: '责改', paper: correctionOrder },
  D22: { code: 'D22', word: '复查', paper: reinspectionRecord },
  D30: { code: 'D30', word: '', paper: statementRecord },
  D36: { code: 'D36', word: '当罚', paper: onTheSpotDecision },
  D38: { code: 'D38', word: '温', paper: firstViolationNotice },
  D42: { code: 'D42', word: '', paper: serviceReceipt },
  D46: { code: 'D46', word: '', paper: penaltyTicket },
  BA: { code: 'BA', word: '', paper: filingRecord },
} as const;

/** The paper behind a stored code, to be made again from its stored facts. */
export function paperOf(code: Exclude<PaperCode, 'FILE'>): Paper<never> {
  return KINDS[code].paper as unknown as Paper<never>;
}
