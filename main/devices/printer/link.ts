import type { Clock } from '../clock.ts';
import { hex, type Trace } from '../trace.ts';
import type { Transport } from '../transport/transport.ts';
import {
  type Answer,
  AnswerParser,
  ASK_AUTO_STATUS,
  ASK_CONSUMED,
  ASK_MAKER,
  ASK_MODEL,
  askRealtime,
  type Condition,
  type Realtime,
  readAuto,
  readRealtime,
} from './status.ts';

const FIRST_ANSWER_MS = 1500;
const ANSWER_MS = 500;
/** A name that did not come in time is let pass before the connection ends: a cable would hand it to the next one. */
const LATE_NAME_MS = 2000;
const SEND_MS = 15_000;

/** The connection ended while we were using it. */
export class LinkClosed extends Error {}
/** The far end answers, but not as a printer does. */
export class NotAPrinter extends Error {}

/** An open connection to a printer: one question at a time, each with its own time to answer. */
export class PrinterLink {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #trace: Trace;
  #parser = new AnswerParser();
  readonly #closeListeners: (() => void)[] = [];
  #reported: ((condition: Condition) => void) | null = null;
  #waiting: { kind: Answer['kind']; settle: (outcome: Answer | null | Error) => void } | null = null;
  #closed: Error | null = null;
  #foreign = false;
  #consumed = false;
  #hurried = false;
  #askedConsumed = false;
  /** The last answer said that paper has ended, and nothing about the job. */
  #asksAgain = false;
  #naming = false;

  constructor(transport: Transport, clock: Clock, trace: Trace) {
    this.#transport = transport;
    this.#clock = clock;
    this.#trace = trace;
    transport.onData((chunk) => {
      for (const answer of this.#parser.push(chunk)) this.#answered(answer);
    });
    transport.onClose((cause) => {
      this.#closed = new LinkClosed(cause?.message ?? 'closed by the printer', cause ? { cause } : undefined);
      this.#waiting?.settle(this.#closed);
      for (const listener of this.#closeListeners) listener();
    });
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closeListeners.push(listener);
  }

  /**
   * Maker and model as the printer names them; null where it does not. Whatever else is said meanwhile says nothing: clones
   * answer with a bare name or a single byte (hardware.md §8.9).
   */
  async identity(): Promise<string | null> {
    this.#naming = true;
    try {
      const maker = await this.#ask(ASK_MAKER, 'text', ANSWER_MS);
      const model = await this.#ask(ASK_MODEL, 'text', ANSWER_MS);
      const names = [maker, model].map((answer) => (answer?.kind === 'text' ? answer.text.trim() : ''));
      if (!maker || !model) await new Promise<void>((resolve) => this.#clock.after(LATE_NAME_MS, resolve));
      return names.filter((name) => name !== '').join(' ') || null;
    } finally {
      this.#naming = false;
      // A name may look like the beginning of something longer.
      this.#parser = new AnswerParser();
    }
  }

  /**
   * Asks DLE EOT 1–4. Portable models answer only 1 and 4, so any but the first may stay unanswered.
   * @returns null when nothing answers
   * @throws LinkClosed, NotAPrinter
   */
  async condition(): Promise<Condition | null> {
    const printer = await this.#realtime(1, FIRST_ANSWER_MS);
    if (printer === undefined) return null;
    const answers: Realtime = {
      printer,
      offline: await this.#realtime(2, ANSWER_MS),
      error: await this.#realtime(3, ANSWER_MS),
      paper: await this.#realtime(4, ANSWER_MS),
    };
    if (this.#foreign) throw new NotAPrinter();
    return readRealtime(answers);
  }

  /** Has the printer report by itself from now on, also while it works off a job. @throws LinkClosed */
  async watch(reported: (condition: Condition) => void): Promise<void> {
    this.#reported = reported;
    await this.#write(ASK_AUTO_STATUS);
  }

  /** Ends the wait for the end of the job at once, this one or the next, as if there were no answer. */
  hurry(): void {
    if (this.#waiting?.kind === 'sensor') this.#waiting.settle(null);
    else this.#hurried = true;
  }

  /** Hands the job to the system. @throws LinkClosed, also when the printer takes nothing for 15 s */
  async send(job: Uint8Array): Promise<void> {
    this.#trace.add(`job > ${job.length} bytes`);
    await this.#write(job);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#closed) throw this.#closed;
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#clock.after(SEND_MS, () => reject(new LinkClosed('the printer takes no more data')));
      const settled = (end: () => void) => {
        cancel();
        end();
      };
      this.#transport.write(bytes).then(
        () => settled(resolve),
        (error) => settled(() => reject(new LinkClosed(String(error)))),
      );
    });
  }

  /** Whether the printer has said that the whole job was consumed, also while it was asked something else. */
  get isConsumed(): boolean {
    return this.#consumed;
  }

  /**
   * Whether everything sent so far has been consumed (GS r, answered in order).
   * @returns false when there is no answer within `ms`; ask again later, the question is repeated only where the answer
   * was that paper has ended
   * @throws LinkClosed
   */
  async consumed(ms: number): Promise<boolean> {
    if (this.#consumed) return true;
    const question = this.#askedConsumed && !this.#asksAgain ? null : ASK_CONSUMED;
    this.#askedConsumed = true;
    this.#asksAgain = false;
    if (this.#hurried) {
      this.#hurried = false;
      if (question) await this.#write(question);
      return this.#consumed;
    }
    return (await this.#ask(question, 'sensor', ms)) !== null;
  }

  async #realtime(n: 1 | 2 | 3 | 4, ms: number): Promise<number | undefined> {
    const answer = await this.#ask(askRealtime(n), 'realtime', ms);
    this.#trace.add(`DLE EOT ${n} < ${answer?.kind === 'realtime' ? hex(Buffer.of(answer.byte)) : 'no answer'}`);
    return answer?.kind === 'realtime' ? answer.byte : undefined;
  }

  #ask(question: Uint8Array | null, kind: Answer['kind'], ms: number): Promise<Answer | null> {
    if (this.#closed) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ms, () => this.#waiting?.settle(null));
      const settle = (outcome: Answer | null | Error) => {
        this.#waiting = null;
        cancel();
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      this.#waiting = { kind, settle };
      if (question)
        this.#transport.write(question).catch((error) => this.#waiting?.settle(new LinkClosed(String(error))));
    });
  }

  #answered(answer: Answer): void {
    if (this.#naming && answer.kind !== 'text') return;
    if (answer.kind === 'auto') {
      this.#trace.add(`auto status < ${hex(Uint8Array.from(answer.bytes))}`);
      this.#reported?.(readAuto(answer.bytes));
    }
    // Bit 2 or 3: paper has ended. The byte then says nothing about the job.
    if (answer.kind === 'sensor' && this.#askedConsumed) {
      this.#asksAgain = (answer.byte & 0x0c) !== 0;
      if (this.#asksAgain) return;
      this.#consumed = true;
    }
    if (answer.kind === 'foreign') this.#foreign = true;
    if (this.#waiting?.kind === answer.kind) this.#waiting.settle(answer);
    else if (answer.kind === 'foreign' || (answer.kind === 'sensor' && !this.#askedConsumed))
      this.#waiting?.settle(new NotAPrinter());
  }
}
