import type { Clock } from '../clock.ts';
import { hex, type Trace } from '../trace.ts';
import type { Transport } from '../transport/transport.ts';
import { type Command, isGood, type Reply, replyTo } from './commands.ts';
import { FrameParser, MIN_REPLY_LENGTH } from './frame.ts';

const FIRST_BYTES = 7;
const FIRST_BYTES_MS = 1500;
/** After something broken arrived, a good frame may still follow; a module that says no more is not waited for. */
const AFTER_BROKEN_MS = 300;

/** Why there is no usable reply. `corrupt`: bytes came, but no frame that belongs to the command. */
export class NoReply extends Error {
  readonly reason: 'silent' | 'incomplete' | 'corrupt' | 'closed';

  constructor(reason: NoReply['reason'], cause?: unknown) {
    super(`no reply: ${reason}`, cause ? { cause } : undefined);
    this.reason = reason;
  }
}

interface Pending {
  readonly command: Command;
  readonly settle: (outcome: Reply | NoReply) => void;
  received: number;
  hurried: boolean;
  cancelTimers: (() => void)[];
}

/** A SAM-V module behind a transport: one request in flight, input flushed before it, replies checked for size. */
export class SamModule {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #parser = new FrameParser(MIN_REPLY_LENGTH);
  #pending: Pending | null = null;
  #closed: { cause: Error | null } | null = null;

  constructor(transport: Transport, clock: Clock, trace: Trace) {
    this.#transport = transport;
    this.#clock = clock;
    this.#trace = trace;
    transport.onData((chunk) => this.#received(chunk));
    transport.onClose((cause) => {
      this.#closed = { cause };
      this.#settle(new NoReply('closed', cause));
    });
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /** @throws NoReply */
  async run(command: Command): Promise<Reply> {
    if (this.#closed) throw new NoReply('closed', this.#closed.cause);
    if (this.#pending) throw new Error('a request is already in flight');
    this.#parser.reset();
    const outcome = await new Promise<Reply | NoReply>((settle) => {
      const pending: Pending = { command, settle, received: 0, hurried: false, cancelTimers: [] };
      this.#pending = pending;
      const firstMs = Math.min(FIRST_BYTES_MS, command.withinMs);
      pending.cancelTimers.push(
        this.#clock.after(firstMs, () => {
          if (pending.received < FIRST_BYTES) this.#settle(new NoReply(pending.received ? 'incomplete' : 'silent'));
        }),
        this.#clock.after(command.withinMs, () => this.#settle(new NoReply('incomplete'))),
      );
      this.#transport.write(command.request).catch((error) => this.#settle(new NoReply('closed', error)));
    });
    if (outcome instanceof NoReply) {
      this.#trace.add(`${command.name} > ${hex(command.request.subarray(5))} < ${outcome.reason}`);
      throw outcome;
    }
    const status = hex(Buffer.of(outcome.sw1, outcome.sw2, outcome.sw3));
    const size = `${outcome.data.length} bytes`;
    if (!isIdle(command, outcome))
      this.#trace.add(`${command.name} > ${hex(command.request.subarray(5))} < ${status}, ${size}`);
    return outcome;
  }

  #received(chunk: Buffer): void {
    const pending = this.#pending;
    if (!pending) return;
    pending.received += chunk.length;
    const rejected = this.#parser.rejected;
    let broken = false;
    for (const body of this.#parser.push(chunk)) {
      const reply = replyTo(pending.command, body);
      if (reply) {
        this.#settle(reply);
        return;
      }
      broken = true;
    }
    broken ||= this.#parser.rejected > rejected;
    if (!broken || pending.hurried) return;
    pending.hurried = true;
    pending.cancelTimers.push(this.#clock.after(AFTER_BROKEN_MS, () => this.#settle(new NoReply('corrupt'))));
  }

  #settle(outcome: Reply | NoReply): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    for (const cancel of pending.cancelTimers) cancel();
    pending.settle(outcome);
  }
}

/** Polling answers "no card" several times a second; that would push everything else out of the trace. */
const isIdle = (command: Command, reply: Reply) =>
  (command.name === 'find' && !isGood(command, reply)) || (command.name === 'status' && isGood(command, reply));
