import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { DeviceConfig, DeviceEvent } from '../../preload/contract/devices.ts';
import { systemClock } from './clock.ts';
import { Devices } from './devices.ts';
import { CardReaderSimulator } from './simulators/id-card.ts';
import { ptyCable } from './simulators/pty.ts';
import { ReceiptPrinterSimulator } from './simulators/receipt-printer.ts';
import { DemoTray } from './simulators/tray.ts';
import { eventually } from './testing/eventually.ts';
import { runs } from './testing/runs.ts';
import { SerialTransport } from './transport/serial.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Time that never goes on: whatever waits for a timer waits for ever. */
const STILL = { now: () => 0, after: () => () => undefined };

function devices(clock = systemClock, tray = new DemoTray()) {
  const events: DeviceEvent[] = [];
  const all = new Devices(
    (event) => events.push(event),
    clock,
    (kind) => tray.address(kind),
  );
  closers.push(() => tray.stop());
  closers.push(() => all.stop());
  const stateOf = (deviceId: string) => all.health().find((one) => one.deviceId === deviceId)?.state;
  return { all, events, stateOf, tray };
}

const printer = (port: number, profile: 'standard' | 'no-status'): DeviceConfig => ({
  receiptPrinter: { address: `tcp://127.0.0.1:${port}`, width: 58, profile },
});

test('settings saved twice and three times in a row do not wait for any timer of the device that goes', async () => {
  const simulator = new ReceiptPrinterSimulator(58);
  const port = await simulator.listen(0);
  closers.push(() => simulator.close());
  const { all, stateOf } = devices(STILL);
  // Each save finds the printer of the one before in the middle of its first look.
  await all.configure(printer(port, 'standard'));
  await all.configure(printer(port, 'no-status'));
  await all.configure(printer(port, 'standard'));
  await eventually(() => stateOf('receipt-printer') === 'ready');
});

test('what a hand does to a training device is seen at its next look, and that is now', async () => {
  const { all, stateOf, tray } = devices(STILL);
  await all.configure({ receiptPrinter: { address: 'simulator', width: 58, profile: 'standard' } });
  await eventually(() => stateOf('receipt-printer') === 'ready');
  await (await tray.printer).fault('paper-out');
  all.relook('receipt-printer');
  await eventually(() => stateOf('receipt-printer') === 'attention');
  await (await tray.printer).paper(true);
  all.relook('receipt-printer');
  await eventually(() => stateOf('receipt-printer') === 'ready');
  // One that is not there is nobody's fault.
  all.relook('scanner');
});

test('a hand at the training camera does not cut an order that is at work', async () => {
  const { all, stateOf, tray } = devices();
  await all.configure({ cameraControl: { path: 'simulator' } });
  (await tray.camera).put();
  await eventually(() => stateOf('camera-control') === 'ready');
  const order = all.camera.syncClock('000000');
  await tray.fault('camera-control', 'low-battery');
  all.relook('camera-control');
  expect(await order).toMatchObject({ deviceNo: '1234567', simulated: true });
});

test('断开 keeps a device closed until 连接, also when the program starts anew', async () => {
  const simulator = new CardReaderSimulator();
  const port = await simulator.listen(0);
  closers.push(() => simulator.close());
  const { all, stateOf, events } = devices();
  const idCard = { path: `tcp://127.0.0.1:${port}?simulated` };
  await all.configure({ idCard });
  await eventually(() => stateOf('id-card') === 'ready');

  await all.configure({ idCard, disconnected: ['id-card'] });
  expect(stateOf('id-card')).toBe('disabled');
  simulator.lay('resident');
  expect(() => all.retry('id-card')).toThrow(expect.objectContaining({ code: 'DEV-003' }));
  const again = devices();
  await again.all.configure({ idCard, disconnected: ['id-card'] });
  expect(again.stateOf('id-card')).toBe('disabled');
  expect(again.events.some((event) => event.type === 'health' && event.health.state === 'ready')).toBe(false);
  expect(events.some((event) => event.type === 'card-read')).toBe(false);

  await all.configure({ idCard, disconnected: [] });
  await eventually(() => events.some((event) => event.type === 'card-read'));
});

test('nothing goes to a printer that is disconnected, and it says so', async () => {
  const simulator = new ReceiptPrinterSimulator(58);
  const port = await simulator.listen(0);
  closers.push(() => simulator.close());
  const { all, stateOf } = devices();
  await all.configure(printer(port, 'standard'));
  await all.configure({ disconnected: ['receipt-printer'] });
  const job = Buffer.from('1b401c26b2e2cad40a1d564200', 'hex');
  expect(await all.print('one', job)).toMatchObject({ state: 'failed', code: 'DEV-218' });
  expect(stateOf('receipt-printer')).toBe('disabled');
  expect(simulator.papers()).toEqual([]);
  await all.configure({ disconnected: [] });
  expect(await all.print('one', job)).toMatchObject({ state: 'done' });
  expect(simulator.papers()).toHaveLength(1);
});

