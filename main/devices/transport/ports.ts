import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SerialPort } from 'serialport';
import type { SerialPortFound } from '../../../preload/contract/devices.ts';

/** One name for one port: Windows calls `COM3`, `com3` and `\\.\COM3` the same. */
export const portName = (path: string): string => /^(?:\\\\\.\\)?(COM\d+)$/i.exec(path)?.[1]?.toUpperCase() ?? path;

/**
 * Whether an address of ours speaks of a port: as a serial path, in a helper's argument in any words (`--port=COM7`,
 * `/dev/ttyACM0:115200`, `ttyACM0`), or by a link (`/dev/serial/by-id/…`).
 */
export async function speaksOf(address: string, port: string): Promise<boolean> {
  const plain = address.replace(/[?&]simulated$/, '');
  const asked = URL.canParse(plain) ? new URL(plain).searchParams.getAll('arg') : [];
  const last = port.split(/[\\/]/).at(-1) ?? port;
  // A bare number (`/dev/pts/3`) is no name: every other address has one.
  const name = /[a-z]/i.test(last) ? last : port;
  const word = new RegExp(`(?<!\\w)${name.replace(/\W/g, '\\$&')}(?!\\w)`, 'i');
  for (const text of [plain, ...asked]) {
    if (word.test(text)) return true;
    for (const path of text.match(/\/[^\s?&,;|"']+/g) ?? []) if ((await linkedTo(path)) === port) return true;
  }
  return false;
}

/** What a link leads to; what stands behind its name (`:115200`, `@9600`, `#1`) may be part of it or not. */
async function linkedTo(path: string): Promise<string | null> {
  for (
    let end = path.length;
    end > 0;
    end = Math.max(...[':', '@', '#'].map((mark) => path.lastIndexOf(mark, end - 1)))
  ) {
    const real = await realpath(path.slice(0, end)).catch(() => null);
    if (real !== null) return real;
  }
  return null;
}

/** Those that none of our addresses speaks of. */
export async function freePorts(
  ports: readonly SerialPortFound[],
  addresses: readonly string[],
): Promise<SerialPortFound[]> {
  const taken = await Promise.all(
    ports.map(async ({ path }) => (await Promise.all(addresses.map((one) => speaksOf(one, path)))).includes(true)),
  );
  return ports.filter((_, n) => !taken[n]);
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
