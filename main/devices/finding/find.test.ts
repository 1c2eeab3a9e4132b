import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { DeviceFound, DeviceHealth } from '../../../preload/contract/devices.ts';
import { LinuxVolumes } from '../bodycam/volume-system.ts';
import { CardReaderSimulator } from '../simulators/id-card.ts';
import { ptyCable } from '../simulators/pty.ts';
import { ReceiptPrinterSimulator } from '../simulators/receipt-printer.ts';
import { SerialTransport } from '../transport/serial.ts';
import type { Transport } from '../transport/transport.ts';
import { findDevices, inOrder, sharedOut } from './find.ts';
import { foundQueue, printQueues } from './queues.ts';
import { findSerial } from './serial.ts';
import { foundPad, foundPrinter } from './usb.ts';
import { foundVolume } from './volumes.ts';

const system = new LinuxVolumes();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'finding-'));
  closers.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 5: what is on a serial port (socat is missing)\n');
const onSerial = socat ? test : test.skip;
const CH340 = '1A86:7523';

/** A serial port of this PC with something at its other end. @returns its path, and what was sent to it */
async function port(attach: (transport: Transport) => void) {
  const cable = await ptyCable(join(folder(), 'port'));
  closers.push(() => cable.pull());
  const device = await SerialTransport.open(cable.device, 9600);
  closers.push(() => device.close());
  const sent: Buffer[] = [];
  device.onData((chunk) => sent.push(chunk));
  attach(device);
  return { path: cable.host, sent: () => Buffer.concat(sent) };
}

onSerial(
  'a reader is known by its own wire, with the number of its module',
  async () => {
    const simulator = new CardReaderSimulator();
    const { path } = await port((transport) => simulator.attach(transport));
    const [found] = await findSerial([{ path, vidPid: CH340, maker: null }]);
    expect(found).toMatchObject({ kinds: ['id-card'], address: path, sureness: 'sure', inUse: false });
    expect(found?.why).toMatch(/安全模块编号 \d\d\.\d\d-/);
  },
  60_000,
);

onSerial(
  'a port on which a device of ours is asking just now is not told as taken by another program, and not asked',
  async () => {
    const { path, sent } = await port(() => undefined);
    const asking = await SerialTransport.open(path, 9600);
    closers.push(() => asking.close());
    const look = async () => (await findSerial([{ path, vidPid: CH340, maker: null }]))[0]?.why;
    expect(await look()).toMatch(/设置里自动寻找的设备正在问这个串口/);
    expect(sent()).toHaveLength(0);
    await asking.close();
    expect(await look()).toMatch(/都没有回答/);
  },
  60_000,
);

onSerial(
  'a receipt printer is known by its own wire, and nothing is printed',
  async () => {
    const simulator = new ReceiptPrinterSimulator(58);
    const { path, sent } = await port((transport) => simulator.attach(transport));
    const [found] = await findSerial([{ path, vidPid: CH340, maker: null }]);
    expect(found).toMatchObject({ kinds: ['receipt-printer'], address: path, sureness: 'sure' });
    // Nothing but status questions: DLE EOT 1 … 4.
    expect(sent().toString('hex')).toMatch(/^(1004(01|02|03|04))+$/);
    expect(simulator.papers()).toEqual([]);
  },
  60_000,
);

onSerial(
  'silence is silence, and a person may say what it is',
  async () => {
    const { path } = await port(() => undefined);
    const [found] = await findSerial([{ path, vidPid: CH340, maker: 'QinHeng' }]);
    expect(found).toMatchObject({ sureness: 'unsure', title: `串口 ${path}（QinHeng）` });
    expect(found?.kinds).toEqual(['id-card', 'receipt-printer']);
    expect(found?.why).toContain('没有回答');
  },
  60_000,
);

onSerial(
  'a port of an unknown make is named and never written to',
  async () => {
    const { path, sent } = await port(() => undefined);
    const found = await findSerial([
      { path, vidPid: null, maker: null },
      { path: '/dev/rfcomm0', vidPid: null, maker: 'Bluetooth' },
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ address: path, sureness: 'unsure' });
    expect(found[0]?.why).toContain('没有向它发送任何内容');
    expect(sent()).toHaveLength(0);
  },
  60_000,
);

