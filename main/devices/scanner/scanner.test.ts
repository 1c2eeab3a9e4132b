import { afterEach, expect, test } from '@jest/globals';
import type { DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import { Devices } from '../devices.ts';
import type { LineCandidate } from '../line-driver.ts';
import { ScannerSimulator } from '../simulators/scanner.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryTransport } from '../transport/memory.ts';
import { isScannerPort } from './ports.ts';
import { Scanner } from './scanner.ts';

const opened: Scanner[] = [];
const clock = new FakeClock();
afterEach(async () => {
  const stops = opened.splice(0).map((one) => one.stop());
  await clock.pass(0);
  await Promise.all(stops);
});

/** The driver on a pipe; every dial takes the next answer: an end for the scanner, or why it did not open. */
function onPipe(dials: (() => MemoryTransport)[]) {
  const events: DeviceEvent[] = [];
  const candidate: LineCandidate = {
    path: 'COM7',
    vidPid: '1EAB:0C06',
    dial: async () => dials.shift()?.() ?? Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' })),
  };
  const scanner = new Scanner({
    ...{ deviceId: 'scanner', path: 'auto', transport: 'serial', simulated: false, clock },
    candidates: async () => [candidate],
    emit: (event) => events.push(event),
  });
  opened.push(scanner);
  scanner.start();
  return {
    scanner,
    scans: () => events.flatMap((event) => (event.type === 'scan' ? [event] : [])),
    states: (): DeviceHealth['state'][] =>
      events.flatMap((event) => (event.type === 'health' ? [event.health.state] : [])),
  };
}

function pipe(): [dial: () => MemoryTransport, device: MemoryTransport] {
  const [host, device] = MemoryTransport.pair();
  return [() => host, device];
}

test('a code is told once with its kind, and counted', async () => {
  const [dial, device] = pipe();
  const { scanner, scans } = onPipe([dial]);
  await clock.pass(0);
  expect(scanner.health).toMatchObject({ kind: 'scanner', state: 'ready', path: 'COM7', vidPid: '1EAB:0C06' });
  await device.write(Buffer.from(']C00a1b2c3d\r\n'));
  await clock.pass(0);
  expect(scans()).toMatchObject([{ text: '0a1b2c3d', symbology: 'Code 128 条码', simulated: false }]);
  expect(scanner.health).toMatchObject({ counters: { ok: 1, fail: 0 }, lastOkAt: expect.any(String) });
  // What was read is in no diagnostics.
  expect(scanner.diagnostics).toContain('11 bytes, Code 128 条码');
  expect(scanner.diagnostics).not.toContain('0a1b2c3d');
});

test('the same code within 800 ms is one reading; later, or after another, it counts again', async () => {
  const [dial, device] = pipe();
  const { scans } = onPipe([dial]);
  await clock.pass(0);
  const send = async (text: string, after: number) => {
    await clock.pass(after);
    await device.write(Buffer.from(`${text}\r`));
    await clock.pass(0);
  };
  await send('A', 0);
  await send('A', 700);
  await send('A', 700);
  expect(scans().map((one) => one.text)).toEqual(['A']);
  await send('B', 10);
  await send('A', 10);
  await send('A', 900);
  expect(scans().map((one) => one.text)).toEqual(['A', 'B', 'A', 'A']);
});

test.each(['split-bytes', 'double-scan'])('%s of the simulator: one code is told once', async (fault) => {
  const [dial, device] = pipe();
  const { scans } = onPipe([dial]);
  await clock.pass(0);
  const simulator = new ScannerSimulator(fault);
  simulator.attach(device);
  await simulator.scan('查验 11111111');
  await clock.pass(0);
  expect(scans().map((one) => one.text)).toEqual(['查验 11111111']);
});

test('a code without an end is not used and the operator is told how to set the scanner; the next one is whole', async () => {
  const [dial, device] = pipe();
  const { scanner, scans } = onPipe([dial]);
  await clock.pass(0);
  await device.write(Buffer.from('0a1b2c'));
  await clock.pass(499);
  expect(scanner.health.state).toBe('ready');
  // Slow, but not silent: it is still coming.
  await device.write(Buffer.from('3d'));
  await clock.pass(499);
  expect(scanner.health.state).toBe('ready');
  await clock.pass(2);
  expect(scanner.health).toMatchObject({ state: 'attention', lastError: { code: 'DEV-505' } });
  await clock.pass(2000);
  await device.write(Buffer.from('ffff0000\r'));
  await clock.pass(0);
  expect(scans().map((one) => one.text)).toEqual(['ffff0000']);
  expect(scanner.health.state).toBe('ready');
});

test('a code that stalls and goes on is not taken for a code by its second half; the next one is read at once', async () => {
  const [dial, device] = pipe();
  const { scanner, scans } = onPipe([dial]);
  await clock.pass(0);
  await device.write(Buffer.from('0a1b'));
  await clock.pass(501);
  expect(scanner.health.lastError?.code).toBe('DEV-505');
  // Still coming, and never silent for two seconds.
  await clock.pass(1900);
  await device.write(Buffer.from('2c3d'));
  await clock.pass(1900);
  await device.write(Buffer.from('4e5f\r'));
  await clock.pass(0);
  expect(scans()).toEqual([]);
  expect(scanner.health.state).toBe('attention');
  await device.write(Buffer.from('\nffff0000\r\n'));
  await clock.pass(0);
  expect(scans().map((one) => one.text)).toEqual(['ffff0000']);
});

test('the end of a given-up code and the whole next one in one piece: the next one is read', async () => {
  const [dial, device] = pipe();
  const { scans } = onPipe([dial]);
  await clock.pass(0);
  await device.write(Buffer.from('0a1b'));
  await clock.pass(501);
  await device.write(Buffer.from('2c3d\rffff0000\r'));
  await clock.pass(0);
  expect(scans().map((one) => one.text)).toEqual(['ffff0000']);
});

test('noise and endless lines are refused in one sentence each and do not flood the window', async () => {
  const [dial, device] = pipe();
  const { scanner, scans, states } = onPipe([dial]);
  await clock.pass(0);
  for (let i = 0; i < 50; i++) await device.write(Buffer.from('fffe00c30d', 'hex'));
  await clock.pass(0);
  expect(scanner.health).toMatchObject({ state: 'attention', lastError: { code: 'DEV-504' }, counters: { fail: 50 } });
  expect(states().filter((state) => state === 'attention')).toHaveLength(1);
  await device.write(Buffer.concat([Buffer.alloc(9000, 0x41), Buffer.from('\r')]));
  await clock.pass(0);
  expect(scanner.health.lastError?.code).toBe('DEV-506');
  expect(scans()).toEqual([]);
});

test('unplugged in mid code: half of it is never joined to the next, and the scanner comes back by itself', async () => {
  const [first, one] = pipe();
  const [second, two] = pipe();
  const absent = () => {
    throw Object.assign(new Error('no such file or directory'), { code: 'ENOENT' });
  };
  const { scanner, scans } = onPipe([first, absent, second]);
  await clock.pass(0);
  await one.write(Buffer.from('0a1b'));
  await clock.pass(0);
  await one.close();
  await clock.pass(0);
  expect(scanner.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-507' } });
  await clock.pass(500);
  expect(scanner.health.lastError?.code).toBe('DEV-501');
  await clock.pass(1000);
  expect(scanner.health.state).toBe('ready');
  await two.write(Buffer.from('2c3d\r'));
  await clock.pass(0);
  expect(scans().map((scan) => scan.text)).toEqual(['2c3d']);
});

test.each([
  ['EACCES', 'Permission denied', 'DEV-502'],
  ['', 'Error: Resource temporarily unavailable, cannot lock port', 'DEV-503'],
  ['', 'Opening COM7: Access denied', 'DEV-503'],
  ['ENOENT', 'No such file', 'DEV-501'],
])('a port that does not open (%s %s) is %s', async (code, message, wanted) => {
  const { scanner } = onPipe([
    () => {
      throw Object.assign(new Error(message), { code });
    },
  ]);
  await clock.pass(0);
  expect(scanner.health.lastError).toMatchObject({
    code: wanted,
    sentence: expect.stringMatching(/手工输入查验码.*。$/),
  });
});

test('detection takes ports of known makers only, so never the bridge inside an ID-card reader', () => {
  const port = (vidPid: string | null) => ({ path: 'x', vidPid, maker: null });
  for (const reader of ['1A86:7523', '10C4:EA60', '067B:2303', '0403:6001', null])
    expect(isScannerPort(port(reader))).toBe(false);
  for (const scanner of ['1EAB:0C06', '05E0:1701', '0C2E:0B6A', '05F9:4204'])
    expect(isScannerPort(port(scanner))).toBe(true);
});

test('an address that makes no sense changes nothing', async () => {
  const devices = new Devices(() => undefined);
  expect(() => devices.configure({ scanner: { path: '扫码枪', baudRate: 9600 } })).toThrow(
    expect.objectContaining({ code: 'DEV-002' }),
  );
  expect(devices.health()).toEqual([]);
  await devices.stop();
});
