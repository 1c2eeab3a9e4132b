import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import { sql } from 'drizzle-orm';
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import { headerHash } from './chain.ts';
import { sha256 } from './derive.ts';
import {
  act,
  createKeyFile,
  createLedger,
  defineAction,
  type Ledger,
  type LedgerModule,
  openLedger,
  ProjectionBuilder,
  verify,
} from './index.ts';
import { filesIn } from './journal.ts';
import { caseFiled, cases, drafts, testModule } from './test-module.ts';

let dir: string;
let dataKey: Uint8Array;
let ledger: Ledger | undefined;
let now: number;
const clock = () => new Date(now);
const passphrase = '清风镇·一号窗口';

beforeEach(() => {
  now = Date.parse('2026-03-30T01:00:00Z');
  dir = mkdtempSync(join(tmpdir(), 'ledger-details-'));
});
afterEach(() => {
  ledger?.close();
  ledger = undefined;
  rmSync(dir, { recursive: true, force: true });
});

async function create(kind: 'demo' | 'real', modules: readonly LedgerModule[] = [testModule()]): Promise<Ledger> {
  const wrapWith = kind === 'demo' ? ({ kind } as const) : ({ kind: 'passphrase', passphrase } as const);
  ({ dataKey } = await createKeyFile(dir, { wrapWith }));
  ledger = await createLedger({ dir, kind, dataKey, modules, clock, deskName: '一号窗口' });
  return ledger;
}
async function reopen(modules: readonly LedgerModule[] = [testModule()]): Promise<Ledger> {
  ledger?.close();
  ledger = await openLedger({ dir, dataKey, modules, clock });
  return ledger;
}
const file = (id: string) => act(caseFiled, id, { number: id, party: '张三', fineFen: 0 });
const kindsOf = (of: Ledger) => of.journal.after(0, 100).map((action) => action.kind);

