import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../main/devices/testing/eventually.ts';
import { isFakeCamera } from '../../preload/contract/photos.ts';
import { SHEET } from './built.ts';
import type { Bench, Scene } from './scene.ts';
import { CORNERS, SIZE } from './sheet.ts';
import { VideoGadget } from './video-gadget.ts';
import { type Said, Window } from './window.ts';

/** Passes on what the kernel tells of devices; Chromium listens to it and not to the kernel. */
const UDEV = '/lib/systemd/systemd-udevd';
/** How far the corners that were found may be off, pixels. */
const OFF = 3;
const devices = () => globSync('/dev/video*');
const refuses = (code: string) => (said: Said) =>
  'refused' in said && said.refused === code && said.shown.includes(code);
const isPicture = (said: Said) => 'picture' in said;

/** A page that was taken has to be what the camera sent, byte for byte, with the sheet found in it. */
function check(said: Said, sheet: Buffer): void {
  if (!('taken' in said)) return;
  const { base64, corners, found, taken, width, height } = said;
  const whole = taken === 'PHOTO' && Buffer.from(base64, 'base64').equals(sheet);
  const off = corners.map(({ x, y }, i) => Math.hypot(x - (CORNERS[i]?.x ?? 0), y - (CORNERS[i]?.y ?? 0)));
  if (!whole || !found || Math.max(...off) > OFF) {
    throw new Error(`${taken} ${width} × ${height}, as it was sent: ${whole}, sheet: ${JSON.stringify(corners)}`);
  }
}

/**
 * A document camera of the USB Video Class before the window that reads it: seen, a page taken, pulled while it runs and
 * in the middle of a picture that is being taken, and each time back by itself.
 */
export const documentCameraScene: Scene = {
  name: 'document camera of the USB Video Class',
  ofWindow: true,
  async run(bench: Bench) {
    const sheet = readFileSync(SHEET);
    const camera = new VideoGadget({ jpeg: sheet, ...SIZE });
    const udev = spawn(UDEV, { stdio: 'ignore' });
    const window = new Window();
    const { heard } = window;
    const takeOne = async () => {
      heard.now();
      window.take();
      await heard.seen('a page is taken', (said) => {
        check(said, sheet);
        return 'taken' in said;
      });
    };
    try {
      await window.open((how) => bench.crashed(how));
      await heard.seen('that there is no camera', refuses('CAM-101'));
      // Nobody has been asked for the permission yet.
      let plugged = heard.now();
      camera.plug();
      const shown = await heard.seen('the first picture', isPicture);
      bench.took('document camera: first plug to picture', plugged, shown);
      await heard.seen('its name', (said) => 'picture' in said && !isFakeCamera(said.picture));
      await takeOne();
      await window.permit();

      let pulled = heard.now();
      await camera.unplug();
      bench.took('document camera: unplug noticed', pulled, await heard.seen('the unplug', refuses('CAM-104')));
      await eventually(() => devices().length === 0);
      plugged = heard.now();
      camera.plug();
      bench.took('document camera: re-plug to picture', plugged, await heard.seen('the picture again', isPicture));

      await camera.freeze();
      heard.now();
      window.take();
      await heard.seen('a picture is being taken', (said) => 'taking' in said);
      await pause(1_000);
      pulled = performance.now();
      await camera.unplug();
      const noticed = await heard.seen('the unplug in the middle of a picture', refuses('CAM-104'));
      bench.took('document camera: unplug noticed in mid picture', pulled, noticed);
      await heard.seen('that nothing was taken', (said) => {
        if ('taken' in said) throw new Error('half a picture was taken');
        return 'notTaken' in said && said.notTaken === 'CAM-104';
      });
      await eventually(() => devices().length === 0);
      heard.now();
      camera.plug();
      await heard.seen('the picture once more', isPicture);
      await takeOne();
    } finally {
      window.close();
      await camera.unplug();
      udev.kill('SIGKILL');
    }
  },
};
