import { type DisplayTemplate, PLAIN_TEMPLATE, type QueueCall } from '../../../preload/contract/queue-display.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { decodeCall } from '../queue-display/decode.ts';
import { type Board, parseTemplate } from '../queue-display/template.ts';
import type { Transport } from '../transport/transport.ts';
import { Listening } from './listening.ts';

/**
 * What can be wrong with a board. The one marked once heals itself after it has struck; `refused` has no power: nobody
 * reaches it on TCP, and it forgets what it showed; `other-template` understands nothing that comes.
 */
export const DISPLAY_FAULTS = [
  'none',
  'unplug-mid-line-once',
  'hangs-up',
  'refused',
  'other-template',
  'noisy',
] as const;
type DisplayFault = (typeof DISPLAY_FAULTS)[number];

const LONGEST = 1024;

/** An LED board that understands one template and remembers what it showed. */
export class QueueDisplaySimulator {
  readonly #listening = new Listening((transport) => this.attach(transport));
  readonly #hosts = new Set<Transport>();
  #board: Board = parseTemplate(PLAIN_TEMPLATE);
  #fault: DisplayFault = 'none';
  #port = 0;
  #held: Buffer = Buffer.alloc(0);
  /** What it showed, oldest first. */
  readonly shown: QueueCall[] = [];
  /** What stands on it now. */
  showing: QueueCall | null = null;
  /** Messages that it could not understand. */
  broken = 0;

  /** @throws Refusal DEV-606 */
  constructor(fault = 'none', template: DisplayTemplate = PLAIN_TEMPLATE) {
    this.setTo(template);
    this.#set(fault);
  }

  /** From now on it understands this template only. @throws Refusal DEV-606 */
  setTo(template: DisplayTemplate): void {
    this.#board = parseTemplate(template);
    this.#held = Buffer.alloc(0);
  }

  /** Whether it has power. */
  get lit(): boolean {
    return this.#fault !== 'refused';
  }

  /** What is wrong with it now. */
  get faultNow(): string {
    return this.#fault;
  }

  /** @throws Refusal DEV-902 */
  async fault(name: string): Promise<void> {
    const wasLit = this.lit;
    this.#set(name);
    if (this.#port === 0 || this.lit === wasLit) return;
    if (this.lit) await this.#listening.on(this.#port);
    else await this.#listening.close();
  }

  #set(name: string): void {
    const fault = DISPLAY_FAULTS.find((one) => one === name);
    if (!fault) refuse('DEV-902', `叫号屏模拟没有「${name}」这种故障，可选：${DISPLAY_FAULTS.join('、')}。`);
    this.#fault = fault;
    if (fault === 'refused') this.showing = null;
    if (fault === 'hangs-up') for (const host of this.#hosts) void host.close();
  }

  /** Serves TCP on the loopback; 0 chooses a free port. @returns the port */
  async listen(port: number): Promise<number> {
    this.#port = await this.#listening.on(port);
    if (!this.lit) await this.#listening.close();
    return this.#port;
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
    this.#hosts.add(transport);
    transport.onClose(() => this.#hosts.delete(transport));
    transport.onData((chunk) => {
      if (this.#fault === 'unplug-mid-line-once') {
        this.#fault = 'none';
        void transport.close();
        return;
      }
      // A board that talks back, as some do: nobody listens to it.
      if (this.#fault === 'noisy') void transport.write(Buffer.from('\0OK\xff\r\n', 'latin1'));
      if (this.#fault === 'other-template') this.broken += 1;
      else this.#take(chunk);
    });
  }

  #take(chunk: Buffer): void {
    for (const byte of chunk) {
      this.#held = Buffer.concat([this.#held, Buffer.of(byte)]);
      const call = decodeCall(this.#board, this.#held);
      if (call === null && !this.#isOver()) continue;
      if (call === null) this.broken += 1;
      else this.#show(call);
      this.#held = Buffer.alloc(0);
    }
  }

  #show(call: QueueCall): void {
    this.shown.push(call);
    this.showing = call;
  }

  /** At the fixed bytes at the end of every message; a message that ends in its checksum has none. */
  #isOver(): boolean {
    const last = this.#board.tokens.at(-1);
    const ended = last?.kind === 'bytes' && this.#held.subarray(-last.bytes.length).equals(last.bytes);
    return ended || this.#held.length >= LONGEST;
  }
}
