import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockCamera } from '../../main/devices/simulators/bodycam.ts';
import { copyVerified, openReadOnly, SourceError } from '../../main/office/evidence/copy.ts';
import { CardImage, noDisk, VOLUMES } from './card-image.ts';
import { Gadget } from './gadget.ts';
import type { Bench, Scene } from './scene.ts';

const BIG = 'DCIM/100MEDIA/1234567_000123_20261120090000_0009.mp4';

/** A body camera as a real exFAT disk on USB: seen, pulled in the middle of a copy, plugged in, copied whole. */
export const cameraScene: Scene = {
  name: 'body camera on USB mass storage with exFAT',
  async run(bench: Bench) {
    const card = new CardImage('BWC1234567', 32);
    const film = randomBytes(8 << 20);
    await card.fill(async (dir) => {
      const at = new Date('2026-11-20T01:00:00Z');
      await dockCamera({ dir, deviceNo: '1234567', officerNo: '000123', profile: 'ga947-a', at }, 'no-ffmpeg');
      writeFileSync(join(dir, BIG), film);
    });
    const gadget = new Gadget({
      ...{ socket: 1, name: 'camera', vendor: 0x1d6b, product: 0x0105, function: 'mass_storage.0' },
      settings: { 'lun.0/removable': '1', 'lun.0/file': card.file },
    });
    const big = join(card.place, BIG);

    await bench.devices.configure({ volumes: [`${VOLUMES}/*?simulated`] });
    let plugged = bench.now();
    gadget.plug();
    await card.mountDisk();
    const isCamera = (type: string) => (event: { type: string }) =>
      event.type === type && JSON.stringify(event).includes('1234567');
    bench.took('camera: plug to recordings seen', plugged, await bench.seen('the camera', isCamera('volume-appeared')));

    const source = await openReadOnly(big);
    const { size, mtimeMs } = await source.stat();
    const copy = {
      ...{ sizeBytes: size, modifiedMs: Math.floor(mtimeMs), partial: '/run/copy.part' },
      onSynced: () => {},
      signal: new AbortController().signal,
    };
    let pulled: number | null = null;
    const broken = await copyVerified({
      ...copy,
      source,
      onBytes: (done) => {
        if (done < size / 2 || pulled !== null) return;
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
    card.unmount(true);
    if (!existsSync('/run/copy.part')) throw new Error('what was copied so far is not there any more');

    await noDisk();
    plugged = bench.now();
    gadget.plug();
    await card.mountDisk();
    bench.took(
      'camera: re-plug to recordings seen',
      plugged,
      await bench.seen('the camera again', isCamera('volume-appeared')),
    );
    const again = await openReadOnly(big);
    const sha256 = await copyVerified({ ...copy, source: again, onBytes: () => {} });
    await again.close();
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== hash(film) || hash(readFileSync('/run/copy.part')) !== sha256) throw new Error('the copy differs');
    await bench.devices.configure({ volumes: [] });
    card.unmount();
    gadget.unplug();
    await noDisk();
  },
};
