import type { DeviceFound, DeviceHealth, SerialPortFound } from '../../../preload/contract/devices.ts';
import { systemOfThisPc, type VolumeSystem } from '../bodycam/volume-system.ts';
import { systemClock } from '../clock.ts';
import { HID_MAKERS } from '../id-card/candidates.ts';
import { usbPrinters } from '../printer/usb-printers.ts';
import { isStu } from '../signature-pad/models.ts';
import { hex4 } from '../transport/hid.ts';
import { listHidPaths } from '../transport/node-hid.ts';
import { freePorts, listSerialPorts, speaksOf } from '../transport/ports.ts';
import { foundQueue, printQueues } from './queues.ts';
import { findSerial, readerAt } from './serial.ts';
import { foundPad, foundPrinter, foundReader } from './usb.ts';
import { foundVolume } from './volumes.ts';

const WORKING: readonly DeviceHealth['state'][] = ['ready', 'busy', 'attention'];
const NOT_ASKED = '设置里已经用了它，现在没有接通；没有向它发送任何内容。';
const ORDER: readonly DeviceFound['sureness'][] = ['sure', 'likely', 'unsure'];

let searching: Promise<DeviceFound[]> | null = null;

/**
 * 自动查找: what is plugged into this PC, the surest first. What a device of ours has or is set to have, whether it
 * works or not, is not touched. Two searches at once would ask the same ports, so who comes second gets the answer of the first.
 */
export function findDevices(
  healths: readonly DeviceHealth[],
  addresses: readonly string[] = [],
): Promise<DeviceFound[]> {
  searching ??= search(healths, addresses).finally(() => {
    searching = null;
  });
  return searching;
}

async function search(healths: readonly DeviceHealth[], addresses: readonly string[]): Promise<DeviceFound[]> {
  const system = systemOfThisPc();
  try {
    return await searchOn(system, healths, addresses);
  } finally {
    await system.stop();
  }
}

async function searchOn(
  system: VolumeSystem,
  healths: readonly DeviceHealth[],
  addresses: readonly string[],
): Promise<DeviceFound[]> {
  const [ports, hids, printers, queues, volumes] = await Promise.all([
    listSerialPorts(),
    listHidPaths().catch(() => []),
    usbPrinters(),
    printQueues(),
    system.removable().catch(() => []),
  ]);
  const { ours, free } = await sharedOut(ports, healths, addresses);
  const readers = new Set(
    hids
      .filter(({ vendorId }) => HID_MAKERS.includes(vendorId))
      .map(({ vendorId, productId }) => `${hex4(vendorId)}:${hex4(productId)}`),
  );
  const found = await Promise.all([
    ...ours,
    findSerial(free),
    ...[...readers].map(async (numbers) => foundReader(numbers, await hidReader(`hid://${numbers}`, healths))),
    ...hids.filter(({ vendorId, productId }) => isStu(vendorId, productId)).map(foundPad),
    ...printers.map(foundPrinter),
    ...queues.map(foundQueue),
    ...volumes.map((root) => foundVolume(system, root)),
  ]);
  return inOrder(found.flat(), healths);
}

/** The serial ports that a device of ours has, told by its health, and those that may be asked. */
export async function sharedOut(
  ports: readonly SerialPortFound[],
  healths: readonly DeviceHealth[],
  addresses: readonly string[] = [],
): Promise<{ ours: DeviceFound[]; free: SerialPortFound[] }> {
  const owned = await Promise.all(
    ports.map(async (port) => {
      const has = await Promise.all(healths.map(({ path }) => speaksOf(path, port.path)));
      return ownedPort(port, healths[has.indexOf(true)]);
    }),
  );
  return {
    ours: owned.flatMap((one) => one ?? []),
    free: await freePorts(
      ports.filter((_, n) => !owned[n]),
      addresses,
    ),
  };
}

function hidReader(address: string, healths: readonly DeviceHealth[]): Promise<{ samId: string } | string> {
  const owner = healths.find(({ path }) => path === address);
  if (!owner) return readerAt(address, systemClock);
  return Promise.resolve(WORKING.includes(owner.state) ? { samId: owner.serialNo ?? '' } : NOT_ASKED);
}

function ownedPort(port: SerialPortFound, health: DeviceHealth | undefined): DeviceFound | undefined {
  if (!health) return undefined;
  const { kind, path, state } = health;
  return {
    kinds: [kind],
    address: path,
    title: `串口 ${port.path}`,
    why: WORKING.includes(state) ? '正在使用，工作正常。' : NOT_ASKED,
    sureness: 'sure',
    inUse: true,
  };
}

/** Each thing once, the surest first; what the settings already name is marked. */
export function inOrder(found: readonly DeviceFound[], healths: readonly DeviceHealth[]): DeviceFound[] {
  const once = new Map<string, DeviceFound>();
  for (const one of found) {
    const key = `${one.kinds.join()} ${one.address}`;
    const before = once.get(key);
    if (before && ORDER.indexOf(before.sureness) <= ORDER.indexOf(one.sureness)) continue;
    once.set(key, one);
  }
  return [...once.values()]
    .map((one) => ({ ...one, inUse: one.inUse || healths.some((health) => isOf(health, one)) }))
    .sort((a, b) => ORDER.indexOf(a.sureness) - ORDER.indexOf(b.sureness));
}

const isOf = ({ kind, path, vidPid }: DeviceHealth, { kinds, address }: DeviceFound) =>
  kinds.includes(kind) && (path.split('; ').includes(address) || (vidPid !== null && address === `hid://${vidPid}`));
