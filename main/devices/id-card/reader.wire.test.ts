import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { systemClock } from '../clock.ts';
import { CardReaderSimulator } from '../simulators/id-card.ts';
import { eventually } from '../testing/eventually.ts';
import { parseAddress } from '../transport/address.ts';
import { SerialTransport } from '../transport/serial.ts';
import { candidatesAt } from './candidates.ts';
import { IdCardReader } from './reader.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function openReader(path: string) {
  const events: DeviceEvent[] = [];
  const address = parseAddress(path, 10_000);
  const reader = new IdCardReader({
    deviceId: 'id-card',
    path: address.text,
    transport: address.kind,
    simulated: address.simulated,
    clock: systemClock,
    candidates: async () => candidatesAt(address),
    emit: (event) => events.push(event),
  });
  reader.start();
  closers.push(() => reader.stop());
  return { reader, reads: () => events.filter((event) => event.type === 'card-read') };
}

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 1: ID-card reader over a pty (socat is missing)\n');

/** Two real pseudo terminals joined; killing the helper is pulling the plug. */
async function joinedPtys(dir: string) {
  const pty = (name: string) => `pty,raw,echo=0,link=${join(dir, name)}`;
  const child = spawn('socat', ['-d', '-d', pty('host'), pty('device')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const pull = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  closers.push(pull);
  await eventually(() => said.includes('starting data transfer loop'));
  return pull;
}

(socat ? test : test.skip)(
  'over a real pty: read, pulled in the middle of the photo, plugged again, read',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'reader-'));
    closers.push(() => rmSync(dir, { recursive: true, force: true }));
    let pull = await joinedPtys(dir);
    const simulator = new CardReaderSimulator();
    let device = await SerialTransport.open(join(dir, 'device'), 115_200);
    simulator.attach(device);
    const { reader, reads } = openReader(join(dir, 'host'));

    await eventually(() => reader.health.state === 'ready');
    expect(reader.health).toMatchObject({ transport: 'serial', simulated: false });
    simulator.lay('resident');
    await eventually(() => reads().length === 1);
    simulator.lift();

    simulator.fault('vanish-once');
    simulator.lay('trader');
    device.onClose(() => void pull());
    await eventually(() => reader.health.state === 'absent');
    expect(reads()).toHaveLength(1);

    await pull();
    pull = await joinedPtys(dir);
    device = await SerialTransport.open(join(dir, 'device'), 115_200);
    simulator.attach(device);
    closers.push(() => device.close());
    await eventually(() => reads().length === 2);
    expect(reads().map((event) => event.card.name)).toEqual(['陈小满', '周立冬']);
    expect(reader.health.counters.reconnect).toBeGreaterThan(0);
  },
);

test('over TCP: read, connection lost in the middle of the photo, read again; marked as simulated', async () => {
  const simulator = new CardReaderSimulator();
  closers.push(() => simulator.close());
  const port = await simulator.listen(0);
  const { reader, reads } = openReader(`tcp://127.0.0.1:${port}?simulated`);
  simulator.lay('foreigner-2023');
  await eventually(() => reads().length === 1);
  expect(reads()[0]).toMatchObject({
    simulated: true,
    card: { type: 'Y', name: '马可', latinName: 'ROSSI, MARCO ALESSANDRO GIOVANNI BATTISTA' },
  });
  simulator.fault('vanish-once');
  simulator.lay('hongkong');
  await eventually(() => reads().length === 2);
  expect(reader.health.counters.reconnect).toBe(1);
  expect(reads()[1]?.card).toMatchObject({ type: 'J', ethnic: '', passNo: 'H12345678' });
});

test('a port that does not exist, then comes: absent with a sentence, then ready', async () => {
  const simulator = new CardReaderSimulator();
  const port = await simulator.listen(0);
  await simulator.close();
  const { reader } = openReader(`tcp://127.0.0.1:${port}`);
  await eventually(() => reader.health.state === 'absent');
  expect(reader.health.lastError).toMatchObject({ code: 'DEV-101', sentence: expect.stringContaining('手工录入') });
  closers.push(() => simulator.close());
  await simulator.listen(port);
  await eventually(() => reader.health.state === 'ready');
});
