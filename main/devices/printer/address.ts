import { access } from 'node:fs/promises';
import { type Address, openTransport, parseAddress } from '../transport/address.ts';
import { FileTransport } from '../transport/file.ts';
import { SpoolTransport } from '../transport/spool.ts';
import type { Transport } from '../transport/transport.ts';

const PORT = 9100;
const BAUD = 9600;
const SIMULATED = '?simulated';

/** Where a printer is: on the network, on a serial port, a USB printer of Linux, or a print queue of the system. */
export type PrinterAddress =
  | Address
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly simulated: boolean }
  | { readonly kind: 'spool'; readonly queue: string; readonly text: string; readonly simulated: boolean };

/** Reads `/dev/usb/lp0`, `spool:NAME` and every address of {@link parseAddress}. @throws Refusal DEV-002 */
export function parsePrinterAddress(text: string): PrinterAddress {
  const simulated = text.endsWith(SIMULATED);
  const plain = (simulated ? text.slice(0, -SIMULATED.length) : text).trim();
  const queue = /^spool:\s*(?<queue>[^\p{Cc}]{1,200})$/u.exec(plain)?.groups?.queue;
  if (queue !== undefined) return { kind: 'spool', queue, text: plain, simulated };
  if (/^\/dev\/(usb\/)?lp\d{1,3}$/.test(plain)) return { kind: 'file', path: plain, text: plain, simulated };
  return parseAddress(text, PORT);
}

/** Whether a device file is there now: it goes and comes with the plug. */
export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Opens the pipe. @throws the system's error */
export function openPrinter(address: PrinterAddress): Promise<Transport> {
  if (address.kind === 'file') return FileTransport.open(address.path);
  if (address.kind === 'spool') return SpoolTransport.open(address.queue);
  return openTransport(address, BAUD);
}
