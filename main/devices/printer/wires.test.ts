import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { PRINTER_PROFILES, type PrinterProfileKey } from '../../../preload/contract/printer-profiles.ts';
import { type Clock, systemClock } from '../clock.ts';
import { ReceiptPrinterSimulator } from '../simulators/receipt-printer.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FileTransport } from '../transport/file.ts';
import { SerialTransport } from '../transport/serial.ts';
import { SpoolTransport } from '../transport/spool.ts';
import type { Transport } from '../transport/transport.ts';
import { parsePrinterAddress } from './address.ts';
import { ReceiptPrinter } from './printer.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const posix = process.platform === 'win32' ? test.skip : test;
const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 3: receipt printer over a pty (socat is missing)\n');
const overPty = socat ? test : test.skip;
const JOB = Buffer.concat([
  Buffer.from('1b401c26', 'hex'),
  Buffer.from('d0d0d5feb4a6b7a3bef6b6a8cae90a', 'hex'),
  Buffer.from('1d564200', 'hex'),
]);

function driver(dial: () => Promise<Transport>, profile: PrinterProfileKey = 'standard', clock: Clock = systemClock) {
  const printer = new ReceiptPrinter({
    deviceId: 'receipt-printer',
    path: 'test',
    transport: 'file',
    simulated: true,
    profile: PRINTER_PROFILES[profile],
    clock,
    dial,
    emit: () => undefined,
  });
  return printer;
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'printer-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Two ends of a serial line, as the kernel has them. */
async function line(): Promise<{ host: string; device: string; unplug: () => Promise<void> }> {
  const folder = scratch();
  const [host, device] = [join(folder, 'host'), join(folder, 'device')];
  const child: ChildProcess = spawn('socat', [`pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`]);
  const unplug = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  closers.push(unplug);
  await eventually(() => existsSync(host) && existsSync(device));
  return { host, device, unplug };
}

const wires: readonly [string, (path: string) => Promise<Transport>][] = [
  ['a device file read without blocking', (path) => FileTransport.open(path)],
  ['a serial port', (path) => SerialTransport.open(path, 9600)],
];

overPty.each(wires)('matrix row 9: %s: status, job, confirmation', async (_, open) => {
  const { host, device } = await line();
  const simulator = new ReceiptPrinterSimulator(58);
  const far = await SerialTransport.open(device, 9600);
  closers.push(() => far.close());
  simulator.attach(far);
  const printer = driver(() => open(host));
  expect(await printer.status()).toMatchObject({ online: true, paper: 'ok', cover: 'closed' });
  expect(await printer.print('a', JOB)).toEqual({ state: 'done', simulated: true });
  expect(simulator.papers().map(({ lines, cut }) => [lines.map((one) => one.text), cut])).toEqual([
    [['行政处罚决定书'], true],
  ]);
  expect(simulator.broken).toBeNull();
  simulator.paper(false);
  expect(await printer.print('b', JOB)).toMatchObject({ state: 'failed', code: 'DEV-211' });
});

overPty(
  "a printer pulled out while its device file is open: the job fails with the system's word, nothing hangs",
  async () => {
    const { host, unplug } = await line();
    const transport = await FileTransport.open(host);
    closers.push(() => transport.close());
    await unplug();
    await expect(transport.write(JOB)).rejects.toMatchObject({ code: 'EIO' });
    await transport.close();
    await expect(transport.write(JOB)).rejects.toThrow('connection closed');
  },
);

posix('matrix row 13: no device file, and one that this user may not open, are told apart', async () => {
  const gone = driver(() => FileTransport.open('/dev/usb/lp99'));
  expect(await gone.print('a', JOB)).toMatchObject({ state: 'failed', code: 'DEV-201' });
  const denied = driver(async () => {
    throw Object.assign(new Error("EACCES: permission denied, open '/dev/usb/lp0'"), { code: 'EACCES' });
  });
  expect(await denied.print('a', JOB)).toMatchObject({
    ...{ state: 'failed', code: 'DEV-207' },
    sentence: expect.stringContaining('udev'),
  });
  const busy = driver(async () => {
    throw Object.assign(new Error("EBUSY: resource busy or locked, open '/dev/usb/lp0'"), { code: 'EBUSY' });
  });
  expect(await busy.print('a', JOB)).toMatchObject({ state: 'failed', code: 'DEV-217' });
});

/** A print service of shell scripts that keeps what it was given. */
function printService(lp: string, lpstat = 'exit 0'): string {
  const folder = scratch();
  for (const [name, script] of [
    ['lp', lp],
    ['lpstat', lpstat],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\ncd ${folder}\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const path = process.env.PATH;
  process.env.PATH = `${folder}:${path}`;
  closers.push(() => {
    process.env.PATH = path;
  });
  return folder;
}

posix('a queue of the system takes the bytes unchanged, job after job, and stays unconfirmed', async () => {
  const folder = printService(
    'n=$(ls | grep -c "^job"); cat > "job$n"; printf "%s\\n" "$@" > options; echo "request id is hall-$n (0 file(s))"',
  );
  const transport = await SpoolTransport.open('大厅 小票');
  closers.push(() => transport.close());
  const long = Buffer.concat(Array.from({ length: 3000 }, () => JOB));
  await transport.write(JOB);
  await transport.write(long);
  expect(readFileSync(join(folder, 'job0'))).toEqual(JOB);
  expect(readFileSync(join(folder, 'job1'))).toEqual(long);
  expect(readFileSync(join(folder, 'options'), 'utf8')).toBe('-d\n大厅 小票\n-o\nraw\n-\n');

  const printer = driver(() => SpoolTransport.open('大厅 小票'), 'no-status');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-208' });
});

posix('a queue that does not exist: nothing was sent, and the system says why', async () => {
  printService('cat > job', 'echo "lpstat: Invalid destination name in list" >&2; exit 1');
  const printer = driver(() => SpoolTransport.open('nowhere'), 'no-status');
  expect(await printer.print('a', JOB)).toMatchObject({
    state: 'failed',
    code: 'DEV-230',
    // Not in the words of the system, which are for support.
    sentence: expect.not.stringMatching(/[a-z]{3}/),
  });
  expect(printer.health.lastError?.raw).toContain('Invalid destination');
});

posix('a queue that refuses the job leaves it to a person', async () => {
  printService('cat > /dev/null; echo "lp: Printer rejecting jobs" >&2; exit 1');
  const printer = driver(() => SpoolTransport.open('hall'), 'no-status');
  expect(await printer.print('a', JOB)).toMatchObject({ state: 'sent_unconfirmed', code: 'DEV-205' });
});

posix('a print service that hangs keeps nobody waiting: nothing was sent, and what hangs is ended', async () => {
  const folder = printService('cat > job', 'echo $$ > pid; exec sleep 1000');
  const clock = new FakeClock();
  const printer = driver(() => SpoolTransport.open('hall', clock), 'no-status', clock);
  printer.start();
  const result = printer.print('a', JOB);
  const file = join(folder, 'pid');
  await eventually(() => existsSync(file) && readFileSync(file, 'utf8').trim() !== '');
  const pid = Number(readFileSync(file, 'utf8'));
  const stopping = printer.stop();
  await clock.pass(20_000);
  expect(await result).toMatchObject({ state: 'failed', code: 'DEV-218' });
  await stopping;
  expect(printer.health).toMatchObject({
    lastError: { code: 'DEV-233', sentence: expect.not.stringMatching(/[a-z]{3}/) },
  });
  expect(existsSync(join(folder, 'job'))).toBe(false);
  // Gone, or dead and not yet buried by the system.
  await eventually(() =>
    /^(Z.*)?$/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()),
  );
});

posix('a computer without a print service says so', async () => {
  const empty = scratch();
  const path = process.env.PATH;
  closers.push(() => {
    process.env.PATH = path;
  });
  const shell = spawnSync('which', ['sh'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(empty, 'sh'), `#!${shell}\nexec ${shell} "$@"\n`);
  chmodSync(join(empty, 'sh'), 0o755);
  process.env.PATH = empty;
  const printer = driver(() => SpoolTransport.open('hall'), 'no-status');
  expect(await printer.print('a', JOB)).toMatchObject({
    state: 'failed',
    code: 'DEV-234',
    sentence: expect.not.stringMatching(/[a-z]{3}/),
  });
});

test.each([
  ['/dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0', simulated: false }],
  ['/dev/lp1?simulated', { kind: 'file', path: '/dev/lp1', simulated: true }],
  ['spool:大厅 小票', { kind: 'spool', queue: '大厅 小票' }],
  ['192.168.1.50', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
  ['tcp://printer:9101', { kind: 'tcp', host: 'printer', port: 9101 }],
  ['COM3', { kind: 'serial', path: 'COM3' }],
  ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
])('the address %s', (text, address) => {
  expect(parsePrinterAddress(text)).toMatchObject(address);
});

test('a queue without a name is no address', () => {
  expect(() => parsePrinterAddress('spool:')).toThrow(expect.objectContaining({ code: 'DEV-002' }));
});
