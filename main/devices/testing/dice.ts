/** Seeded random numbers (mulberry32): a failure comes again with its seed. */
export class Dice {
  #state: number;
  readonly #pool = Buffer.alloc(65_536);

  constructor(seed: number) {
    this.#state = seed >>> 0;
    for (let i = 0; i < this.#pool.length; i++) this.#pool[i] = this.below(256);
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  /** Up to 4 KiB of noise: a random piece of a pool that the seed filled. */
  bytes(size: number): Buffer {
    const at = this.below(this.#pool.length - size);
    return Buffer.from(this.#pool.subarray(at, at + size));
  }

  /** The bytes in one to four portions. */
  cut(bytes: Buffer): Buffer[] {
    const edges = [0, bytes.length];
    for (let n = this.below(4); n > 0; n--) edges.push(this.below(bytes.length + 1));
    edges.sort((a, b) => a - b);
    return edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge));
  }
}
