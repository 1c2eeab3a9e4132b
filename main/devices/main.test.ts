import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import type { devicesContract } from '../../preload/contract/devices-contract.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { pipe } from '../../preload/contract/pipe.ts';
import { PLAIN_TEMPLATE } from '../../preload/contract/queue-display.ts';
import { serveDevices } from './main.ts';
import { eventually } from './testing/eventually.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function office() {
  const [here, there] = pipe();
  serveDevices(there);
  closers.push(() => here.close());
  return createORPCClient<ContractRouterClient<typeof devicesContract>>(new PortLink(here));
}

async function listen(client: ReturnType<typeof office>) {
  const events: DeviceEvent[] = [];
  const stream = await client.events();
  void (async () => {
    for await (const event of stream) events.push(event);
  })().catch(() => undefined);
  return events;
}

const JOB = Buffer.from('1b401c26b2e2cad40a1d564200', 'hex').toString('base64');

test('the demo tray: card, paper and camera reach the office through the real drivers', async () => {
  const client = office();
  const dir = await mkdtemp(join(tmpdir(), 'tray-'));
  closers.push(() => rm(dir, { recursive: true, force: true }));
  closers.push(() => client.configure({ idCard: null, receiptPrinter: null, volumes: [] }));
  const events = await listen(client);
  const { idCard, receiptPrinter } = await client.demo.start();
  closers.push(() => client.demo.stop());
  await client.configure({
    idCard: { path: idCard },
    receiptPrinter: { address: receiptPrinter, width: 58, profile: 'standard' },
    volumes: [`${dir}?simulated`],
  });
  await client.demo.lay({ card: 'resident' });
  const read = await eventually(() => events.find((event) => event.type === 'card-read'));
  expect(read).toMatchObject({ card: { name: '陈小满' }, simulated: true });
  expect(await client.demo.tray()).toMatchObject({ laid: 'resident', paperIn: true, papers: [] });

  expect(await client.printerStatus()).toMatchObject({ online: true, paper: 'ok', simulated: true });
  expect(await client.print({ jobId: 'one', bytes: JOB })).toEqual({ state: 'done', simulated: true });
  expect((await client.demo.tray()).papers).toEqual([
    { lines: ['测试'], looks: [{ align: 'left', double: false, bold: false }], qrCodes: [], cut: true },
  ]);
  await client.demo.paper({ loaded: false });
  expect(await client.print({ jobId: 'two', bytes: JOB })).toMatchObject({ state: 'failed', code: 'DEV-211' });
  await client.demo.paper({ loaded: true });
  await client.demo.fault({ device: 'receipt-printer', fault: 'paper-out' });
  expect((await client.demo.tray()).paperIn).toBe(false);
  // 一切正常 is said of the paper too.
  await client.demo.fault({ device: 'receipt-printer', fault: 'none' });
  expect((await client.demo.tray()).paperIn).toBe(true);
  await client.demo.emptyPaper();
  expect((await client.demo.tray()).papers).toEqual([]);

  const { files } = await client.demo.dock({
    dir,
    deviceNo: '1234567',
    officerNo: '000123',
    at: '2026-11-20T01:00:00Z',
    profile: 'short',
  });
  expect(files[1]).toBe('DCIM/101ANDRO/1234567/000123/20261120/20261120090300_0002IMP.mp4');
  await eventually(() => events.find((event) => event.type === 'volume-appeared'));

  const later = await listen(client);
  await eventually(() => later.length === 4);
  expect(later.map((event) => event.type)).toEqual(['health', 'health', 'health', 'volume-appeared']);
  const { text } = await client.diagnostics();
  expect(text).toContain('read > 00 03 30 01 32 < 00 00 90, 1284 bytes');
  expect(text).not.toContain('330621198504120020');
  expect(text).not.toContain('陈小满');
});

test('a fault of the training board that strikes once waits for the next call', async () => {
  const client = office();
  closers.push(() => client.configure({ queueDisplay: null, scanner: null }));
  await client.configure({ queueDisplay: { path: 'simulator', baudRate: 9600, ...PLAIN_TEMPLATE } });
  const events = await listen(client);
  await eventually(() => events.some((event) => event.type === 'health' && event.health.state === 'ready'));
  const call = (number: string) => client.show({ number, window: '1号窗口', text: '' });
  const lost = () => events.flatMap((event) => (event.type === 'health' && event.health.lastError) || []);
  await call('A001');
  await eventually(async () => (await client.demo.tray()).board.showing?.number === 'A001');

  await client.demo.fault({ device: 'queue-display', fault: 'unplug-mid-line-once' });
  // Long enough for a line to be opened and to carry something: a scanner is found and reads a code.
  await client.configure({ scanner: { path: 'simulator', baudRate: 9600 } });
  await client.demo.scan({ text: '6901234567892' });
  await eventually(() => events.some((event) => event.type === 'scan'));
  expect((await client.demo.tray()).faults['queue-display']).toBe('unplug-mid-line-once');
  expect(lost()).toEqual([]);
  await call('A002').catch(() => undefined);
  await eventually(() => lost().length > 0);
  // The call that was cut is shown again by the driver when the board is back.
  await eventually(async () => (await client.demo.tray()).board.showing?.number === 'A002');
  expect((await client.demo.tray()).faults['queue-display']).toBe('none');
});

