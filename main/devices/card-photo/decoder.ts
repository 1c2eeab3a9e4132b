import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import { systemError } from '../system-error.ts';
import { parseAddress } from '../transport/address.ts';
import { PICTURE_BYTES, pictureFrom } from './picture.ts';
import { ended, noPicture, notStarted, tookTooLong } from './problem.ts';

/** Milliseconds that a decoder has for one photo. */
const WITHIN_MS = 10_000;

/** How a decoder ended: `late` = not within {@link WITHIN_MS}, `long` = it wrote more than a picture, `unasked` = nobody waits. */
type End = 'late' | 'long' | 'unasked' | { readonly status: number | null };

/**
 * 照片解码组件: a program of the vendor's that makes a picture of the compressed photo of a card, started anew for each
 * photo. It has nothing to do with the reader: one that hangs or crashes costs the picture and nothing else.
 * docs/protocols/photo-decoder.md
 */
export class PhotoDecoder {
  readonly address: string;
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #clock: Clock;
  readonly #over = new AbortController();
  /** One photo at a time: two windows that ask do not start two programs with one licence. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param address `helper:///path/to/program?arg=…`
   * @throws Refusal DEV-002, DEV-350
   */
  constructor(address: string, clock: Clock) {
    const parsed = parseAddress(address, 0);
    if (parsed.kind !== 'helper')
      refuse('DEV-350', '没有保存：照片解码组件要填这台电脑上的一个程序，请填写 helper:///程序路径，不用就留空。', {
        field: 'photoDecoder',
      });
    this.address = address;
    this.#program = parsed.program;
    this.#args = parsed.args;
    this.#clock = clock;
  }

  /**
   * The picture of a photo, a BMP of 38 862 bytes.
   * @param photo the 1024 bytes as the card gave them
   * @param asked aborted when nobody waits for the picture any more: then the program is stopped at once
   * @throws Refusal DEV-351 … DEV-355; the reason of `asked`; an AbortError once it was stopped
   */
  decode(photo: Uint8Array, asked?: AbortSignal): Promise<Buffer> {
    const until = AbortSignal.any(asked ? [asked, this.#over.signal] : [this.#over.signal]);
    const mine = this.#turn.then(() => this.#decode(photo, until));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Stops what runs and starts nothing more, also for those who wait for their turn. */
  stop(): void {
    this.#over.abort();
  }

  async #decode(photo: Uint8Array, until: AbortSignal): Promise<Buffer> {
    until.throwIfAborted();
    const child = await this.#start().catch((error: unknown) => notStarted(systemError(error).code));
    const { end, written } = await this.#watch(child, photo, until);
    until.throwIfAborted();
    if (end === 'late') return tookTooLong();
    if (end === 'long') return noPicture();
    if (typeof end === 'object' && end.status !== 0) return ended(end.status);
    return pictureFrom(written) ?? noPicture();
  }

  #start(): Promise<ChildProcessByStdio<Writable, Readable, null>> {
    return new Promise((resolve, reject) => {
      // Its words are not read: they could hold anything of the card, and its exit status says what support needs.
      const child = spawn(this.#program, this.#args, {
        cwd: dirname(this.#program),
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
        // A group of its own, so that what it has started itself can be ended with it.
        detached: process.platform !== 'win32',
      });
      child.once('error', reject);
      child.once('spawn', () => {
        child.off('error', reject);
        child.on('error', () => undefined);
        resolve(child);
      });
    });
  }

  /** Hands over the photo and takes what comes, never more than a picture of it. */
  async #watch(child: ChildProcessByStdio<Writable, Readable, null>, photo: Uint8Array, until: AbortSignal) {
    const { promise, resolve } = Promise.withResolvers<End>();
    const stop = () => stopAll(child);
    const cancel = this.#clock.after(WITHIN_MS, () => resolve('late'));
    const leave = () => resolve('unasked');
    until.addEventListener('abort', leave);
    if (until.aborted) leave();
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= PICTURE_BYTES) chunks.push(chunk);
      else resolve('long');
    });
    child.once('close', (status) => resolve({ status }));
    // One that ends without reading breaks the pipe; its exit says more.
    child.stdin.on('error', () => undefined);
    child.stdin.end(photo);
    process.once('exit', stop);
    const end = await promise;
    cancel();
    until.removeEventListener('abort', leave);
    process.off('exit', stop);
    if (typeof end === 'string') {
      stop();
      child.stdout.destroy();
    }
    return { end, written: Buffer.concat(chunks) };
  }
}

/** Ends the program at once, with everything that it has started: it keeps nothing that could be lost. */
function stopAll(child: ChildProcessByStdio<Writable, Readable, null>): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just gone.
  }
}
