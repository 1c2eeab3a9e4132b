import type { PadAct, PadHand } from '../../../preload/contract/pad.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { type Clock, systemClock } from '../clock.ts';
import { padLayout } from '../signature-pad/layout.ts';
import { encodePen, OptionMode } from '../signature-pad/pen.ts';
import {
  type Box,
  type Capability,
  encodeCapability,
  encodeInformation,
  encodeStatus,
  Report,
  ResultCode,
  StatusCode,
} from '../signature-pad/reports.ts';
import type { HidDevice } from '../transport/hid-device.ts';
import { serveHid } from '../transport/hid-wire.ts';
import { Listeners, type Transport } from '../transport/transport.ts';
import { Listening } from './listening.ts';
import { type PenStep, press, WRITTEN_NAME } from './pen-strokes.ts';

/** What can be wrong with a pad. Those marked once heal themselves after they have struck. hardware.md §2.5. */
export const PAD_FAULTS = [
  'none',
  'unplug-mid-stroke-once',
  'lost-samples',
  'time-wrap',
  'leaves-range',
  'wrong-model',
  'no-capability',
  'answers-zeros',
  'no-options',
  'time-only',
  'refuses-picture',
  'cannot-wipe',
  'no-answer',
  'damaged-samples',
] as const;
export type PadFault = (typeof PAD_FAULTS)[number];

/** Values of an STU-430. hardware.md §2.1. */
const CAPABILITY: Capability = {
  ...{ maxX: 9600, maxY: 6000, maxPressure: 1023, screenWidth: 320, screenHeight: 200 },
  ...{ reportRate: 200, resolution: 2540, encodings: 0x02 },
};
const UID = 0x5354_3401;
/** A pad draws for so long after a picture was sent. */
const DRAW_MS = 300;
const SAMPLE_MS = 5;

/** A Wacom STU-430 at the level of HID reports, with a pen that a test or a trainer moves. */
export class SignaturePadSimulator {
  readonly #clock: Clock;
  readonly #listening = new Listening((transport) => this.attach(transport));
  readonly #open = new Set<Listeners>();
  #fault: PadFault = 'none';
  #plugged = true;
  #registers = new Registers();
  #drawing = false;
  #sequence = 0;
  #time = 0;
  #pen: Promise<void> = Promise.resolve();

  constructor(fault: string = 'none', clock: Clock = systemClock) {
    this.#clock = clock;
    this.fault(fault);
  }

  /** What is wrong with it now. */
  get faultNow(): string {
    return this.#fault;
  }

  /** @throws Refusal DEV-902 */
  fault(name: string): void {
    const fault = PAD_FAULTS.find((one) => one === name);
    if (!fault) refuse('DEV-902', `签字板模拟没有「${name}」这种故障，可选：${PAD_FAULTS.join('、')}。`);
    this.#fault = fault;
    if (fault === 'time-wrap') this.#time = 0x1_0000 - 500;
  }

  /** What the signer sees now. `picture` as the pad holds it: 1 = white. */
  seen(): { picture: string; inking: boolean; area: Box | null } {
    const { picture, inking, area } = this.#registers;
    return { picture: picture.toString('base64'), inking, area };
  }

