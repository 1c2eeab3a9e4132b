import type { DeviceError, DeviceHealth, SerialPortFound } from '../../preload/contract/devices.ts';
import type { Clock } from './clock.ts';
import { Driver, type DriverOptions } from './driver.ts';
import { systemError } from './system-error.ts';
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

export interface LineDriverOptions extends DriverOptions {
  /** Asked anew before every attempt: the ports may have changed. */
  readonly candidates: () => Promise<readonly LineCandidate[]>;
}

/** An open line; `gone` answers when it ends, with what the system said. */
interface Line {
  readonly transport: Transport;
  readonly gone: Promise<Error | null>;
  /** We ended it ourselves, because it took no bytes. */
  hungUp: boolean;
}

/** A device on a line that answers nothing: opened, watched, and opened again for as long as it is wanted. */
export abstract class LineDriver extends Driver {
  readonly #clock: Clock;
  readonly #words: LineWords;
  readonly #candidates: () => Promise<readonly LineCandidate[]>;
  #line: Line | null = null;

  constructor(kind: DeviceHealth['kind'], words: LineWords, options: LineDriverOptions) {
    super(kind, options);
    this.#words = words;
    this.#clock = options.clock;
    this.#candidates = options.candidates;
  }

  protected abstract heard(chunk: Buffer): void;

  /** The line is there, or is gone; nothing of what was under way goes on. */
  protected abstract changed(open: boolean): void;

  protected get open(): boolean {
    return this.#line !== null;
  }

  /**
   * Resolves when the system has taken the bytes. A line that does not take them is closed, and opened again after the
   * usual wait; what to say of it is the caller's.
   * @throws the system's error, or one of a line that is not open, that ended or took nothing for so long
   */
  protected async write(bytes: Uint8Array, withinMs: number): Promise<void> {
    const line = this.#line;
    if (line === null) throw new Error('the line is not open');
    const late = Promise.withResolvers<never>();
    const cancel = this.#clock.after(withinMs, () => late.reject(new Error('timed out')));
    const ended = line.gone.then((cause) => Promise.reject(cause ?? new Error('the line ended')));
    try {
      await Promise.race([line.transport.write(bytes), late.promise, ended]);
    } catch (error) {
      line.hungUp = this.#line === line;
      void line.transport.close();
      throw error;
    } finally {
      cancel();
    }
  }

  protected letGo(): Promise<void> | undefined {
    return this.#line?.transport.close();
  }

  protected run(): Promise<void> {
    return this.keepConnected(BACK_OFF_MS, async () => {
      const transport = await this.#dial();
      if (transport === null) return false;
      const since = this.#clock.now();
      await this.#serve(transport);
      return this.#clock.now() - since >= LASTED_MS;
    });
  }

  async #dial(): Promise<Transport | null> {
    const words = this.#words;
    let worst: [DeviceHealth['state'], DeviceError] = ['absent', words.absent];
    for (const { path, vidPid, dial } of await this.#candidates()) {
      if (this.stopped) return null;
      try {
        const transport = await dial();
        this.trace.add(`open ${path}`);
        this.state.set({ path, vidPid, state: 'ready' });
        return transport;
      } catch (error) {
        const told = cannotOpen(error, words);
        this.trace.add(`open ${path}: ${told.code} ${told.raw}`);
        worst = [told.code === words.absent.code ? 'absent' : 'error', told];
      }
    }
    if (!this.interrupted) this.state.failed(...worst);
    return null;
  }

  /** Until the line is gone. */
  async #serve(transport: Transport): Promise<void> {
    const gone = Promise.withResolvers<Error | null>();
    const line: Line = { transport, gone: gone.promise, hungUp: false };
    this.#line = line;
    transport.onClose(gone.resolve);
    this.changed(true);
    transport.onData((chunk) => this.heard(chunk));
    // Asked to go while the line was being opened.
    if (this.interrupted) void transport.close();
    const cause = await gone.promise;
    this.#line = null;
    this.changed(false);
    await transport.close();
    const raw = cause === null ? 'closed' : systemError(cause).message;
    this.trace.add(`gone: ${raw}`);
    if (!this.interrupted && !line.hungUp) this.state.failed('absent', { ...this.#words.lost, raw });
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
