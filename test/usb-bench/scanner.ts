import { ScannerSimulator } from '../../main/devices/simulators/scanner.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import type { Bench, Scene } from './scene.ts';
import { SerialGadget } from './serial-gadget.ts';

const CODE = 'https://zf.example/C/青溪罚决字〔2026〕第000001号';
const isState = (state: string) => (event: DeviceEvent) =>
  event.type === 'health' && event.health.kind === 'scanner' && event.health.state === state;
const isScan = (text: string) => (event: DeviceEvent) => event.type === 'scan' && event.text === text;

/** A scanner of a known make, found by itself: a code, the plug pulled in the middle of one, a code again. */
export const scannerScene: Scene = {
  name: 'scanner on a USB serial port, found by its maker',
  async run(bench: Bench) {
    const simulator = new ScannerSimulator();
    const gadget = new SerialGadget({ socket: 4, name: 'scanner', vendor: 0x0c2e, product: 0x0b6a }, simulator);
    await gadget.plug();
    await bench.devices.configure({ scanner: { path: 'auto', baudRate: 9600, simulated: true } });
    await bench.seen('the scanner is ready', isState('ready'));
    const held = bench.now();
    await simulator.scan(CODE);
    bench.took('scanner: code held before it to code read', held, await bench.seen('the code', isScan(CODE)));

    simulator.fault('unplug-mid-code-once');
    const pulled = bench.now();
    await simulator.scan('half of this');
    bench.took('scanner: unplug noticed', pulled, await bench.seen('the unplug in mid code', isState('absent')));

    const plugged = bench.now();
    await gadget.plug();
    bench.took('scanner: re-plug to ready', plugged, await bench.seen('the scanner is ready again', isState('ready')));
    await simulator.scan('6901234567892');
    await bench.seen('a whole code and nothing of the half one', isScan('6901234567892'));
    await bench.devices.configure({ scanner: null });
    await gadget.unplug();
  },
};
