import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../main/devices/testing/eventually.ts';

/** Where the scenes mount what is plugged in, as a desktop would; watched with `VOLUMES/*`. */
export const VOLUMES = '/run/volumes';

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

/**
 * A camera's card: an exFAT image with something on it.
 * @param label of the volume; the folder below {@link VOLUMES} where it is mounted has the same name
 */
export class CardImage {
  readonly file: string;
  /** Where it is seen while it is mounted. */
  readonly place: string;

  constructor(label: string, megabytes: number) {
    this.file = `/run/${label}.img`;
    this.place = join(VOLUMES, label);
    mkdirSync(this.place, { recursive: true });
    writeFileSync(this.file, '');
    truncateSync(this.file, megabytes << 20);
    run('mkfs.exfat', '-L', label, this.file);
  }

  /** Writes onto it before it is in any camera that is plugged in. */
  async fill(work: (place: string) => Promise<void>): Promise<void> {
    run('mount', '-t', 'exfat', '-o', 'loop', this.file, this.place);
    await work(this.place);
    run('umount', this.place);
  }

  /** Mounts the USB disk that was plugged in, as soon as the kernel has found it. */
  async mountDisk(): Promise<void> {
    await eventually(() => {
      // Looked for each time: a disk that was pulled may still have its name for a moment.
      const disk = globSync('/dev/sd?')[0];
      if (disk === undefined) return false;
      try {
        execFileSync('mount', ['-t', 'exfat', '-o', 'ro', disk, this.place], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    }, 60_000);
  }

  /** @param pulled the disk is gone already */
  unmount(pulled = false): void {
    run('umount', ...(pulled ? ['-l'] : []), this.place);
  }
}

/** No disk of the scene before is left over. */
export const noDisk = () => eventually(() => globSync('/dev/sd?').length === 0, 60_000);
