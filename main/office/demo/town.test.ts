import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CASE_STATES, caseFilter } from '../../../preload/contract/cases.ts';
import { type OfficeInTest, openOfficeInTest } from '../../../test/office-in-test.ts';
import { openPaperRenderer } from '../../../test/paper-renderer.ts';
import { createKeyFile, createLedger } from '../ledger/index.ts';
import { modules } from '../modules.ts';
import { clearDemo } from './clear.ts';

const dir = mkdtempSync(join(tmpdir(), 'demo-'));
const unfinished = join(dir, 'demo.unfinished');
let papers: Awaited<ReturnType<typeof openPaperRenderer>>;
let inTest: OfficeInTest;
let markedWhileMaking = true;

/** What a kill leaves while the demo is made: the mark, the key, a ledger in which nobody lives. */
async function leaveHalfADemo(): Promise<void> {
  writeFileSync(unfinished, '');
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  const clock = () => new Date();
  (await createLedger({ dir, dataKey, modules, clock, kind: 'demo', deskName: '半个' })).close();
}

beforeAll(async () => {
  await leaveHalfADemo();
  papers = await openPaperRenderer();
  const render: typeof papers.render = (...asked) => {
    markedWhileMaking &&= existsSync(unfinished);
    return papers.render(...asked);
  };
  inTest = await openOfficeInTest({ demo: true, cases: 11, dir, render });
}, 300_000);
afterAll(async () => {
  await inTest?.close();
  await papers?.close();
  rmSync(dir, { recursive: true, force: true });
});

test('the demo town has a case in every state, officers of every role, and numbers without gap or inversion', () => {
  const { cases, people, clock } = inTest.host.require();
  const { rows } = cases.list({ filter: caseFilter.parse({}), offset: 0, limit: 200, me: '' });
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(Object.keys(CASE_STATES)));
  expect(rows.map((row) => row.end)).toEqual(expect.arrayContaining(['PERFORMED', 'EXEMPTED', 'ORDERED']));
  expect(new Set(people.list().flatMap((one) => one.roles)).size).toBe(12);
  const year = Number(clock.today().slice(0, 4));
  expect([...cases.numberReport(year), ...cases.numberReport(year - 1)]).toEqual([]);
  expect(cases.orders.list(true)).toHaveLength(1);
});

test('the demo town has a code in every state, all of them examples that lead nowhere', () => {
  const { inspections } = inTest.host.require();
  const { rows, tally, rate } = inspections.list({ filter: 'ALL', words: '', offset: 0, limit: 50 });
  for (const filter of ['BOUND', 'MISSING', 'SHOWN', 'SCANNED', 'EVALUATED', 'MISSED'])
    expect(tally[filter]).toBeGreaterThan(0);
  for (const { text, simulated } of rows)
    expect({ text, simulated }).toEqual({
      text: expect.stringMatching(/^https:\/\/example\.invalid\/yanshi-/),
      simulated: true,
    });
  expect(rate.due).toBeGreaterThan(rate.shown);
});

test('a demo whose making was interrupted is made anew: the mark lies there until it is whole', () => {
  expect(inTest.host.require().people.list().length).toBeGreaterThan(10);
  expect([markedWhileMaking, existsSync(unfinished)]).toEqual([true, false]);
});

test('clearing a half demo takes nothing that is not a demo’s', async () => {
  const real = mkdtempSync(join(tmpdir(), 'real-'));
  const wrapWith = { kind: 'passphrase', passphrase: '一段只在测试里用的口令' } as const;
  await createKeyFile(real, { wrapWith });
  writeFileSync(join(real, 'ledger.db'), 'real');
  clearDemo(real);
  expect(existsSync(join(real, 'ledger.db'))).toBe(true);
  const foreign = mkdtempSync(join(tmpdir(), 'foreign-'));
  writeFileSync(join(foreign, '年终总结.docx'), 'mine');
  writeFileSync(join(foreign, 'ledger.db'), 'half');
  clearDemo(foreign);
  expect([existsSync(join(foreign, '年终总结.docx')), existsSync(join(foreign, 'ledger.db'))]).toEqual([true, false]);
  for (const one of [real, foreign]) rmSync(one, { recursive: true });
});

test('a demo that is opened again forgets the addresses of the training devices of its last run, and no others', async () => {
  const { devices } = inTest.host.require();
  const typed = { ...devices.settings(), scanner: 'COM7', volumes: ['E:\\', '/tmp/old/*?simulated'] };
  const stale = 'tcp://127.0.0.1:40123?simulated';
  await devices.configure({ ...typed, idCard: stale, receiptPrinter: stale });
  await inTest.close();
  inTest = await openOfficeInTest({ demo: true, dir, render: papers.render });
  expect(inTest.host.require().devices.settings()).toEqual({ ...typed, volumes: ['E:\\'] });
}, 120_000);
