const NEW_LINE = 0x0a;

/** Notices in a stream of lines one that is longer than any may be. */
export class LineLimit {
  readonly #limit: number;
  #length = 0;

  /** @param limit bytes of the longest line, without its end */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether a line grew beyond the limit within this chunk. */
  exceededBy(chunk: Uint8Array): boolean {
    let exceeded = false;
    for (let from = 0; ; ) {
      const end = chunk.indexOf(NEW_LINE, from);
      const more = (end < 0 ? chunk.length : end) - from;
      this.#length += more;
      exceeded ||= more > 0 && this.#length > this.#limit;
      if (end < 0) return exceeded;
      this.#length = 0;
      from = end + 1;
    }
  }
}
