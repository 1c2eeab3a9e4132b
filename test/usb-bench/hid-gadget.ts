import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FEATURE_LENGTH } from '../../main/devices/signature-pad/reports.ts';
import type { HidDevice } from '../../main/devices/transport/hid-device.ts';
import { Gadget } from './gadget.ts';

// The kernel's own HID function answers every question for a feature report with zeros, so the pad answers for itself
// through FunctionFS: USB 2.0 chapter 9, HID 1.11 §6–7, and the kernel's linux/usb/functionfs.h.

const FOLDER = '/run/pad';
const EVENT_SIZE = 12;
const SETUP_EVENT = 4;
const DISABLE_EVENT = 3;
const LONGEST = 0x0a00;
const Request = { getReport: 0x01, setReport: 0x09, getDescriptor: 0x06 } as const;

/** Input reports with their lengths, id left out, and the ids of the feature reports; each feature may be 255 long. */
const INPUTS = { 1: 6, 48: 8, 52: 10 } as const;
const ASKED = Object.keys(FEATURE_LENGTH).map(Number);
const ORDERED = [0x04, 0x20, 0x21, 0x23, 0x25, 0x26, 0x27, 0x2a];

function reportDescriptor(): Buffer {
  const report = (id: number, count: number, kind: number) => [0x85, id, 0x09, id, 0x75, 8, 0x95, count, kind, 2];
  const inputs = Object.entries(INPUTS).flatMap(([id, length]) => report(Number(id), length, 0x81));
  const features = [...ASKED, ...ORDERED].flatMap((id) => report(id, (FEATURE_LENGTH[id] ?? 256) - 1, 0xb1));
  // Usage page and usage of a vendor, one application collection, values 0–255.
  return Buffer.from([0x06, 0x00, 0xff, 0x09, 1, 0xa1, 1, 0x15, 0, 0x26, 0xff, 0, ...inputs, ...features, 0xc0]);
}

const le32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);

function descriptors(): Buffer {
  const size = reportDescriptor().length;
  const speed = (interval: number) => [
    ...[9, 4, 0, 0, 1, 3, 0, 0, 0],
    ...[9, 0x21, 0x11, 0x01, 0, 1, 0x22, size & 0xff, size >> 8],
    ...[7, 5, 0x81, 3, 64, 0, interval],
  ];
  const both = Buffer.from([...speed(1), ...speed(4)]);
  // Magic (version 2), length of all, full and high speed, three descriptors each.
  return Buffer.concat([le32(3, 20 + both.length, 3, 3, 3), both]);
}

/** Magic, length, no strings in no languages. */
const NO_STRINGS = le32(2, 16, 0, 0);

/** A HID device on USB whose reports a program answers. */
export class HidGadget {
  readonly gadget: Gadget;
  #control: FileHandle | null = null;
  #samples: FileHandle | null = null;
  #device: HidDevice | null = null;

  constructor(socket: number, name: string, vendor: number, product: number) {
    this.gadget = new Gadget({ socket, name, vendor, product, function: 'ffs.pad' });
    mkdirSync(FOLDER);
    execFileSync('mount', ['-t', 'functionfs', 'pad', FOLDER]);
  }

  /** Has to be done once before the gadget is plugged in. */
  async open(): Promise<void> {
    this.#control = await open(`${FOLDER}/ep0`, 'r+');
    await this.#control.write(descriptors());
    await this.#control.write(NO_STRINGS);
    this.#samples = await open(`${FOLDER}/ep1`, 'r+');
    void this.#serve(this.#control);
  }

  /** From now on this device answers; when it ends, the plug is pulled. */
  serve(device: HidDevice): void {
    this.#device = device;
    device.onInput((report) => void this.#samples?.write(report).catch(() => undefined));
    device.onClose(() => this.gadget.unplug());
  }

  async #serve(control: FileHandle): Promise<void> {
    const events = Buffer.alloc(EVENT_SIZE * 4);
    for (;;) {
      const { bytesRead } = await control.read(events, 0, events.length, null);
      for (let at = 0; at < bytesRead; at += EVENT_SIZE) {
        const type = events.readUInt8(at + 8);
        if (type === SETUP_EVENT) await this.#answer(control, events.subarray(at, at + 8)).catch(() => undefined);
        if (type === DISABLE_EVENT) void this.#device?.close();
      }
    }
  }

  async #answer(control: FileHandle, setup: Buffer): Promise<void> {
    const [toHost, request, id] = [(setup[0] ?? 0) >= 0x80, setup[1], setup.readUInt8(2)];
    const length = Math.min(setup.readUInt16LE(6), LONGEST);
    if (toHost) {
      const answer =
        request === Request.getDescriptor
          ? reportDescriptor()
          : request === Request.getReport
            ? await this.#device?.getFeature(id, length).catch(() => null)
            : null;
      // Reading where the host expects an answer refuses its question.
      if (answer) await control.write(answer.subarray(0, length));
      else await control.readv([Buffer.alloc(1)]);
      return;
    }
    const body = Buffer.alloc(length);
    // That says yes to the order, also where no byte goes with it: Node's `read` leaves such out.
    const { bytesRead } = await control.readv([body]);
    if (request === Request.setReport) await this.#device?.sendFeature(body.subarray(0, bytesRead));
  }
}
