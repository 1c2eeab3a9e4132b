import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { PRINTER_PROFILES } from '../../../preload/contract/printer-profiles.ts';
import { systemClock } from '../clock.ts';
import { ReceiptPrinterSimulator } from '../simulators/receipt-printer.ts';
import { TcpTransport } from '../transport/tcp.ts';
import { ReceiptPrinter } from './printer.ts';

// receiptio is another program's printer client. It knows no port but 9100, so every test has a loopback address of its
// own (all of 127/8 is the loopback on Linux).
const linux = process.platform === 'linux' ? test : test.skip;
const HOST = `127.${process.pid & 0x7f}.${(process.pid >> 7) & 0xff}.9`;
const PROGRAM = join(import.meta.dirname, '../../../node_modules/receiptio/bin/cli.js');

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What the other program says in the end. */
function receiptio(...options: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, '-d', HOST, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', () => resolve(said.trim()));
  });
}

async function simulator(fault: string) {
  const printer = new ReceiptPrinterSimulator(58, fault, { strict: false });
  await printer.listen(9100, HOST);
  closers.push(() => printer.close());
  return printer;
}

function driver() {
  return new ReceiptPrinter({
    deviceId: 'receipt-printer',
    path: HOST,
    transport: 'tcp',
    simulated: true,
    profile: PRINTER_PROFILES.standard,
    clock: systemClock,
    dial: () => TcpTransport.open(HOST, 9100),
    emit: () => undefined,
  });
}

linux.each([
  ['none', 'online', { online: true, cover: 'closed', paper: 'ok' }],
  ['cover-open', 'coveropen', { online: false, cover: 'open' }],
  ['paper-out', 'paperempty', { online: false, paper: 'out' }],
] as const)('matrix row 9: %s: the other program sees "%s" and so do we', async (fault, theirs, ours) => {
  await simulator(fault);
  expect(await receiptio('-q', 'printer')).toContain(theirs);
  expect(await driver().status()).toMatchObject(ours);
});

linux(
  'matrix row 9: the other program prints a Chinese receipt on our simulator and hears that it worked',
  async () => {
    const printer = await simulator('none');
    const folder = mkdtempSync(join(tmpdir(), 'receiptio-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const receipt = join(folder, 'receipt.txt');
    writeFileSync(
      receipt,
      '^^^行政处罚决定书\n|当事人：周＊\n|罚款：￥50.00\n{code:CL2026-00001;option:code128,2,72,hri}\n',
    );
    expect(await receiptio('-p', 'generic', '-c', '32', '-l', 'zh-CN', receipt)).toContain('success');
    expect(printer.broken).toBeNull();
    const words = printer.papers().flatMap((paper) => paper.lines.map((line) => line.text.trim()));
    expect(words).toEqual(
      expect.arrayContaining(['行政处罚决定书', '当事人：周＊', '罚款：￥50.00', '〔条码 CL2026-00001〕']),
    );
  },
);
