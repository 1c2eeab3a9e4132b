import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { PrintResult } from '../../../preload/contract/devices.ts';
import { createKeyFile, createLedger, type Ledger, openLedger } from '../ledger/index.ts';
import { PrintQueue, type Send } from './queue.ts';
import { deviceJobs } from './tables.ts';

const modules = [{ local: { module: 'receipts', version: 1, tables: [deviceJobs] } }];
const clock = () => new Date('2026-11-20T01:00:00Z');
let dir: string;
let dataKey: Uint8Array;
let ledger: Ledger;
let now = 0;
/** What reached the printer, and what it answers next. */
let sent: string[] = [];
let answers: (PrintResult | Error)[] = [];
let training = false;
let today = '';

const DONE = { state: 'done', simulated: true } as const;
const PAPER_OUT: PrintResult = { state: 'failed', code: 'DEV-211', sentence: '打印机缺纸。', simulated: true };
const STUCK: PrintResult = {
  state: 'sent_unconfirmed',
  code: 'DEV-221',
  sentence: '缺纸，装纸后将继续打印。',
  simulated: true,
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'queue-'));
  ({ dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } }));
  ledger = await createLedger({ dir, kind: 'demo', dataKey, modules, clock, deskName: '一号窗口' });
  now = 1_000_000;
  sent = [];
  answers = [];
  training = false;
  today = clock().toISOString();
});
afterEach(() => {
  ledger.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(send?: Send): PrintQueue {
  return new PrintQueue({
    ledger,
    send:
      send ??
      (async (_, bytes) => {
        sent.push(Buffer.from(bytes).toString());
        const answer = answers.shift() ?? DONE;
        if (answer instanceof Error) throw answer;
        return answer;
      }),
    render: (kind, content, reprint) => Buffer.from(`${kind} ${String(content)} ${reprint}`),
    training: () => training,
    iso: () => today,
    now: () => now,
    changed: () => undefined,
  });
}
const add = (queue: PrintQueue, key = 'a') =>
  queue.add({ kind: 'penalty-receipt', title: `回执 ${key}`, content: key, key, actor: 'officer-1' });
const states = (queue: PrintQueue) => queue.list().map((job) => job.state);

test('a job is printed once; asking again with the same key prints nothing', async () => {
  const queue = open();
  const job = add(queue);
  expect(add(queue).id).toBe(job.id);
  await queue.work();
  expect(add(queue)).toMatchObject({ id: job.id, state: 'done' });
  await queue.work();
  expect(sent).toEqual(['penalty-receipt a 0']);
});

test('jobs go out oldest first, one at a time, also when work is asked for twice', async () => {
  let inside = 0;
  const queue = open(async (_, bytes) => {
    expect(++inside).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    sent.push(Buffer.from(bytes).toString().split(' ')[1] ?? '');
    inside -= 1;
    return DONE;
  });
  for (const key of ['a', 'b', 'c']) add(queue, key);
  await Promise.all([queue.work(), queue.work()]);
  expect(sent).toEqual(['a', 'b', 'c']);
});

test('nothing printed: tried again later by itself, with the reason shown meanwhile', async () => {
  const queue = open();
  add(queue);
  answers = [PAPER_OUT, PAPER_OUT];
  await queue.work();
  expect(queue.list()[0]).toMatchObject({ state: 'queued', code: 'DEV-211', sentence: '打印机缺纸。', attempts: 1 });
  await queue.work();
  expect(sent).toHaveLength(1);
  expect(queue.dueIn()).toBe(5000);
  now += 5000;
  await queue.work();
  expect(queue.dueIn()).toBe(10_000);
  await queue.hurry();
  expect(queue.list()[0]).toMatchObject({ state: 'done', attempts: 3, sentence: '' });
  expect(queue.dueIn()).toBeNull();
});

test('a printer that never comes back: given up in the end, kept for a person', async () => {
  const queue = open();
  const job = add(queue);
  answers = Array.from({ length: 100 }, () => PAPER_OUT);
  for (let round = 0; round < 60; round++) {
    now += 60_000;
    await queue.work();
  }
  expect(sent).toHaveLength(32);
  expect(queue.list()[0]).toMatchObject({ state: 'failed', code: 'DEV-211' });
  // Nothing came out: what is printed now is the first paper, not a 补打, and has all its attempts.
  sent = [];
  answers = [PAPER_OUT];
  expect(queue.reprint('officer-1', job.id)).toMatchObject({ id: job.id, reprint: 0, state: 'queued', attempts: 0 });
  await queue.work();
  await queue.hurry();
  expect(queue.list()).toMatchObject([{ id: job.id, state: 'done', attempts: 2 }]);
  expect(sent).toEqual(['penalty-receipt a 0', 'penalty-receipt a 0']);
});

test('a receipt that was given up is sent when it is asked for again', async () => {
  const queue = open();
  const job = add(queue);
  answers = Array.from({ length: 32 }, () => PAPER_OUT);
  for (let round = 0; round < 32; round++) {
    now += 60_000;
    await queue.work();
  }
  expect(states(queue)).toEqual(['failed']);
  expect(add(queue)).toMatchObject({ id: job.id, reprint: 0, state: 'queued' });
  await queue.work();
  expect(sent).toEqual(Array.from({ length: 33 }, () => 'penalty-receipt a 0'));
});

test('stuck half way: never sent again by itself, done when the printer confirms', async () => {
  const queue = open();
  const job = add(queue);
  answers = [STUCK];
  await queue.work();
  now += 3_600_000;
  await queue.hurry();
  expect(sent).toHaveLength(1);
  expect(queue.list()[0]).toMatchObject({ state: 'sent_unconfirmed', sentence: '缺纸，装纸后将继续打印。' });
  queue.settled(job.id, DONE);
  expect(queue.list()[0]).toMatchObject({ state: 'done', finishedAt: '2026-11-20T01:00:00.000Z' });
});

test('stuck half way, then the printer is gone: a person is asked to look at the paper', async () => {
  const queue = open();
  const job = add(queue);
  answers = [STUCK];
  await queue.work();
  const gone = { state: 'sent_unconfirmed', code: 'DEV-205', sentence: '请核对纸。', simulated: true } as const;
  queue.settled(job.id, gone);
  expect(queue.list()[0]).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-205', sentence: '请核对纸。' });
});

test('nobody stays with a stuck job once the devices process or the program was started anew: it is not promised to go on', async () => {
  const queue = open();
  add(queue);
  const asks = { state: 'sent_unconfirmed', code: 'PRN-301', sentence: expect.stringContaining('请核对打印机上的纸') };
  answers = [STUCK, STUCK];
  await queue.work();
  queue.unfollowed();
  expect(queue.list()[0]).toMatchObject(asks);
  const other = add(queue, 'b');
  await queue.work();
  expect(queue.list()[0]).toMatchObject({ id: other.id, code: 'DEV-221' });
  expect(open().list()[0]).toMatchObject({ ...asks, id: other.id });
});

test.each([
  ['done', DONE],
  ['sent_unconfirmed', { state: 'sent_unconfirmed', code: 'DEV-205', sentence: '请核对纸。', simulated: true }],
] as const)(
  'what became of a job (%s) is told before its own result: the older word does not stay',
  async (state, end) => {
    const queue: PrintQueue = open(async (jobId) => {
      queue.settled(jobId, end);
      return STUCK;
    });
    add(queue);
    await queue.work();
    expect(queue.list()[0]).toMatchObject({ state, code: state === 'done' ? '' : 'DEV-205' });
  },
);

test('the devices process dies while a job is under way: unclear, not repeated', async () => {
  const queue = open();
  add(queue);
  answers = [new Error('port closed')];
  await queue.work();
  await queue.hurry();
  expect(sent).toHaveLength(1);
  expect(queue.list()[0]).toMatchObject({ state: 'sent_unconfirmed', code: 'PRN-301' });
});

test('matrix row 9: the program ends in the middle of sending: after the restart it asks and never prints by itself', async () => {
  let started: () => void = () => undefined;
  const sending = new Promise<void>((resolve) => {
    started = resolve;
  });
  const queue = open(() => {
    started();
    return new Promise(() => undefined);
  });
  const job = add(queue);
  const waiting = add(queue, 'b');
  void queue.work();
  await sending;
  expect(queue.list().find((one) => one.id === job.id)?.state).toBe('sending');
  ledger.close();

  ledger = await openLedger({ dir, dataKey, modules, clock });
  const after = open();
  expect(after.list().find((one) => one.id === job.id)).toMatchObject({
    state: 'sent_unconfirmed',
    code: 'PRN-301',
    sentence: expect.stringContaining('请核对打印机上的纸'),
  });
  await after.hurry();
  expect(sent).toEqual(['penalty-receipt b 0']);
  expect(after.list().find((one) => one.id === waiting.id)?.state).toBe('done');

  const again = after.reprint('officer-1', job.id);
  expect(again.reprint).toBe(1);
  await after.work();
  expect(sent).toEqual(['penalty-receipt b 0', 'penalty-receipt a 1']);
  expect(after.list().find((one) => one.id === job.id)).toMatchObject({
    state: 'cancelled',
    sentence: '已改为补打（第1次）。',
  });
});

test('every reprint has its own number, whichever copy it is asked from', async () => {
  const queue = open();
  const first = add(queue);
  await queue.work();
  const second = queue.reprint('officer-1', first.id);
  await queue.work();
  const third = queue.reprint('officer-1', second.id);
  await queue.work();
  const fourth = queue.reprint('officer-1', first.id);
  expect([second, third, fourth].map((job) => job.reprint)).toEqual([1, 2, 3]);
  expect(sent).toEqual(['penalty-receipt a 0', 'penalty-receipt a 1', 'penalty-receipt a 2']);
});

test('the operator decides about an unclear job', async () => {
  const queue = open();
  answers = [STUCK, STUCK];
  const [one, other] = [add(queue, 'a'), add(queue, 'b')];
  await queue.work();
  expect(queue.markDone(one.id).state).toBe('done');
  expect(queue.cancel(other.id).state).toBe('cancelled');
  expect(states(queue)).toEqual(['cancelled', 'done']);
  queue.settled(other.id, DONE);
  expect(states(queue)).toEqual(['cancelled', 'done']);
});

test('what makes no sense is refused with a code', async () => {
  const queue = open();
  const job = add(queue);
  const refusedWith = (code: string) => expect.objectContaining({ name: 'Refusal', code });
  expect(() => queue.markDone(job.id)).toThrow(refusedWith('PRN-103'));
  expect(() => queue.reprint('officer-1', job.id)).toThrow(refusedWith('PRN-102'));
  expect(() => queue.cancel('none')).toThrow(refusedWith('PRN-101'));
  await queue.work();
  expect(() => queue.cancel(job.id)).toThrow(refusedWith('PRN-104'));
});

test('a cancelled job is not sent', async () => {
  const queue = open();
  const job = add(queue);
  queue.cancel(job.id);
  await queue.work();
  expect(sent).toEqual([]);
});

test('a paper that was cancelled is printed when it is asked for again, once and without a mark', async () => {
  const queue = open();
  const job = add(queue);
  queue.cancel(job.id);
  await queue.work();
  expect(sent).toEqual([]);
  expect(add(queue)).toMatchObject({ id: job.id, state: 'queued', sentence: '', finishedAt: null });
  await queue.work();
  expect(sent).toEqual(['penalty-receipt a 0']);
  expect(add(queue)).toMatchObject({ id: job.id, state: 'done' });
  await queue.work();
  expect(sent).toHaveLength(1);
});

test('what was cancelled but may be on paper comes out again as a marked copy only', async () => {
  const queue = open();
  const job = add(queue);
  answers = [STUCK];
  await queue.work();
  expect(queue.cancel(job.id)).toMatchObject({ state: 'cancelled', code: 'PRN-302' });
  const copy = add(queue);
  expect(copy).toMatchObject({ reprint: 1, state: 'queued' });
  expect(add(queue).id).toBe(copy.id);
  queue.cancel(copy.id);
  expect(add(queue)).toMatchObject({ id: copy.id, state: 'queued' });
  await queue.work();
  expect(add(queue)).toMatchObject({ id: copy.id, state: 'done' });
  expect(sent).toEqual(['penalty-receipt a 0', 'penalty-receipt a 1']);
});

test('what an earlier version cancelled after it had been sent comes out again as a marked copy only', async () => {
  const queue = open();
  const [sentOnce, triedInVain] = [add(queue, 'a'), add(queue, 'b')];
  answers = [STUCK, PAPER_OUT];
  await queue.work();
  queue.cancel(triedInVain.id);
  queue.cancel(sentOnce.id);
  // It gave no code.
  const old = { code: '', sentence: '已取消。' };
  ledger.local((tables) => tables.update(deviceJobs).set(old).where(eq(deviceJobs.id, sentOnce.id)).run());
  expect(add(queue, 'a')).toMatchObject({ reprint: 1, state: 'queued' });
  expect(add(queue, 'b')).toMatchObject({ id: triedInVain.id, reprint: 0, state: 'queued' });
  await queue.work();
  expect(sent.slice(2).toSorted()).toEqual(['penalty-receipt a 1', 'penalty-receipt b 0']);
});

test('a paper that is wanted again, or waits for long, is in the list however many were printed since', async () => {
  const queue = open();
  const [again, unclear] = [add(queue, 'again'), add(queue, 'unclear')];
  queue.cancel(again.id);
  answers = [STUCK];
  await queue.work();
  for (let n = 0; n < 101; n++) add(queue, `later ${n}`);
  await queue.work();
  expect(queue.list()).toHaveLength(101);
  today = '2026-11-21T01:00:00.000Z';
  queue.add({ kind: 'penalty-receipt', title: 'x', content: 'x', key: 'again', actor: 'officer-2' });
  expect(queue.list().slice(0, 2)).toMatchObject([
    { id: again.id, createdBy: 'officer-2', createdAt: today },
    { id: unclear.id, state: 'sent_unconfirmed' },
  ]);
  await queue.work();
  // Also when it is over.
  expect(queue.list().slice(0, 2)).toMatchObject([{ id: unclear.id }, { id: again.id, state: 'done' }]);
});

test('a printer of the other kind prints nothing, uses up no attempts, and the paper goes out when it is back', async () => {
  const queue = open();
  add(queue);
  answers = Array.from({ length: 40 }, () => ({
    state: 'held',
    code: 'DEV-231',
    sentence: '正在培训。',
    simulated: true,
  }));
  for (let round = 0; round < 40; round++) {
    now += 60_000;
    await queue.work();
  }
  expect(queue.list()[0]).toMatchObject({ state: 'queued', attempts: 0, code: 'DEV-231', sentence: '正在培训。' });
  await queue.hurry();
  expect(queue.list()[0]).toMatchObject({ state: 'done', attempts: 1, code: '', sentence: '' });
});

test('a paper for the training printer is marked and one of its own, also as a reprint of a real one', async () => {
  const sentFor: boolean[] = [];
  const queue = open(async (_, __, forTraining) => {
    sentFor.push(forTraining);
    return STUCK;
  });
  const paper = { kind: 'test-page', title: '测试页', content: { simulated: false }, key: 'p', actor: 'o' } as const;
  const real = queue.add(paper);
  await queue.work();
  training = true;
  const practised = queue.add(paper);
  expect(practised.id).not.toBe(real.id);
  expect(practised.content).toEqual({ simulated: true });
  const copies = [queue.reprint('o', real.id), queue.reprint('o', real.id)];
  expect(copies.map((job) => [job.reprint, job.content])).toEqual([
    [1, { simulated: true }],
    [2, { simulated: true }],
  ]);
  // The real one, of which nobody knows whether it is on paper, is not closed by practising.
  expect(queue.list().find((one) => one.id === real.id)?.state).toBe('sent_unconfirmed');
  training = false;
  expect(queue.reprint('o', real.id)).toMatchObject({ reprint: 1, content: { simulated: false } });
  expect(queue.list().find((one) => one.id === real.id)?.state).toBe('cancelled');
  await queue.work();
  expect(sentFor).toEqual([false, true, true, true, false]);
});
