import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SerialPort } from 'serialport';
import type { SerialPortFound } from '../../../preload/contract/devices.ts';

/** One name for one port: Windows calls `COM3`, `com3` and `\\.\COM3` the same. */
export const portName = (path: string): string => /^(?:\\\\\.\\)?(COM\d+)$/i.exec(path)?.[1]?.toUpperCase() ?? path;

/**
 * The ports that addresses of ours speak of: a serial path, a helper's argument, also by a link (`/dev/serial/by-id/…`).
 */
export async function portsIn(addresses: readonly string[]): Promise<string[]> {
  const told = addresses.flatMap((address) => {
    const plain = address.replace(/[?&]simulated$/, '');
    const asked = URL.canParse(plain) ? new URL(plain).searchParams.getAll('arg') : [];
    return [plain, ...asked].flatMap((one) => {
      const text = one.replace(/^serial:\/\//, '');
      // A helper may take its port in any words: --port=COM7, /dev/ttyACM0,115200.
      return [text, ...(text.match(/\bCOM\d{1,3}\b|\/dev\/[^\s?&,;]+/gi) ?? [])];
    });
  });
  const real = told.filter((one) => one.startsWith('/')).map((one) => realpath(one).catch(() => one));
  return [...new Set([...told, ...(await Promise.all(real))])];
}

/** Those that nobody has, however the taken ones are written. */
export function freePorts(ports: readonly SerialPortFound[], taken: readonly string[]): SerialPortFound[] {
  const names = new Set(taken.map(portName));
  return ports.filter(({ path }) => !names.has(portName(path)));
}

/**
 * The serial ports of this PC. On Linux the library asks `udevadm` and rejects where there is none (containers, some
 * domestic systems); then the kernel's own list is read. It also has the numbers that `udevadm` does not know where no
 * udev runs behind it.
 */
export async function listSerialPorts(
  list: typeof SerialPort.list = SerialPort.list,
  tty = '/sys/class/tty',
): Promise<SerialPortFound[]> {
  try {
    const listed = (await list()).map((port) => ({
      path: port.path,
      vidPid: port.vendorId && port.productId ? `${port.vendorId}:${port.productId}`.toUpperCase() : null,
      maker: port.manufacturer ?? null,
    }));
    if (listed.every(({ vidPid }) => vidPid !== null)) return listed;
    const kernel = await listTty(tty);
    return listed.map((port) => (port.vidPid === null && kernel.find(({ path }) => path === port.path)) || port);
  } catch {
    return listTty(tty);
  }
}

async function listTty(tty: string): Promise<SerialPortFound[]> {
  const found: SerialPortFound[] = [];
  for (const name of (await readdir(tty).catch(() => [])).sort()) {
    // Consoles and pseudo terminals have no device behind them.
    const device = await realpath(`${tty}/${name}/device`).catch(() => null);
    if (device !== null) found.push({ path: `/dev/${name}`, ...(await usbOf(device)) });
  }
  return found;
}

/** The numbers of the USB device around a port: one folder up from an ACM port, two from a bridge's. */
async function usbOf(port: string): Promise<{ vidPid: string | null; maker: string | null }> {
  for (const usb of [dirname(port), dirname(dirname(port))]) {
    const said = (file: string) => readFile(`${usb}/${file}`, 'utf8').then((text) => text.trim());
    const numbers = await Promise.all([said('idVendor'), said('idProduct')]).catch(() => null);
    if (numbers !== null)
      return { vidPid: numbers.join(':').toUpperCase(), maker: await said('manufacturer').catch(() => null) };
  }
  return { vidPid: null, maker: null };
}
