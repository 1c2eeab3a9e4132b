import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { headerText } from '../../../preload/contract/chain.ts';
import type { SyncState } from '../../../preload/contract/desk.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { Meddler, newOffice, TestCounty, type TestOffice } from './office-in-test.ts';

let county: TestCounty;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  county = await TestCounty.start('--demo');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => county.stop());

async function office(...more: Parameters<typeof newOffice>): Promise<TestOffice> {
  const opened = await newOffice(...more);
  closing.push(() => opened.close());
  return opened;
}
async function enrolled(more: Parameters<typeof newOffice>[0] = {}, url = county.url): Promise<TestOffice> {
  const desk = await office(more);
  await desk.sync.enrol({ url, code: await county.code() });
  return desk;
}
async function meddled(): Promise<{ meddler: Meddler; url: string }> {
  const started = await Meddler.start(county.url);
  closing.push(() => started.meddler.stop());
  return started;
}

test('the county hashes headers and payloads exactly as the ledger does', async () => {
  const desk = await office();
  desk.work(3);
  const actions = desk.ledger.journal.after(0, 100);
  expect(actions).toHaveLength(7);
  for (const action of actions) {
    expect(createHash('sha256').update(headerText(action)).digest('hex')).toBe(action.hash);
    const salted = createHash('sha256').update(Buffer.from(action.salt, 'hex')).update(action.payloadBytes);
    expect(salted.digest('hex')).toBe(action.payloadHash);
  }
});

test('sends in batches; the queue shrinks in sight; every receipt becomes an anchor', async () => {
  const anchors: number[] = [];
  const desk = await enrolled({ batch: 10 });
  const seen: SyncState[] = [];
  const forget = desk.sync.onChange((state) => seen.push(state));
  const anchor = desk.ledger.anchor.bind(desk.ledger);
  desk.ledger.anchor = (where, head) => {
    expect(where).toBe('county');
    anchors.push(head.deskSeq);
    anchor(where, head);
  };
  desk.work(17);
  expect(desk.sync.queue()).toHaveLength(35);
  expect(desk.sync.queue()[0]).toMatchObject({ deskSeq: 35, kind: 'case.found', title: 'case.found' });
  const done = await desk.sync.now();
  expect(done).toMatchObject({ enrolled: true, state: 'IDLE', waiting: 0, sent: 35, trouble: null, nextAt: null });
  expect(done.lastSuccessAt).not.toBeNull();
  expect(anchors).toEqual([10, 20, 30, 35]);
  expect(new Set(seen.filter((state) => state.state === 'RUNNING').map((state) => state.waiting))).toEqual(
    new Set([35, 25, 15, 5, 0]),
  );
  expect(desk.sync.queue()).toEqual([]);
  forget();
  expect(await county.numbers(desk.ledger.info.desk)).toHaveLength(17);
});

test('the clock of this PC is compared with the county at every run; what was found falls with a clock that is set', async () => {
  const { meddler, url } = await meddled();
  // A clock that stands still: no slow machine makes a call long.
  const AT = Date.parse('2026-11-22T04:10:00.500Z');
  const time = { wall: AT, ran: 0 };
  const desk = await enrolled({ time: { now: () => time.wall, passed: () => time.ran } }, url);
  meddler.headers = { date: new Date(AT - 320_500).toUTCString() };
  const found = { at: new Date(AT).toISOString(), pcAheadSeconds: 320, withinSeconds: 1 };
  expect(desk.sync.clock()).toBeNull();
  expect((await desk.sync.now()).clock).toEqual(found);
  // What was kept on the way, and an answer that is none of the county's, say nothing.
  meddler.headers = { date: new Date(AT).toUTCString(), age: '7' };
  expect((await desk.sync.now()).clock).toEqual(found);
  meddler.headers = { date: new Date(AT).toUTCString() };
  meddler.change = () => '<html>proxy</html>';
  desk.work(1);
  expect(await desk.sync.now()).toMatchObject({ state: 'TROUBLE', clock: found });
  // The officer sets the clock right.
  time.wall -= 320_000;
  expect([desk.sync.clock(), desk.sync.state().clock]).toEqual([null, null]);
  meddler.change = (_, answer) => answer;
  meddler.headers = { date: new Date(time.wall - 500).toUTCString() };
  expect((await desk.sync.now()).clock).toEqual({ ...found, at: new Date(time.wall).toISOString(), pcAheadSeconds: 0 });
  // Another county has never been asked.
  await desk.sync.enrol({ url, code: await county.code() });
  expect(desk.sync.clock()).toBeNull();
});

