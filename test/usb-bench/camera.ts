import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockCamera } from '../../main/devices/simulators/bodycam.ts';
import { eventually } from '../../main/devices/testing/eventually.ts';
import { copyVerified, openReadOnly, SourceError } from '../../main/office/evidence/copy.ts';
import { Gadget } from './gadget.ts';
import type { Bench, Scene } from './scene.ts';

const VOLUMES = '/run/volumes';
const MOUNTED = join(VOLUMES, 'BWC1234567');
const IMAGE = '/run/camera.img';
const BIG = 'DCIM/100MEDIA/1234567_000123_20261120090000_0009.mp4';
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** The disk of the gadget that is plugged in, once the kernel has found it. */
const disk = () => eventually(() => globSync('/dev/sd?')[0]);

async function mount(...options: string[]): Promise<void> {
  const device = await disk();
  await eventually(() => {
    try {
      run('mount', '-t', 'exfat', ...options, device, MOUNTED);
      return true;
    } catch {
      return false;
    }
  });
}

/** A body camera as a real exFAT disk on USB: seen, pulled in the middle of a copy, plugged in, copied whole. */
export const cameraScene: Scene = {
  name: 'body camera on USB mass storage with exFAT',
  async run(bench: Bench) {
    mkdirSync(MOUNTED, { recursive: true });
    writeFileSync(IMAGE, '');
    truncateSync(IMAGE, 96 << 20);
    run('mkfs.exfat', '-L', 'BWC1234567', IMAGE);
    const gadget = new Gadget({
      ...{ socket: 1, name: 'camera', vendor: 0x1d6b, product: 0x0105, function: 'mass_storage.0' },
      settings: { 'lun.0/removable': '1', 'lun.0/file': IMAGE },
    });
    gadget.plug();
    await mount();
    await dockCamera(
      {
        ...{ dir: MOUNTED, deviceNo: '1234567', officerNo: '000123', profile: 'ga947-a' },
        at: new Date('2026-11-20T01:00:00Z'),
      },
      'no-ffmpeg',
    );
    const film = randomBytes(32 << 20);
    writeFileSync(join(MOUNTED, BIG), film);
    run('umount', MOUNTED);
    gadget.unplug();
    await eventually(() => globSync('/dev/sd?').length === 0);

    await bench.devices.configure({ volumes: [`${VOLUMES}/*?simulated`] });
    let plugged = bench.now();
    gadget.plug();
    await mount('-o', 'ro');
    const isCamera = (type: string) => (event: { type: string }) =>
      event.type === type && JSON.stringify(event).includes('1234567');
    bench.took('camera: plug to recordings seen', plugged, await bench.seen('the camera', isCamera('volume-appeared')));

    const source = await openReadOnly(join(MOUNTED, BIG));
    const { size, mtimeMs } = await source.stat();
    const copy = {
      ...{ sizeBytes: size, modifiedMs: Math.floor(mtimeMs), partial: '/run/copy.part' },
      onSynced: () => {},
      signal: new AbortController().signal,
    };
    let pulled = 0;
    const broken = await copyVerified({
      ...copy,
      source,
      onBytes: (done) => {
        if (done < size / 2 || pulled > 0) return;
        pulled = bench.now();
        gadget.unplug();
      },
    }).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(broken instanceof SourceError)) throw new Error(`the copy of a pulled camera ended with ${String(broken)}`);
    await source.close();
    bench.took('camera: unplug noticed', pulled, await bench.seen('the camera is gone', isCamera('volume-gone')));
    run('umount', '-l', MOUNTED);
    if (!existsSync('/run/copy.part')) throw new Error('what was copied so far is not there any more');

    plugged = bench.now();
    gadget.plug();
    await mount('-o', 'ro');
    bench.took(
      'camera: re-plug to recordings seen',
      plugged,
      await bench.seen('the camera again', isCamera('volume-appeared')),
    );
    const again = await openReadOnly(join(MOUNTED, BIG));
    const sha256 = await copyVerified({ ...copy, source: again, onBytes: () => {} });
    await again.close();
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== hash(film) || hash(readFileSync('/run/copy.part')) !== sha256) throw new Error('the copy differs');
    await bench.devices.configure({ volumes: [] });
    run('umount', MOUNTED);
    gadget.unplug();
  },
};
