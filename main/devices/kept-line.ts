import type { DeviceError, DeviceHealth, SerialPortFound } from '../../preload/contract/devices.ts';
import { type Clock, Pause } from './clock.ts';
import type { Health } from './health.ts';
import { systemError } from './system-error.ts';
import type { Trace } from './trace.ts';
import { type Address, openTransport } from './transport/address.ts';
import type { Transport } from './transport/transport.ts';

const BACK_OFF_MS = [500, 1000, 2000, 5000, 10_000];
/** A connection that did not last this long does not shorten the next wait. */
const LASTED_MS = 10_000;

/** One way to reach a device that may be there. */
export interface LineCandidate {
  readonly path: string;
  readonly vidPid: string | null;
  dial(): Promise<Transport>;
}

/** @param baudRate means nothing where the pipe has no speed */
export function lineAt(address: Address, baudRate: number, vidPid: string | null = null): LineCandidate {
  return { path: address.text, vidPid, dial: () => openTransport(address, baudRate) };
}

export const lineAtPort = ({ path, vidPid }: SerialPortFound, baudRate: number): LineCandidate =>
  lineAt({ kind: 'serial', path, text: path, simulated: false }, baudRate, vidPid);

/** What the operator is told of a line that cannot be used. */
export interface LineWords {
  readonly absent: DeviceError;
  readonly forbidden: DeviceError;
  readonly taken: DeviceError;
  readonly lost: DeviceError;
}

interface KeptLineOptions {
  readonly clock: Clock;
  readonly health: Health;
  readonly trace: Trace;
  readonly words: LineWords;
  /** Asked anew before every attempt: the ports may have changed. */
  readonly candidates: () => Promise<readonly LineCandidate[]>;
  readonly onData: (chunk: Buffer) => void;
  /** The line is there, or is gone; nothing of what was under way goes on. */
  readonly onChange: (open: boolean) => void;
}

/** A line to a device that answers nothing: opened, watched, and opened again for as long as it is wanted. */
export class KeptLine {
  readonly #on: KeptLineOptions;
  readonly #pause: Pause;
  #transport: Transport | null = null;
  #stopped = false;
  /** The user asked for a new connection, so there is nothing to complain about and nothing to wait for. */
  #again = false;
  #running: Promise<void> = Promise.resolve();

  constructor(on: KeptLineOptions) {
    this.#on = on;
    this.#pause = new Pause(on.clock);
  }

  start(): void {
    this.#running = this.#run();
  }

  retry(): void {
    this.#again = true;
    void this.#transport?.close();
    this.#pause.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.retry();
    await this.#running;
  }

  get open(): boolean {
    return this.#transport !== null;
  }

  /** @throws the system's error, or one of a line that is not open */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#transport === null) throw new Error('the line is not open');
    await this.#transport.write(bytes);
  }

  async #run(): Promise<void> {
    const { clock, health } = this.#on;
    for (let attempt = 0; !this.#stopped; ) {
      const transport = await this.#dial();
      if (transport) {
        const since = clock.now();
        await this.#serve(transport);
        if (clock.now() - since >= LASTED_MS) attempt = 0;
      }
      if (this.#stopped) return;
      health.reconnecting();
      if (!this.#again) await this.#pause.for(BACK_OFF_MS[Math.min(attempt++, BACK_OFF_MS.length - 1)] ?? 0);
      this.#again = false;
    }
  }

  async #dial(): Promise<Transport | null> {
    const { candidates, trace, health, words } = this.#on;
    let worst: [DeviceHealth['state'], DeviceError] = ['absent', words.absent];
    for (const { path, vidPid, dial } of await candidates()) {
      if (this.#stopped) return null;
      try {
        const transport = await dial();
        trace.add(`open ${path}`);
        health.set({ path, vidPid, state: 'ready' });
        return transport;
      } catch (error) {
        const told = cannotOpen(error, words);
        trace.add(`open ${path}: ${told.code} ${told.raw}`);
        worst = [told.code === words.absent.code ? 'absent' : 'error', told];
      }
    }
    if (!this.#stopped && !this.#again) health.failed(...worst);
    return null;
  }

  /** Until the line is gone. */
  async #serve(transport: Transport): Promise<void> {
    const { onData, onChange, health, trace, words } = this.#on;
    const gone = Promise.withResolvers<Error | null>();
    this.#transport = transport;
    onChange(true);
    transport.onData(onData);
    transport.onClose(gone.resolve);
    // Asked to go while the line was being opened.
    if (this.#stopped || this.#again) void transport.close();
    const cause = await gone.promise;
    this.#transport = null;
    onChange(false);
    await transport.close();
    const raw = cause === null ? 'closed' : systemError(cause).message;
    trace.add(`gone: ${raw}`);
    if (!this.#stopped && !this.#again) health.failed('absent', { ...words.lost, raw });
  }
}

function cannotOpen(error: unknown, words: LineWords): DeviceError {
  const { code, message: raw } = systemError(error);
  const said = `${code} ${raw}`;
  // Windows says "access denied" of a port that another program has open.
  if (/lock port|EBUSY|resource busy|access denied/i.test(said)) return { ...words.taken, raw };
  if (/EACCES|permission denied/i.test(said)) return { ...words.forbidden, raw };
  return { ...words.absent, raw };
}
