import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { LocalTables } from '../ledger/index.ts';

/** How far the index has read the journal of which desk. */
export const searchCursor = sqliteTable('search_read', {
  name: text('name').primaryKey(),
  desk: text('desk').notNull(),
  deskSeq: integer('desk_seq').notNull(),
});

/** What is indexed of a case. */
export const searchCases = sqliteTable(
  'search_case',
  {
    /** Its place in the order of (sortOn, id): the row number of the full-text row, so that matches come out sorted. */
    key: integer('key').primaryKey(),
    caseId: text('case_id').notNull().unique(),
    sortOn: text('sort_on').notNull(),
    /** The folded fields, one a line. */
    words: text('words').notNull(),
    /** Officers and item, which a case is filtered by. */
    marks: text('marks').notNull(),
  },
  (table) => [index('search_case_order').on(table.sortOn, table.caseId)],
);

/** Local: it can always be made again from the case table. FTS5 over grams of letters (see grams.ts). */
export const searchTables: LocalTables = {
  module: 'search',
  version: 2,
  tables: [searchCursor, searchCases],
  sql: [
    `CREATE VIRTUAL TABLE IF NOT EXISTS search_grams USING fts5(grams, marks,
      content='', contentless_delete=1, tokenize='ascii', prefix='4 8')`,
  ],
};
