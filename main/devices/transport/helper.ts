import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { LineCutter } from '../camera-control/messages.ts';
import { outline } from '../outline.ts';
import { Listeners, type Transport } from './transport.ts';

/** How long a helper may take to leave after its input ended, and again after it was asked to. */
const LEAVE_MS = 1000;

/**
 * A program of the vendor or of the office between this one and a device: bytes for the device go to its standard input,
 * bytes from the device come from its standard output, words for support from its standard error.
 * docs/protocols/reader-helper.md
 */
export class HelperTransport implements Transport {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #listeners = new Listeners();
  readonly #gone: Promise<void>;

  private constructor(child: ChildProcessByStdio<Writable, Readable, Readable>, tell: (line: string) => void) {
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => this.#listeners.data(chunk));
    // Drops a line that does not end, instead of keeping it.
    const said = new LineCutter();
    child.stderr.on('data', (chunk: Buffer) => {
      for (const line of said.push(chunk)) tell(`helper: ${outline(line)}`);
    });
    // A helper that is gone breaks the pipe; its exit says more.
    child.stdin.on('error', () => undefined);
    this.#gone = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#listeners.end(new Error(`helper ended (${signal ?? `code ${code}`})`));
        resolve();
      });
    });
  }

  /**
   * Starts the program without a shell, in its own folder.
   * @param tell hears what the helper writes to standard error, as far as it is surely nothing of a card
   * @throws the system's error (`ENOENT`, `EACCES`)
   */
  static open(program: string, args: readonly string[], tell: (line: string) => void): Promise<HelperTransport> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: dirname(program),
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
      child.once('error', reject);
      child.once('spawn', () => {
        child.off('error', reject);
        child.on('error', () => undefined);
        resolve(new HelperTransport(child, tell));
      });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#listeners.ended) return reject(new Error('helper ended'));
      this.#child.stdin.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Ends its input, which asks it to leave; one that stays is stopped. */
  async close(): Promise<void> {
    this.#listeners.end(null);
    this.#child.stdin.end();
    const asked = setTimeout(() => this.#child.kill('SIGTERM'), LEAVE_MS);
    const forced = setTimeout(() => this.#child.kill('SIGKILL'), 2 * LEAVE_MS);
    await this.#gone;
    clearTimeout(asked);
    clearTimeout(forced);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }
}
