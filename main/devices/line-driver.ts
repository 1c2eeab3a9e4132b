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

/** A device on a line that answers nothing: opened, watched, and opened again for as long as it is wanted. */
export abstract class LineDriver extends Driver {
  readonly #clock: Clock;
  readonly #words: LineWords;
  readonly #candidates: () => Promise<readonly LineCandidate[]>;
  #transport: Transport | null = null;

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
    return this.#transport !== null;
  }

  /** @throws the system's error, or one of a line that is not open */
  protected async write(bytes: Uint8Array): Promise<void> {
    if (this.#transport === null) throw new Error('the line is not open');
    await this.#transport.write(bytes);
  }

  protected letGo(): Promise<void> | undefined {
    return this.#transport?.close();
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
    this.#transport = transport;
    this.changed(true);
    transport.onData((chunk) => this.heard(chunk));
    transport.onClose(gone.resolve);
    // Asked to go while the line was being opened.
    if (this.interrupted) void transport.close();
    const cause = await gone.promise;
    this.#transport = null;
    this.changed(false);
    await transport.close();
    const raw = cause === null ? 'closed' : systemError(cause).message;
    this.trace.add(`gone: ${raw}`);
    if (!this.interrupted) this.state.failed('absent', { ...this.#words.lost, raw });
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
