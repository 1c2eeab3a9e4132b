import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Hello } from '../../preload/contract/carrier.ts';
import { pipe } from '../../preload/contract/pipe.ts';
import { doorContract } from '../../preload/contract/shell.ts';
import { openHouse } from './house.ts';
import { noServices } from './services-in-test.ts';
import type { Child, Program, Shell } from './shell.ts';

/** Children that live and die when the test says so; their ports are real pipes to a door that really answers. */
class StagedChild implements Child {
  end: (code: number) => void = () => {};
  readonly gone = new Promise<number>((resolve) => {
    this.end = resolve;
  });
  closes = 0;
  stuck = false;

  open(hello: Hello) {
    const [shells, own] = pipe();
    if (hello.role === 'shell')
      own.on('close', () => {
        if (!this.stuck) this.end(0);
      });
    const os = implement(doorContract);
    const router = os.router({
      ready: os.ready.handler(() => ({ ledger: 'open' })),
      fileByTicket: os.fileByTicket.handler(() => Promise.reject(new Error('no files here'))),
      close: os.close.handler(async () => {
        this.closes += 1;
        if (this.stuck) await new Promise(() => {});
        return { closed: true as const };
      }),
    });
    new RPCHandler(router).upgrade(own);
    return shells;
  }

  kill() {
    this.end(137);
  }
}

function stage() {
  const started: { program: Program; child: StagedChild }[] = [];
  const introduced: number[] = [];
  const shell: Shell<StagedChild> = {
    services: noServices,
    start: (program) => {
      const child = new StagedChild();
      started.push({ program, child });
      return child;
    },
    introduce: (_office, _devices, starts) => introduced.push(starts),
  };
  const all = (program: Program) => started.filter((one) => one.program === program).map(({ child }) => child);
  const last = (program: Program): StagedChild => all(program).at(-1) ?? new StagedChild();
  return { shell, introduced, all, last, open: () => openHouse(shell, { office: [], devices: [] }, () => {}) };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test('devices that keep dying are started again with growing waits, for ever', async () => {
  const { open, all, last, introduced } = stage();
  await open();
  for (const wait of [200, 1_000, 5_000, 15_000, 30_000, 30_000]) {
    const before = all('devices').length;
    last('devices').end(1);
    await jest.advanceTimersByTimeAsync(wait - 1);
    expect(all('devices')).toHaveLength(before);
    await jest.advanceTimersByTimeAsync(1);
    expect(all('devices')).toHaveLength(before + 1);
  }
  expect(introduced).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(all('office')).toHaveLength(1);
});

test('a process that was well for a minute starts again at the shortest wait', async () => {
  const { open, all, last } = stage();
  await open();
  last('devices').end(1);
  await jest.advanceTimersByTimeAsync(200 + 61_000);
  last('devices').end(1);
  await jest.advanceTimersByTimeAsync(200);
  expect(all('devices')).toHaveLength(3);
});

test('an office that keeps dying falls with a sentence; in between callers are told to wait', async () => {
  const { open, all, last } = stage();
  const house = await open();
  for (const wait of [200, 1_000, 5_000]) {
    last('office').end(1);
    await jest.advanceTimersByTimeAsync(0);
    expect(() => house.office()).toThrow(expect.objectContaining({ code: 'SHELL-012' }));
    await jest.advanceTimersByTimeAsync(wait);
    expect(house.office()).toBe(last('office'));
  }
  last('office').end(1);
  await expect(house.fallen).resolves.toMatchObject({ code: 'SHELL-010' });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(all('office')).toHaveLength(4);
});

test('closing asks the office once, ends both and starts nothing again', async () => {
  const { open, all, last } = stage();
  const house = await open();
  await house.close();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(last('office').closes).toBe(1);
  expect([all('office').length, all('devices').length]).toEqual([1, 1]);
  // The devices left by themselves.
  expect(await last('devices').gone).toBe(0);
});

test('devices that do not leave are ended in the end', async () => {
  const { open, last } = stage();
  const house = await open();
  last('devices').stuck = true;
  const closing = house.close();
  await jest.advanceTimersByTimeAsync(2_000);
  await closing;
  expect(await last('devices').gone).toBe(137);
});

test('an office that does not close is ended in the end', async () => {
  const { open, last } = stage();
  const house = await open();
  last('office').stuck = true;
  const closing = house.close();
  await jest.advanceTimersByTimeAsync(20_000);
  await closing;
  expect(last('office').closes).toBe(1);
});
