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

/**
 * The pads at a given place: a HID path of this PC (`/dev/hidraw0`), `hid://VID:PID`, or HID reports over TCP or a
 * helper program (simulator, another PC). @throws the system's error
 */
export async function padsAt(address: Address, list: () => Promise<HidPath[]> = listHidPaths): Promise<PadCandidate[]> {
  const unknown = { path: address.text, productId: 0, vidPid: null, serialNo: null };
  if (address.kind === 'tcp' || address.kind === 'helper')
    return [{ ...unknown, open: async () => new WireHidDevice(await openTransport(address, BAUD)) }];
  const found = (await list()).filter((hid) =>
    address.kind === 'hid'
      ? hid.vendorId === address.vendorId && hid.productId === address.productId
      : hid.path === address.path,
  );
  // A path that is not listed is tried all the same: the system's own words say why it does not open.
  if (found.length === 0 && address.kind === 'serial') return [{ ...unknown, open: () => openHid(address.path) }];
  return found.map(plugged);
}

const hex4 = (number: number) => number.toString(16).padStart(4, '0').toUpperCase();
