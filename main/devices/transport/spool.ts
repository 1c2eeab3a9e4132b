import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { besideProgram } from '../beside-program.ts';
import { type Clock, systemClock } from '../clock.ts';
import { leave } from './leave.ts';
import { Listeners, type Transport } from './transport.ts';

/** A print service that hangs is waited for this long; PowerShell takes seconds to begin on an old PC. */
const READY_MS = 20_000;

/** Nothing was heard of the print service in time. */
export const SPOOL_LATE = 'the print service did not answer';
/** What raw-print.sh says where no print service is installed. */
export const SPOOL_MISSING = 'there is no print service (CUPS)';

/** The queue said no, in its own words. */
export class SpoolError extends Error {
  readonly code = 'ESPOOL';
}

function start(printer: string): ChildProcessWithoutNullStreams {
  const options = { env: process.env, windowsHide: true };
  // A group of its own, so that what the shell has started and waits for can be ended with it.
  if (process.platform !== 'win32')
    return spawn('sh', [besideProgram('helpers', 'raw-print.sh'), printer], { ...options, detached: true });
  const how = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File'];
  return spawn('powershell.exe', [...how, besideProgram('helpers', 'raw-print.ps1'), printer], options);
}

/**
 * A print queue of the system, reached through a helper process: Windows takes raw bytes only through its own
 * functions, CUPS through `lp`. There is no way back: the queue says that it has taken a job, never what became of it.
 * The helper's words are in docs/protocols/receipt-printer.md.
 */
export class SpoolTransport implements Transport {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #listeners = new Listeners();
  #answer: ((line: string | Error) => void) | null = null;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-500);
    });
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.#said(line));
    const ended = (why: string) => {
      this.#said(new SpoolError(why));
      this.#listeners.end(new SpoolError(why));
    };
    child.once('error', (error) => ended(error.message));
    child.once('close', (code) => ended(complaint.trim() || `the print helper ended (${code})`));
  }

  /** @throws SpoolError when there is no such queue or no print service, or nothing is heard of it for 20 s */
  static async open(printer: string, clock: Clock = systemClock): Promise<SpoolTransport> {
    const transport = new SpoolTransport(start(printer));
    const late = new SpoolError(SPOOL_LATE);
    const cancel = clock.after(READY_MS, () => transport.#said(late));
    try {
      await transport.#expect('READY');
      return transport;
    } catch (error) {
      await transport.close();
      throw error;
    } finally {
      cancel();
    }
  }

  /** Resolves when the queue has taken all bytes as one job. @throws SpoolError */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#listeners.ended) throw new SpoolError('connection closed');
    this.#child.stdin.write(`JOB ${bytes.length}\n`);
    this.#child.stdin.write(bytes);
    await this.#expect('DONE');
  }

  async close(): Promise<void> {
    this.#listeners.end(null);
    await leave(this.#child, (signal) => this.#stop(signal));
  }

  #stop(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    try {
      if (process.platform === 'win32' || pid === undefined) this.#child.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // It has just gone.
    }
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }

  #said(line: string | Error): void {
    const answer = this.#answer;
    this.#answer = null;
    answer?.(line);
  }

  #expect(word: 'READY' | 'DONE'): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#answer = (line) => {
        if (line instanceof Error) reject(line);
        else if (line === word || line.startsWith(`${word} `)) resolve();
        else reject(new SpoolError(line.replace(/^ERROR /, '')));
      };
    });
  }
}