test('what is not for the county never leaves the office', async () => {
  const { meddler, url } = await meddled();
  const desk = await enrolled({}, url);
  desk.work(4);
  expect(await desk.sync.now()).toMatchObject({ waiting: 0 });
  const everything = meddler.sent.join('\n');
  const opened = [...everything.matchAll(/"payload":"([^"]+)"/g)].map((match) =>
    Buffer.from(match[1] ?? '', 'base64').toString('utf8'),
  );
  expect(opened).toHaveLength(5);
  expect(opened.join('\n')).toContain('占道经营');
  expect(everything + opened.join('\n')).not.toContain('线人');
  expect(everything).toContain('event.reported');
});

test('a payload erased here is erased at the county, and one erased before it was sent does not block the queue', async () => {
  const desk = await enrolled();
  desk.work(2);
  await desk.sync.now();
  desk.work(1);
  const cases = desk.ledger.journal.after(0, 100).filter((action) => action.kind === 'case.found');
  const ids = [cases[0], cases[2]].map((action) => action?.id ?? '');
  await desk.ledger.erase('officer-1', { actions: ids, reason: '依申请删除', approvedBy: 'officer-2' });
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0, trouble: null });
  const numbers = await county.numbers(desk.ledger.info.desk);
  expect(numbers.filter((number) => number === null)).toHaveLength(2);
  expect(numbers.filter((number) => number !== null)).toHaveLength(1);
});

test('a receipt that the county did not sign moves nothing', async () => {
  const { meddler, url } = await meddled();
  const desk = await enrolled({}, url);
  desk.work(2);
  meddler.change = (path, answer) =>
    path === '/v1/actions' ? answer.replace(/"receiptNo":\d+/, '"receiptNo":999999') : answer;
  expect(await desk.sync.now()).toMatchObject({ state: 'TROUBLE', sent: 0, waiting: 5, trouble: { code: 'SYNC-402' } });
  // A true receipt of another desk is not ours either.
  const other = await enrolled();
  let foreign = '';
  const { meddler: ear, url: earUrl } = await meddled();
  ear.change = (path, answer) => {
    if (path === '/v1/actions') foreign = answer;
    return answer;
  };
  await other.sync.enrol({ url: earUrl, code: await county.code() });
  other.work(2);
  await other.sync.now();
  meddler.change = (path, answer) => (path === '/v1/actions' ? foreign : answer);
  expect(await desk.sync.now()).toMatchObject({ sent: 0, trouble: { code: 'SYNC-403' } });
  meddler.change = (_, answer) => answer;
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', sent: 5, waiting: 0 });
});

test('a county that contradicts itself is not believed: old receipts, endless rewinds, impossible numbers', async () => {
  const { meddler, url } = await meddled();
  const desk = await enrolled({ batch: 10 }, url);
  let old = '';
  meddler.change = (path, answer) => {
    if (path === '/v1/actions') old = answer;
    return answer;
  };
  desk.work(2);
  await desk.sync.now();
  desk.work(2);
  meddler.instead = { status: 200, body: JSON.parse(old) };
  expect(await desk.sync.now()).toMatchObject({ sent: 5, waiting: 4, trouble: { code: 'SYNC-405' } });
  const trouble = { code: 'CNTY-310', message: '序号不对。' };
  const { receipt } = JSON.parse(old);
  meddler.instead = { status: 409, body: { ...trouble, next: 6, receipt } };
  expect(await desk.sync.now()).toMatchObject({ sent: 5, waiting: 4, trouble: { code: 'SYNC-401' } });
  meddler.instead = { status: 409, body: { ...trouble, next: 99, receipt } };
  expect(await desk.sync.now()).toMatchObject({ sent: 5, waiting: 4, trouble: { code: 'SYNC-401' } });
  meddler.instead = { status: 409, body: { ...trouble, next: 1, receipt: null, code: 'CNTY-311' } };
  expect(await desk.sync.now()).toMatchObject({ sent: 5, waiting: 4, trouble: { code: 'SYNC-401' } });
  meddler.instead = undefined;
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', sent: 9, waiting: 0, trouble: null });
});

test('an action changed on the way is refused by the county and stays in the queue', async () => {
  const { meddler, url } = await meddled();
  const desk = await enrolled({}, url);
  desk.work(2);
  meddler.alter = (body) => body.replace('"actor":"officer-1"', '"actor":"officer-2"');
  const refused = await desk.sync.now();
  expect(refused).toMatchObject({ state: 'TROUBLE', sent: 0, trouble: { code: 'SYNC-303' } });
  expect(refused.trouble?.sentence).toContain('CNTY-303');
  expect(await county.numbers(desk.ledger.info.desk)).toEqual([]);
  meddler.alter = (body) => body;
  expect(await desk.sync.now()).toMatchObject({ state: 'IDLE', waiting: 0 });
});

