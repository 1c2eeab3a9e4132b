import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { forkProgram } from '../../main/shell/fork.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import type { devicesContract } from '../../preload/contract/devices-contract.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { Heard } from './heard.ts';

/** How long a scene may take, by the guest's clock. */
export const SCENE_LIMIT_MS = 180_000;

/** One family of devices on the bench. */
export interface Scene {
  readonly name: string;
  /** Where {@link SCENE_LIMIT_MS} is not enough. */
  readonly limitMs?: number;
  /** It is about a device that the window reads: no devices process has to run for it. */
  readonly ofWindow?: boolean;
  run(bench: Bench): Promise<void>;
}

/** The real devices process beside the gadgets, and what it told so far. */
export class Bench {
  readonly #program: string;
  #child: ReturnType<typeof forkProgram> | null = null;
  #devices: ContractRouterClient<typeof devicesContract> | null = null;
  readonly #told = new Heard<DeviceEvent>();
  readonly #figure: (name: string, ms: number) => void;
  #crash: string | null = null;

  constructor(program: string, figure: (name: string, ms: number) => void) {
    this.#program = program;
    this.#figure = figure;
  }

  /** Starts the devices process where none runs. */
  async start(): Promise<void> {
    if (this.#child !== null) return;
    this.#child = forkProgram(this.#program, []);
    this.#devices = createORPCClient(new PortLink(this.#child.open({ role: 'office' })));
    const events = await this.#devices.events();
    void (async () => {
      for await (const event of events) this.#told.add(event);
    })().catch(() => undefined);
  }

  get devices(): ContractRouterClient<typeof devicesContract> {
    if (this.#devices === null) throw new Error('no devices process runs for this scene');
    return this.#devices;
  }

  /** From here on {@link seen} looks at what comes later only. @returns the moment, ms */
  now(): number {
    return this.#told.now();
  }

  /** Waits for an event. @returns when it came, ms */
  seen(what: string, holds: (event: DeviceEvent) => boolean): Promise<number> {
    return this.#told.seen(what, holds);
  }

  /** A program beside the devices process ended by itself. */
  crashed(how: string): void {
    this.#crash = how;
  }

  /** A measured time goes into the report. @throws when its beginning was never noted */
  took(name: string, from: number | null, to: number): void {
    if (from === null) throw new Error(`its beginning was never noted: ${name}`);
    this.#figure(name, Math.round(to - from));
  }

  /** @returns how another program crashed; or the signal or status with which the devices process ended; or null */
  async gone(): Promise<string | number | null> {
    return this.#crash ?? (await Promise.race([this.#child?.gone ?? null, null]));
  }

  /** Ends the devices process. */
  close(): void {
    this.#child?.kill();
  }
}
