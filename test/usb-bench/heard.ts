/** How long anything may take, by the guest's clock. */
const LIMIT_MS = 60_000;

/** What was told so far, with its moment; a scene waits for what it expects. */
export class Heard<T> {
  readonly #all: { readonly at: number; readonly what: T }[] = [];
  #looking = 0;

  add(what: T): void {
    this.#all.push({ at: performance.now(), what });
  }

  /** From here on {@link seen} looks at what comes later only. @returns the moment, ms */
  now(): number {
    this.#looking = this.#all.length;
    return performance.now();
  }

  /** Waits for something. @returns when it came, ms */
  async seen(name: string, holds: (what: T) => boolean, withinMs = LIMIT_MS): Promise<number> {
    const until = performance.now() + withinMs;
    for (;;) {
      const found = this.#all.slice(this.#looking).find(({ what }) => holds(what));
      if (found) return found.at;
      if (performance.now() > until) {
        const last = JSON.stringify(this.#all.slice(-3).map(({ what }) => what)).slice(0, 600);
        throw new Error(`never seen: ${name}; the last were ${last}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
