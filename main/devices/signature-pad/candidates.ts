import { type Address, openTransport } from '../transport/address.ts';
import type { HidDevice } from '../transport/hid-device.ts';
import { WireHidDevice } from '../transport/hid-wire.ts';
import { type HidPath, listHidPaths, openHid } from '../transport/node-hid.ts';
import { isStu } from './models.ts';

const BAUD = 115_200;

/** One pad that may be there. */
export interface PadCandidate {
  readonly path: string;
  /** 0 where the address does not say what it is. */
  readonly productId: number;
  readonly vidPid: string | null;
  readonly serialNo: string | null;
  open(): Promise<HidDevice>;
}

/** 自动检测: every device of the family, in the system's order. @throws the system's error */
export async function padsOfThisPc(list: () => Promise<HidPath[]> = listHidPaths): Promise<PadCandidate[]> {
  return (await list()).filter(({ vendorId, productId }) => isStu(vendorId, productId)).map(plugged);
}

const plugged = ({ path, productId, vendorId, serialNumber }: HidPath): PadCandidate => ({
  path,
  productId,
  vidPid: `${hex4(vendorId)}:${hex4(productId)}`,
  serialNo: serialNumber || null,
  open: () => openHid(path),
});

/** A pad at a given place: a HID path of this PC (`/dev/hidraw0`), or HID reports over TCP (simulator, another PC). */
export function padAt(address: Address): PadCandidate {
  const open =
    address.kind === 'tcp'
      ? async () => new WireHidDevice(await openTransport(address, BAUD))
      : () => openHid(address.path);
  return { path: address.text, productId: 0, vidPid: null, serialNo: null, open };
}

const hex4 = (number: number) => number.toString(16).padStart(4, '0').toUpperCase();
