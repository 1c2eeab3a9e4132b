import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parsePrinterAddress } from './address.ts';
import { choosePrinter, looksOf, usbAddress, usbPrinters } from './usb-printers.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'usbmisc-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The kernel's picture of what is plugged in, laid out as /sys/class/usbmisc is. */
function plug(...printers: { id: string; vidPid: string; serialNo?: string }[]): string {
  const usbmisc = mkdtempSync(join(dir, 'class-'));
  for (const [number, { id, vidPid, serialNo }] of printers.entries()) {
    const device = mkdtempSync(join(dir, '1-'));
    const face = join(device, '1-1:1.0');
    const node = join(face, 'usbmisc', `lp${number}`);
    mkdirSync(node, { recursive: true });
    writeFileSync(join(face, 'ieee1284_id'), id);
    const [vendor = '', product = ''] = vidPid.toLowerCase().split(':');
    writeFileSync(join(device, 'idVendor'), `${vendor}\n`);
    writeFileSync(join(device, 'idProduct'), `${product}\n`);
    if (serialNo !== undefined) writeFileSync(join(device, 'serial'), `${serialNo}\n`);
    symlinkSync(face, join(node, 'device'));
    symlinkSync(node, join(usbmisc, `lp${number}`));
  }
  return usbmisc;
}

const RECEIPT = { id: 'MFG:XPRINTER;CMD:ESC/POS;MDL:XP-58;CLS:PRINTER;', vidPid: '0483:5743', serialNo: 'A1' };
const TWIN = { ...RECEIPT, serialNo: 'A2' };
const LASER = {
  id: 'MANUFACTURER:HP;COMMAND SET:PCL,PJL,POSTSCRIPT;MODEL:LaserJet 1020;CLS:PRINTER;',
  vidPid: '03F0:2B17',
};

const wantedIn = (text: string) => {
  const address = parsePrinterAddress(text);
  if (address.kind !== 'usb') throw new Error(`${text} is no USB printer`);
  return address.wanted;
};

test('what the kernel tells of a printer, by long and short keys', async () => {
  const usbmisc = plug(RECEIPT, LASER);
  expect(await usbPrinters(usbmisc)).toEqual([
    {
      path: '/dev/usb/lp0',
      vidPid: '0483:5743',
      serialNo: 'A1',
      maker: 'XPRINTER',
      model: 'XP-58',
      commands: 'ESC/POS',
    },
    {
      ...{ path: '/dev/usb/lp1', vidPid: '03F0:2B17', serialNo: '', maker: 'HP', model: 'LaserJet 1020' },
      commands: 'PCL,PJL,POSTSCRIPT',
    },
  ]);
  expect(await usbPrinters(join(dir, 'nowhere'))).toEqual([]);
});

test('a printer that comes back under another number is the same printer', async () => {
  const [before] = await usbPrinters(plug(RECEIPT));
  if (!before) throw new Error('no printer');
  const wanted = wantedIn(usbAddress(before));
  expect(choosePrinter([before], wanted)?.path).toBe('/dev/usb/lp0');
  // A twin and a laser printer took the lower numbers while it was away.
  const now = await usbPrinters(plug(TWIN, LASER, RECEIPT));
  expect(choosePrinter(now, wanted)?.path).toBe('/dev/usb/lp2');
  expect(choosePrinter(now.slice(0, 2), wanted)).toBeUndefined();
});

test('auto takes what is most like a receipt printer, and never a page printer', async () => {
  const mute = { id: '', vidPid: '1FC9:2016' };
  const named = { id: 'MFG:EPSON;MDL:TM-T82;', vidPid: '04B8:0E15' };
  const auto = wantedIn('auto');
  const chosen = async (...plugged: (typeof mute)[]) => choosePrinter(await usbPrinters(plug(...plugged)), auto)?.path;
  expect(await chosen(LASER, mute, named, RECEIPT)).toBe('/dev/usb/lp3');
  expect(await chosen(LASER, mute, named)).toBe('/dev/usb/lp2');
  expect(await chosen(LASER, mute)).toBe('/dev/usb/lp1');
  expect(await chosen(LASER)).toBeUndefined();
});

test.each([
  ['TM-T20II', '', 'like-receipt'],
  ['POS-80', '', 'like-receipt'],
  ['XP-58', 'ESC/POS', 'says-receipt'],
  ['LaserJet', 'PCL', 'office'],
  ['TM-C3500', 'ESCPR,PDF', 'office'],
  ['Printer', '', 'unknown'],
] as const)('%s that understands "%s" looks %s', (model, commands, looks) => {
  expect(looksOf({ model, commands })).toBe(looks);
});

test.each([
  ['usb:04b8:0e15', { vidPid: '04B8:0E15', serialNo: null }],
  ['usb:04B8:0E15:J3AF000123?simulated', { vidPid: '04B8:0E15', serialNo: 'J3AF000123' }],
  ['auto', { vidPid: null, serialNo: null }],
])('address %s', (text, wanted) => {
  expect(wantedIn(text)).toEqual(wanted);
  expect(parsePrinterAddress(text).simulated).toBe(text.endsWith('?simulated'));
});
