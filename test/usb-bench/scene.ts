import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { forkProgram } from '../../main/shell/fork.ts';
import type { DeviceEvent, devicesContract } from '../../preload/contract/devices.ts';
import { PortLink } from '../../preload/contract/link.ts';

/** How long anything may take, by the guest's clock. */
const LIMIT_MS = 60_000;

/** How long a scene may take, by the guest's clock. */
export const SCENE_LIMIT_MS = 180_000;

/** One family of devices on the bench. */
export interface Scene {
  readonly name: string;
  /** Where {@link SCENE_LIMIT_MS} is not enough. */
  readonly limitMs?: number;
  run(bench: Bench): Promise<void>;
}

interface Told {
  readonly at: number;
  readonly event: DeviceEvent;
}

/** The real devices process beside the gadgets, and what it told so far. */
export class Bench {
  readonly devices: ContractRouterClient<typeof devicesContract>;
  readonly #child: ReturnType<typeof forkProgram>;
  readonly #told: Told[] = [];
  readonly #figure: (name: string, ms: number) => void;
  #looking = 0;

  constructor(program: string, figure: (name: string, ms: number) => void) {
    this.#child = forkProgram(program, []);
    this.devices = createORPCClient(new PortLink(this.#child.open({ role: 'office' })));
    this.#figure = figure;
  }

  async start(): Promise<void> {
    const events = await this.devices.events();
    void (async () => {
      for await (const event of events) this.#told.push({ at: performance.now(), event });
    })().catch(() => undefined);
  }

  /** From here on {@link seen} looks at what comes later only. @returns the moment, ms */
  now(): number {
    this.#looking = this.#told.length;
    return performance.now();
  }

  /** Waits for an event. @returns when it came, ms */
  async seen(what: string, holds: (event: DeviceEvent) => boolean, withinMs = LIMIT_MS): Promise<number> {
    const until = performance.now() + withinMs;
    for (;;) {
      const found = this.#told.slice(this.#looking).find(({ event }) => holds(event));
      if (found) return found.at;
      if (performance.now() > until) {
        const last = JSON.stringify(this.#told.slice(-3).map(({ event }) => event)).slice(0, 600);
        throw new Error(`never seen: ${what}; the last were ${last}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** A measured time goes into the report. @throws when its beginning was never noted */
  took(name: string, from: number | null, to: number): void {
    if (from === null) throw new Error(`its beginning was never noted: ${name}`);
    this.#figure(name, Math.round(to - from));
  }

  /** Ends the devices process. @returns the signal that had ended it before, or null */
  async close(): Promise<string | null> {
    const before = await Promise.race([this.#child.gone, Promise.resolve(null)]);
    this.#child.kill();
    return typeof before === 'string' ? before : null;
  }
}
