import type { Clock } from '../clock.ts';
import type { Trace } from '../trace.ts';
import { HelperEnded } from '../transport/helper.ts';
import { LineLimit } from '../transport/line-limit.ts';
import type { Transport } from '../transport/transport.ts';
import { type Answer, type Asked, type Call, decodeAnswer, encodeCall, LineCutter } from './messages.ts';

const ANSWER_MS = 5000;
/** Bytes of a line; docs/protocols/camera-helper.md */
const LONGEST_LINE = 4096;
/** A camera takes its time to come back as a disk. */
const STORAGE_MS = 15_000;
/** With this exit status a helper says that it leaves because its camera is gone or talks nonsense. docs/protocols/camera-helper.md */
const CAMERA_LOST = 20;

/** `silent`: nothing in time; `closed`: the helper ended; `garbled`: a line that is no answer to what was asked. */
export class NoAnswer extends Error {
  readonly reason: 'silent' | 'closed' | 'garbled';
  /** The call went out; false where the helper had ended before. */
  readonly sent: boolean;

  constructor(reason: NoAnswer['reason'], sent = true) {
    super(reason);
    this.reason = reason;
    this.sent = sent;
  }
}

/** Calls to an open helper, one at a time. Passwords and names never reach the trace. */
export class ControlLink {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #lines = new LineCutter();
  #nextId = 1;
  #waiting: ((line: string | null) => void) | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #end: { cause: Error | null; inCall: boolean } | null = null;
  /** What each call came to the last time. */
  readonly #before = new Map<Call, string>();

  constructor(transport: Transport, clock: Clock, trace: Trace) {
    this.#transport = transport;
    this.#clock = clock;
    this.#trace = trace;
    const limit = new LineLimit(LONGEST_LINE);
    transport.onData((chunk) => {
      if (limit.exceededBy(chunk)) return this.#distrust();
      for (const line of this.#lines.push(chunk)) this.#waiting?.(line);
    });
    transport.onClose((cause) => {
      this.#end = { cause, inCall: this.#waiting !== null };
      this.#waiting?.(null);
    });
  }

  get closed(): boolean {
    return this.#end !== null;
  }

  /**
   * How it ended by itself: `camera` = it said that its camera is to blame, or broke off in the middle of a call without a
   * word why (over TCP there is no exit status); `crash` = another bad status or a signal; `left` = anything else.
   */
  get ended(): 'camera' | 'crash' | 'left' {
    const { cause = null, inCall = false } = this.#end ?? {};
    if (cause instanceof HelperEnded && cause.status !== 0) return cause.status === CAMERA_LOST ? 'camera' : 'crash';
    return inCall ? 'camera' : 'left';
  }

  onClose(listener: () => void): void {
    this.#transport.onClose(listener);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /**
   * @param beat it is asked again and again: traced only where it comes to something else than the time before
   * @throws NoAnswer
   */
  call<C extends Call>(call: C, asked: Asked = {}, beat = false): Promise<Answer<C>> {
    const mine = this.#turn.then(() => this.#call(call, asked, beat));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** A line longer than any answer: whoever writes it does not keep to what was agreed. */
  #distrust(): void {
    this.#trace.add('a line that is too long');
    this.#waiting?.('');
    void this.close();
  }

  #told(call: Call, result: string, beat: boolean): void {
    if (!beat || this.#before.get(call) !== result) this.#trace.add(`${call} < ${result}`);
    this.#before.set(call, result);
  }

  async #call<C extends Call>(call: C, asked: Asked, beat: boolean): Promise<Answer<C>> {
    if (this.closed) throw new NoAnswer('closed', false);
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Answer<C>>();
    const cancel = this.#clock.after(call === 'SetMSDC' ? STORAGE_MS : ANSWER_MS, () => reject(new NoAnswer('silent')));
    this.#waiting = (line) => {
      if (line === null) return reject(new NoAnswer('closed'));
      const answer = decodeAnswer(line, id, call);
      // A late answer to an earlier call is none to this one; one to this call that cannot be is the end of trust.
      if (answer !== null) resolve(answer);
      else if (isOf(line, id)) reject(new NoAnswer('garbled'));
    };
    try {
      // Not waited for: a pipe that takes nothing any more must not outlast the time for the answer. Of a helper that is
      // gone its end tells more than the pipe that it broke.
      this.#transport.write(encodeCall(id, call, asked)).catch(() => undefined);
      const answer = await promise;
      this.#told(call, `${answer.result}`, beat);
      return answer;
    } catch (error) {
      this.#told(call, error instanceof NoAnswer ? error.reason : 'failed', beat);
      throw error;
    } finally {
      cancel();
      this.#waiting = null;
      promise.catch(() => undefined);
    }
  }
}

function isOf(line: string, id: number): boolean {
  try {
    return (JSON.parse(line) as { id?: unknown } | null)?.id === id;
  } catch {
    return true;
  }
}
