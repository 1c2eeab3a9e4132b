import type { SerialPortFound } from '../../../preload/contract/devices.ts';
import { type Address, openTransport, parseAddress } from '../transport/address.ts';
import { type HidFound, hex4 } from '../transport/hid.ts';
import type { Transport } from '../transport/transport.ts';

/** 115200 is the factory setting; a module may have been set slower. hardware.md §1.2. */
const BAUDS = [115_200, 57_600, 38_400, 19_200, 9600];
/** USB-serial bridges inside readers; they say nothing about the device behind them, which is why we probe. */
const BRIDGES = ['1A86:7523', '10C4:EA60', '067B:2303', '0403:6001'];

/** One way to reach a reader that may be there. */
export interface Candidate {
  readonly path: string;
  readonly vidPid: string | null;
  /** Null where the pipe has no speed. */
  readonly baudRate: number | null;
  /** `tell` hears what a helper program says about itself. */
  dial(tell: (line: string) => void): Promise<Transport>;
}

/** A serial port is tried at each speed; other pipes have none. */
export function candidatesAt(address: Address, vidPid: string | null = null): Candidate[] {
  const at = { path: address.text, vidPid };
  if (address.kind !== 'serial') return [{ ...at, baudRate: null, dial: (tell) => openTransport(address, 0, tell) }];
  return BAUDS.map((baudRate) => ({ ...at, baudRate, dial: () => openTransport(address, baudRate) }));
}

export const hasBridge = ({ vidPid }: SerialPortFound): boolean => vidPid !== null && BRIDGES.includes(vidPid);
/** Bluetooth ports and modems are never opened. */
export const isUsable = ({ path, maker }: SerialPortFound): boolean =>
  !/bluetooth|modem|bth/i.test(`${path} ${maker ?? ''}`);

/** Makers of HID readers that take plain frames (精伦 iDR210). */
export const HID_MAKERS = [0x0250];

/**
 * 自动检测: serial ports behind known bridges first, then the other ports, never Bluetooth or modems, then HID readers.
 * hardware.md §1.9.
 */
export function candidatesAmong(ports: readonly SerialPortFound[], hid: readonly HidFound[] = []): Candidate[] {
  const usable = ports.filter(isUsable);
  const ordered = [...usable.filter(hasBridge), ...usable.filter((port) => !hasBridge(port))];
  const serial = ordered.flatMap((port) =>
    candidatesAt({ kind: 'serial', path: port.path, text: port.path, simulated: false }, port.vidPid),
  );
  const readers = hid.filter(({ vendorId }) => HID_MAKERS.includes(vendorId));
  const numbers = readers.map(({ vendorId, productId }) => `${hex4(vendorId)}:${hex4(productId)}`);
  return [
    ...serial,
    // A device with several HID interfaces is listed once for each.
    ...[...new Set(numbers)].flatMap((vidPid) => candidatesAt(parseAddress(`hid://${vidPid}`, 0), vidPid)),
  ];
}
