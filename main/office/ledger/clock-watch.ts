import { uptime } from 'node:os';

/** A difference that people or time servers do not cause in daily work. */
const LIMIT_MS = 5 * 60_000;

/** What the clock should have shown, and what it showed. */
export interface Jump {
  readonly expected: Date;
  readonly found: Date;
  readonly seconds: number;
}

/**
 * Compares the wall clock with time as it passed. `os.uptime` goes on while the PC sleeps, so closing the lid is
 * no jump. Across a restart only a step back behind the last action can be seen.
 */
export class ClockWatch {
  #wall: number;
  #uptime: number | undefined;

  constructor(lastAction: Date) {
    this.#wall = lastAction.getTime();
  }

  /** The jump since the last look, if there was one. */
  look(now: Date): Jump | undefined {
    const running = uptime() * 1_000;
    const passed = this.#uptime === undefined ? 0 : running - this.#uptime;
    const expected = this.#wall + passed;
    const off = now.getTime() - expected;
    const jumped = this.#uptime === undefined ? off < -LIMIT_MS : Math.abs(off) > LIMIT_MS;
    this.#uptime = running;
    this.#wall = now.getTime();
    return jumped ? { expected: new Date(expected), found: now, seconds: Math.round(off / 1_000) } : undefined;
  }
}
