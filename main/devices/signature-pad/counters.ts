const TURN = 0x1_0000;

/**
 * Makes one line of time of the pad's 16-bit millisecond counter. The counter turns every 65.5 s, and a pen that was
 * away sends nothing, so the time of arrival says how often it turned meanwhile. Never runs backwards.
 */
export class PenClock {
  #last: { raw: number; at: number; arrivedAt: number } | null = null;

  /**
   * @param raw counter of the pad, null where it gives none: then the time of arrival is taken
   * @param arrivedAt milliseconds, any origin
   * @returns milliseconds since the first sample
   */
  at(raw: number | null, arrivedAt: number): number {
    const last = this.#last;
    const here = raw ?? 0;
    let at = 0;
    if (last) {
      const elapsed = arrivedAt - last.arrivedAt;
      const step = raw === null ? elapsed : ahead(last.raw, raw);
      const turns = raw === null ? 0 : Math.max(-1, Math.round((elapsed - step) / TURN));
      at = Math.max(last.at, last.at + step + turns * TURN);
    }
    this.#last = { raw: here, at, arrivedAt };
    return at;
  }
}

/** Counts samples that never arrived by the holes in the pad's sequence counter. */
export class LostSamples {
  #last: number | null = null;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  saw(sequence: number | null): void {
    if (sequence === null) return;
    const hole = this.#last === null ? 0 : ahead(this.#last, sequence) - 1;
    // Half a turn and more is no hole but a repeated or an older sample.
    if (hole > 0 && hole < TURN / 2) this.#count += hole;
    this.#last = sequence;
  }
}

const ahead = (from: number, to: number) => (to - from + TURN) % TURN;
