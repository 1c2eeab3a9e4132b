import { CardReaderSimulator } from '../../main/devices/simulators/id-card.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import { type Bench, SCENE_LIMIT_MS, type Scene } from './scene.ts';
import { SerialGadget } from './serial-gadget.ts';

/** How many cards are read one after the other. */
export const READS = Number(process.env.CARD_READS ?? 8);
const isRead = (event: DeviceEvent) => event.type === 'card-read';
const isState = (state: string) => (event: DeviceEvent) =>
  event.type === 'health' && event.health.kind === 'id-card' && event.health.state === state;

/** An ID-card reader behind a kernel serial port: read, pulled in the middle of the photo, plugged in, read again. */
export const idCardScene: Scene = {
  name: 'ID-card reader on a USB serial port',
  limitMs: SCENE_LIMIT_MS + READS * 3_000,
  async run(bench: Bench) {
    const simulator = new CardReaderSimulator();
    const gadget = new SerialGadget({ socket: 0, name: 'reader', vendor: 0x1d6b, product: 0x0104 }, simulator);
    await gadget.plug();
    await bench.devices.configure({ idCard: { path: '/dev/ttyACM0', simulated: true } });
    await bench.seen('the reader is ready', isState('ready'));

    const times: number[] = [];
    for (let read = 0; read < READS; read += 1) {
      const laid = bench.now();
      // Two cards by turns: one that is laid again at once counts as left lying.
      simulator.lay(read % 2 === 0 ? 'resident' : 'hongkong');
      times.push((await bench.seen('a card is read', isRead)) - laid);
      simulator.lift();
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    times.sort((a, b) => a - b);
    bench.took(`card laid to card read, p95 of ${READS}`, 0, times[Math.ceil(READS * 0.95) - 1] ?? Number.NaN);

    simulator.fault('vanish-once');
    let pulled = bench.now();
    simulator.lay('trader');
    const busy = await bench.seen('reading begins', isState('busy'));
    const absent = await bench.seen('the unplug in the middle of the photo', isState('absent'));
    pulled = Math.max(pulled, busy);
    bench.took('reader: unplug noticed', pulled, absent);

    const plugged = bench.now();
    await gadget.plug();
    simulator.lay('trader');
    bench.took('reader: re-plug to card read', plugged, await bench.seen('the card is read after all', isRead));
    await bench.devices.configure({ idCard: null });
    await gadget.unplug();
  },
};
