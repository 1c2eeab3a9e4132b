import type { DeviceFound, DeviceHealth } from '../../../preload/contract/devices.ts';
import { systemOfThisPc } from '../bodycam/volume-system.ts';
import { systemClock } from '../clock.ts';
import { HID_MAKERS } from '../id-card/candidates.ts';
import { usbPrinters } from '../printer/usb-printers.ts';
import { isStu } from '../signature-pad/models.ts';
import { hex4 } from '../transport/hid.ts';
import { listHidPaths } from '../transport/node-hid.ts';
import { listSerialPorts } from '../transport/ports.ts';
import { foundQueue, printQueues } from './queues.ts';
import { findSerial, readerAt } from './serial.ts';
import { foundPad, foundPrinter, foundReader } from './usb.ts';
import { foundVolume } from './volumes.ts';

const WORKING: readonly DeviceHealth['state'][] = ['ready', 'busy', 'attention'];
const ORDER: readonly DeviceFound['sureness'][] = ['sure', 'likely', 'unsure'];

/**
 * 自动查找: what is plugged into this PC, the surest first. A port that a device of ours has open is not touched: the
 * device itself has already proved what it is.
 */
export async function findDevices(healths: readonly DeviceHealth[]): Promise<DeviceFound[]> {
  const ours = healths.filter(({ state, simulated }) => WORKING.includes(state) && !simulated);
  const system = systemOfThisPc();
  const [ports, hids, printers, queues, volumes] = await Promise.all([
    listSerialPorts(),
    listHidPaths().catch(() => []),
    usbPrinters(),
    printQueues(),
    system.removable().catch(() => []),
  ]);
  const open = (path: string) => ours.find((one) => one.path === path);
  const free = ports.filter(({ path }) => !open(path));
  const readers = new Set(
    hids
      .filter(({ vendorId }) => HID_MAKERS.includes(vendorId))
      .map(({ vendorId, productId }) => `${hex4(vendorId)}:${hex4(productId)}`),
  );
  const found = await Promise.all([
    ...ports.flatMap(({ path }) => usedPort(open(path)) ?? []),
    findSerial(free),
    ...[...readers].map(async (numbers) => {
      const used = open(`hid://${numbers}`);
      return foundReader(
        numbers,
        used ? { samId: used.serialNo ?? '' } : await readerAt(`hid://${numbers}`, systemClock),
      );
    }),
    ...hids.filter(({ vendorId, productId }) => isStu(vendorId, productId)).map(foundPad),
    ...printers.map(foundPrinter),
    ...queues.map(foundQueue),
    ...volumes.map((root) => foundVolume(system, root)),
  ]);
  await system.stop();
  return inOrder(found.flat(), healths);
}

function usedPort(health: DeviceHealth | undefined): DeviceFound | undefined {
  if (!health) return undefined;
  const { kind, path } = health;
  return {
    kinds: [kind],
    address: path,
    title: `串口 ${path}`,
    why: '正在使用，工作正常。',
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
