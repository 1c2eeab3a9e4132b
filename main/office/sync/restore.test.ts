import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { backup, restore, unlockDemo, verify } from '../ledger/index.ts';
import { Meddler, newDir, newOffice, reopen, TestCounty, type TestOffice } from './office-in-test.ts';

// After a restore the ledger is a new desk; what the former one had not sent still has to reach the county.

const clock = () => new Date();
const closing: (() => Promise<unknown>)[] = [];
let county: TestCounty;
let before: number;
beforeAll(async () => {
  county = await TestCounty.start('--demo');
});
beforeEach(async () => {
  before = await county.received();
});
afterAll(() => county.stop());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function place(): Promise<string> {
  const root = newDir();
  closing.push(async () => rmSync(root, { recursive: true, force: true }));
  return join(root, 'office');
}
async function office(dir: string, more: Parameters<typeof newOffice>[0] = {}): Promise<TestOffice> {
  const opened = await newOffice(more, dir);
  closing.push(() => opened.close());
  return opened;
}
async function meddled(): Promise<{ meddler: Meddler; url: string }> {
  const started = await Meddler.start(county.url);
  closing.push(() => started.meddler.stop());
  return started;
}
function backUp(desk: TestOffice): string {
  const { dir } = desk.ledger.info;
  const to = `${dir}.tar`;
  backup({ dir, dataKey: unlockDemo(dir), to, clock });
  return to;
}
async function restored(from: string, more: Parameters<typeof reopen>[2] = {}): Promise<TestOffice> {
  const dir = await place();
  const { dataKey } = await restore({ from, dir, secret: { kind: 'demo' }, clock });
  const opened = await reopen(dir, dataKey, more);
  closing.push(() => opened.close());
  return opened;
}
const enrol = async (desk: TestOffice, url = county.url) => desk.sync.enrol({ url, code: await county.code() });
/** Actions of all desks that the county got in this test. */
const received = async () => (await county.received()) - before;
const check = ({ ledger }: TestOffice) => verify({ dir: ledger.info.dir, dataKey: unlockDemo(ledger.info.dir) });
const numbersOf = (desk: TestOffice, of: string) =>
  desk.ledger.journal
    .after(0, 10_000, 'desk', of)
    .filter((action) => action.kind === 'case.found')
    .map((action) => (action.payload as { number: string }).number);
async function expectAllOf(desk: TestOffice, of: string): Promise<void> {
  const numbers = numbersOf(desk, of);
  expect(numbers.length).toBeGreaterThan(0);
  expect((await county.numbers(of)).sort()).toEqual(numbers.sort());
}

test('what was unsent in the backup reaches the county once, before and without the new desk', async () => {
  const old = await office(await place());
  await enrol(old);
  old.work(2);
  expect(await old.sync.now()).toMatchObject({ sent: 5, waiting: 0 });
  old.work(2);
  const { desk } = old.ledger.info;
  const back = await restored(backUp(old));
  expect(back.ledger.journal.former).toEqual([old.ledger.journal.head()]);

  expect(back.sync.state()).toMatchObject({ state: 'OFF', enrolled: false, waiting: 5, trouble: null });
  expect(back.sync.queue().map((line) => [line.deskSeq, line.kind])).toEqual([
    [1, 'ledger.restored'],
    [9, 'case.found'],
    [8, 'event.reported'],
    [7, 'case.found'],
    [6, 'event.reported'],
  ]);
  // The desk is not enrolled yet: the former one goes with its own token.
  expect(await back.sync.now()).toMatchObject({ state: 'OFF', waiting: 1, trouble: null });
  expect(await received()).toBe(9);
  await expectAllOf(back, desk);

  await enrol(back);
  back.work(3);
  expect(await back.sync.now()).toMatchObject({ state: 'IDLE', sent: 7, waiting: 0, trouble: null });
  expect(await received()).toBe(16);
  await expectAllOf(back, back.ledger.info.desk);
  await expectAllOf(back, desk);
  expect(back.sync.queue()).toEqual([]);
  // Receipts are anchors of both chains: nothing behind them is unproven.
  expect(await check(back)).toMatchObject({ ok: true, problems: [], notes: [] });
  expect(back.errors).toEqual([]);
});

