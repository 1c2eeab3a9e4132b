import { refuse } from '../../../preload/contract/refusal.ts';

interface Simulator {
  listen(port: number): Promise<number>;
  close(): Promise<void>;
  fault(name: string): void | Promise<void>;
  readonly faultNow: string;
}

/** Where one simulator listens on the loopback while somebody trains with it. */
export class LoopbackPlace<S extends Simulator> {
  readonly #make: () => S;
  #simulator: S | null = null;
  #at: Promise<string> | null = null;

  constructor(make: () => S) {
    this.#make = make;
  }

  /** Starts the simulator where there is none. @returns its address, marked as simulated */
  address(): Promise<string> {
    this.#at ??= this.#listen();
    return this.#at;
  }

  /** The simulator, started when it is not there. */
  async started(): Promise<S> {
    await this.address();
    return this.#simulator ?? refuse('DEV-905', '演示设备还没有启动，请在演示办公室里使用。');
  }

  /** Null while it is not started. */
  get present(): S | null {
    return this.#simulator;
  }

  /** Ends the simulator and frees its port. */
  async close(): Promise<void> {
    const [simulator, at] = [this.#simulator, this.#at];
    this.#simulator = null;
    this.#at = null;
    await at?.catch(() => undefined);
    await simulator?.close();
  }

  async #listen(): Promise<string> {
    const simulator = this.#make();
    this.#simulator = simulator;
    return `tcp://127.0.0.1:${await simulator.listen(0)}?simulated`;
  }
}