test('bundles come once per version, in order of version, only with the county’s signature', async () => {
  const { meddler, url } = await meddled();
  const desk = await enrolled({}, url);
  await county.publish('powers', { items: ['CG001'] });
  await desk.sync.now();
  await desk.sync.now();
  const [first] = desk.bundles;
  expect(desk.bundles).toEqual([['powers', first?.[1], { items: ['CG001'] }]]);

  await county.publish('powers', { items: ['CG001', 'CG002'] });
  meddler.change = (path, answer) => (path.startsWith('/v1/bundles') ? answer.replace('CG002', 'CG003') : answer);
  expect(await desk.sync.now()).toMatchObject({ trouble: { code: 'SYNC-404' } });
  expect(desk.bundles).toHaveLength(1);
  meddler.change = (_, answer) => answer;
  const state = await desk.sync.now();
  expect(desk.bundles[1]).toEqual(['powers', Number(first?.[1]) + 1, { items: ['CG001', 'CG002'] }]);
  expect(state.bundles).toMatchObject([{ kind: 'powers', version: Number(first?.[1]) + 1 }]);
});

test('a bundle that the office cannot use is offered again and does not hold up the actions', async () => {
  let usable = false;
  const taken: unknown[] = [];
  const desk = await enrolled({
    onBundle: (_, __, payload) => {
      if (!usable) refuse('POW-101', '清单缺少事项编码。');
      taken.push(payload);
    },
  });
  await county.publish('officers', { officers: [] });
  desk.work(1);
  const state = await desk.sync.now();
  expect(state).toMatchObject({ waiting: 0, trouble: { code: 'SYNC-406' } });
  expect(state.trouble?.sentence).toContain('清单缺少事项编码');
  usable = true;
  expect(await desk.sync.now()).toMatchObject({ trouble: null });
  expect(taken).toContainEqual({ officers: [] });
});

test('a token that was replaced is named, and a new code heals it', async () => {
  const desk = await enrolled();
  desk.work(1);
  const response = await fetch(`${county.url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ code: await county.code(), attempt: 'f'.repeat(64), deskId: desk.ledger.info.desk, ledgerKind: 'demo' },
      ...{ deskName: '别人', town: '东溪镇' },
    }),
  });
  expect(response.status).toBe(200);
  expect(await desk.sync.now()).toMatchObject({ waiting: 3, trouble: { code: 'SYNC-304' } });
  await desk.sync.enrol({ url: county.url, code: await county.code() });
  expect(await desk.sync.now()).toMatchObject({ waiting: 0, trouble: null });
});

test('enrolment refuses wrong codes, wrong addresses and wrong kinds of county', async () => {
  const desk = await office();
  await expect(desk.sync.now()).rejects.toMatchObject({ code: 'SYNC-101' });
  expect(desk.sync.state()).toMatchObject({ enrolled: false, state: 'OFF', waiting: 1, everyMinutes: 5 });
  const code = await county.code();
  await expect(desk.sync.enrol({ url: county.url, code: 'WRONG-CODE' })).rejects.toMatchObject({
    ...{ code: 'SYNC-104', field: 'code', detail: { code: 'CNTY-101' } },
  });
  const addresses = [
    ['http://county.example', 'SYNC-102'],
    ['ftp://127.0.0.1', 'SYNC-102'],
    ['somewhere', 'SYNC-102'],
    ['https://county.example', 'SYNC-103'],
    ['http://127.0.0.1.example', 'SYNC-102'],
    [`${county.url}/openapi.json`, undefined],
  ] as const;
  for (const [url, refusal] of addresses) {
    if (refusal === undefined) expect(await desk.sync.enrol({ url, code })).toMatchObject({ url: county.url });
    else await expect(desk.sync.enrol({ url, code })).rejects.toMatchObject({ code: refusal, field: 'url' });
  }
  const second = await office();
  await expect(second.sync.enrol({ url: county.url, code })).rejects.toMatchObject({ detail: { code: 'CNTY-102' } });
  const real = await TestCounty.start();
  closing.push(() => real.stop());
  await expect(second.sync.enrol({ url: real.url, code: await real.code() })).rejects.toMatchObject({
    detail: { code: 'CNTY-104' },
  });
});

test('the schedule runs at once, can be changed, and leaves the closed ledger alone', async () => {
  const desk = await enrolled();
  desk.work(2);
  const idle = new Promise<SyncState>((resolve) => {
    desk.sync.onChange((state) => {
      if (state.state === 'IDLE' && state.waiting === 0) resolve(state);
    });
  });
  desk.sync.start();
  expect(desk.sync.state().nextAt).not.toBeNull();
  await idle;
  const daily = desk.sync.setSchedule({ everyMinutes: 1440 });
  expect(daily.everyMinutes).toBe(1440);
  expect(Date.parse(daily.nextAt ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  desk.work(1);
  const cut = desk.sync.now();
  await desk.sync.stop();
  await cut;
  desk.ledger.close();
  expect(desk.errors).toEqual([]);
});
