import { ScannerSimulator } from '../../main/devices/simulators/scanner.ts';
import { eventually } from '../../main/devices/testing/eventually.ts';
import { SerialTransport } from '../../main/devices/transport/serial.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import { Gadget } from './gadget.ts';
import type { Bench, Scene } from './scene.ts';

const isState = (state: string) => (event: DeviceEvent) =>
  event.type === 'health' && event.health.kind === 'scanner' && event.health.state === state;
const isScan = (text: string) => (event: DeviceEvent) => event.type === 'scan' && event.text === text;

/** A scanner behind a kernel serial port, found by its USB numbers: read, pulled in mid code, plugged in, read again. */
export const scannerScene: Scene = {
  name: 'scanner on a USB serial port, found by its numbers',
  async run(bench: Bench) {
    // A Newland scanner as USB CDC.
    const gadget = new Gadget({ socket: 0, name: 'scanner', vendor: 0x1eab, product: 0x0c06, function: 'acm.0' });
    const simulator = new ScannerSimulator('none', ']C0');
    const attach = async () => {
      const end = await SerialTransport.open(`/dev/ttyGS${gadget.setting('port_num')}`, 9600);
      simulator.attach({
        write: (bytes) => end.write(bytes),
        onData: (listener) => end.onData(listener),
        onClose: (listener) => end.onClose(listener),
        close: async () => {
          gadget.unplug();
          await end.close();
        },
      });
    };
    gadget.plug();
    await attach();
    await bench.devices.configure({ scanner: { path: 'auto', baudRate: 9600, simulated: true } });
    await bench.seen('the scanner is found', isState('ready'));

    const held = bench.now();
    await simulator.scan('0a1b2c3d');
    bench.took('scanner: code held to code told', held, await bench.seen('a code is read', isScan('0a1b2c3d')));

    simulator.fault('unplug-mid-code-once');
    const pulled = bench.now();
    await simulator.scan('ffffffff');
    bench.took('scanner: unplug noticed', pulled, await bench.seen('the unplug in mid code', isState('absent')));

    const plugged = bench.now();
    gadget.plug();
    await eventually(() =>
      attach().then(
        () => true,
        () => false,
      ),
    );
    await bench.seen('the scanner is back', isState('ready'));
    await simulator.scan('1a1b2c3d');
    const read = await bench.seen('a code is read again', (event) => event.type === 'scan');
    await bench.seen('and it is the whole one', isScan('1a1b2c3d'));
    bench.took('scanner: re-plug to code told', plugged, read);
    await bench.devices.configure({ scanner: null });
    gadget.unplug();
  },
};
