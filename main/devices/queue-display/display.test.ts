import { afterEach, expect, test } from '@jest/globals';
import { type DisplayTemplate, PLAIN_TEMPLATE } from '../../../preload/contract/queue-display.ts';
import { Devices } from '../devices.ts';
import { QueueDisplaySimulator } from '../simulators/queue-display.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { startSimulator } from '../testing/simulator-process.ts';
import { MemoryTransport } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { QueueDisplay } from './display.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const CALL = { number: 'A012', window: '1号窗口', text: '请办理' };
const OTHER = { number: 'A013', window: '2号窗口', text: '' };

/** The driver on a pipe; every dial takes the next transport, none when there are no more. */
function onPipe(
  clock: FakeClock,
  dials: { shift(): Transport | undefined },
  template: DisplayTemplate = PLAIN_TEMPLATE,
) {
  const display = new QueueDisplay({
    ...{ deviceId: 'queue-display', path: 'COM9', transport: 'serial', simulated: false, template, clock },
    candidates: async () => [
      {
        path: 'COM9',
        vidPid: null,
        dial: async () => dials.shift() ?? Promise.reject(Object.assign(new Error('no such port'), { code: 'ENOENT' })),
      },
    ],
    emit: () => undefined,
  });
  closers.push(async () => {
    const stopped = display.stop();
    await clock.pass(0);
    await stopped;
  });
  display.start();
  return display;
}

test('calls are shown in their order', async () => {
  const clock = new FakeClock();
  const [host, device] = MemoryTransport.pair();
  const board = new QueueDisplaySimulator();
  board.attach(device);
  const display = onPipe(clock, [host]);
  await clock.pass(0);
  await Promise.all([display.show(CALL), display.show(OTHER)]);
  await clock.pass(0);
  // This template has no place for the text.
  expect(board.shown).toEqual([{ ...CALL, text: '' }, OTHER]);
  expect(display.health).toMatchObject({ state: 'ready', counters: { ok: 2, fail: 0 } });
});

