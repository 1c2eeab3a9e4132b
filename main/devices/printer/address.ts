import { access } from 'node:fs/promises';
import { SIMULATED } from '../../../preload/contract/devices.ts';
import { type Address, openTransport, parseAddress } from '../transport/address.ts';
import { FileTransport } from '../transport/file.ts';
import { SpoolTransport } from '../transport/spool.ts';
import type { Transport } from '../transport/transport.ts';
import { choosePrinter, type UsbPrinterWanted, usbPrinters } from './usb-printers.ts';

const PORT = 9100;
const BAUD = 9600;

/**
 * Where a printer is: on the network, on a serial port, a USB printer of Linux under its number (`file`) or known by
 * itself (`usb`), or a print queue of the system.
 */
export type PrinterAddress =
  | Address
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly simulated: boolean }
  | { readonly kind: 'usb'; readonly wanted: UsbPrinterWanted; readonly text: string; readonly simulated: boolean }
  | { readonly kind: 'spool'; readonly queue: string; readonly text: string; readonly simulated: boolean };

/** Reads `auto`, `usb:VID:PID[:SERIAL]`, `/dev/usb/lp0`, `spool:NAME` and every address of {@link parseAddress}. @throws Refusal DEV-002 */
export function parsePrinterAddress(text: string): PrinterAddress {
  const simulated = text.endsWith(SIMULATED);
  const plain = (simulated ? text.slice(0, -SIMULATED.length) : text).trim();
  const queue = /^spool:\s*(?<queue>[^\p{Cc}]{1,200})$/u.exec(plain)?.groups?.queue;
  if (queue !== undefined) return { kind: 'spool', queue, text: plain, simulated };
  if (/^\/dev\/(usb\/)?lp\d{1,3}$/.test(plain)) return { kind: 'file', path: plain, text: plain, simulated };
  if (plain === 'auto') return { kind: 'usb', wanted: { vidPid: null, serialNo: null }, text: plain, simulated };
  const usb = /^usb:(?<vidPid>[0-9a-f]{4}:[0-9a-f]{4})(?::(?<serialNo>[^\s?]{1,64}))?$/i.exec(plain)?.groups;
  if (usb)
    return {
      kind: 'usb',
      wanted: { vidPid: usb.vidPid?.toUpperCase() ?? null, serialNo: usb.serialNo ?? null },
      text: plain,
      simulated,
    };
  return parseAddress(text, PORT);
}

/** Where the printer is plugged in now; '' where it is not. */
const placeOf = async ({ wanted }: { wanted: UsbPrinterWanted }): Promise<string> =>
  choosePrinter(await usbPrinters(), wanted)?.path ?? '';

/** Whether a printer on a cable is there now: it goes and comes with the plug. Nothing where no cable tells. */
export function presenceOf(address: PrinterAddress): (() => Promise<boolean>) | undefined {
  if (address.kind === 'usb') return async () => (await placeOf(address)) !== '';
  if (!('path' in address) || !address.path.startsWith('/')) return undefined;
  return () =>
    access(address.path).then(
      () => true,
      () => false,
    );
}

/** Opens the pipe. @throws the system's error */
export async function openPrinter(address: PrinterAddress): Promise<Transport> {
  if (address.kind === 'usb') {
    const path = await placeOf(address);
    if (path === '') throw Object.assign(new Error(`no USB printer ${address.text}`), { code: 'ENOENT' });
    return FileTransport.open(path);
  }
  if (address.kind === 'file') return FileTransport.open(address.path);
  if (address.kind === 'spool') return SpoolTransport.open(address.queue);
  return openTransport(address, BAUD);
}
