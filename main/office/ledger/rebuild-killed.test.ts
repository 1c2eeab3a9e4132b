import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { count } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { act, createKeyFile, createLedger, openLedger, ProjectionBuilder, replay, verify } from './index.ts';
import { caseClosed, caseFiled, cases, drafts, ECHOES, echoes, echoModule, testModule } from './test-module.ts';

/** Two batches of a rebuild. */
const ACTIONS = 90;
const CLOSED = 600;
const clock = () => new Date('2026-03-02T01:00:00Z');
const here = new URL('.', import.meta.url).href;

let dir: string;
let dataKey: Uint8Array;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rebuild-killed-'));
  ({ dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } }));
  const ledger = await createLedger({
    dir,
    kind: 'demo',
    dataKey,
    modules: [testModule()],
    clock,
    deskName: '一号窗口',
  });
  const filed = (n: number) => act(caseFiled, `case-${n}`, { number: `${n}`, party: '张三', fineFen: n });
  ledger.record('officer-1', () => Array.from({ length: ACTIONS - 1 }, (_, n) => filed(n)));
  ledger.record('officer-1', () =>
    Array.from({ length: CLOSED }, () => act(caseClosed, 'case-0', { on: '2026-03-02' })),
  );
  ledger.record('officer-1', () => [filed(ACTIONS - 1)]);
  ledger.close();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/**
 * Opens the ledger with a module that it never had, in a process that is killed by a thread of its own: at once in the
 * so-manieth `apply`, or so many milliseconds after the last batch, when the tables are put in place.
 */
async function openKilled(at: { apply: number } | { afterFilled: number }): Promise<void> {
  const source = `
import { Worker } from 'node:worker_threads';
import { openLedger, unlockDemo } from '${here}index.ts';
import { echoModule, testModule } from '${here}test-module.ts';
const dir = process.argv[1];
const at = ${JSON.stringify(at)};
const killer = new Worker(
  "import { parentPort } from 'node:worker_threads'; parentPort.on('message', (ms) => setTimeout(() => process.kill(process.pid, 'SIGKILL'), ms)); parentPort.postMessage(0)",
  { eval: true },
);
await new Promise((resolve) => killer.once('message', resolve));
let applied = 0;
const modules = [testModule(), echoModule(() => {
  applied += 1;
  if (applied === at.apply) process.kill(process.pid, 'SIGKILL');
})];
const onProgress = ({ done, total }) => { if (done === total && 'afterFilled' in at) killer.postMessage(at.afterFilled); };
await openLedger({ dir, dataKey: unlockDemo(dir), modules, clock: () => new Date(), onProgress });
setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', source, dir], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('exit', (_code, ended) => resolve(ended)));
  expect(signal).toBe('SIGKILL');
}

test.each([
  ['in the first batch', { apply: 40 }],
  ['in the second batch', { apply: ACTIONS }],
  ...[0, 10, 30, 90].map((ms) => [`${ms} ms after the last batch`, { afterFilled: ms }] as const),
])('a new projection that is killed %s: nothing is lost, and it is built at the next opening', async (_, at) => {
  await openKilled(at);
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true, problems: [] });
  // The program as it was still opens what is left.
  const before = await openLedger({ dir, dataKey, modules: [testModule()], clock });
  expect(before.read.select({ n: count() }).from(cases).get()).toEqual({ n: ACTIONS });
  before.close();
  const modules = [testModule(), echoModule()];
  const ledger = await openLedger({ dir, dataKey, modules, clock });
  expect(ledger.read.select({ n: count() }).from(echoes).get()).toEqual({ n: ACTIONS * ECHOES });
  expect(ledger.journal.head().deskSeq).toBe(ACTIONS + CLOSED + 1);
  ledger.close();
  expect(await replay({ dir, dataKey, modules })).toMatchObject({ ok: true });
});

test('drafts are not dropped for a projected table of the same name', async () => {
  const ledger = await openLedger({ dir, dataKey, modules: [testModule()], clock });
  ledger.local((tables) =>
    tables
      .insert(drafts)
      .values({ id: 'draft-1', content: { words: '半页' } })
      .run(),
  );
  ledger.close();
  const taken = sqliteTable('test_draft', { id: text().primaryKey() });
  const projection = new ProjectionBuilder('taker', 1, [taken]).on(caseFiled, () => {}).build();
  const { projection: own } = testModule();
  const opened = openLedger({ dir, dataKey, modules: [{ ...(own && { projection: own }) }, { projection }], clock });
  await expect(opened).rejects.toThrow('table test_draft is there, and no projection made it');
  const again = await openLedger({ dir, dataKey, modules: [testModule()], clock });
  expect(again.read.select().from(drafts).all()).toEqual([{ id: 'draft-1', content: { words: '半页' } }]);
  again.close();
});
