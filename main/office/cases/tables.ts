import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DraftContent } from '../../../preload/contract/cases.ts';

type NamedOfficer = { id: string; name: string; certNo: string };
export type PaymentLine = {
  ticketNo: string;
  amountFen: number;
  surchargeFen: number;
  paidOn: string;
  channel: string;
};

const PARTY = ['CITIZEN', 'SOLE_TRADER', 'COMPANY', 'OTHER_ORG'] as const;

/** One row a case, made only from the actions of that case. */
export const cases = sqliteTable(
  'case_row',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    state: text('state', {
      enum: [
        'Q_FOUND',
        'Q_IDENT',
        'Q_INFORM',
        'Q_ISSUED',
        'Q_PAID_ONSITE',
        'Q_PAY15',
        'Q_RECORDED',
        'Q_CLOSED',
        'ARCHIVED',
      ],
    }).notNull(),
    end: text('end_kind', { enum: ['PERFORMED', 'WARNED', 'VOIDED', 'ABANDONED', 'EXEMPTED', 'ORDERED'] }),
    endReason: text('end_reason').notNull(),
    partyType: text('party_type', { enum: PARTY }).notNull(),
    partyName: text('party_name').notNull(),
    subjectId: text('subject_id'),
    itemCode: text('item_code').notNull(),
    itemName: text('item_name').notNull(),
    cause: text('cause').notNull(),
    statute: text('statute').notNull(),
    place: text('place').notNull(),
    kind: text('kind', { enum: ['', 'WARNING', 'FINE'] }).notNull(),
    fineFen: integer('fine_fen').notNull(),
    authorityId: text('authority_id').notNull(),
    authorityName: text('authority_name').notNull(),
    officers: text('officers', { mode: 'json' }).$type<NamedOfficer[]>().notNull(),
    foundAt: text('found_at').notNull(),
    /** Legal day of the last step before a number, of the decision after it: what lists sort by. */
    sortOn: text('sort_on').notNull(),
    documentId: text('document_id'),
    decidedOn: text('decided_on'),
    issuedOn: text('issued_on'),
    recordDue: text('record_due'),
    recordedOn: text('recorded_on'),
    payDue: text('pay_due'),
    paidFen: integer('paid_fen').notNull(),
    surchargePaidFen: integer('surcharge_paid_fen').notNull(),
    settledOn: text('settled_on'),
    payments: text('payments', { mode: 'json' }).$type<PaymentLine[]>().notNull(),
    authorityDue: text('authority_due'),
    handedAuthorityOn: text('handed_authority_on'),
    bankDue: text('bank_due'),
    handedBankOn: text('handed_bank_on'),
    closedOn: text('closed_on'),
    fileDocumentId: text('file_document_id'),
    dueOn: text('due_on'),
    dueWhat: text('due_what').notNull(),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
    orderId: text('order_id'),
    content: text('content', { mode: 'json' }).$type<DraftContent | null>(),
    discretionWords: text('discretion_words').notNull(),
  },
  (table) => [
    // What the list sorts and filters by lies in its indexes: no page of it is read that is not shown.
    index('case_sort').on(table.sortOn, table.id, table.state, table.itemCode),
    index('case_state').on(table.state, table.sortOn, table.id, table.itemCode),
    index('case_item').on(table.itemCode, table.sortOn, table.id, table.state),
    index('case_due').on(table.dueOn, table.id),
    index('case_subject').on(table.subjectId),
    index('case_number').on(table.number),
  ],
);
export type CaseRecord = typeof cases.$inferSelect;

/** Whose case it is, in the order of the list. */
export const caseOfficers = sqliteTable(
  'case_officer',
  {
    officerId: text('officer_id').notNull(),
    sortOn: text('sort_on').notNull(),
    caseId: text('case_id').notNull(),
    state: text('state').notNull(),
    itemCode: text('item_code').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.officerId, table.sortOn, table.caseId, table.state, table.itemCode] }),
    index('case_officer_case').on(table.caseId),
  ],
);

/** 一票一案 (domain.md §1.4): which case a ticket of the finance authority was used for. */
export const tickets = sqliteTable('case_ticket', {
  ticketNo: text('ticket_no').primaryKey(),
  caseId: text('case_id').notNull(),
});

/** Correction orders (D20) with their re-inspection (D22). */
export const orders = sqliteTable(
  'correction_order',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    documentId: text('document_id').notNull(),
    reinspectionDocumentId: text('reinspection_document_id'),
    caseId: text('case_id').notNull(),
    subjectId: text('subject_id'),
    itemCode: text('item_code').notNull(),
    itemName: text('item_name').notNull(),
    partyType: text('party_type', { enum: PARTY }).notNull(),
    partyName: text('party_name').notNull(),
    place: text('place').notNull(),
    requirement: text('requirement').notNull(),
    issuedOn: text('issued_on').notNull(),
    correctBefore: text('correct_before').notNull(),
    recheckOn: text('recheck_on').notNull(),
    state: text('state', { enum: ['ISSUED', 'CORRECTED', 'PARTLY', 'NOT_CORRECTED', 'REFUSED'] }).notNull(),
    reinspectedOn: text('reinspected_on'),
    note: text('note').notNull(),
    content: text('content', { mode: 'json' }).$type<DraftContent | null>(),
  },
  (table) => [
    index('order_subject').on(table.subjectId, table.itemCode),
    index('order_recheck').on(table.state, table.recheckOn),
  ],
);

/** Drafts of the six steps: local to this desk, never in the journal. */
export const drafts = sqliteTable('draft', {
  id: text('id').primaryKey(),
  officerId: text('officer_id').notNull(),
  caseId: text('case_id'),
  step: integer('step').notNull(),
  content: text('content', { mode: 'json' }).$type<DraftContent>().notNull(),
  savedAt: text('saved_at').notNull(),
});