test('with nothing plugged in the training devices work, and what comes from them is marked', async () => {
  const { all, events, stateOf, tray } = devices();
  await all.configure({
    idCard: { path: 'simulator' },
    signaturePad: { path: 'simulator' },
    receiptPrinter: { address: 'simulator', width: 58, profile: 'standard' },
  });
  for (const id of ['id-card', 'signature-pad', 'receipt-printer']) await eventually(() => stateOf(id) === 'ready');
  expect(all.health().map((one) => one.simulated)).toEqual([true, true, true]);
  (await tray.reader).lay('resident');
  expect(await eventually(() => events.find((event) => event.type === 'card-read'))).toMatchObject({ simulated: true });
  const job = Buffer.from('1b401c26b2e2cad40a1d564200', 'hex');
  expect(await all.print('one', job)).toMatchObject({ state: 'done', simulated: true });
});

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 1: the ports of other devices (socat is missing)\n');

(socat ? test : test.skip)(
  'a reader that searches writes nothing into the port of a camera that a helper speaks to, nor of a device that opens later',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ports-'));
    const cables = await Promise.all(['camera', 'board'].map((name) => ptyCable(join(dir, name))));
    const [camera = '', board = ''] = cables.map(({ host }) => host);
    const listed = [camera, board].map((path) => ({ path: realpathSync(path), vidPid: '1A86:7523', maker: null }));
    let came = '';
    for (const { device } of cables) {
      const far = await SerialTransport.open(device, 115_200);
      far.onData((bytes) => {
        came += bytes.toString('hex');
      });
      closers.push(() => far.close());
    }
    const events: DeviceEvent[] = [];
    const ports = () => Promise.resolve(listed);
    const all = new Devices((event) => events.push(event), systemClock, undefined, ports);
    closers.push(async () => {
      await all.stop();
      for (const cable of cables) await cable.pull();
      rmSync(dir, { recursive: true });
    });
    const template = { template: '{num}\\r', checksum: 'none', encoding: 'ascii' } as const;
    await all.configure({
      idCard: { path: 'auto' },
      // By a name that is a link, as /dev/serial/by-id has them; the program itself is of no matter.
      cameraControl: { path: `helper:///bin/true?arg=${encodeURIComponent(`serial://${camera}`)}` },
      queueDisplay: { path: board, baudRate: 9600, ...template },
    });
    const reader = () => all.health().find((one) => one.deviceId === 'id-card');
    await eventually(() => reader()?.lastError?.code === 'DEV-101', 60_000);
    expect(came).toBe('');

    // Free again, they are asked.
    await all.configure({ cameraControl: null, queueDisplay: null });
    await eventually(() => came !== '', 60_000);
  },
);

/** The address of a program of these lines that writes its number into `pid` before it begins. */
function photoDecoder(dir: string, name: string, source: string): DeviceConfig {
  const [file, pid] = [join(dir, `${name}.cjs`), JSON.stringify(join(dir, name))];
  writeFileSync(file, `require('node:fs').writeFileSync(${pid}, String(process.pid)); ${source}`);
  return { photoDecoder: { path: `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(file)}` } };
}
const pidIn = (file: string) => eventually(() => (existsSync(file) ? Number(readFileSync(file)) : null));
const HANG = 'setInterval(() => {}, 1000);';

test('settings that leave the photo decoder as it is leave it at work; stopping reaches it still', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'decoder-'));
  closers.push(() => rmSync(dir, { recursive: true, force: true }));
  const { all } = devices(STILL);
  const hanging = photoDecoder(dir, 'hanging', HANG);
  await all.configure(hanging);
  const first = all.cardPicture(Buffer.alloc(1024));
  const pid = await pidIn(join(dir, 'hanging'));
  closers.push(() => runs(pid) && process.kill(pid, 'SIGKILL'));
  await all.configure(structuredClone(hanging));
  await all.configure({ idCard: null });
  const second = all.cardPicture(Buffer.alloc(1024));
  expect(runs(pid)).toBe(true);
  await all.stop();
  await eventually(() => !runs(pid));
  expect(await Promise.all([first, second])).toEqual([null, null]);
  // The second one waited for its turn, and then nothing was started for it.
  expect(Number(readFileSync(join(dir, 'hanging')))).toBe(pid);
});

test('a photo decoder that is replaced is stopped; who waits gets the picture from the next one', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'decoder-'));
  closers.push(() => rmSync(dir, { recursive: true, force: true }));
  const { all } = devices(STILL);
  await all.configure(photoDecoder(dir, 'hanging', HANG));
  const asked = [all.cardPicture(Buffer.alloc(1024)), all.cardPicture(Buffer.alloc(1024))];
  const answers = Promise.allSettled(asked);
  const pid = await pidIn(join(dir, 'hanging'));
  closers.push(() => runs(pid) && process.kill(pid, 'SIGKILL'));
  await all.configure(photoDecoder(dir, 'next', 'process.exitCode = 15;'));
  await eventually(() => !runs(pid));
  const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'DEV-353' }) };
  expect(await answers).toEqual([refused, refused]);
  await all.configure({ photoDecoder: null });
  expect(await all.cardPicture(Buffer.alloc(1024))).toBeNull();
});