test('a board that is away is said so; it shows the last call as soon as it is back', async () => {
  const clock = new FakeClock();
  const [host, device] = MemoryTransport.pair();
  const board = new QueueDisplaySimulator();
  board.attach(device);
  const dials: Transport[] = [];
  const display = onPipe(clock, dials);
  await clock.pass(0);
  expect(display.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-601' } });
  await expect(display.show(CALL)).rejects.toMatchObject({ code: 'DEV-604' });
  await expect(display.show(OTHER)).rejects.toMatchObject({ code: 'DEV-604' });
  dials.push(host);
  await clock.pass(500);
  expect(board.shown).toEqual([OTHER]);
});

test('a line that takes no bytes is given up after a while and opened again after a wait', async () => {
  const clock = new FakeClock();
  const [stuck] = MemoryTransport.pair();
  stuck.write = () => new Promise(() => undefined);
  const display = onPipe(clock, [stuck]);
  await clock.pass(0);
  const shown = expect(display.show(CALL)).rejects.toMatchObject({ code: 'DEV-605' });
  await clock.pass(4001);
  await shown;
  expect(display.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-605' } });
  await clock.pass(500);
  expect(display.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-601' } });
});

test('a board that opens and refuses every byte is dialled after 0.5, 1, 2, 5 and then every 10 s', async () => {
  const clock = new FakeClock();
  const dialled: number[] = [];
  const refusing = () => {
    const [host] = MemoryTransport.pair();
    host.write = () => Promise.reject(Object.assign(new Error('write EIO'), { code: 'EIO' }));
    dialled.push(clock.now());
    return host;
  };
  const display = onPipe(clock, { shift: refusing });
  await clock.pass(0);
  await expect(display.show(CALL)).rejects.toMatchObject({ code: 'DEV-605' });
  await clock.pass(28_499);
  expect(dialled.map((at, n) => at - (dialled[n - 1] ?? at))).toEqual([0, 500, 1000, 2000, 5000, 10_000]);
  expect(display.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-605', raw: 'write EIO' } });
});

test('a board that comes back on the next day does not show the number of yesterday', async () => {
  // 23:50 in Asia/Shanghai.
  const clock = new FakeClock('2026-11-20T15:50:00.000Z');
  const [evening, eveningDevice] = MemoryTransport.pair();
  const [night, nightDevice] = MemoryTransport.pair();
  const [morning, morningDevice] = MemoryTransport.pair();
  const board = new QueueDisplaySimulator();
  for (const device of [eveningDevice, nightDevice, morningDevice]) board.attach(device);
  const display = onPipe(clock, [evening, night, morning]);
  await clock.pass(0);
  await display.show(OTHER);
  await eveningDevice.close();
  await clock.pass(500);
  expect(board.shown).toEqual([OTHER, OTHER]);
  await clock.pass(10 * 60_000);
  await nightDevice.close();
  await clock.pass(500);
  expect(display.health.state).toBe('ready');
  expect(board.shown).toEqual([OTHER, OTHER]);
});

test('a board that is disconnected in mid line stays disconnected, and nothing waits for it', async () => {
  const clock = new FakeClock();
  const [stuck] = MemoryTransport.pair();
  stuck.write = () => new Promise(() => undefined);
  const display = onPipe(clock, [stuck]);
  await clock.pass(0);
  const shown = expect(display.show(CALL)).rejects.toMatchObject({ code: 'DEV-605' });
  await display.disconnect();
  await shown;
  expect(display.health.state).toBe('disabled');
});

test('a template that no board could follow is refused before anything is opened', () => {
  const devices = new Devices(() => undefined);
  const wrong = { path: 'COM9', baudRate: 9600, template: '{window}', checksum: 'none', encoding: 'ascii' } as const;
  expect(() => devices.configure({ queueDisplay: wrong })).toThrow(expect.objectContaining({ code: 'DEV-606' }));
  expect(devices.health()).toEqual([]);
});

test('over TCP: the board in its own process with a checksum, pulled in mid line, shows the call when it is back', async () => {
  const template = { template: '<{num}|{window}|{text}>{cs}\\r\\n', checksum: 'xor', encoding: 'gb18030' } as const;
  const own = ['--template', template.template, '--checksum', 'xor'];
  const { address, ask, stop } = await startSimulator('queue-display', '--tcp', '0', ...own);
  closers.push(stop);
  const devices = new Devices(() => undefined);
  closers.push(() => devices.stop());
  await devices.configure({ queueDisplay: { path: address, baudRate: 9600, ...template } });
  const health = () => devices.health()[0];
  const ready = () => eventually(() => health()?.state === 'ready');
  await ready();
  expect(health()).toMatchObject({ kind: 'queue-display', transport: 'tcp', simulated: true });
  const shown = async () => JSON.parse(await ask('shown')) as { shown: unknown[]; broken: number };
  await devices.show(CALL);
  await eventually(async () => (await shown()).shown.length === 1);
  expect(await shown()).toEqual({ shown: [CALL], broken: 0 });

  await ask('fault noisy');
  await devices.show(OTHER);
  await eventually(async () => (await shown()).shown.length === 2);

  await ask('fault unplug-mid-line-once');
  await devices.show(CALL);
  await eventually(async () => (await shown()).shown.length === 3);
  expect(await shown()).toEqual({ shown: [CALL, OTHER, CALL], broken: 0 });
  await ready();

  // Another template: the board understands nothing, and nobody can know.
  await devices.configure({ queueDisplay: { path: address, baudRate: 9600, ...PLAIN_TEMPLATE } });
  await ready();
  await devices.show(OTHER);
  await eventually(async () => (await shown()).broken === 1);

  await ask('fault hangs-up');
  devices.retry('queue-display');
  await eventually(() => health()?.lastError?.code === 'DEV-607');
});

test('where no board is configured, showing does nothing', async () => {
  const devices = new Devices(() => undefined);
  await devices.show(CALL);
  await devices.stop();
});
