import type { DeviceError } from '../../../preload/contract/devices.ts';
import { instant } from '../clock.ts';
import { LineDriver, type LineDriverOptions } from '../line-driver.ts';
import { decodeScan } from './decode.ts';
import { type Line, LineCutter } from './lines.ts';
import { ENDLESS, SCANNER_WORDS, TOO_LONG, UNREADABLE } from './problem.ts';

/** A code comes in one go; after so long a silence its end will not come any more. */
const SILENCE_MS = 500;
/** A line that was given up may still go on, over a slow radio for one; after so long a silence a new code begins. */
const REST_MS = 2000;
/** A trigger held down or a shaking hand reads the same code again; within this time it is one reading. */
const SAME_CODE_MS = 800;

/** A scanner on a serial line from plug to unplug and back. Half a code is no code: what has no end is not used. */
export class Scanner extends LineDriver {
  readonly #options: LineDriverOptions;
  readonly #cutter = new LineCutter();
  #cancelSilence: () => void = () => undefined;
  #last: { text: string; at: number } | null = null;

  constructor(options: LineDriverOptions) {
    super('scanner', SCANNER_WORDS, options);
    this.#options = options;
  }

  protected changed(): void {
    this.#cancelSilence();
    this.#cutter.forget();
  }

  protected heard(chunk: Buffer): void {
    this.#cancelSilence();
    const passing = this.#cutter.passing;
    for (const line of this.#cutter.push(chunk)) this.#take(line);
    if (this.#cutter.passing) this.#forgetLater();
    else if (passing) this.trace.add('rest of a line passed over');
    if (!this.#cutter.begun) return;
    this.#cancelSilence = this.#options.clock.after(SILENCE_MS, () => {
      this.#refused(ENDLESS, `no line end after ${this.#cutter.waiting} bytes`);
      this.#cutter.passOver();
      this.#forgetLater();
    });
  }

  /** The rest of a code is not a code: it is passed over up to its end, or until nothing has come for a while. */
  #forgetLater(): void {
    this.#cancelSilence = this.#options.clock.after(REST_MS, () => this.#cutter.forget());
  }

  /** What the code says is nobody's business but the window's: the trace knows its length and kind. */
  #take(line: Line): void {
    if (line === 'too-long') {
      this.#refused(TOO_LONG, 'line too long');
      return;
    }
    const scan = decodeScan(line);
    if (scan === null) {
      this.#refused(UNREADABLE, `${line.length} bytes unreadable`);
      return;
    }
    const { clock, deviceId, emit, simulated } = this.#options;
    const again = this.#last?.text === scan.text && clock.now() - this.#last.at < SAME_CODE_MS;
    this.#last = { text: scan.text, at: clock.now() };
    this.trace.add(`${line.length} bytes, ${scan.symbology ?? 'kind unknown'}${again ? ', the same again' : ''}`);
    if (again) return;
    this.state.worked('ready');
    emit({ type: 'scan', deviceId, at: instant(clock), ...scan, simulated });
  }

  #refused(problem: DeviceError, why: string): void {
    this.trace.add(why);
    this.state.failed('attention', problem);
  }
}
