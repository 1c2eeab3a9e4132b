import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PaperCode, SignRole } from '../../../preload/contract/documents.ts';
import type { Signer } from './actions.ts';

export interface GivenSignature {
  readonly role: SignRole;
  readonly name: string;
  readonly state: 'SIGNED' | 'REFUSED';
  readonly at: string;
  readonly note: string;
  /** Hash of the stored signature object; absent for a refusal. */
  readonly sha256?: string;
}

export const documents = sqliteTable(
  'document',
  {
    id: text('id').primaryKey(),
    paper: text('paper').$type<PaperCode>().notNull(),
    title: text('title').notNull(),
    number: text('number').notNull(),
    word: text('word').notNull(),
    authorityId: text('authority_id').notNull(),
    year: integer('year').notNull(),
    seq: integer('seq').notNull(),
    on: text('on_day').notNull(),
    caseId: text('case_id'),
    template: text('template').notNull(),
    checkCode: text('check_code').notNull(),
    facts: text('facts', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    signers: text('signers', { mode: 'json' }).$type<Signer[]>().notNull(),
    signatures: text('signatures', { mode: 'json' }).$type<GivenSignature[]>().notNull(),
    state: text('state', { enum: ['NUMBERED', 'RENDERED', 'SIGNED', 'DELIVERED', 'VOIDED'] }).notNull(),
    sha256: text('sha256'),
    signedSha256: text('signed_sha256'),
    pages: integer('pages').notNull(),
    madeAt: text('made_at').notNull(),
    deliveredOn: text('delivered_on'),
    voidReason: text('void_reason').notNull(),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('document_case').on(table.caseId),
    index('document_seq').on(table.authorityId, table.word, table.year, table.seq),
    index('document_check').on(table.checkCode),
  ],
);
export type DocumentRecord = typeof documents.$inferSelect;

/** How often a document was printed at this desk (the access log has each time). */
export const printTally = sqliteTable('print_tally', {
  documentId: text('document_id').primaryKey(),
  copies: integer('copies').notNull(),
});
