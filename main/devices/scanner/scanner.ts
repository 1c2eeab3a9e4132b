import type { DeviceError, DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import { type Clock, instant } from '../clock.ts';
import { Health } from '../health.ts';
import { KeptLine, type LineCandidate } from '../kept-line.ts';
import { Trace } from '../trace.ts';
import type { Address } from '../transport/address.ts';
import { decodeScan } from './decode.ts';
import { type Line, LineCutter } from './lines.ts';
import { ENDLESS, SCANNER_WORDS, TOO_LONG, UNREADABLE } from './problem.ts';

/** A code comes in one go; after so long a silence its end will not come any more. */
const SILENCE_MS = 500;
/** A trigger held down or a shaking hand reads the same code again; within this time it is one reading. */
const SAME_CODE_MS = 800;

interface ScannerOptions {
  readonly deviceId: string;
  readonly path: string;
  readonly transport: Address['kind'];
  readonly simulated: boolean;
  readonly clock: Clock;
  readonly candidates: () => Promise<readonly LineCandidate[]>;
  readonly emit: (event: DeviceEvent) => void;
}

/** A scanner on a serial line from plug to unplug and back. Half a code is no code: what has no end is not used. */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #trace: Trace;
  readonly #health: Health;
  readonly #line: KeptLine;
  readonly #cutter = new LineCutter();
  #cancelSilence: () => void = () => undefined;
  #last: { text: string; at: number } | null = null;

  constructor(options: ScannerOptions) {
    const { clock, deviceId, path, transport, simulated, candidates } = options;
    this.#options = options;
    this.#trace = new Trace(clock);
    this.#health = new Health(
      { deviceId, kind: 'scanner', path, transport, simulated, canTest: true },
      clock,
      (health) => options.emit({ type: 'health', health }),
    );
    this.#line = new KeptLine({
      ...{ clock, candidates, health: this.#health, trace: this.#trace, words: SCANNER_WORDS },
      onData: (chunk) => this.#heard(chunk),
      onChange: () => this.#forget(),
    });
  }

  get health(): DeviceHealth {
    return this.#health.record;
  }

  get diagnostics(): string {
    return this.#trace.text();
  }

  start(): void {
    this.#line.start();
  }

  retry(): void {
    this.#line.retry();
  }

  stop(): Promise<void> {
    return this.#line.stop();
  }

  #forget(): void {
    this.#cancelSilence();
    this.#cutter.forget();
  }

  #heard(chunk: Buffer): void {
    this.#cancelSilence();
    for (const line of this.#cutter.push(chunk)) this.#take(line);
    if (!this.#cutter.begun) return;
    this.#cancelSilence = this.#options.clock.after(SILENCE_MS, () => {
      this.#refused(ENDLESS, `no line end after ${this.#cutter.waiting} bytes`);
      this.#cutter.forget();
    });
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
    this.#trace.add(`${line.length} bytes, ${scan.symbology ?? 'kind unknown'}${again ? ', the same again' : ''}`);
    if (again) return;
    this.#health.worked('ready');
    emit({ type: 'scan', deviceId, at: instant(clock), ...scan, simulated });
  }

  #refused(problem: DeviceError, why: string): void {
    this.#trace.add(why);
    this.#health.failed('attention', problem);
  }
}
