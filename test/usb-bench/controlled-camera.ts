import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockCamera } from '../../main/devices/simulators/bodycam.ts';
import { CAMERA_BODY, ControlledCameraSimulator } from '../../main/devices/simulators/controlled-camera.ts';
import { E12, TextCutter } from '../../main/devices/simulators/e12.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import type { DeviceEvent, DeviceHealth } from '../../preload/contract/devices.ts';
import { CardImage, noDisk, VOLUMES } from './card-image.ts';
import type { Bench, Scene } from './scene.ts';
import { SERIAL, SerialGadget } from './serial-gadget.ts';

const HELPER = join(import.meta.dirname, '../../resources/camera-helper/e12.mjs');
const PASSWORD = CAMERA_BODY.password;
const isCamera =
  (holds: (health: DeviceHealth) => boolean) =>
  (event: DeviceEvent): boolean =>
    event.type === 'health' && event.health.kind === 'camera-control' && holds(event.health);
const isReady = isCamera(({ state, camera }) => state === 'ready' && camera?.storage === false);

/**
 * The example helper and the simulated E12 with a kernel serial port between them. 转为存储: the simulator hangs up, and the
 * bench plugs the same gadget in again as a disk with the camera's clips on it.
 */
export const controlledCameraScene: Scene = {
  name: 'body camera that is spoken to on a USB serial port and then becomes a disk',
  async run(bench: Bench) {
    const card = new CardImage(`BWC${CAMERA_BODY.deviceNo}`, 32);
    const clips = new Map<string, Buffer>();
    await card.fill(async (dir) => {
      const at = new Date('2026-11-20T01:00:00Z');
      const files = await dockCamera({ ...CAMERA_BODY, dir, at, profile: 'ga947-a' }, 'no-ffmpeg');
      for (const file of files) clips.set(file, readFileSync(join(dir, file)));
    });
    const simulator = new ControlledCameraSimulator();
    const left = Promise.withResolvers<void>();
    let pullAt: string | null = null;
    let pulled: number | null = null;
    const cable = new SerialGadget(
      { socket: 6, name: 'controlled', vendor: 0x1d6b, product: 0x0104 },
      { attach: (device) => simulator.attach(watched(device)) },
    );
    const watched = (device: Transport): Transport => {
      const texts = new TextCutter();
      return {
        ...device,
        onData: (listener) =>
          device.onData((chunk) => {
            const asked = texts.push(chunk).map((text) => text.slice(0, 10));
            if (pullAt === null || !asked.includes(pullAt)) return listener(chunk);
            pullAt = null;
            pulled = bench.now();
            void cable.unplug();
          }),
        // Its answer to 转为存储 is still on the way: it leaves when that has arrived.
        close: async () => left.resolve(),
      };
    };

    await cable.plug();
    const camera = `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(HELPER)}&arg=serial:///dev/ttyACM0`;
    const volumes = [`${VOLUMES}/*?simulated`];
    await bench.devices.configure({ cameraControl: { path: `${camera}&simulated` }, volumes });
    const isThisOne = isCamera(
      ({ state, serialNo, model, camera: told }) =>
        state === 'ready' && serialNo === CAMERA_BODY.deviceNo && model === 'HACH8' && told?.battery === 76,
    );
    await bench.seen('the camera tells who it is and how full its battery is', isThisOne);
    const { before, after } = await bench.devices.camera.syncClock({ password: PASSWORD });
    // It ran 95 seconds ahead; whole seconds are all it tells, and an emulated processor takes its time.
    if (Math.abs((before ?? 0) + 95) > 5 || Math.abs(after ?? 99) > 5)
      throw new Error(`its clock was off by ${before} s, and by ${after} s when it was set`);

    const ordered = bench.now();
    await bench.devices.camera.toStorage({ password: PASSWORD });
    await left.promise;
    await cable.unplug();
    cable.gadget.become('mass_storage.0', { 'lun.0/removable': '1', 'lun.0/file': card.file });
    cable.gadget.plug();
    await card.mountDisk();
    const isDisk = (event: DeviceEvent) =>
      event.type === 'volume-appeared' && event.volume.deviceNo === CAMERA_BODY.deviceNo;
    const seen = await bench.seen('its recordings', isDisk);
    bench.took('controlled camera: order to become a disk to recordings seen', ordered, seen);
    await bench.seen(
      'it is known to be a disk now',
      isCamera(({ camera: told }) => told?.storage === true),
    );
    for (const [file, bytes] of clips)
      if (!readFileSync(join(card.place, file)).equals(bytes)) throw new Error(`${file} is another one`);

    card.unmount();
    cable.gadget.unplug();
    await noDisk();
    await bench.seen('the disk is gone', (event) => event.type === 'volume-gone');
    await simulator.takeOut();
    cable.gadget.become(SERIAL);
    bench.now();
    await cable.plug();
    await bench.seen('it can be spoken to again', isReady);

    bench.now();
    pullAt = E12.setTime;
    const code = await bench.devices.camera.syncClock({ password: PASSWORD }).then(
      () => 'done',
      (error: { data?: { code?: string } }) => error.data?.code,
    );
    const isTold = isCamera(({ state, lastError }) => state === 'error' && lastError?.code === 'DEV-332');
    const noticed = await bench.seen('the unplug in the middle of 校时', isTold);
    // Whether the camera followed it nobody knows.
    if (code !== 'DEV-344') throw new Error(`the order that broke off ended as ${code}`);
    bench.took('controlled camera: unplug noticed', pulled, noticed);
    await bench.seen(
      'the camera is away',
      isCamera(({ state }) => state === 'absent'),
    );

    const plugged = bench.now();
    await cable.plug();
    bench.took('controlled camera: re-plug to ready', plugged, await bench.seen('it is ready again', isReady));
    const idle = await bench.devices.camera.syncClock({ password: PASSWORD });
    if (Math.abs(idle.after ?? 99) > 5) throw new Error(`its clock is off by ${idle.after} s`);
    const alone = bench.now();
    await cable.unplug();
    const missed = await bench.seen(
      'it is missed without an order',
      isCamera(({ state }) => state === 'absent'),
    );
    bench.took('controlled camera: unplug noticed while nothing is ordered', alone, missed);
    await bench.devices.configure({ cameraControl: null, volumes: [] });
  },
};
