import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { unlockDemo } from '../ledger/index.ts';
import { freePort, newDir, newOffice, reopen, TestCounty, type TestOffice } from './office-in-test.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function county(...options: string[]): Promise<TestCounty> {
  const started = await TestCounty.start('--demo', ...options);
  closing.push(() => started.stop());
  return started;
}
async function office(...more: Parameters<typeof newOffice>): Promise<TestOffice> {
  const opened = await newOffice(...more);
  closing.push(() => opened.close());
  return opened;
}
/** A county that can go away and come back at the same address with the same data. */
async function lastingCounty() {
  const data = newDir();
  closing.push(async () => rmSync(data, { recursive: true, force: true }));
  const options = ['--data', data, '--port', String(await freePort())];
  return { data, start: (...more: string[]) => county(...options, ...more) };
}
const numbersOf = (desk: TestOffice) =>
  desk.ledger.journal
    .after(0, 10_000)
    .filter((action) => action.kind === 'case.found')
    .map((action) => (action.payload as { number: string }).number)
    .sort();

test('down, then up: nothing lost, nothing doubled, a sentence meanwhile', async () => {
  const lasting = await lastingCounty();
  const first = await lasting.start();
  const desk = await office({ batch: 20 });
  await desk.sync.enrol({ url: first.url, code: await first.code() });
  desk.work(5);
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0, sent: 11, trouble: null });

  expect(await first.stop()).toBe(0);
  desk.work(60);
  const down = await desk.sync.now();
  expect(down).toMatchObject({ state: 'TROUBLE', waiting: 120, sent: 11, trouble: { code: 'SYNC-201' } });
  expect(down.trouble?.sentence).toContain('连不上县级平台');
  await desk.sync.now();

  const again = await lasting.start();
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0, sent: 131, trouble: null });
  expect((await again.numbers(desk.ledger.info.desk)).sort()).toEqual(numbersOf(desk));
  expect(await again.received()).toBe(131);
  expect(desk.errors).toEqual([]);
});

test('the answer is lost after the county has stored: sent again, stored once', async () => {
  const lasting = await lastingCounty();
  const plain = await lasting.start();
  const desk = await office();
  await desk.sync.enrol({ url: plain.url, code: await plain.code() });
  await plain.stop();
  desk.work(10);

  const dropping = await lasting.start('--fault', 'drop-answer');
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await desk.sync.now()).toMatchObject({ state: 'TROUBLE', sent: 0, trouble: { code: 'SYNC-201' } });
  }
  expect(await dropping.received()).toBe(21);
  await dropping.stop();

  const healed = await lasting.start();
  // One receipt: the county recognised the batch every time.
  expect(await desk.sync.now()).toMatchObject({ waiting: 0, sent: 21, lastReceiptNo: '1' });
  expect(await healed.received()).toBe(21);
  expect((await healed.numbers(desk.ledger.info.desk)).sort()).toEqual(numbersOf(desk));
});

test('the answer to the enrolment is lost: the same desk asks again with the same code', async () => {
  const lasting = await lastingCounty();
  const desk = await office();
  const dropping = await lasting.start('--fault', 'drop-answer', '--enrol-code', 'TEST-CODE-0001');
  const request = { url: dropping.url, code: 'test-code-0001' };
  await expect(desk.sync.enrol(request)).rejects.toMatchObject({ code: 'SYNC-201' });
  expect(desk.sync.state().state).toBe('OFF');
  await dropping.stop();
  await lasting.start();
  const stranger = await office();
  await expect(stranger.sync.enrol(request)).rejects.toMatchObject({ code: 'SYNC-104' });
  expect(await desk.sync.enrol(request)).toMatchObject({ enrolled: true, state: 'IDLE' });
});

test('a county that answers 500, garbage or nothing is named each time, and served when it is well again', async () => {
  const lasting = await lastingCounty();
  const well = await lasting.start();
  const desk = await office({ timeoutMs: 1500 });
  await desk.sync.enrol({ url: well.url, code: await well.code() });
  await well.stop();
  desk.work(3);
  const ills = [
    ['500', 'SYNC-301', '县级平台出错（500）'],
    ['garbage', 'SYNC-302', '看不懂'],
    ['slow', 'SYNC-202', '迟迟不回答'],
  ] as const;
  for (const [fault, code, words] of ills) {
    const ill = await lasting.start('--fault', fault);
    const state = await desk.sync.now();
    expect(state).toMatchObject({ state: 'TROUBLE', sent: 0, waiting: 7, trouble: { code } });
    expect(state.trouble?.sentence).toContain(words);
    const other = await office({ timeoutMs: 1500 });
    await expect(other.sync.enrol({ url: ill.url, code: 'ANY-CODE' })).rejects.toMatchObject({ code });
    await ill.stop();
  }
  const healed = await lasting.start();
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0, sent: 7, trouble: null });
  expect((await healed.numbers(desk.ledger.info.desk)).sort()).toEqual(numbersOf(desk));
});

test('a county set back to an older copy is brought up to date again', async () => {
  const lasting = await lastingCounty();
  const copy = newDir();
  const first = await lasting.start();
  const desk = await office({ batch: 7 });
  await desk.sync.enrol({ url: first.url, code: await first.code() });
  desk.work(5);
  await desk.sync.now();
  await first.stop();
  cpSync(lasting.data, copy, { recursive: true });
  const second = await lasting.start();
  desk.work(10);
  expect(await desk.sync.now()).toMatchObject({ sent: 31 });
  await second.stop();
  rmSync(lasting.data, { recursive: true });
  cpSync(copy, lasting.data, { recursive: true });
  rmSync(copy, { recursive: true });

  const older = await lasting.start();
  expect(await older.received()).toBe(11);
  desk.work(1);
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0, sent: 33 });
  expect(await older.received()).toBe(33);
  expect((await older.numbers(desk.ledger.info.desk)).sort()).toEqual(numbersOf(desk));
});

test('two programs that go on from copies of one ledger are told apart', async () => {
  const platform = await county();
  const dir = newDir();
  const desk = await newOffice({}, dir);
  await desk.sync.enrol({ url: platform.url, code: await platform.code() });
  desk.work(2);
  await desk.sync.now();
  await desk.close();
  const twinDir = join(newDir(), 'copy');
  cpSync(dir, twinDir, { recursive: true });

  const original = await reopen(dir, unlockDemo(dir));
  closing.push(() => original.close());
  const twin = await reopen(twinDir, unlockDemo(twinDir));
  closing.push(() => twin.close());
  original.work(1);
  twin.work(1);
  expect(await original.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0 });
  const refused = await twin.sync.now();
  expect(refused).toMatchObject({ state: 'TROUBLE', waiting: 2, trouble: { code: 'SYNC-403' } });
  expect(refused.trouble?.sentence).toContain('与本机不一致');
  expect(await platform.received()).toBe(7);
});

test('the cursor and the enrolment survive a restart of the office', async () => {
  const platform = await county();
  const dir = newDir();
  const desk = await newOffice({}, dir);
  await desk.sync.enrol({ url: platform.url, code: await platform.code() });
  desk.work(3);
  await desk.sync.now();
  const before = desk.sync.state();
  desk.work(1);
  await desk.close();
  const back = await reopen(dir, unlockDemo(dir));
  closing.push(() => back.close());
  expect(back.sync.state()).toEqual({ ...before, waiting: 2 });
  expect(await back.sync.now()).toMatchObject({ waiting: 0, sent: 9 });
  expect(await platform.received()).toBe(9);
});
