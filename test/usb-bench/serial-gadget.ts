import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../main/devices/testing/eventually.ts';
import { SerialTransport } from '../../main/devices/transport/serial.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { Gadget } from './gadget.ts';

/** The kernel's name for a serial port (CDC ACM). */
export const SERIAL = 'acm.0';

/** A simulator behind a kernel serial port. When the simulator hangs up, the plug is pulled. */
export class SerialGadget {
  readonly gadget: Gadget;
  readonly #attach: (device: Transport) => void;
  #end: Transport | null = null;

  constructor(kind: { socket: number; name: string; vendor: number; product: number }, simulator: Attachable) {
    this.gadget = new Gadget({ ...kind, function: SERIAL });
    this.#attach = (device) => simulator.attach(device);
  }

  /** Plugs it in and waits until the device's end of the cable is there. */
  async plug(): Promise<void> {
    this.gadget.plug();
    const end = await eventually(() => SerialTransport.open(this.#deviceEnd(), 115_200).catch(() => null), 60_000);
    this.#end = end;
    this.#attach({
      write: (bytes) => end.write(bytes),
      onData: (listener) => end.onData(listener),
      onClose: (listener) => end.onClose(listener),
      close: () => this.unplug(),
    });
  }

  /** The device's end is let go too: what the kernel hung up reads as empty for ever, and nobody would notice. */
  async unplug(): Promise<void> {
    this.gadget.unplug();
    await this.#end?.close();
    this.#end = null;
  }

  /** Each serial function of the guest has a number of its own, whatever else is plugged in. */
  #deviceEnd(): string {
    return `/dev/ttyGS${readFileSync(join(this.gadget.functionFolder(SERIAL), 'port_num'), 'utf8').trim()}`;
  }
}

interface Attachable {
  attach(device: Transport): void;
}
