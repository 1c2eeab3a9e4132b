import type { DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import type { DisplayTemplate, QueueCall } from '../../../preload/contract/queue-display.ts';
import { type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import { Health } from '../health.ts';
import { KeptLine, type LineCandidate } from '../kept-line.ts';
import { systemError } from '../system-error.ts';
import { Trace } from '../trace.ts';
import type { Address } from '../transport/address.ts';
import { encodeCall } from './encode.ts';
import { DISPLAY_WORDS, STUCK } from './problem.ts';
import { type Board, parseTemplate } from './template.ts';

/** At 1200 baud 200 bytes need under two seconds. */
const WRITE_MS = 4000;

interface QueueDisplayOptions {
  readonly deviceId: string;
  readonly path: string;
  readonly transport: Address['kind'];
  readonly simulated: boolean;
  readonly template: DisplayTemplate;
  readonly clock: Clock;
  readonly candidates: () => Promise<readonly LineCandidate[]>;
  readonly emit: (event: DeviceEvent) => void;
}

/** A board on a serial line. It answers nothing: what the system has taken counts as shown. */
export class QueueDisplay {
  readonly #options: QueueDisplayOptions;
  readonly #board: Board;
  readonly #trace: Trace;
  readonly #health: Health;
  readonly #line: KeptLine;
  /** What the board should show; sent again to one that comes back. */
  #shown: QueueCall | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** @throws Refusal DEV-606 for a template that makes no sense */
  constructor(options: QueueDisplayOptions) {
    this.#board = parseTemplate(options.template);
    const { clock, deviceId, path, transport, simulated, candidates } = options;
    this.#options = options;
    this.#trace = new Trace(clock);
    const identity = { deviceId, kind: 'queue-display', path, transport, simulated, canTest: true } as const;
    this.#health = new Health(identity, clock, (health) => options.emit({ type: 'health', health }));
    this.#line = new KeptLine({
      ...{ clock, candidates, health: this.#health, trace: this.#trace, words: DISPLAY_WORDS },
      onData: () => undefined,
      onChange: (open) => {
        if (open && this.#shown) this.#send(this.#shown).catch(() => undefined);
      },
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

  /** Resolves when the system has taken the bytes. @throws Refusal DEV-604, DEV-605 */
  async show(call: QueueCall): Promise<void> {
    this.#shown = call;
    if (!this.#line.open)
      refuse('DEV-604', '叫号屏现在没有接通，叫号照常在屏幕上显示和播报；接通后会自动补显示这个号。');
    await this.#send(call);
  }

  /** One call after the other. */
  #send(call: QueueCall): Promise<void> {
    const turn = this.#turn.then(() => this.#write(encodeCall(this.#board, call)));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #write(bytes: Buffer): Promise<void> {
    const late = Promise.withResolvers<never>();
    const cancel = this.#options.clock.after(WRITE_MS, () => late.reject(new Error('timed out')));
    try {
      await Promise.race([this.#line.write(bytes), late.promise]);
      this.#trace.add(`${bytes.length} bytes shown`);
      this.#health.worked('ready');
    } catch (error) {
      const raw = systemError(error).message;
      this.#trace.add(`${bytes.length} bytes not taken: ${raw}`);
      this.#health.failed('error', { ...STUCK, raw });
      this.#line.retry();
      refuse(STUCK.code as RefusalCode, STUCK.sentence);
    } finally {
      cancel();
    }
  }
}
