const CR = 0x0d;
const LF = 0x0a;
/** The largest QR code (version 40) holds 2953 bytes; AIM prefix and ECI marks come on top. */
export const LONGEST_CODE = 4096;

/** A line of a scanner: its bytes without the line end, or that there were more of them than any code has. */
export type Line = Buffer | 'too-long';

/**
 * Cuts what a scanner sends into lines ended by CR, LF or CR LF; empty lines are none. Holds at most
 * {@link LONGEST_CODE} bytes: the rest of a longer line is passed over up to its end.
 */
export class LineCutter {
  readonly #held = Buffer.alloc(LONGEST_CODE);
  #length = 0;
  #overflowed = false;
  #passing = false;

  /** Bytes of a line that has not ended. */
  get waiting(): number {
    return this.#length;
  }

  /** Whether a line has begun and not ended. */
  get begun(): boolean {
    return this.#length > 0 || this.#overflowed;
  }

  /** Whether the rest of a line is being passed over. */
  get passing(): boolean {
    return this.#passing;
  }

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    for (const byte of chunk) {
      if (byte === CR || byte === LF) {
        const line = this.#end();
        if (line !== null) lines.push(line);
      } else if (this.#passing) {
        // The rest of a line of which the beginning is gone.
      } else if (this.#length < LONGEST_CODE) {
        this.#held[this.#length] = byte;
        this.#length += 1;
      } else this.#overflowed = true;
    }
    return lines;
  }

  /** Forgets the line that has begun; what comes next is a new one. */
  forget(): void {
    this.#length = 0;
    this.#overflowed = false;
    this.#passing = false;
  }

  /** Forgets the line that has begun, and what still comes of it up to its end. */
  passOver(): void {
    this.forget();
    this.#passing = true;
  }

  #end(): Line | null {
    const line = this.#overflowed ? 'too-long' : Buffer.from(this.#held.subarray(0, this.#length));
    this.forget();
    return line.length === 0 ? null : line;
  }
}
