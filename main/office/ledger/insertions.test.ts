import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asc, sql } from 'drizzle-orm';
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type Connection, openWriter } from './connection.ts';
import { ddlOf } from './ddl.ts';
import { localView, projectedView } from './statements.ts';

const thing = sqliteTable('thing', {
  id: integer().primaryKey(),
  name: text().notNull().default('无名'),
  list: text({ mode: 'json' }).$type<unknown>(),
  on: integer({ mode: 'boolean' }),
  bytes: blob({ mode: 'buffer' }),
  twice: integer().generatedAlwaysAs(sql`id * 2`),
});
const copy = sqliteTable('copy', { id: integer().primaryKey() });
let counter = 0;
const counted = sqliteTable('counted', {
  id: integer().primaryKey(),
  number: integer()
    .notNull()
    .$defaultFn(() => {
      counter += 1;
      return counter;
    }),
});

let dir: string;
let db: Connection;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-insertions-'));
  db = openWriter(join(dir, 'x.db'), new Uint8Array(32));
  for (const table of [thing, copy, counted]) db.exec(ddlOf(table).create);
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

type NewThing = typeof thing.$inferInsert;
const rows: readonly Omit<NewThing, 'id'>[] = [
  { name: '张三', list: [1, { a: 2 }], on: true, bytes: Buffer.from('x') },
  { name: '李四', list: [], on: false, bytes: Buffer.alloc(0) },
  { name: '王五', list: null, on: null, bytes: null },
  { name: '赵六', list: 'null', on: null },
  { on: true },
  { name: undefined, list: { getIt: 1 } },
  {},
];

test('a compiled insertion writes what drizzle writes, whatever fields are there', () => {
  const never = () => {};
  const compiled = projectedView(db, new Set(['thing', 'copy', 'counted']), never);
  const plain = localView(db, new Set(), never);
  // Twice, so that the second round meets the compiled statement; in another order of fields, too.
  const twice = [...rows, ...rows.map((row) => Object.fromEntries(Object.entries(row).reverse()))];
  twice.forEach((row, i) => {
    expect(
      compiled
        .insert(thing)
        .values({ id: i + 1, ...row })
        .run(),
    ).toMatchObject({ changes: 1 });
    plain
      .insert(thing)
      .values({ id: i + 1001, ...row })
      .run();
  });
  const all = db.prepare<[], Record<string, unknown>>('SELECT * FROM thing ORDER BY id').all();
  const without = (row: Record<string, unknown>) => ({ ...row, id: 0, twice: 0 });
  expect(all.slice(0, twice.length).map(without)).toEqual(all.slice(twice.length).map(without));
  expect(compiled.select().from(thing).orderBy(asc(thing.id)).limit(4).all()).toMatchObject([
    { list: [1, { a: 2 }], on: true, twice: 2 },
    { list: [], on: false },
    { list: null, on: null, bytes: null },
    { list: 'null', on: null },
  ]);
});

test('what cannot be compiled once is left to drizzle: SQL, many rows, conflicts, computed defaults', () => {
  const tables = projectedView(db, new Set(['thing', 'copy', 'counted']), () => {});
  const named = (id: number, name: string) => tables.insert(thing).values({ id, name });
  named(1, '甲').run();
  expect(() => named(1, '乙').run()).toThrow('UNIQUE');
  named(1, '乙').onConflictDoNothing().run();
  expect(tables.select().from(thing).get()?.name).toBe('甲');
  named(1, '丙')
    .onConflictDoUpdate({ target: thing.id, set: { name: '丁' } })
    .run();
  expect(named(2, '戊').returning({ name: thing.name }).get()).toEqual({ name: '戊' });
  tables
    .insert(thing)
    .values([{ id: 3 }, { id: 4, name: sql`'a' || 'b'` }])
    .run();
  for (const id of [5, 6])
    tables
      .insert(thing)
      .values({ id, name: sql`'n' || ${String(id)}` })
      .run();
  expect(
    tables
      .select({ name: thing.name })
      .from(thing)
      .orderBy(asc(thing.id))
      .all()
      .map((row) => row.name),
  ).toEqual([...['丁', '戊', '无名', 'ab', 'n5', 'n6']]);
  tables
    .insert(copy)
    .select(tables.select({ id: thing.id }).from(thing))
    .run();
  expect(tables.select().from(copy).all()).toHaveLength(6);
  for (const id of [1, 2]) tables.insert(counted).values({ id }).run();
  expect(
    tables
      .select()
      .from(counted)
      .all()
      .map((row) => row.number),
  ).toEqual([1, 2]);
  expect(() =>
    projectedView(db, new Set(), () => {})
      .insert(thing)
      .values({ id: 9 })
      .run(),
  ).toThrow('not allowed');
});
