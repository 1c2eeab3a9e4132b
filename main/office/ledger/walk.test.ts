import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { openWriter } from './connection.ts';
import { act, createKeyFile, createLedger, type Ledger, type NewAction, openLedger, replay, verify } from './index.ts';
import { caseClosed, caseFiled, cases, noteAdded, noteStruck, notes, testModule } from './test-module.ts';

let dir: string;
let dataKey: Uint8Array;
let ledger: Ledger;
let now: number;
const modules = [testModule()];
const clock = () => {
  now += 1_000;
  return new Date(now);
};

beforeEach(async () => {
  now = Date.parse('2026-03-02T01:00:00Z');
  dir = mkdtempSync(join(tmpdir(), 'ledger-walk-'));
  ({ dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } }));
  ledger = await createLedger({ dir, kind: 'demo', dataKey, modules, clock, deskName: '一号窗口' });
});
afterEach(() => {
  ledger.close();
  rmSync(dir, { recursive: true, force: true });
});

type Step = {
  readonly what: 'file' | 'note' | 'strike' | 'close' | 'refused';
  readonly which: number;
  readonly words: string;
};

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('file', 'note', 'note', 'strike', 'close', 'refused'),
  which: fc.nat(1_000),
  words: fc.string({ unit: 'grapheme', maxLength: 40 }),
});

/** Walks through the ledger as an office does; several actions a record, some of them refused in the middle. */
function walk(steps: readonly Step[]): number {
  const known: string[] = [];
  let recorded = 0;
  for (const [i, { what, which, words }] of steps.entries()) {
    const subject = known[which % Math.max(1, known.length)];
    const actions: NewAction<never>[] = [];
    if (what === 'file' || subject === undefined) {
      const id = `case-${i}`;
      known.push(id);
      actions.push(act(caseFiled, id, { number: `${i}`, party: words, fineFen: which }));
      if (which % 3 === 0) actions.push(act(noteAdded, id, { note: i, words }));
    } else if (what === 'note') actions.push(act(noteAdded, subject, { note: i, words }));
    else if (what === 'strike') actions.push(act(noteStruck, subject, { note: which }));
    else if (what === 'close') actions.push(act(caseClosed, subject, { on: '2026-03-05' }));
    else {
      const twice = act(noteAdded, subject, { note: i, words });
      expect(() => ledger.record('officer-1', () => [twice, twice])).toThrow();
      continue;
    }
    recorded += ledger.record('officer-1', () => actions).length;
  }
  return recorded;
}

test('a random walk of thousands of actions replays to identical tables', async () => {
  const [steps = []] = fc.sample(fc.array(step, { minLength: 4_000, maxLength: 4_000 }), 1);
  const recorded = walk(steps);
  expect(recorded).toBeGreaterThan(2_500);
  const report = await replay({ dir, dataKey, modules });
  expect(report).toMatchObject({ ok: true, differences: [], notCompared: [], tables: 2, actions: recorded + 1 });
  expect(report.rows).toBeGreaterThan(1_000);
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true, problems: [] });
});

test('a table changed behind the ledger is found by replay', async () => {
  walk(fc.sample(fc.array(step, { minLength: 50, maxLength: 50 }), 1)[0] ?? []);
  ledger.close();
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  db.exec('UPDATE test_case SET fine_fen = fine_fen + 1 WHERE id = (SELECT max(id) FROM test_case)');
  db.close();
  const report = await replay({ dir, dataKey, modules });
  expect(report.ok).toBe(false);
  expect(report.differences.join()).toMatch(/test_case.*fine_fen/);
});

test('another projection version rebuilds the tables; an interrupted rebuild goes on where it stopped', async () => {
  for (let i = 0; i < 1_800; i++) {
    ledger.record('officer-1', () => [act(caseFiled, `case-${i}`, { number: `${i}`, party: '张三', fineFen: i })]);
  }
  const before = ledger.read.select().from(cases).orderBy(cases.id).all();
  ledger.close();
  const next = [testModule(2)];
  const seen: number[] = [];
  const interrupted = openLedger({
    ...{ dir, dataKey, modules: next, clock },
    onProgress: ({ done }) => {
      seen.push(done);
      if (done >= 1_000) throw new Error('power off');
    },
  });
  await expect(interrupted).rejects.toThrow('power off');
  const again: number[] = [];
  ledger = await openLedger({
    dir,
    dataKey,
    modules: next,
    clock,
    onProgress: ({ done, total }) => again.push(done, total),
  });
  expect(seen).toEqual([500, 1_000]);
  expect(again).toEqual([1_500, 1_801, 1_801, 1_801]);
  expect(ledger.rebuilt).toEqual(['test']);
  expect(ledger.read.select().from(cases).orderBy(cases.id).all()).toEqual(before);
  expect(await replay({ dir, dataKey, modules: next })).toMatchObject({ ok: true });
  ledger.record('officer-1', () => [act(caseClosed, 'case-7', { on: '2026-03-05' })]);
  expect(ledger.read.select().from(cases).where(eq(cases.id, 'case-7')).all()).toMatchObject([
    { closedOn: '2026-03-05' },
  ]);
});

test('replay does not compare tables of another version', async () => {
  expect(await replay({ dir, dataKey, modules: [testModule(2)] })).toMatchObject({ ok: false, notCompared: ['test'] });
});

test('an erased payload is gone from journal, tables, database file and replay; the chain stays', async () => {
  const secret = '被销毁的举报人姓名';
  const [filed, note] = ledger.record('officer-1', () => [
    act(caseFiled, 'case-1', { number: '1', party: '张三', fineFen: 0 }),
    act(noteAdded, 'case-1', { note: 1, words: secret }),
  ]);
  await ledger.erase('officer-2', { actions: [note?.id ?? ''], reason: '依申请删除', approvedBy: 'officer-9' });
  expect(ledger.read.select().from(notes).all()).toEqual([]);
  expect(ledger.read.select().from(cases).all()).toMatchObject([{ number: '1', actions: 1 }]);
  expect(ledger.journal.bySubject('case-1').map((action) => action.payload)).toEqual([filed?.payload, undefined]);
  expect(await replay({ dir, dataKey, modules })).toMatchObject({ ok: true });
  const report = await verify({ dir, dataKey });
  expect(report).toMatchObject({ ok: true, counts: { erasedPayloads: 1 } });
  await expect(
    ledger.erase('officer-2', { actions: [note?.id ?? ''], reason: '再次', approvedBy: 'x' }),
  ).rejects.toMatchObject({ code: 'LED-304' });
  const created = ledger.journal.after(0, 1)[0]?.id ?? '';
  await expect(
    ledger.erase('officer-2', { actions: [created], reason: '不行', approvedBy: 'x' }),
  ).rejects.toMatchObject({ code: 'LED-305' });
  // Decrypted, page by page, the words are nowhere: not even in a page that SQLite keeps for reuse.
  ledger.close();
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  const plain = join(dir, 'plain.db');
  appendFileSync(plain, db.serialize());
  db.close();
  const content = readFileSync(plain);
  expect(content.includes('张三')).toBe(true);
  expect(content.includes(secret)).toBe(false);
});
