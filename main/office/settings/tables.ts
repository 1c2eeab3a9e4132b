import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The town this ledger belongs to; one row. */
export const towns = sqliteTable('town', {
  id: text('id').primaryKey(),
  townName: text('town_name').notNull(),
  county: text('county').notNull(),
  deskName: text('desk_name').notNull(),
});

/** Parameters that differ from their default. */
export const parameterValues = sqliteTable('parameter', {
  subject: text('subject').primaryKey(),
  key: text('key').notNull().unique(),
  value: text('value', { mode: 'json' }).$type<number | boolean | string>().notNull(),
});

/** Settings of this PC: local, outside the journal. */
export const deskSettings = sqliteTable('desk_setting', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
});
