import type { Clock } from '../clock.ts';
import { hex, type Trace } from '../trace.ts';
import type { HidDevice } from '../transport/hid-device.ts';
import { chooseMode, encodePicture, imageReports } from './image.ts';
import {
  type Box,
  type Capability,
  CLEAR_SCREEN,
  clearArea,
  decodeStatus,
  displayArea,
  FEATURE_LENGTH,
  inkingMode,
  type PadStatus,
  Report,
  ResultCode,
  StatusCode,
} from './reports.ts';

const ANSWER_MS = 2000;
const LOOK_EVERY_MS = 50;
/** A pad that is still drawing after this long has stopped working. */
const DRAW_MS = 10_000;

/** The pad did not answer, or its answer was no report of the family. */
export class NoAnswer extends Error {}

/** Questions and orders to an open pad, one at a time, each with its own time to answer. */
export class PadLink {
  readonly hid: HidDevice;
  readonly #clock: Clock;
  readonly #trace: Trace;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(hid: HidDevice, clock: Clock, trace: Trace) {
    this.hid = hid;
    this.#clock = clock;
    this.#trace = trace;
  }

  /** @throws NoAnswer */
  async status(): Promise<PadStatus> {
    const answer = await this.get(Report.status);
    const status = decodeStatus(answer);
    if (status) return status;
    // Some stacks cannot carry feature reports back and hand over zeros, the id too. Such a pad is known by its number
    // and believed to be ready; it is noticed by its samples.
    if (answer.length > 0 && answer.every((byte) => byte === 0))
      return { status: StatusCode.ready, result: ResultCode.ok };
    throw new NoAnswer('no status');
  }

  /** @throws NoAnswer */
  get(id: number): Promise<Buffer> {
    return this.#inTurn(async () => {
      const answer = await this.#within(this.hid.getFeature(id, FEATURE_LENGTH[id] ?? 0));
      this.#trace.add(`get ${hex(Buffer.of(id))} < ${hex(answer.subarray(0, 20))}`);
      return answer;
    });
  }

  /** @throws NoAnswer */
  set(report: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      await this.#within(this.hid.sendFeature(report));
      // A picture is what the signer is shown; it stays out of the log.
      if (report[0] !== Report.imageBlock) this.#trace.add(`set ${hex(report)}`);
    });
  }

  /** Whether the pad took the order. @throws NoAnswer */
  async order(report: Uint8Array): Promise<boolean> {
    await this.set(report);
    return (await this.ready()).result === ResultCode.ok;
  }

  /** Waits until the pad has done what it is doing. @throws NoAnswer */
  async ready(): Promise<PadStatus> {
    const limit = this.#clock.now() + DRAW_MS;
    for (;;) {
      const status = await this.status();
      if (status.status === StatusCode.ready) return status;
      if (this.#clock.now() >= limit) throw new NoAnswer(`busy with ${status.status}`);
      await new Promise<void>((resolve) => this.#clock.after(LOOK_EVERY_MS, resolve));
    }
  }

  /** Shows a black-and-white picture and lets the pen write inside the field. @throws NoAnswer */
  async show(picture: Uint8Array, { screenWidth, screenHeight, encodings }: Capability, field: Box): Promise<void> {
    await this.set(inkingMode(false));
    await this.set(CLEAR_SCREEN);
    await this.ready();
    const mode = chooseMode(encodings);
    for (const report of imageReports(encodePicture(picture, screenWidth, screenHeight, mode), mode))
      await this.set(report);
    if ((await this.ready()).result !== ResultCode.ok) throw new NoAnswer('the picture was refused');
    await this.set(displayArea(field));
    await this.set(inkingMode(true));
  }

  /** Takes the ink out of the field. False where the pad cannot clear a part of its screen. @throws NoAnswer */
  async wipe(field: Box): Promise<boolean> {
    await this.set(inkingMode(false));
    const wiped = await this.order(clearArea(field));
    if (wiped) await this.set(inkingMode(true));
    return wiped;
  }

  /** Leaves an empty screen. @throws NoAnswer */
  async rest(): Promise<void> {
    await this.set(inkingMode(false));
    await this.set(CLEAR_SCREEN);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #within<T>(work: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const cancel = this.#clock.after(ANSWER_MS, () => reject(new NoAnswer('no answer')));
    work.then(resolve, (error: unknown) => reject(new NoAnswer(String(error), { cause: error }))).finally(cancel);
    return promise;
  }
}
