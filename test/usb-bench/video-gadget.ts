import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, readSync, readvSync, write, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { answerOf, deviceOf, ENDPOINT_FILE, isCommit, type Sheet, STREAM, transfersOf } from './uvc.ts';

// The kernel's own video function wants isochronous transfers and V4L2 ioctls at the device's end; FunctionFS refuses the
// descriptors of video interfaces. GadgetFS takes any descriptors and is spoken to by reading and writing files:
// linux/usb/gadgetfs.h.

const FOLDER = '/run/gadget';
/** Its name is that of the controllers' driver; which of them it takes is the kernel's choice. */
const DEVICE = `${FOLDER}/dummy_udc`;
const EVENT_SIZE = 12;
const SETUP_EVENT = 3;
const TO_HOST = 0x80;
const SET_CONFIGURATION = 9;
/** How often it looks for what the host asks, ms. Waiting in the kernel would keep the file from being closed. */
const LOOK_MS = 4;
/** How long what goes with a request may take, ms. */
const BODY_MS = 1_000;
const BETWEEN_MS = 200;

const written = promisify(write);
const isNothingYet = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EAGAIN';

/** A camera of the USB Video Class (UVC) that shows a sheet on a table. */
export class VideoGadget {
  readonly #sheet: Sheet;
  #control: number | null = null;
  #looking: NodeJS.Timeout | undefined;
  #stream: number | null = null;
  #streaming: Promise<void> | null = null;
  #freeze = false;
  #frozen: (() => void) | null = null;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    mkdirSync(FOLDER);
    execFileSync('mount', ['-t', 'gadgetfs', 'camera', FOLDER]);
  }

  plug(): void {
    this.#freeze = false;
    const control = openSync(DEVICE, constants.O_RDWR | constants.O_NONBLOCK);
    this.#control = control;
    writeSync(control, deviceOf(this.#sheet));
    this.#looking = setInterval(() => this.#look(control), LOOK_MS);
  }

  /** The cable is pulled; what was under way breaks off. */
  async unplug(): Promise<void> {
    clearInterval(this.#looking);
    if (this.#control !== null) closeSync(this.#control);
    this.#control = null;
    await this.#streaming;
    if (this.#stream !== null) closeSync(this.#stream);
    this.#stream = null;
    this.#streaming = null;
  }

  /** Stops in the middle of the next picture. @returns when its first part has gone to the host */
  freeze(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#frozen = resolve;
    this.#freeze = true;
    return promise;
  }

  #look(control: number): void {
    const event = Buffer.alloc(EVENT_SIZE);
    try {
      for (;;) {
        readSync(control, event, 0, EVENT_SIZE, null);
        if (event.readUInt32LE(8) === SETUP_EVENT) this.#answer(control, event.subarray(0, 8));
      }
    } catch {
      // Nothing was asked; or it was refused, or the host gave it up: it begins anew with each reset of the bus.
    }
  }

  #answer(control: number, setup: Buffer): void {
    const length = setup.readUInt16LE(6);
    if ((setup[0] ?? 0) & TO_HOST) {
      const answer = answerOf(setup, this.#sheet);
      // Reading where the host expects an answer refuses its question.
      if (answer === null) readSync(control, Buffer.alloc(1));
      else writeSync(control, answer.subarray(0, length));
      return;
    }
    if (setup[0] === 0 && setup[1] === SET_CONFIGURATION && setup[2] === 1) {
      this.#stream = openSync(`${FOLDER}/${ENDPOINT_FILE}`, 'r+');
      writeSync(this.#stream, STREAM);
    }
    this.#take(control, length);
    if (isCommit(setup) && this.#stream !== null) this.#streaming ??= this.#show(this.#stream);
  }

  /**
   * What goes with a request; that says yes to it, also where it is no byte long (Node's `read` leaves such out). It comes
   * a moment after the request and has to be taken before the next one, or GadgetFS refuses that: no pause in between.
   */
  #take(control: number, length: number): void {
    const until = performance.now() + BODY_MS;
    for (;;) {
      // Asked before the last try: between the two this process may have had to wait for its turn.
      const late = performance.now() > until;
      try {
        readvSync(control, [Buffer.alloc(length)]);
        return;
      } catch (error) {
        if (!isNothingYet(error) || late) throw error;
      }
    }
  }

  /** A write is over when the host has taken it; so it waits where nobody looks. */
  async #show(stream: number): Promise<void> {
    try {
      for (let picture = 0; ; picture += 1) {
        for (const [part, transfer] of transfersOf(this.#sheet, picture).entries()) {
          await written(stream, transfer);
          if (!this.#freeze || part > 0) continue;
          this.#frozen?.();
          return;
        }
        await pause(BETWEEN_MS);
      }
    } catch {
      // The plug was pulled.
    }
  }
}
