import { type DisplayTemplate, PLAIN_TEMPLATE, type QueueCall } from '../../../preload/contract/queue-display.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { decodeCall } from '../queue-display/decode.ts';
import { type Board, parseTemplate } from '../queue-display/template.ts';
import type { Transport } from '../transport/transport.ts';
import { Listening } from './listening.ts';

/** What can be wrong with a board. The one marked once heals itself after it has struck. */
export const DISPLAY_FAULTS = ['none', 'unplug-mid-line-once', 'hangs-up', 'noisy'] as const;
type DisplayFault = (typeof DISPLAY_FAULTS)[number];

const LONGEST = 1024;

/** An LED board that understands one template and remembers what it showed. */
export class QueueDisplaySimulator {
  readonly #listening = new Listening((transport) => this.attach(transport));
  readonly #board: Board;
  /** Fixed bytes at the end of every message; none where it ends in its checksum. */
  readonly #tail: Buffer;
  #fault: DisplayFault = 'none';
  #held: Buffer = Buffer.alloc(0);
  /** What it showed, oldest first. */
  readonly shown: QueueCall[] = [];
  /** Messages that it could not understand. */
  broken = 0;

  /** @throws Refusal DEV-606 */
  constructor(fault = 'none', template: DisplayTemplate = PLAIN_TEMPLATE) {
    this.#board = parseTemplate(template);
    const last = this.#board.tokens.at(-1);
    this.#tail = last?.kind === 'bytes' ? last.bytes : Buffer.alloc(0);
    this.fault(fault);
  }

  /** @throws Refusal DEV-902 */
  fault(name: string): void {
    const fault = DISPLAY_FAULTS.find((one) => one === name);
    if (!fault) refuse('DEV-902', `叫号屏模拟没有「${name}」这种故障，可选：${DISPLAY_FAULTS.join('、')}。`);
    this.#fault = fault;
  }

  /** Serves TCP on the loopback; 0 chooses a free port. @returns the port */
  listen(port: number): Promise<number> {
    return this.#listening.on(port);
  }

  close(): Promise<void> {
    return this.#listening.close();
  }

  attach(transport: Transport): void {
    this.#held = Buffer.alloc(0);
    if (this.#fault === 'hangs-up') {
      void transport.close();
      return;
    }
    transport.onData((chunk) => {
      if (this.#fault === 'unplug-mid-line-once') {
        this.#fault = 'none';
        void transport.close();
        return;
      }
      // A board that talks back, as some do: nobody listens to it.
      if (this.#fault === 'noisy') void transport.write(Buffer.from('\0OK\xff\r\n', 'latin1'));
      this.#take(chunk);
    });
  }

  #take(chunk: Buffer): void {
    for (const byte of chunk) {
      this.#held = Buffer.concat([this.#held, Buffer.of(byte)]);
      const call = decodeCall(this.#board, this.#held);
      if (call === null && !this.#isOver()) continue;
      if (call === null) this.broken += 1;
      else this.shown.push(call);
      this.#held = Buffer.alloc(0);
    }
  }

  #isOver(): boolean {
    const ended = this.#tail.length > 0 && this.#held.subarray(-this.#tail.length).equals(this.#tail);
    return ended || this.#held.length >= LONGEST;
  }
}
