import { and, eq } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import { defineAction, type LedgerModule, ProjectionBuilder } from './types.ts';

// A small real module for the ledger's own tests and benchmark: cases with notes and an attached file.
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const caseFiled = defineAction({
  kind: 'test.case-filed',
  version: 1,
  scope: 'county',
  payload: z.object({ number: z.string(), party: z.string(), fineFen: z.int().min(0) }),
});
export const noteAdded = defineAction({
  kind: 'test.note-added',
  version: 1,
  scope: 'town',
  payload: z.object({ note: z.int(), words: z.string(), photoSha256: sha256.optional() }),
});
export const noteStruck = defineAction({
  kind: 'test.note-struck',
  version: 1,
  scope: 'desk',
  payload: z.object({ note: z.int() }),
});
export const caseClosed = defineAction({
  kind: 'test.case-closed',
  version: 1,
  scope: 'county',
  payload: z.object({ on: z.iso.date() }),
});

export const cases = sqliteTable(
  'test_case',
  {
    id: text().primaryKey(),
    number: text().notNull().unique(),
    party: text().notNull(),
    fineFen: integer('fine_fen').notNull().default(0),
    closedOn: text('closed_on'),
    filedAt: text('filed_at').notNull(),
    actions: integer().notNull(),
  },
  (table) => [index('test_case_party').on(table.party)],
);
export const notes = sqliteTable(
  'test_note',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    note: integer().notNull(),
    words: text().notNull(),
    photo: text(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.note] })],
);
export const drafts = sqliteTable('test_draft', {
  id: text().primaryKey(),
  content: text({ mode: 'json' }).$type<unknown>().notNull(),
});

/** The module at any version, so that tests can raise it. */
export function testModule(version = 1, localVersion = 1): LedgerModule {
  return {
    projection: new ProjectionBuilder('test', version, [cases, notes])
      .on(caseFiled, (tables, { subject, subjectVersion, at, payload }) => {
        tables
          .insert(cases)
          .values({ id: subject, filedAt: at, actions: subjectVersion, ...payload })
          .run();
      })
      .on(noteAdded, (tables, { subject, subjectVersion, payload }) => {
        tables
          .insert(notes)
          .values({ caseId: subject, note: payload.note, words: payload.words, photo: payload.photoSha256 ?? null })
          .run();
        tables.update(cases).set({ actions: subjectVersion }).where(eq(cases.id, subject)).run();
      })
      .on(noteStruck, (tables, { subject, payload }) => {
        // Reads before it writes, as real modules do.
        const one = and(eq(notes.caseId, subject), eq(notes.note, payload.note));
        if (tables.select().from(notes).where(one).all().length > 0) tables.delete(notes).where(one).run();
      })
      .on(caseClosed, (tables, { subject, subjectVersion, payload }) => {
        tables.update(cases).set({ closedOn: payload.on, actions: subjectVersion }).where(eq(cases.id, subject)).run();
      })
      .build(),
    local: { module: 'test', version: localVersion, tables: [drafts] },
  };
}

export const echoes = sqliteTable('test_echo', { id: text().primaryKey(), party: text().notNull() });
/** Rows an action. */
export const ECHOES = 150;

/** What a new version of the program brings: tables that this ledger never had, with many rows an action. */
export function echoModule(applied: () => void = () => {}): LedgerModule {
  const projection = new ProjectionBuilder('echo', 1, [echoes])
    .on(caseFiled, (tables, { subject, payload: { party } }) => {
      applied();
      for (let n = 0; n < ECHOES; n++)
        tables
          .insert(echoes)
          .values({ id: `${subject} ${n}`, party })
          .run();
    })
    .build();
  return { projection };
}
