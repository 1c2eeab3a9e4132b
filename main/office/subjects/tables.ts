import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Party } from '../../../preload/contract/subjects.ts';

/** Readings of identity cards, by the hash under which the raw bytes are stored. Town scope. */
export const cardReadings = sqliteTable('card_reading', {
  sha256: text('sha256').primaryKey(),
  samId: text('sam_id').notNull(),
  readAt: text('read_at').notNull(),
  simulated: integer('simulated', { mode: 'boolean' }).notNull(),
});
export type CardReadingRecord = typeof cardReadings.$inferSelect;

/** Persons and enterprises the office has met, by their number; the newest party data. Town scope. */
export const subjects = sqliteTable(
  'subject',
  {
    id: text('id').primaryKey(),
    partyType: text('party_type', { enum: ['CITIZEN', 'SOLE_TRADER', 'COMPANY', 'OTHER_ORG'] }).notNull(),
    /** Citizen number or credit code; empty for a person without papers. */
    no: text('no').notNull(),
    name: text('name').notNull(),
    phone: text('phone').notNull(),
    address: text('address').notNull(),
    firstSeen: text('first_seen').notNull(),
    lastSeen: text('last_seen').notNull(),
    party: text('party', { mode: 'json' }).$type<Party>().notNull(),
  },
  (table) => [index('subject_no').on(table.no), index('subject_last').on(table.lastSeen)],
);