test('a jump of the wall clock is recorded in a real ledger, forwards and backwards', async () => {
  const real = await create('real');
  real.record('a', () => [file('1')]);
  now += 3 * 3_600_000;
  expect(real.record('a', () => [file('2')])).toHaveLength(1);
  now -= 86_400_000;
  real.record('a', () => [file('3')]);
  now += 60_000;
  real.record('a', () => [file('4')]);
  const jumps = real.journal.after(0, 100).filter((action) => action.kind === 'ledger.clock-jumped');
  expect(jumps.map((jump) => Math.round((jump.payload as { seconds: number }).seconds / 60))).toEqual([180, -1_440]);
  now -= 7_200_000;
  // After a restart only a step behind the last action can be seen.
  const again = await reopen();
  again.record('a', () => [file('5')]);
  expect(kindsOf(again).slice(-2)).toEqual(['ledger.clock-jumped', 'test.case-filed']);
  expect(again.journal.after(0, 100).map((action) => action.deskSeq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('the clock of a demo moves freely', async () => {
  const demo = await create('demo');
  demo.record('a', () => [file('1')]);
  now += 90 * 86_400_000;
  demo.record('a', () => [file('2')]);
  expect(kindsOf(demo)).toEqual(['ledger.created', 'test.case-filed', 'test.case-filed']);
});

test('a finished month of the access log is closed in the journal, once, with its root', async () => {
  const demo = await create('demo');
  const look = () => demo.looked({ actor: 'a', what: 'reveal', subject: 'party-1', detail: '' });
  look();
  look();
  // 1 April in Beijing is still 31 March in Greenwich.
  now = Date.parse('2026-03-31T16:30:00Z');
  look();
  now = Date.parse('2026-03-20T00:00:00Z');
  look();
  now = Date.parse('2026-05-02T00:00:00Z');
  await reopen();
  const months = (await reopen()).journal.after(0, 100).filter((action) => action.kind === 'access.month-closed');
  expect(months.map((action) => action.payload)).toEqual([
    { month: '2026-03', count: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { month: '2026-04', count: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  ledger?.looked({ actor: 'a', what: 'view', subject: 'x', detail: '' });
  ledger?.close();
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true, counts: { accessEntries: 5 } });
});

test('listeners hear of committed actions only, and cannot undo them', async () => {
  const demo = await create('demo');
  const heard: string[] = [];
  const stop = demo.onRecorded((actions) => {
    heard.push(...actions.map((action) => action.subject));
    throw new Error('a broken listener');
  });
  demo.record('a', () => [file('1'), file('2')]);
  expect(() => demo.record('a', () => [file('2')])).toThrow();
  stop();
  demo.record('a', () => [file('3')]);
  expect(heard).toEqual(['1', '2']);
  expect(() => demo.record('a', () => demo.record('a', () => []) as never)).toThrow('already recording');
});

test('slow queries are logged by name, statements without their values', async () => {
  const lines: { readonly query?: string; readonly statement?: string }[] = [];
  await create('demo');
  ledger?.close();
  const log = { warn: (facts: object) => void lines.push(facts), error: () => {} };
  ledger = await openLedger({ dir, dataKey, modules: [testModule()], clock, log });
  const { read } = ledger;
  const slow = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) FROM n WHERE i <> ${'张三'}`;
  ledger.timed('test.count', () => read.all(slow));
  ledger.timed('test.quick', () => read.select().from(cases).all());
  expect(lines.map((line) => line.query ?? line.statement?.slice(0, 14))).toEqual(['WITH RECURSIVE', 'test.count']);
  expect(JSON.stringify(lines)).not.toContain('张三');
});

test('the reading view cannot write, whatever is asked of it', async () => {
  const demo = await create('demo');
  for (const statement of [
    'DELETE FROM ledger_journal',
    'PRAGMA query_only=OFF',
    'BEGIN',
    "ATTACH 'x' AS y",
    'VACUUM',
  ]) {
    expect(() => demo.read.all(sql.raw(statement))).toThrow();
  }
  for (const statement of [
    'DELETE FROM ledger_journal',
    'WITH x AS (SELECT 1) DELETE FROM ledger_file',
    'DROP TABLE test_draft',
  ]) {
    expect(() => demo.local((tables) => tables.run(sql.raw(statement)))).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: expect.stringContaining('not allowed') }) }),
    );
  }
});

test('apply writes the tables of its own module only', async () => {
  const other = sqliteTable('test_other', { id: text().primaryKey() });
  const kind = defineAction({ kind: 'test.other', version: 1, scope: 'desk', payload: z.object({}) });
  const meddler: LedgerModule = {
    projection: new ProjectionBuilder('meddler', 1, [other]).on(kind, (tables) => tables.delete(cases).run()).build(),
  };
  const demo = await create('demo', [testModule(), meddler]);
  expect(() => demo.record('a', () => [act(kind, 'x', {})])).toThrow('not allowed to write');
  expect(demo.journal.head().deskSeq).toBe(1);
});

test('an old payload is lifted when it is read and when tables are rebuilt; it is never rewritten', async () => {
  const table = sqliteTable('test_lift', { id: text().primaryKey(), place: text().notNull() });
  const v1 = defineAction({ kind: 'test.lift', version: 1, scope: 'desk', payload: z.object({ at: z.string() }) });
  const v2 = defineAction({
    ...{ kind: 'test.lift', version: 2, scope: 'desk' },
    payload: z.object({ place: z.string() }),
    upcast: (old) => ({ place: z.object({ at: z.string() }).parse(old).at }),
  });
  const first: LedgerModule = {
    projection: new ProjectionBuilder('lift', 1, [table])
      .on(v1, (tables, { subject, payload }) => tables.insert(table).values({ id: subject, place: payload.at }).run())
      .build(),
  };
  const second: LedgerModule = {
    projection: new ProjectionBuilder('lift', 2, [table])
      .on(v2, (tables, { subject, payload }) =>
        tables.insert(table).values({ id: subject, place: payload.place }).run(),
      )
      .build(),
  };
  (await create('demo', [first])).record('a', () => [act(v1, 'x', { at: '东街' })]);
  const lifted = await reopen([second]);
  expect(lifted.read.select().from(table).all()).toEqual([{ id: 'x', place: '东街' }]);
  expect(lifted.journal.bySubject('x')).toMatchObject([{ version: 1, payload: { place: '东街' } }]);
  ledger?.close();
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true });
  // The older program meets a newer action.
  lifted.close();
  const newer = await reopen([second]);
  newer.record('a', () => [act(v2, 'y', { place: '西街' })]);
  await expect(reopen([first])).rejects.toMatchObject({ code: 'LED-107' });
});

test('local tables grow with their version and lose nothing', async () => {
  const demo = await create('demo');
  demo.local((tables) =>
    tables
      .insert(drafts)
      .values({ id: 'd', content: [1] })
      .run(),
  );
  const grown = sqliteTable('test_draft', {
    id: text().primaryKey(),
    content: text({ mode: 'json' }).notNull(),
    step: integer().notNull().default(1),
  });
  const fts = 'CREATE VIRTUAL TABLE IF NOT EXISTS test_search USING fts5(words)';
  const local = { module: 'test', version: 2, tables: [grown], sql: [fts] };
  const again = await reopen([{ ...testModule(), local }]);
  expect(again.read.select().from(grown).all()).toEqual([{ id: 'd', content: [1], step: 1 }]);
  again.local((tables) => tables.run(sql`INSERT INTO test_search (words) VALUES ('东街 占道')`));
  expect(again.read.all(sql`SELECT rowid FROM test_search WHERE test_search MATCH '占道'`)).toHaveLength(1);
});

test('every part of a drizzle table becomes SQL', async () => {
  const parent = sqliteTable('test_parent', { a: text().notNull(), b: integer().notNull() }, (t) => [
    primaryKey({ columns: [t.a, t.b] }),
  ]);
  const full = sqliteTable(
    'test_full',
    {
      id: integer().primaryKey(),
      on: integer({ mode: 'boolean' }).notNull().default(true),
      name: text().notNull().default("it's"),
      list: text({ mode: 'json' }).$type<number[]>().notNull().default([1]),
      at: text().notNull().default(sql`'2026' || '-01'`),
      bytes: blob({ mode: 'buffer' }),
      twice: integer().generatedAlwaysAs(sql`id * 2`, { mode: 'stored' }),
      a: text(),
      b: integer(),
      code: text().unique(),
    },
    (t) => [
      check('test_name', sql`length(${t.name}) < 10`),
      unique().on(t.a, t.b),
      uniqueIndex('test_full_partial').on(t.name).where(sql`${t.a} IS NOT NULL`),
      index('test_full_lower').on(sql`lower(${t.name})`),
    ],
  );
  const demo = await create('demo', [{ local: { module: 'full', version: 1, tables: [parent, full] } }]);
  demo.local((tables) => tables.insert(full).values({ id: 4 }).run());
  expect(demo.read.select().from(full).all()).toMatchObject([
    { on: true, name: "it's", list: [1], at: '2026-01', twice: 8 },
  ]);
  expect(() => demo.local((tables) => tables.insert(full).values({ name: '0123456789' }).run())).toThrow('CHECK');
  demo.local((tables) => tables.insert(full).values({ name: 'x', a: 'a', code: 'c' }).run());
  expect(() => demo.local((tables) => tables.insert(full).values({ name: 'x', a: 'b' }).run())).toThrow('UNIQUE');
  expect(() => demo.local((tables) => tables.insert(full).values({ code: 'c' }).run())).toThrow('UNIQUE');
});

test('a header hashes as its canonical JSON; files are found anywhere in a payload', () => {
  const header = {
    ...{ id: 'i', desk: 'd', deskSeq: 1, subject: 's"\u2028', subjectVersion: 1, kind: 'k', version: 1, at: 't' },
    ...{ actor: '张三', scope: 'desk' as const, payloadHash: 'p', prevHash: 'q', kind: 'k' },
  };
  expect(headerHash(header)).toBe(sha256(canonicalize(header) ?? ''));
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
  expect(
    filesIn({ sha256: a, x: [{ photoSha256: b }], pagesSha256: [c, 'no'], other: a, nothing: null, n: 1 }),
  ).toEqual([a, b, c]);
});
