import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { LineCutter } from '../camera-control/messages.ts';
import { outline } from '../outline.ts';
import { leave } from './leave.ts';
import { Listeners, type Transport } from './transport.ts';

/** A helper that ended while nobody had asked it to. */
export class HelperEnded extends Error {
  /** Its exit status; null where a signal ended it. */
  readonly status: number | null;

  constructor(status: number | null, signal: string | null) {
    super(`helper ended (${signal ?? `code ${status}`})`);
    this.status = status;
  }
}

/**
 * A program of the vendor or of the office between this one and a device: bytes for the device go to its standard input,
 * bytes from the device come from its standard output, words for support from its standard error.
 * docs/protocols/reader-helper.md
 */
export class HelperTransport implements Transport {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #listeners = new Listeners();

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
    child.once('exit', (code, signal) => {
      this.#listeners.end(new HelperEnded(code, signal));
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

  async close(): Promise<void> {
    this.#listeners.end(null);
    await leave(this.#child);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }
}
