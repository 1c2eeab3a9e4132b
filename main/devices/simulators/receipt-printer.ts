import type { Socket } from 'node:net';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Transport } from '../transport/transport.ts';
import { type Effect, type InterpreterOptions, PaperInterpreter } from './escpos-paper.ts';
import { Listening } from './listening.ts';
import type { Paper } from './paper.ts';

/** What can be wrong with a printer; `paper-end-after-N` (lines) and `cover-open-after-N` (bytes) take any N. hardware.md §3.7. */
export const PRINTER_FAULTS = [
  'none',
  'paper-out',
  'near-end',
  'cover-open',
  'paper-end-after-3',
  'cover-open-after-40',
  'refused',
  'silent',
  'reset-mid-job',
  'slow',
  'not-a-printer',
  'status-unasked',
  'few-answers',
  'bare-name',
  'one-byte-name',
] as const;

const SLOW_MS_PER_KB = 200;

interface Link {
  readonly transport: Transport;
  readonly reset: () => void;
  tail: number[];
}

/**
 * A receipt printer on a loopback port: keeps what was sent in a buffer, prints line by line while there is paper and
 * the cover is closed, answers status questions at once and all others in their turn.
 */
export class ReceiptPrinterSimulator {
  readonly #interpreter: PaperInterpreter;
  readonly #listening: Listening;
  #port = 0;
  #host = '127.0.0.1';
  #fault = 'none';
  #linesLeft = Number.POSITIVE_INFINITY;
  #coverOpen = false;
  /** Bytes that are still worked off before the cover springs open. */
  #bytesLeft = Number.POSITIVE_INFINITY;
  #autoStatus = false;
  #link: Link | null = null;
  #slowTimer: ReturnType<typeof setTimeout> | null = null;
  readonly #received: Buffer[] = [];
  #broken: string | null = null;
  #drawerOpened = 0;

  constructor(width: 58 | 80, fault = 'none', options: InterpreterOptions = { strict: true }) {
    this.#interpreter = new PaperInterpreter(width === 58 ? 32 : 48, options);
    this.#listening = new Listening((transport, socket) => this.attach(transport, socket));
    this.#set(fault);
  }

  /** What came out. */
  papers(): readonly Paper[] {
    return this.#interpreter.papers;
  }

  /** Why the simulator gave up on the bytes it got; null while it understood all of them. */
  get broken(): string | null {
    return this.#broken;
  }

  /** How often the cash drawer was told to open. */
  get drawerOpened(): number {
    return this.#drawerOpened;
  }

  /** All bytes that arrived so far, questions included. */
  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  get paperIn(): boolean {
    return !this.#paperOut;
  }

  /** Takes away what came out. */
  emptyPaper(): void {
    this.#interpreter.tearOff();
  }

  paper(loaded: boolean): void {
    this.#linesLeft = loaded ? Number.POSITIVE_INFINITY : 0;
    this.#changed();
  }

  /** What is wrong with it now. */
  get faultNow(): string {
    return this.#fault;
  }

