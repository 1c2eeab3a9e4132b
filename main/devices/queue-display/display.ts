import type { DisplayTemplate, QueueCall } from '../../../preload/contract/queue-display.ts';
import { type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import { type Clock, legalDay } from '../clock.ts';
import { LineDriver, type LineDriverOptions } from '../line-driver.ts';
import { systemError } from '../system-error.ts';
import { encodeCall } from './encode.ts';
import { DISPLAY_WORDS, STUCK } from './problem.ts';
import { type Board, parseTemplate } from './template.ts';

/** At 1200 baud 200 bytes need under two seconds. */
const WRITE_MS = 4000;

interface QueueDisplayOptions extends LineDriverOptions {
  readonly template: DisplayTemplate;
}

/** A board on a serial line. It answers nothing: what the system has taken counts as shown. */
export class QueueDisplay extends LineDriver {
  readonly #clock: Clock;
  readonly #board: Board;
  /** What the board should show; sent again to one that comes back on the same day. Numbers begin anew every day. */
  #shown: { readonly call: QueueCall; readonly day: string } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** @throws Refusal DEV-606 for a template that makes no sense */
  constructor(options: QueueDisplayOptions) {
    super('queue-display', DISPLAY_WORDS, options);
    this.#board = parseTemplate(options.template);
    this.#clock = options.clock;
  }

  protected heard(): void {}

  protected changed(open: boolean): void {
    if (this.#shown?.day !== legalDay(this.#clock)) this.#shown = null;
    if (open && this.#shown) this.#send(this.#shown.call).catch(() => undefined);
  }

  /** Resolves when the system has taken the bytes. @throws Refusal DEV-604, DEV-605 */
  async show(call: QueueCall): Promise<void> {
    this.#shown = { call, day: legalDay(this.#clock) };
    if (!this.open) refuse('DEV-604', '叫号屏现在没有接通，叫号照常在屏幕上显示和播报；接通后会自动补显示这个号。');
    await this.#send(call);
  }

  /** One call after the other. */
  #send(call: QueueCall): Promise<void> {
    const turn = this.#turn.then(() => this.#put(encodeCall(this.#board, call)));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #put(bytes: Buffer): Promise<void> {
    try {
      await this.write(bytes, WRITE_MS);
      this.trace.add(`${bytes.length} bytes shown`);
      this.state.worked('ready');
    } catch (error) {
      const raw = systemError(error).message;
      this.trace.add(`${bytes.length} bytes not taken: ${raw}`);
      this.state.failed('error', { ...STUCK, raw });
      refuse(STUCK.code as RefusalCode, STUCK.sentence);
    }
  }
}
