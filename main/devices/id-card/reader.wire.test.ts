import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { CardReaderSimulator } from '../simulators/id-card.ts';
import { ptyCable } from '../simulators/pty.ts';
import { eventually } from '../testing/eventually.ts';
import { onCable, openReader, PTY_WIRES, ptyFolder, WIRES, type WiredReader } from '../testing/reader-wires.ts';
import { SerialTransport } from '../transport/serial.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 5: ID-card reader over a pty (socat is missing)\n');
const onPty = socat ? test : test.skip;

/** The same on every wire of this machine at once; most of the time is waiting. */
async function onEveryWire(run: (wired: WiredReader, wire: string) => Promise<void>) {
  const wires = Object.entries(WIRES).filter(([wire]) => socat || !PTY_WIRES.includes(wire));
  await Promise.all(
    wires.map(async ([wire, open]) => {
      const wired = await open();
      closers.push(wired.close);
      await run(wired, wire).catch((error) => {
        throw new Error(`over ${wire}: ${error.message}\n${wired.reader.diagnostics}`, { cause: error });
      });
    }),
  );
}

test('matrix row 3: over pty, TCP, helper and HID a card is read once while it lies there', async () => {
  await onEveryWire(async ({ simulator, reader, reads }, wire) => {
    await eventually(() => reader.health.state === 'ready');
    expect(reader.health.serialNo).toBe('05.03-20199401-0000012345-1234567890');
    simulator.lay('foreigner-2023');
    await eventually(() => reads().length === 1);
    expect(reads()[0]).toMatchObject({
      simulated: wire !== 'pty',
      card: { type: 'Y', name: '马可', latinName: 'ROSSI, MARCO ALESSANDRO GIOVANNI BATTISTA' },
    });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(reads()).toHaveLength(1);
    // The newest address was asked for, the fingerprint (30 10) never.
    expect([...simulator.asked].map((one) => one.toString(16)).sort()).toEqual(
      '11ff 12ff 2001 2002 3001 3003'.split(' '),
    );
  });
});

test.each([
  ['read-failed-once', 'DEV-141'],
  ['not-verified', 'DEV-133'],
  ['wrong-checksum', 'DEV-106'],
  ['wrong-size', 'DEV-106'],
  ['length-ffff', 'DEV-106'],
  ['half-answer', 'DEV-106'],
])('matrix row 3: fault %s on every wire: lift prompt %s, then the next laying is good', async (fault, code) => {
  await onEveryWire(async ({ simulator, reader, reads, prompts }) => {
    await eventually(() => reader.health.state === 'ready');
    simulator.fault(fault);
    simulator.lay('trader');
    await eventually(() => prompts().length > 0, 60_000);
    expect(prompts()).toEqual([code]);
    expect(reads()).toEqual([]);
    simulator.fault('none');
    simulator.lift();
    await eventually(() => reader.health.state === 'ready');
    simulator.lay('trader');
    await eventually(() => reads().length === 1);
  });
});

test('matrix row 3: garbage and glued answers do no harm on any wire', async () => {
  await onEveryWire(async ({ simulator, reads, prompts }) => {
    simulator.fault('garbage');
    simulator.lay('trader');
    await eventually(() => reads().length === 1);
    simulator.lift();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    simulator.fault('glued');
    simulator.lay('resident');
    await eventually(() => reads().length === 2);
    expect(prompts()).toEqual([]);
  });
});

test('matrix row 3: the link dies in mid photo (TCP closed, helper ended, HID pulled): opened anew by itself, read', async () => {
  await onEveryWire(async ({ simulator, reader, reads }, wire) => {
    if (PTY_WIRES.includes(wire)) return;
    await eventually(() => reader.health.state === 'ready');
    simulator.fault('vanish-once');
    simulator.lay('hongkong');
    await eventually(() => reads().length === 1);
    expect(reader.health.counters.reconnect).toBe(1);
    expect(reader.health.lastError?.code).toBe(wire === 'helper' ? 'DEV-184' : 'DEV-107');
    expect(reads()[0]?.card).toMatchObject({ type: 'J', ethnic: '', passNo: 'H12345678' });
  });
});

