import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface VolumeIdentity {
  readonly label: string;
  /** UUID or serial number of the volume; null for a plain folder. */
  readonly serial: string | null;
}

/** The device mounted at `root`, or null. The kernel writes spaces in paths as octal escapes. */
async function mountedDevice(root: string): Promise<string | null> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const plain = (text: string) => text.replace(/\\(\d{3})/g, (_, digits) => String.fromCharCode(parseInt(digits, 8)));
  for (const line of mounts.split('\n').reverse()) {
    const [before = '', after = ''] = line.split(' - ');
    if (plain(before.split(' ')[4] ?? '') === root) return plain(after.split(' ')[1] ?? '') || null;
  }
  return null;
}

/** The name under which udev lists a device, e.g. its UUID or label. */
async function udevName(directory: string, device: string): Promise<string | null> {
  for (const name of await readdir(directory).catch(() => [])) {
    if ((await realpath(join(directory, name)).catch(() => '')) === device)
      return name.replace(/\\x([0-9a-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
  }
  return null;
}

/** Label and serial of the volume that has its root here; a plain folder is known by its name only. */
export async function identifyVolume(root: string): Promise<VolumeIdentity> {
  const name = basename(root) || root;
  if (process.platform === 'win32') {
    // The system reports the serial number of a volume as its device number.
    const serial = /^[a-z]:[\\/]?$/i.test(root) ? (await stat(root, { bigint: true })).dev.toString(16) : null;
    return { label: name, serial };
  }
  const device = await mountedDevice(await realpath(root));
  if (!device?.startsWith('/dev/')) return { label: name, serial: null };
  const label = await udevName('/dev/disk/by-label', device);
  return { label: label ?? name, serial: await udevName('/dev/disk/by-uuid', device) };
}

/** A seven-character device number (hardware.md §4.2) in a volume label such as `BWC1234567`. */
export function deviceNoOf(label: string): string | undefined {
  const found = /^(?:BWC[-_]?)?([0-9A-Z]{7})$/i.exec(label)?.[1]?.toUpperCase();
  return found !== undefined && /\d/.test(found) ? found : undefined;
}
