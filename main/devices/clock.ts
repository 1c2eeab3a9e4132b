/** Time as drivers see it, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** UTC ISO instant. */
export const instant = (clock: Clock): string => new Date(clock.now()).toISOString();

/** The legal day in Asia/Shanghai (UTC+8, no summer time), `YYYY-MM-DD`. */
export const legalDay = (clock: Clock): string => new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** A wait that can be cut short; {@link Pause.wake} ends it at once. */
export class Pause {
  readonly #clock: Clock;
  #wake: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  for(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => this.wake());
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  wake(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