test('refusals arrive with code and sentence, and change nothing', async () => {
  const client = office();
  await expect(client.configure({ idCard: { path: '打印机' } })).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.stringContaining('看不懂'),
    data: { code: 'DEV-002' },
  });
  expect(await client.health()).toEqual([]);
  await expect(client.retry({ deviceId: 'none' })).rejects.toMatchObject({ data: { code: 'DEV-001' } });
  await expect(client.printerStatus()).rejects.toMatchObject({ data: { code: 'DEV-209' } });
  expect(await client.print({ jobId: 'x', bytes: JOB })).toMatchObject({ state: 'failed', code: 'DEV-209' });
});

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 1: a simulated reader on a pty of its own (socat is missing)\n');

(socat ? test : test.skip)(
  'a reader set to 9600 on a pty of its own is found by the office, behind any fault',
  async () => {
    const client = office();
    closers.push(() => client.configure({ idCard: null }));
    const events = await listen(client);
    const dir = await mkdtemp(join(tmpdir(), 'pty-'));
    closers.push(() => rm(dir, { recursive: true, force: true }));
    const reader = await simulator(
      'id-card',
      '--pty',
      join(dir, 'reader'),
      '--baud',
      '9600',
      '--fault',
      'read-41-once',
    );
    const path = (await reader.line()).split(': ')[1] ?? '';
    expect(path).toBe(`${join(dir, 'reader')}?simulated`);
    await client.configure({ idCard: { path } });
    await eventually(async () => (await client.health())[0]?.state === 'ready');
    await reader.ask('lay trader');
    await eventually(() => events.find((event) => event.type === 'card-prompt' && event.code === 'DEV-141'));
    await reader.ask('lift');
    await eventually(async () => (await client.health())[0]?.state === 'ready');
    await reader.ask('lay trader');
    const read = await eventually(() => events.find((event) => event.type === 'card-read'));
    expect(read).toMatchObject({ card: { name: '周立冬' }, simulated: true });
  },
);

/** A simulator in its own process, as `npm run devices` starts it. */
async function simulator(...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'simulators/cli.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  closers.push(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  const ask = async (command: string) => {
    stdin.write(`${command}\n`);
    return line();
  };
  return { line, ask };
}

test('simulators in their own processes', async () => {
  const client = office();
  closers.push(() => client.configure({ idCard: null, receiptPrinter: null }));
  const events = await listen(client);
  const reader = await simulator('id-card', '--tcp', '0');
  const printer = await simulator('receipt-printer', '--tcp', '0', '--width', '80');
  const addressOf = (said: string) => said.split(': ')[1] ?? '';
  const [idCard, receiptPrinter] = [addressOf(await reader.line()), addressOf(await printer.line())];
  await client.configure({
    idCard: { path: idCard },
    receiptPrinter: { address: receiptPrinter, width: 80, profile: 'standard' },
  });
  expect(await reader.ask('lay nobody')).toContain('DEV-901');
  expect(await reader.ask('lay 周立冬')).toBe('ok lay 周立冬');
  await eventually(() => events.find((event) => event.type === 'card-read' && event.card.name === '周立冬'));
  expect(await client.print({ jobId: 'three', bytes: JOB })).toEqual({ state: 'done', simulated: true });
  expect(JSON.parse(await printer.ask('papers'))).toMatchObject({
    papers: [{ lines: [{ text: '测试' }] }],
    broken: null,
  });
  expect(Buffer.from(JSON.parse(await printer.ask('bytes')), 'base64').includes(Buffer.from(JOB, 'base64'))).toBe(true);
  expect(await printer.ask('paper out')).toBe('ok paper out');
  expect(await client.printerStatus()).toMatchObject({ paper: 'out', problem: { code: 'DEV-211' } });
});

test('a training device is put away when its family is switched back, with what lay on it', async () => {
  const client = office();
  closers.push(() => client.configure({ idCard: null, receiptPrinter: null }));
  await client.configure({
    idCard: { path: 'simulator' },
    receiptPrinter: { address: 'simulator', width: 58, profile: 'standard' },
  });
  await client.demo.lay({ card: 'resident' });
  await client.demo.paper({ loaded: false });
  await client.configure({ idCard: null });
  expect(await client.demo.tray()).toMatchObject({ laid: '', paperIn: false });
});