test('the old PC sent more after the backup: only asked, nothing doubled, no conflict', async () => {
  const old = await office(await place());
  const { meddler, url } = await meddled();
  await enrol(old, url);
  old.work(3);
  const from = backUp(old);
  old.work(4);
  expect(await old.sync.now()).toMatchObject({ sent: 15, waiting: 0 });

  const back = await restored(from);
  await enrol(back);
  expect(back.sync.state()).toMatchObject({ waiting: 8 });
  meddler.sent.length = 0;
  expect(await back.sync.now()).toMatchObject({ state: 'IDLE', sent: 1, waiting: 0, trouble: null });
  const asked = meddler.sent.map((body) => JSON.parse(body) as { from: number; actions: unknown[] });
  expect(asked.map(({ from: first, actions }) => [first, actions.length])).toEqual([[7, 1]]);
  expect(await received()).toBe(16);
  expect(await county.numbers(old.ledger.info.desk)).toHaveLength(7);
  expect(await check(back)).toMatchObject({ ok: true, problems: [] });
  // The old PC may still be running: it is not disturbed.
  old.work(1);
  expect(await old.sync.now()).toMatchObject({ state: 'IDLE', sent: 17, trouble: null });
});

test('the old PC sent a part after the backup: the county says where to go on', async () => {
  const old = await office(await place(), { batch: 4 });
  const { meddler, url } = await meddled();
  await enrol(old, url);
  old.work(5);
  const from = backUp(old);
  meddler.change = (path, answer) => {
    if (path === '/v1/actions') meddler.instead = { status: 500, body: {} };
    return answer;
  };
  expect(await old.sync.now()).toMatchObject({ sent: 4, waiting: 7 });
  meddler.change = (_, answer) => answer;
  meddler.instead = undefined;
  meddler.sent.length = 0;

  const back = await restored(from, { batch: 3 });
  expect(await back.sync.now()).toMatchObject({ waiting: 1, trouble: null });
  expect(meddler.sent.map((body) => (JSON.parse(body) as { from: number }).from)).toEqual([11, 5, 8, 11]);
  expect(await received()).toBe(11);
  await expectAllOf(back, old.ledger.info.desk);
});

test('a county that holds another action under the same number stops the former desk, not the new one', async () => {
  const old = await office(await place());
  await enrol(old);
  old.work(1);
  await old.sync.now();
  const { dir, desk } = old.ledger.info;
  await old.close();
  const twinDir = await place();
  cpSync(dir, twinDir, { recursive: true });
  const twin = await reopen(twinDir, unlockDemo(twinDir));
  closing.push(() => twin.close());
  twin.work(2);
  await twin.sync.now();
  const original = await reopen(dir, unlockDemo(dir));
  closing.push(() => original.close());
  original.work(1);

  const back = await restored(backUp(original));
  await enrol(back);
  back.work(1);
  const refused = await back.sync.now();
  expect(refused).toMatchObject({ state: 'TROUBLE', sent: 3, waiting: 2, trouble: { code: 'SYNC-401' } });
  expect(refused.trouble?.sentence).toMatch(/^恢复前的席位还有 2 条记录没有送达：县级平台指出序号冲突/);
  expect(await county.numbers(desk)).toHaveLength(3);
  await expectAllOf(back, back.ledger.info.desk);
});

test('former desks that were never enrolled, or whose token was replaced, take a code of their own', async () => {
  const first = await office(await place());
  first.work(1);
  const second = await restored(backUp(first));
  await enrol(second);
  second.work(1);
  const third = await restored(backUp(second));
  // The second PC was enrolled anew (its first code served the desk before it): the token in the backup is worth nothing.
  await enrol(second);
  await enrol(second);
  third.work(1);
  expect(third.ledger.journal.former.map((head) => head.desk)).toEqual([
    first.ledger.info.desk,
    second.ledger.info.desk,
  ]);
  expect(third.sync.state()).toMatchObject({ state: 'OFF', waiting: 9, trouble: null });
  await enrol(third);
  const stuck = await third.sync.now();
  expect(stuck).toMatchObject({ state: 'TROUBLE', sent: 3, waiting: 6, trouble: { code: 'SYNC-304' } });
  expect(stuck.trouble?.sentence).toMatch(/^恢复前的席位还有 3 条记录没有送达/);
  await enrol(third);
  const never = await third.sync.now();
  expect(never).toMatchObject({ state: 'TROUBLE', waiting: 3, trouble: { code: 'SYNC-107' } });
  expect(never.trouble?.sentence).toContain('它的 3 条记录都在本机，没有上报');
  await enrol(third);
  expect(await third.sync.now()).toMatchObject({ state: 'IDLE', sent: 3, waiting: 0, trouble: null });
  for (const { desk } of [first, second, third].map((one) => one.ledger.info)) await expectAllOf(third, desk);
  expect(await received()).toBe(9);
  expect(await check(third)).toMatchObject({ ok: true, problems: [] });
});
