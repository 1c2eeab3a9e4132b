import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { LocalTables } from '../ledger/index.ts';

/** Where a desk is enrolled and how far it has been received. A restored ledger has a new desk and starts without. */
export const enrolments = sqliteTable('sync_enrolment', {
  desk: text('desk').primaryKey(),
  url: text('url').notNull(),
  county: text('county').notNull(),
  token: text('token').notNull(),
  /** Ed25519 key of the county, SPKI DER in base64; receipts and bundles must be signed with it. */
  publicKey: text('public_key').notNull(),
  enrolledAt: text('enrolled_at').notNull(),
  /** Every action up to this deskSeq is covered by a verified receipt. */
  sentThrough: integer('sent_through').notNull(),
  lastSuccessAt: text('last_success_at'),
  troubleCode: text('trouble_code'),
  troubleSentence: text('trouble_sentence'),
  troubleAt: text('trouble_at'),
  /** The PC's clock beside the county's; null until the county has answered in time. */
  clockAt: text('clock_at'),
  pcAheadSeconds: integer('pc_ahead_seconds'),
  clockWithinSeconds: integer('clock_within_seconds'),
});
export type Enrolment = typeof enrolments.$inferSelect;

/** Signed receipts of the county, kept for ever: each proves the chain up to its deskSeq. */
export const receipts = sqliteTable(
  'sync_receipt',
  {
    desk: text('desk').notNull(),
    receiptNo: integer('receipt_no').notNull(),
    deskSeq: integer('desk_seq').notNull(),
    hash: text('hash').notNull(),
    receivedAt: text('received_at').notNull(),
    signature: text('signature').notNull(),
    publicKey: text('public_key').notNull(),
  },
  (table) => [primaryKey({ columns: [table.desk, table.receiptNo, table.publicKey] })],
);

/** The newest version of each bundle that has been applied. */
export const appliedBundles = sqliteTable('sync_bundle', {
  kind: text('kind', { enum: ['powers', 'officers'] }).primaryKey(),
  version: integer('version').notNull(),
  at: text('at').notNull(),
});

/** One row: how often, and the secret that lets a lost enrolment answer be asked for again. */
export const syncSettings = sqliteTable('sync_setting', {
  id: integer('id').primaryKey(),
  everyMinutes: integer('every_minutes').notNull(),
  attempt: text('attempt').notNull(),
});

export const syncTables: LocalTables = {
  module: 'sync',
  version: 2,
  tables: [enrolments, receipts, appliedBundles, syncSettings],
};
