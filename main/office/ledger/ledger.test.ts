import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { refuse } from '../../../preload/contract/refusal.ts';
import { act, createKeyFile, createLedger, type Ledger, openLedger } from './index.ts';
import { caseFiled, cases, drafts, noteAdded, notes, testModule } from './test-module.ts';

let dir: string;
let ledger: Ledger;
let dataKey: Uint8Array;
const clock = () => new Date('2026-03-02T01:00:00Z');
const modules = [testModule()];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-'));
  ({ dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } }));
  ledger = await createLedger({ dir, kind: 'demo', dataKey, modules, clock, deskName: '一号窗口' });
});
afterEach(() => {
  ledger.close();
  rmSync(dir, { recursive: true, force: true });
});

const file = (number: string, fineFen = 5_000) => act(caseFiled, v7(), { number, party: '张三', fineFen });

test('an action and its tables are there together, and still there after a restart', async () => {
  const [recorded] = ledger.record('officer-1', () => [file('当罚〔2026〕1号')]);
  expect(recorded).toMatchObject({ deskSeq: 2, kind: 'test.case-filed', actor: 'officer-1', subjectVersion: 1 });
  expect(ledger.read.select().from(cases).all()).toMatchObject([{ number: '当罚〔2026〕1号', fineFen: 5_000 }]);
  const head = ledger.journal.head();
  ledger.close();
  ledger = await openLedger({ dir, dataKey, modules, clock });
  expect(ledger.journal.head()).toEqual(head);
  expect(ledger.read.select().from(cases).all()).toHaveLength(1);
  expect(ledger.journal.bySubject(recorded?.subject ?? '')).toEqual([recorded]);
});

test('build sees the tables inside the transaction and cannot write them', () => {
  ledger.record('officer-1', () => [file('1')]);
  ledger.record('officer-1', (inside) => [file(`有${inside.select().from(cases).all().length}件`)]);
  expect(() =>
    ledger.record('officer-1', (inside) => {
      (
        inside as unknown as typeof ledger.read & {
          insert: (t: typeof drafts) => { values(v: object): { run(): void } };
        }
      )
        .insert(drafts)
        .values({ id: 'x', content: 1 })
        .run();
      return [];
    }),
  ).toThrow('not allowed to write');
  expect(ledger.read.select().from(drafts).all()).toEqual([]);
});

test('a refusal in build leaves nothing behind and the ledger goes on', () => {
  const before = ledger.journal.head();
  expect(() =>
    ledger.record('officer-1', () => {
      refuse('CASE-201', '不行。');
    }),
  ).toThrow('不行。');
  // The second action breaks the unique number: the first one goes too.
  expect(() => ledger.record('officer-1', () => [file('7'), file('7')])).toThrow();
  expect(ledger.journal.head()).toEqual(before);
  expect(ledger.record('officer-1', () => [file('7')])).toHaveLength(1);
});

test('files come before facts and come back as they were', async () => {
  const photo = new TextEncoder().encode('照片');
  const stored = await ledger.files.put(photo, 'image/jpeg');
  expect(await ledger.files.put(photo, 'image/jpeg')).toEqual(stored);
  const one = file('1');
  ledger.record('a', () => [one, act(noteAdded, one.subject, { note: 1, words: '现场', photoSha256: stored.sha256 })]);
  expect(await ledger.files.get(stored.sha256)).toEqual(photo);
  expect(ledger.read.select().from(notes).where(eq(notes.caseId, one.subject)).all()).toHaveLength(1);
  await expect(ledger.files.get('0'.repeat(64))).rejects.toMatchObject({ code: 'LED-301' });
});

test('local tables are written by their own writer only', () => {
  ledger.local((tables) =>
    tables
      .insert(drafts)
      .values({ id: 'd', content: { step: 3 } })
      .run(),
  );
  expect(ledger.read.select().from(drafts).all()).toEqual([{ id: 'd', content: { step: 3 } }]);
  expect(() => ledger.local((tables) => tables.delete(cases).run())).toThrow('not allowed to write');
});

test('the journal withholds payloads that do not travel far enough', () => {
  const one = file('1');
  ledger.record('a', () => [one, act(noteAdded, one.subject, { note: 1, words: '举报人' })]);
  const [created, filed, note] = ledger.journal.after(0, 10, 'county');
  expect(created?.payload).toMatchObject({ kind: 'demo' });
  expect(filed?.payload).toMatchObject({ number: '1' });
  expect(note).toMatchObject({ kind: 'test.note-added', payload: undefined, salt: '' });
  expect(note?.payloadBytes).toHaveLength(0);
  expect(ledger.journal.after(2, 10)[0]?.payload).toMatchObject({ words: '举报人' });
});
