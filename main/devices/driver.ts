import type { DeviceEvent, DeviceHealth } from '../../preload/contract/devices.ts';
import { type Clock, Pause } from './clock.ts';
import { Health } from './health.ts';
import { Trace } from './trace.ts';

export interface DriverOptions {
  readonly deviceId: string;
  readonly path: string;
  readonly transport: DeviceHealth['transport'];
  readonly simulated: boolean;
  /** Whether the device has something to try out; yes where it is left out. */
  readonly canTest?: boolean;
  readonly clock: Clock;
  readonly emit: (event: DeviceEvent) => void;
}

/**
 * What every driver is: one health record, one trace for support, and one loop that can be begun anew and ended. The
 * families differ in what they do in the loop ({@link run}) and in what they hold ({@link letGo}).
 */
export abstract class Driver {
  protected readonly trace: Trace;
  protected readonly state: Health;
  readonly #pause: Pause;
  #open = false;
  #stopped = false;
  /** The user asked for a new look, so there is nothing to complain about and nothing to wait for. */
  #again = false;
  #running: Promise<void> = Promise.resolve();

  constructor(kind: DeviceHealth['kind'], options: DriverOptions) {
    const { clock, deviceId, path, transport, simulated, canTest = true, emit } = options;
    this.trace = new Trace(clock);
    this.#pause = new Pause(clock);
    this.state = new Health({ deviceId, kind, path, transport, simulated, canTest }, clock, (health) =>
      emit({ type: 'health', health }),
    );
  }

  get health(): DeviceHealth {
    return this.state.record;
  }

  get diagnostics(): string {
    return this.trace.text();
  }

  /** Whether it was started and nobody has stopped it since, whatever state the device is in. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether somebody waits for its work: nobody looks at it anew meanwhile. */
  get inUse(): boolean {
    return this.state.record.state === 'busy';
  }

  start(): void {
    this.#open = true;
    this.#stopped = false;
    this.#again = false;
    this.state.opened();
    this.#running = this.run();
  }

  /** 断开: closes the device and keeps it closed until {@link start}. */
  async disconnect(): Promise<void> {
    await this.stop();
    this.state.closed();
  }

  /** 重新检测: lets go and begins anew at once. */
  retry(): void {
    this.#again = true;
    void this.letGo();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#open = false;
    this.#stopped = true;
    this.#again = true;
    const gone = this.letGo();
    this.wake();
    await gone;
    await this.#running;
  }

  /** The work of the driver's whole life; ends soon after {@link stopped}. */
  protected abstract run(): Promise<void>;

  /** Closes what is open, so that the loop notices. */
  protected abstract letGo(): Promise<void> | undefined;

  protected get stopped(): boolean {
    return this.#stopped;
  }

  /** Somebody stopped the driver or asked it to begin anew: what fails now is no fault. */
  protected get interrupted(): boolean {
    return this.#stopped || this.#again;
  }

  protected beginAgain(): void {
    this.#again = false;
  }

  /** Ends early by {@link wake}, a retry or a stop. */
  protected pause(ms: number): Promise<void> {
    return this.#pause.for(ms);
  }

  protected wake(): void {
    this.#pause.wake();
  }

  /**
   * Connects again and again, each time after a longer wait.
   * @param session one connection from its beginning to its end; true = it was a good one, the waits begin anew
   */
  protected async keepConnected(backOffMs: readonly number[], session: () => Promise<boolean>): Promise<void> {
    let attempt = 0;
    while (!this.#stopped) {
      if (await session()) attempt = 0;
      if (this.#stopped) return;
      this.state.reconnecting();
      if (!this.#again) await this.pause(backOffMs[Math.min(attempt++, backOffMs.length - 1)] ?? 0);
      this.beginAgain();
    }
  }
}
