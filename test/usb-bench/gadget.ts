import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
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
  readonly settings?: Settings;
}
type Settings = Readonly<Record<string, string | Uint8Array>>;

/** A USB device made by the guest's own kernel; the host side of the same kernel sees it as a real one. */
export class Gadget {
  static readonly #plugged = new Set<Gadget>();
  readonly #folder: string;
  readonly #socket: string;
  /** What it is at present, linked into its one configuration. */
  #link: string | null = null;

  constructor(kind: GadgetKind) {
    this.#folder = join(CONFIGFS, kind.name);
    this.#socket = `dummy_udc.${kind.socket}`;
    const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`;
    mkdirSync(join(this.#folder, 'functions'), { recursive: true });
    mkdirSync(join(this.#folder, 'strings/0x409'), { recursive: true });
    mkdirSync(join(this.#folder, 'configs/c.1'), { recursive: true });
    this.#set('idVendor', hex(kind.vendor));
    this.#set('idProduct', hex(kind.product));
    this.#set('strings/0x409/serialnumber', `bench-${kind.name}`);
    this.#set('strings/0x409/product', kind.name);
    this.become(kind.function, kind.settings);
  }

  /** The same device is something else when it is plugged in the next time, as cameras are. */
  become(kernelFunction: string, settings: Settings = {}): void {
    if (this.#link !== null) unlinkSync(this.#link);
    const folder = this.functionFolder(kernelFunction);
    mkdirSync(folder, { recursive: true });
    for (const [file, value] of Object.entries(settings)) writeFileSync(join(folder, file), value);
    this.#link = join(this.#folder, 'configs/c.1', kernelFunction);
    symlinkSync(folder, this.#link);
  }

  /** Where the kernel tells what it made of a function. */
  functionFolder(kernelFunction: string): string {
    return join(this.#folder, 'functions', kernelFunction);
  }

  plug(): void {
    this.#set('UDC', this.#socket);
    Gadget.#plugged.add(this);
  }

  /** The cable is pulled; what was under way breaks off. Nothing happens to one that is not plugged in. */
  unplug(): void {
    if (Gadget.#plugged.delete(this)) this.#set('UDC', '\n');
  }

  /** What a scene that failed left plugged in is in the way of the next one. */
  static unplugAll(): void {
    for (const gadget of Gadget.#plugged) gadget.unplug();
  }

  #set(file: string, value: string): void {
    writeFileSync(join(this.#folder, file), value);
  }
}
