import { existsSync } from 'node:fs';
import { QueueDisplaySimulator } from '../../main/devices/simulators/queue-display.ts';
import { eventually } from '../../main/devices/testing/eventually.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import { PLAIN_TEMPLATE } from '../../preload/contract/queue-display.ts';
import type { Bench, Scene } from './scene.ts';
import { SerialGadget } from './serial-gadget.ts';

const PORT = '/dev/ttyACM0';
const isState = (state: string) => (event: DeviceEvent) =>
  event.type === 'health' && event.health.kind === 'queue-display' && event.health.state === state;

/** A board of called numbers: a call, the plug pulled in the middle of one, and the number shown when it is back. */
export const queueDisplayScene: Scene = {
  name: 'board of called numbers on a USB serial port',
  async run(bench: Bench) {
    const simulator = new QueueDisplaySimulator();
    const gadget = new SerialGadget({ socket: 5, name: 'board', vendor: 0x1d6b, product: 0x0104 }, simulator);
    await gadget.plug();
    await eventually(() => existsSync(PORT));
    const config = { ...PLAIN_TEMPLATE, path: PORT, baudRate: 9600, simulated: true };
    await bench.devices.configure({ queueDisplay: config });
    await bench.seen('the board is ready', isState('ready'));
    const show = (number: string) => bench.devices.show({ number, window: '1', text: '请到1号窗口' });
    const shown = (number: string) => eventually(() => simulator.shown.at(-1)?.number === number);
    await show('A001');
    await shown('A001');

    simulator.fault('unplug-mid-line-once');
    const pulled = bench.now();
    await show('A002').catch(() => undefined);
    bench.took('board: unplug noticed', pulled, await bench.seen('the unplug in mid line', isState('absent')));

    const plugged = bench.now();
    await gadget.plug();
    await shown('A002');
    bench.took('board: re-plug to the number shown', plugged, performance.now());
    await bench.devices.configure({ queueDisplay: null });
    await gadget.unplug();
  },
};
