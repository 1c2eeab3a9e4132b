import { randomUUID } from 'node:crypto';
import { SignaturePadSimulator } from '../../main/devices/simulators/signature-pad.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import type { PadEvent } from '../../preload/contract/pad.ts';
import { HidGadget } from './hid-gadget.ts';
import type { Bench, Scene } from './scene.ts';

const isState = (state: string) => (event: DeviceEvent) =>
  event.type === 'health' && event.health.kind === 'signature-pad' && event.health.state === state;
const isStep = (step: PadEvent['step']) => (event: DeviceEvent) => event.type === 'pad' && event.event.step === step;

/** A Wacom STU behind kernel HID: pulled in mid stroke nothing is signed; plugged in again a signature is. */
export const padScene: Scene = {
  name: 'signature pad on USB HID',
  async run(bench: Bench) {
    const usb = new HidGadget(3, 'pad', 0x056a, 0x00a4);
    await usb.open();
    const simulator = new SignaturePadSimulator();
    let pulled: number | null = null;
    const serve = () => {
      const device = simulator.device();
      device.onClose(() => {
        pulled = performance.now();
      });
      usb.serve(device);
    };
    serve();
    usb.gadget.plug();
    await bench.devices.configure({ signaturePad: { path: 'auto', simulated: true } });
    await bench.seen('the pad is ready', isState('ready'));
    const begin = async () => {
      const layout = await bench.devices.pad.layout();
      if (!layout) throw new Error('the pad has no plan');
      const picture = Buffer.alloc(Math.ceil(layout.width / 8) * layout.height, 0x55).toString('base64');
      await bench.devices.pad.begin({ sessionId: randomUUID(), picture });
    };

    await begin();
    simulator.fault('unplug-mid-stroke-once');
    bench.now();
    await simulator.hand('write');
    bench.took('pad: unplug noticed', pulled, await bench.seen('the unplug in mid stroke', isState('absent')));
    await bench.seen('the signing ends without a signature', isStep('ended'));

    const plugged = bench.now();
    await simulator.hand('plug');
    serve();
    usb.gadget.plug();
    bench.took('pad: re-plug to ready', plugged, await bench.seen('the pad is ready again', isState('ready')));
    await begin();
    bench.now();
    await simulator.hand('write');
    await simulator.hand('confirm');
    await bench.seen('a whole signature', isStep('signed'));
    await bench.devices.configure({ signaturePad: null });
  },
};
