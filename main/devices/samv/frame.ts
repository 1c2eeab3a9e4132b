/** Frames between host and the SAM-V module (GA 467): preamble, big-endian length, body, XOR. hardware.md §1.3. */

const PREAMBLE = Buffer.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
const HEAD = 7;
/** Largest legal length: text, photo and fingerprint together. */
const MAX_LENGTH = 2314;
/** CMD, Para, CHK. */
export const MIN_REQUEST_LENGTH = 3;
/** SW1, SW2, SW3, CHK. */
export const MIN_REPLY_LENGTH = 4;

function xor(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

/** Wraps a body (everything between length and checksum) into a frame. */
export function encodeFrame(body: Uint8Array): Buffer {
  const frame = Buffer.alloc(HEAD + body.length + 1);
  frame.set(PREAMBLE);
  frame.writeUInt16BE(body.length + 1, PREAMBLE.length);
  frame.set(body, HEAD);
  frame.writeUInt8(xor(frame.subarray(PREAMBLE.length, -1)), HEAD + body.length);
  return frame;
}

/**
 * Cuts a byte stream into bodies. Bytes may come in any portions, with garbage between frames; a frame with a wrong
 * length or checksum is skipped by one byte and the search goes on, so that a good frame behind it is not lost.
 */
export class FrameParser {
  readonly #minLength: number;
  #buffer = Buffer.alloc(0);
  #rejected = 0;

  constructor(minLength: typeof MIN_REQUEST_LENGTH | typeof MIN_REPLY_LENGTH) {
    this.#minLength = minLength;
  }

  /** How many frame candidates had a wrong length or checksum since the last reset. */
  get rejected(): number {
    return this.#rejected;
  }

  /** Bytes that wait for the rest of their frame; never more than the longest frame. */
  get held(): number {
    return this.#buffer.length;
  }

  /** Forgets what is half received; called when a new request starts. */
  reset(): void {
    this.#buffer = Buffer.alloc(0);
    this.#rejected = 0;
  }

  push(chunk: Uint8Array): Buffer[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const bodies: Buffer[] = [];
    for (;;) {
      const start = this.#buffer.indexOf(PREAMBLE);
      if (start < 0) {
        this.#buffer = this.#buffer.subarray(Math.max(0, this.#buffer.length - (PREAMBLE.length - 1)));
        return bodies;
      }
      this.#buffer = this.#buffer.subarray(start);
      if (this.#buffer.length < HEAD) return bodies;
      const length = this.#buffer.readUInt16BE(PREAMBLE.length);
      if (length < this.#minLength || length > MAX_LENGTH) {
        this.#skip();
        continue;
      }
      if (this.#buffer.length < HEAD + length) return bodies;
      if (xor(this.#buffer.subarray(PREAMBLE.length, HEAD + length)) !== 0) {
        this.#skip();
        continue;
      }
      // The beginning of a torn frame, filled up by the next one: one in 256 such pairs has a matching checksum. That a
      // photo holds these five bytes by chance is a thousand million times less likely.
      if (this.#buffer.subarray(1, HEAD + length).includes(PREAMBLE)) {
        this.#skip();
        continue;
      }
      bodies.push(Buffer.from(this.#buffer.subarray(HEAD, HEAD + length - 1)));
      this.#buffer = this.#buffer.subarray(HEAD + length);
    }
  }

  #skip(): void {
    this.#rejected += 1;
    this.#buffer = this.#buffer.subarray(1);
  }
}