onPty('matrix row 3: over a real pty pulled in mid photo, plugged again: the next read is good', async () => {
  const { dir, remove } = ptyFolder();
  closers.push(remove);
  const simulator = new CardReaderSimulator();
  const cable = await ptyCable(join(dir, 'host'));
  closers.push(cable.pull);
  const device = await onCable(cable, simulator);
  const { reader, reads } = openReader(cable.host);
  closers.push(() => reader.stop());

  await eventually(() => reader.health.state === 'ready');
  expect(reader.health).toMatchObject({ transport: 'serial', simulated: false });
  simulator.lay('resident');
  await eventually(() => reads().length === 1);
  simulator.lift();

  simulator.fault('vanish-once');
  simulator.lay('trader');
  device.onClose(() => void cable.pull());
  await eventually(() => reader.health.state === 'absent');
  expect(reads()).toHaveLength(1);

  await cable.pull();
  const again = await ptyCable(join(dir, 'host'));
  closers.push(again.pull);
  await onCable(again, simulator);
  await eventually(() => reads().length === 2);
  expect(reads().map((event) => event.card.name)).toEqual(['陈小满', '周立冬']);
  expect(reader.health.counters.reconnect).toBeGreaterThan(0);
});

onPty('a module set to another speed is found, and found at once after an unplugging', async () => {
  const { dir, remove } = ptyFolder();
  closers.push(remove);
  const simulator = new CardReaderSimulator();
  const cable = await ptyCable(join(dir, 'host'));
  closers.push(cable.pull);
  await onCable(cable, simulator, 19_200);
  const { reader, reads } = openReader(cable.host);
  closers.push(() => reader.stop());
  await eventually(() => reader.health.state === 'ready');
  expect(await cable.hostSpeed()).toBe(19_200);
  const silent = (speed: number) => reader.diagnostics.split(`at ${speed}: DEV-104`).length - 1;
  expect([115_200, 57_600, 38_400, 19_200, 9600].map(silent)).toEqual([1, 1, 1, 0, 0]);
  simulator.lay('resident');
  await eventually(() => reads().length === 1);

  await cable.pull();
  await eventually(() => reader.health.state === 'absent');
  const again = await ptyCable(join(dir, 'host'));
  closers.push(again.pull);
  await onCable(again, simulator, 19_200);
  await eventually(() => reader.health.state === 'ready');
  expect([115_200, 57_600, 38_400, 19_200, 9600].map(silent)).toEqual([1, 1, 1, 0, 0]);
});

onPty('matrix row 4: over a real pty a module that falls silent is opened anew after three misses', async () => {
  const { dir, remove } = ptyFolder();
  closers.push(remove);
  const simulator = new CardReaderSimulator();
  const cable = await ptyCable(join(dir, 'host'));
  closers.push(cable.pull);
  await onCable(cable, simulator);
  const { reader, reads } = openReader(cable.host);
  closers.push(() => reader.stop());
  await eventually(() => reader.health.state === 'ready');
  simulator.fault('no-answer');
  await eventually(() => reader.health.lastError?.code === 'DEV-104', 60_000);
  simulator.fault('none');
  simulator.lay('resident');
  await eventually(() => reads().length === 1, 60_000);
});

onPty('matrix row 4: a scanner on the port is rejected by the probe', async () => {
  const { dir, remove } = ptyFolder();
  closers.push(remove);
  const cable = await ptyCable(join(dir, 'host'));
  closers.push(cable.pull);
  const scanner = await SerialTransport.open(cable.device, 9600);
  scanner.onData(() => void scanner.write(Buffer.from('6901234567892\r\n')).catch(() => undefined));
  const { reader } = openReader(cable.host);
  closers.push(() => reader.stop());
  await eventually(() => reader.health.state === 'error', 60_000);
  expect(reader.health.lastError?.code).toBe('DEV-105');
});

test('a port that does not exist, then comes: absent with a sentence, then ready', async () => {
  const simulator = new CardReaderSimulator();
  const port = await simulator.listen(0);
  await simulator.close();
  const { reader } = openReader(`tcp://127.0.0.1:${port}`);
  closers.push(() => reader.stop());
  await eventually(() => reader.health.state === 'absent');
  expect(reader.health.lastError).toMatchObject({ code: 'DEV-101', sentence: expect.stringContaining('手工录入') });
  closers.push(() => simulator.close());
  await simulator.listen(port);
  await eventually(() => reader.health.state === 'ready');
});

test('a helper that cannot be started is named with its own sentence', async () => {
  const { reader } = openReader('helper:///nowhere/reader');
  closers.push(() => reader.stop());
  await eventually(() => reader.health.state === 'error');
  expect(reader.health.lastError).toMatchObject({ code: 'DEV-183', raw: expect.stringContaining('ENOENT') });
});