  /** Does at the pad what a hand does. Resolves when the hand is still again. @throws Refusal DEV-906 */
  hand(what: PadHand): Promise<void> {
    if (what === 'plug') {
      this.#plugged = true;
      return Promise.resolve();
    }
    if (what === 'unplug') {
      this.#pull();
      return Promise.resolve();
    }
    if (this.#open.size === 0) refuse('DEV-906', '模拟签字板没有接上，请先接上签字板。');
    if (what === 'pull') this.#fault = 'unplug-mid-stroke-once';
    const writes = what === 'write' || what === 'pull';
    const steps = writes ? this.#inField(WRITTEN_NAME) : press(this.#middleOf(what));
    const play = this.#pen.then(() => this.#play(steps));
    this.#pen = play;
    return play;
  }

  /** Serves TCP on the loopback; 0 chooses a free port. @returns the port */
  listen(port: number): Promise<number> {
    return this.#listening.on(port);
  }

  close(): Promise<void> {
    this.#pull();
    return this.#listening.close();
  }

  attach(transport: Transport): void {
    if (this.#plugged) serveHid(this.device(), transport);
    else void transport.close();
  }

  /** An opened handle of this pad. @throws Error like the system while it is pulled out */
  device(): HidDevice {
    if (!this.#plugged) throw new Error('cannot open device with vendor id 0x56a: No HID devices found');
    const listeners = new Listeners();
    this.#open.add(listeners);
    listeners.onClose(() => this.#open.delete(listeners));
    const gone = () => new Error('could not use device: No such device');
    return {
      getFeature: (id, length) => {
        if (this.#fault === 'no-answer') return new Promise(() => undefined);
        if (listeners.ended) return Promise.reject(gone());
        return this.#fault === 'answers-zeros' ? Promise.resolve(Buffer.alloc(length)) : this.#get(id);
      },
      sendFeature: (report) => (listeners.ended ? Promise.reject(gone()) : this.#set(Buffer.from(report))),
      onInput: (listener) => listeners.onData(listener),
      onClose: (listener) => listeners.onClose(listener),
      close: async () => listeners.end(null),
    };
  }

  async #get(id: number): Promise<Buffer> {
    const { result, option } = this.#registers;
    switch (id) {
      case Report.status:
        return encodeStatus({ status: this.#drawing ? StatusCode.image : StatusCode.ready, result });
      case Report.information:
        return encodeInformation({ model: this.#fault === 'wrong-model' ? 'Intuos 4' : 'STU-430', firmware: '1.03' });
      case Report.capability:
        if (this.#fault === 'no-capability') break;
        return encodeCapability(CAPABILITY);
      case Report.uid: {
        const uid = Buffer.of(Report.uid, 0, 0, 0, 0);
        uid.writeUInt32BE(UID, 1);
        return uid;
      }
      case Report.optionMode:
        return Buffer.of(Report.optionMode, option);
    }
    throw new Error('could not get feature report: Broken pipe');
  }

  async #set(report: Buffer): Promise<void> {
    const fault = this.#fault;
    this.#registers.write(report, {
      options: fault === 'no-options' ? [0] : fault === 'time-only' ? [0, 1] : [0, 1, 2, 3],
      wipes: fault !== 'cannot-wipe',
      takesPicture: fault !== 'refuses-picture',
    });
    if (report[0] === Report.endImage) {
      this.#drawing = true;
      this.#clock.after(DRAW_MS, () => {
        this.#drawing = false;
      });
    }
  }

  #pull(): void {
    this.#plugged = false;
    this.#registers = new Registers();
    this.#drawing = false;
    for (const listeners of [...this.#open]) listeners.end(new Error('could not read from HID device: device gone'));
  }

  #middleOf(act: PadAct): { x: number; y: number } {
    const button = padLayout(CAPABILITY).buttons.find((one) => one.act === act);
    const { x, y, width, height } = button?.box ?? { x: 0, y: 0, width: 0, height: 0 };
    return toTablet(x + width / 2, y + height / 2);
  }

  /** A name in parts of the field, as units of the tablet. */
  #inField(steps: readonly PenStep[]): PenStep[] {
    const { field } = padLayout(CAPABILITY);
    return steps.map((step) => ({
      ...step,
      ...toTablet(field.x + step.x * field.width, field.y + step.y * field.height),
    }));
  }

  async #play(steps: readonly PenStep[]): Promise<void> {
    const half = steps.length >> 1;
    for (const [i, step] of steps.entries()) {
      await new Promise<void>((resolve) => this.#clock.after(SAMPLE_MS, resolve));
      if (this.#open.size === 0) return;
      if (this.#fault === 'unplug-mid-stroke-once' && step.down && i >= half) {
        this.#fault = 'none';
        return this.#pull();
      }
      this.#time = (this.#time + SAMPLE_MS) & 0xffff;
      this.#sequence = (this.#sequence + 1) & 0xffff;
      if (this.#fault === 'lost-samples' && i % 10 === 7) continue;
      this.#say(this.#fault === 'leaves-range' && i === half ? { ...step, inRange: false, down: false } : step);
    }
  }

  #say(step: PenStep): void {
    const { option } = this.#registers;
    const report = encodePen({
      ...step,
      x: Math.round(step.x),
      y: Math.round(step.y),
      pressure: Math.round(step.pressure * CAPABILITY.maxPressure),
      time: option === OptionMode.time || option === OptionMode.both ? this.#time : null,
      sequence: option === OptionMode.sequence || option === OptionMode.both ? this.#sequence : null,
    });
    if (this.#fault === 'damaged-samples' && this.#sequence % 5 === 0) report.writeUInt16BE(0xffff, 3);
    for (const listeners of this.#open) listeners.data(report);
  }
}

const toTablet = (x: number, y: number) => ({
  x: (x * CAPABILITY.maxX) / (CAPABILITY.screenWidth - 1),
  y: (y * CAPABILITY.maxY) / (CAPABILITY.screenHeight - 1),
});

interface Abilities {
  readonly options: readonly number[];
  readonly wipes: boolean;
  readonly takesPicture: boolean;
}

/** What the pad remembers, and how it judges each order (report 03). hardware.md §2.1. */
class Registers {
  result: number = ResultCode.ok;
  option: OptionMode = OptionMode.none;
  inking = false;
  area: Box | null = null;
  picture = Buffer.alloc(0);
  #arriving: Buffer[] | null = null;

  write(report: Buffer, can: Abilities): void {
    this.result = this.#take(report, can);
  }

  #take(report: Buffer, can: Abilities): number {
    const value = report[1] ?? 0;
    switch (report[0]) {
      case Report.reset:
      case Report.clearScreen:
        this.picture = Buffer.alloc(0);
        this.#arriving = null;
        return ResultCode.ok;
      case Report.inkingMode:
        this.inking = value === 1;
        return value > 1 ? ResultCode.badParameter : ResultCode.ok;
      case Report.optionMode:
        if (!can.options.includes(value)) return ResultCode.badParameter;
        this.option = value as OptionMode;
        return ResultCode.ok;
      case Report.displayArea: {
        const [x = 0, y = 0, right = 0, bottom = 0] = [1, 3, 5, 7].map((at) => report.readUInt16LE(at));
        this.area = { x, y, width: right - x + 1, height: bottom - y + 1 };
        return ResultCode.ok;
      }
      case Report.clearArea:
        return can.wipes ? ResultCode.ok : ResultCode.wrongReport;
      case Report.startImage:
        this.#arriving = value === 0 ? [] : null;
        return value === 0 ? ResultCode.ok : ResultCode.badEncoding;
      case Report.imageBlock:
        if (!this.#arriving) return ResultCode.wrongState;
        this.#arriving.push(report.subarray(3, 3 + report.readUInt16LE(1)));
        return ResultCode.ok;
      case Report.endImage:
        if (!this.#arriving || !can.takesPicture) return ResultCode.wrongState;
        this.picture = Buffer.concat(this.#arriving);
        this.#arriving = null;
        return ResultCode.ok;
      default:
        return ResultCode.wrongReport;
    }
  }
}