test('a volume with the name of a camera is one; another is what it is; nothing is written', async () => {
  const dir = folder();
  for (const name of ['BWC1234567', 'HOLIDAY', 'KEYS']) mkdirSync(join(dir, name));
  for (const name of ['BWC1234567', 'HOLIDAY']) writeFileSync(join(dir, name, 'a.mp4'), 'x');
  const found = await Promise.all(
    ['BWC1234567', 'HOLIDAY', 'KEYS'].map((name) => foundVolume(system, join(dir, name))),
  );
  expect(found.map(({ sureness }) => sureness)).toEqual(['sure', 'likely', 'unsure']);
  expect(found[0]).toMatchObject({ title: '执法记录仪 1234567', address: join(dir, 'BWC1234567') });
  expect(readdirSync(join(dir, 'KEYS'))).toEqual([]);
});

test('the folder of a person’s volumes is taken over, so that the next camera is found too', async () => {
  expect((await foundVolume(system, '/media/police/BWC1234567')).address).toBe('/media/police/*');
});

test('the print service is asked for its queues; without one there are none', async () => {
  expect(await printQueues(['printf', 'POS-80\\nHP_LaserJet\\n'])).toEqual(['POS-80', 'HP_LaserJet']);
  expect(await printQueues(['no-such-program-here'])).toEqual([]);
  expect(foundQueue('POS-80')).toMatchObject({ address: 'spool:POS-80', sureness: 'likely' });
  expect(foundQueue('HP_LaserJet').sureness).toBe('unsure');
});

const PRINTER = {
  path: '/dev/usb/lp0',
  vidPid: '0483:5743',
  serialNo: 'A1',
  maker: 'X',
  model: 'XP-58',
  commands: 'ESC/POS',
};
const PAD = { path: '/dev/hidraw0', vendorId: 0x056a, productId: 0xa4, serialNumber: '' };

test('each thing once, the surest first, and what is in the settings already is marked', () => {
  const unsure = foundQueue('HP');
  const pad = foundPad(PAD);
  const found = inOrder(
    [unsure, pad, foundPrinter(PRINTER), { ...pad, sureness: 'unsure' } satisfies DeviceFound],
    [{ kind: 'signature-pad', path: '/dev/hidraw0', vidPid: '056A:00A4' } as never],
  );
  expect(found.map(({ title, inUse }) => [title, inUse])).toEqual([
    ['签字板 Wacom STU-430', true],
    ['USB 打印机 X XP-58', false],
    ['系统打印队列 HP', false],
  ]);
  expect(found[1]?.address).toBe('usb:0483:5743:A1');
});

test('no port that the settings name is asked, whatever state its device is in and however its name is written', async () => {
  const ports = ['COM1', 'COM3', 'COM4', 'COM5', 'COM6', 'COM7', 'COM8'].map((path) => ({
    path,
    vidPid: CH340,
    maker: null,
  }));
  const health = (path: string, kind: DeviceHealth['kind'], state: DeviceHealth['state'], simulated = false) =>
    ({ path, kind, state, simulated }) as DeviceHealth;
  const { ours, free } = await sharedOut(ports, [
    health('com3', 'queue-display', 'error'),
    health('\\\\.\\COM4', 'scanner', 'opening'),
    health('COM5', 'id-card', 'disabled'),
    health('COM6', 'receipt-printer', 'absent', true),
    health('COM7', 'id-card', 'ready'),
    health('helper:///C:/vendor/cam.exe?arg=--port%3DCOM8', 'camera-control', 'ready'),
    health('auto', 'scanner', 'absent'),
  ]);
  expect(free.map(({ path }) => path)).toEqual(['COM1']);
  expect(ours.map(({ kinds, inUse, why }) => [kinds[0], inUse, why.slice(0, 4)])).toEqual([
    ['queue-display', true, '设置里已'],
    ['scanner', true, '设置里已'],
    ['id-card', true, '设置里已'],
    ['receipt-printer', true, '设置里已'],
    ['id-card', true, '正在使用'],
    ['camera-control', true, '正在使用'],
  ]);
  // One that is set and not open yet is not asked either.
  expect((await sharedOut(ports, [], ['com3', 'serial://COM7'])).free.map(({ path }) => path)).not.toContain('COM7');
});

test('who searches while a search is under way gets its answer; the next search is a new one', async () => {
  const first = findDevices([]);
  const second = findDevices([]);
  expect(second).toBe(first);
  await first;
  const third = findDevices([]);
  expect(third).not.toBe(first);
  await third;
}, 60_000);
