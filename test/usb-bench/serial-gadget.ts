import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../main/devices/testing/eventually.ts';
import { SerialTransport } from '../../main/devices/transport/serial.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { Gadget } from './gadget.ts';

/** A simulator behind a kernel serial port. When the simulator hangs up, the plug is pulled. */
export class SerialGadget {
  readonly #gadget: Gadget;
  readonly #attach: (device: Transport) => void;

  constructor(kind: { socket: number; name: string; vendor: number; product: number }, simulator: Attachable) {
    this.#gadget = new Gadget({ ...kind, function: 'acm.0' });
    this.#attach = (device) => simulator.attach(device);
  }

  /** Plugs it in and waits until the device's end of the cable is there: the kernel hangs that up at an unplug. */
  async plug(): Promise<void> {
    this.#gadget.plug();
    const end = await eventually(() => SerialTransport.open(this.#deviceEnd(), 115_200).catch(() => null));
    this.#attach({
      write: (bytes) => end.write(bytes),
      onData: (listener) => end.onData(listener),
      onClose: (listener) => end.onClose(listener),
      close: async () => {
        this.unplug();
        await end.close();
      },
    });
  }

  unplug(): void {
    this.#gadget.unplug();
  }

  /** Each serial function of the guest has a number of its own, whatever else is plugged in. */
  #deviceEnd(): string {
    return `/dev/ttyGS${readFileSync(join(this.#gadget.functionFolder, 'port_num'), 'utf8').trim()}`;
  }
}

interface Attachable {
  attach(device: Transport): void;
}
