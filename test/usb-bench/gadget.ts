import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CONFIGFS = '/sys/kernel/config/usb_gadget';

interface GadgetKind {
  /** Its own virtual socket: pulling one gadget leaves the others plugged in. */
  readonly socket: number;
  readonly name: string;
  readonly vendor: number;
  readonly product: number;
  /** The kernel's gadget function, such as `acm.0`, and the settings of its folder. */
  readonly function: string;
  readonly settings?: Readonly<Record<string, string | Uint8Array>>;
}

/** A USB device made by the guest's own kernel; the host side of the same kernel sees it as a real one. */
export class Gadget {
  readonly #folder: string;
  readonly #socket: string;
  readonly #function: string;

  constructor(kind: GadgetKind) {
    this.#folder = join(CONFIGFS, kind.name);
    this.#socket = `dummy_udc.${kind.socket}`;
    const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`;
    const functionFolder = join(this.#folder, 'functions', kind.function);
    this.#function = functionFolder;
    const texts = join(this.#folder, 'strings/0x409');
    mkdirSync(functionFolder, { recursive: true });
    mkdirSync(texts, { recursive: true });
    mkdirSync(join(this.#folder, 'configs/c.1'), { recursive: true });
    this.#set('idVendor', hex(kind.vendor));
    this.#set('idProduct', hex(kind.product));
    this.#set('strings/0x409/serialnumber', `bench-${kind.name}`);
    this.#set('strings/0x409/product', kind.name);
    for (const [file, value] of Object.entries(kind.settings ?? {})) writeFileSync(join(functionFolder, file), value);
    symlinkSync(functionFolder, join(this.#folder, 'configs/c.1', kind.function));
  }

  plug(): void {
    this.#set('UDC', this.#socket);
  }

  /** What the kernel says of the function, such as `port_num` of a serial port. */
  setting(name: string): string {
    return readFileSync(join(this.#function, name), 'utf8').trim();
  }

  /** The cable is pulled; what was under way breaks off. */
  unplug(): void {
    this.#set('UDC', '\n');
  }

  #set(file: string, value: string): void {
    writeFileSync(join(this.#folder, file), value);
  }
}