  /** `none` repairs everything but the paper. @throws Refusal DEV-903 */
  async fault(name: string): Promise<void> {
    const before = this.#fault;
    this.#set(name);
    if (before === 'refused' && this.#fault !== 'refused') await this.#listening.on(this.#port, this.#host);
    if (this.#fault === 'refused') await this.#listening.close();
    this.#changed();
  }

  /** Listens on the loopback; 0 chooses a free port. @returns the port */
  async listen(port: number, host = '127.0.0.1'): Promise<number> {
    this.#host = host;
    this.#port = await this.#listening.on(port, host);
    if (this.#fault === 'refused') await this.#listening.close();
    return this.#port;
  }

  close(): Promise<void> {
    if (this.#slowTimer) clearTimeout(this.#slowTimer);
    return this.#listening.close();
  }

  attach(transport: Transport, socket?: Socket): void {
    const link: Link = { transport, reset: () => socket?.resetAndDestroy(), tail: [] };
    transport.onData((chunk) => this.#arrived(link, chunk));
    transport.onClose(() => link === this.#link && this.#brokenOff());
    if (this.#fault === 'status-unasked') this.#say(link, this.#auto());
  }

  /** A command whose end was lost with the cable never comes; whole ones that wait for paper still do. */
  #brokenOff(): void {
    if (!this.#stopped && !this.#slowTimer) this.#interpreter.forgetWaiting();
  }

  #set(name: string): void {
    const lines = /^paper-end-after-(\d+)$/.exec(name)?.[1];
    const bytes = /^cover-open-after-(\d+)$/.exec(name)?.[1];
    if (lines === undefined && bytes === undefined && !PRINTER_FAULTS.some((one) => one === name))
      refuse('DEV-903', `打印机模拟没有「${name}」这种故障，可选：${PRINTER_FAULTS.join('、')}。`);
    this.#fault = name;
    this.#coverOpen = name === 'cover-open';
    if (name === 'paper-out') this.#linesLeft = 0;
    if (lines !== undefined) this.#linesLeft = Number(lines);
    this.#bytesLeft = bytes === undefined ? Number.POSITIVE_INFINITY : Number(bytes);
  }

  get #paperOut(): boolean {
    return this.#linesLeft === 0;
  }

  get #stopped(): boolean {
    return this.#paperOut || this.#coverOpen;
  }

  #arrived(link: Link, chunk: Buffer): void {
    this.#received.push(chunk);
    if (this.#fault === 'silent') return;
    if (this.#fault === 'not-a-printer') {
      this.#say(link, Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
      return;
    }
    this.#link = link;
    this.#answerRealtime(link, chunk);
    // Status questions are 3 bytes; anything longer is the job.
    if (this.#fault === 'reset-mid-job' && chunk.length > 3) {
      link.reset();
      return;
    }
    this.#interpreter.push(chunk);
    this.#work();
  }

  /** Real-time questions are answered when they arrive, whatever is still in the buffer. */
  #answerRealtime(link: Link, chunk: Buffer): void {
    for (const byte of chunk) {
      const [dle, eot] = link.tail.slice(-2);
      if (dle === 0x10 && eot === 0x04) this.#realtime(link, byte);
      link.tail = [...link.tail.slice(-1), byte];
    }
  }

  #realtime(link: Link, n: number): void {
    const out = this.#paperOut;
    const near = this.#fault === 'near-end';
    const bytes: Record<number, number> = {
      1: 0x12 | (this.#stopped ? 0x08 : 0),
      2: 0x12 | (this.#coverOpen ? 0x04 : 0) | (out ? 0x20 : 0),
      3: 0x12,
      4: 0x12 | (near || out ? 0x0c : 0) | (out ? 0x60 : 0),
    };
    const answer = bytes[n];
    if (answer === undefined || (this.#fault === 'few-answers' && (n === 2 || n === 3))) return;
    this.#say(link, Buffer.of(answer));
  }

  #auto(): Buffer {
    const first = 0x10 | (this.#stopped ? 0x08 : 0) | (this.#coverOpen ? 0x20 : 0);
    return Buffer.of(first, 0, this.#paperOut ? 0x0c : 0, 0x0f);
  }

  #work(): void {
    if (this.#slowTimer) return;
    const before = this.#interpreter.waiting;
    try {
      while (!this.#stopped && this.#broken === null) {
        if (this.#fault === 'slow' && before - this.#interpreter.waiting >= 1024) {
          this.#slowTimer = setTimeout(() => this.#goOn(), SLOW_MS_PER_KB);
          return;
        }
        const waiting = this.#interpreter.waiting;
        const effect = this.#interpreter.step();
        if (!effect) return;
        this.#bytesLeft -= waiting - this.#interpreter.waiting;
        this.#happened(effect);
        if (this.#bytesLeft <= 0) this.#springOpen();
      }
    } catch (error) {
      this.#broken = error instanceof Error ? error.message : String(error);
    }
  }

  #springOpen(): void {
    this.#bytesLeft = Number.POSITIVE_INFINITY;
    this.#coverOpen = true;
    this.#changed();
  }

  #goOn(): void {
    this.#slowTimer = null;
    this.#work();
  }

  #happened(effect: Effect): void {
    const link = this.#link;
    if (effect.kind === 'line') {
      this.#linesLeft -= 1;
      if (this.#paperOut) this.#changed();
    } else if (effect.kind === 'drawer') {
      this.#drawerOpened += 1;
    } else if (effect.kind === 'auto-status') {
      this.#autoStatus = effect.on;
      if (effect.on && link) this.#say(link, this.#auto());
    } else if (effect.kind === 'ask' && link) {
      this.#say(link, this.#answer(effect.what, effect.argument));
    }
  }

  #answer(what: 'sensor' | 'identity' | 'process-id', argument: Buffer): Buffer {
    if (what === 'sensor') return Buffer.of(this.#fault === 'near-end' ? 0x03 : 0x00);
    if (what === 'process-id') return Buffer.concat([Buffer.of(0x37, 0x22), argument, Buffer.of(0)]);
    if (this.#fault === 'bare-name') return Buffer.from('XP-58\0', 'latin1');
    if (this.#fault === 'one-byte-name') return Buffer.of(0x20);
    const names: Record<number, string> = { 65: '1.0', 66: 'SIMULATED', 67: 'ZZ-58SIM', 68: 'SIM0001', 69: 'CHINA' };
    const name = names[argument[0] ?? 0];
    return name === undefined ? Buffer.of(0x02) : Buffer.from(`_${name}\0`, 'latin1');
  }

  /** Paper or cover changed: automatic status goes out, and work goes on if it can. */
  #changed(): void {
    if (this.#autoStatus && this.#link) this.#say(this.#link, this.#auto());
    this.#work();
  }

  #say(link: Link, bytes: Buffer): void {
    void link.transport.write(bytes).catch(() => undefined);
  }
}
