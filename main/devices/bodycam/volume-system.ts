import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { VolumeIdentity } from './identity.ts';
import { mountsIn } from './mounts.ts';
import { type Disk, WindowsDisks } from './windows-disks.ts';

/** What an operating system tells of its volumes. Cheap: asked twice a second. */
export interface VolumeSystem {
  /** Roots of the removable volumes that are there now, for the place `auto`. */
  removable(): Promise<string[]>;
  identify(root: string): Promise<VolumeIdentity>;
  /** False when the volume was pulled, even where its folder can still be listed from memory. */
  isThere(root: string): Promise<boolean>;
  stop(): Promise<void>;
}

export const systemOfThisPc = (): VolumeSystem =>
  process.platform === 'win32' ? new WindowsVolumes(new WindowsDisks()) : new LinuxVolumes();

/** Where desktops mount what is plugged in (udisks, and 统信 and 麒麟 with it). */
const PLUGGED = /^\/(?:run\/)?media\/./;

export class LinuxVolumes implements VolumeSystem {
  readonly #mountinfo: () => Promise<string>;
  /** What was mounted where a volume was identified: one that is unmounted leaves an empty folder behind. */
  readonly #identified = new Map<string, string | null>();

  /** @param mountinfo the text of `/proc/self/mountinfo` */
  constructor(mountinfo: () => Promise<string> = () => readFile('/proc/self/mountinfo', 'utf8').catch(() => '')) {
    this.#mountinfo = mountinfo;
  }

  async removable(): Promise<string[]> {
    const mounts = mountsIn(await this.#mountinfo());
    return [...mounts].flatMap(([root, device]) => (PLUGGED.test(root) && device.startsWith('/dev/') ? [root] : []));
  }

  /** Label and UUID of the device mounted exactly there, as udev lists them; a plain folder is known by its name only. */
  async identify(root: string): Promise<VolumeIdentity> {
    const name = basename(root) || root;
    const device = await this.#deviceAt(root);
    this.#identified.set(root, device);
    if (device === null) return { label: name, serial: null };
    const label = await udevName('/dev/disk/by-label', device);
    return { label: label ?? name, serial: await udevName('/dev/disk/by-uuid', device) };
  }

  /** A device that was pulled stays mounted until somebody unmounts it, but its node is gone at once. */
  async isThere(root: string): Promise<boolean> {
    const device = await this.#deviceAt(root);
    const before = this.#identified.get(root) ?? device;
    this.#identified.delete(root);
    if (device !== before) return false;
    this.#identified.set(root, device);
    return (await isThere(root)) && (device === null || (await isThere(device)));
  }

  async stop(): Promise<void> {}

  async #deviceAt(root: string): Promise<string | null> {
    const real = await realpath(root).catch(() => root);
    const device = mountsIn(await this.#mountinfo()).get(real);
    return device?.startsWith('/dev/') ? device : null;
  }
}

/** Drives and their volumes on Windows. Never run there: only its parts were, on Linux. */
export class WindowsVolumes implements VolumeSystem {
  readonly #disks: Pick<WindowsDisks, 'list' | 'stop'>;

  constructor(disks: Pick<WindowsDisks, 'list' | 'stop'>) {
    this.#disks = disks;
  }

  async removable(): Promise<string[]> {
    return (await this.#disks.list()).flatMap((disk) => (disk.removable ? [`${disk.drive}\\`] : []));
  }

  async identify(root: string): Promise<VolumeIdentity> {
    const disk = await this.#diskAt(root);
    return disk === undefined
      ? { label: root.split(/[\\/]/).findLast((part) => part !== '') ?? root, serial: null }
      : { label: disk.label || disk.drive, serial: disk.serial };
  }

  /** A drive that is gone or without a medium cannot be looked at. */
  isThere(root: string): Promise<boolean> {
    return isThere(root);
  }

  stop(): Promise<void> {
    return this.#disks.stop();
  }

  async #diskAt(root: string): Promise<Disk | undefined> {
    const drive = /^([a-z]:)[\\/]?$/i.exec(root)?.[1]?.toUpperCase();
    return drive === undefined ? undefined : (await this.#disks.list()).find((disk) => disk.drive === drive);
  }
}

/** Trouble of another kind (no permission) is told by the scan, which reads. */
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    (error: { code?: string }) => !['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'EIO'].includes(error.code ?? ''),
  );

/** The name under which udev lists a device, e.g. its UUID or label. */
async function udevName(directory: string, device: string): Promise<string | null> {
  for (const name of await readdir(directory).catch(() => [])) {
    if ((await realpath(join(directory, name)).catch(() => '')) === device)
      return name.replace(/\\x([0-9a-f]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  return null;
}
