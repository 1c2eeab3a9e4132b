import { readdir } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { SerialPortFound } from '../../../preload/contract/devices.ts';

/**
 * The serial ports of this PC. On Linux the library asks `udevadm` and rejects where there is none (containers, some
 * domestic systems); then the kernel's own list is read.
 */
export async function listSerialPorts(
  list: typeof SerialPort.list = SerialPort.list,
  tty = '/sys/class/tty',
): Promise<SerialPortFound[]> {
  try {
    return (await list()).map((port) => ({
      path: port.path,
      vidPid: port.vendorId && port.productId ? `${port.vendorId}:${port.productId}`.toUpperCase() : null,
      maker: port.manufacturer ?? null,
    }));
  } catch {
    return listTty(tty);
  }
}

async function listTty(tty: string): Promise<SerialPortFound[]> {
  const found: SerialPortFound[] = [];
  for (const name of (await readdir(tty).catch(() => [])).sort()) {
    // Consoles and pseudo terminals have no device behind them.
    const device = await readdir(`${tty}/${name}/device`).catch(() => null);
    if (device !== null) found.push({ path: `/dev/${name}`, vidPid: null, maker: null });
  }
  return found;
}
