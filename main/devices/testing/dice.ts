import { randomOf } from './random.ts';

/** What fuzz tests of bytes draw from one seed: a failure comes again with it. */
export class Dice {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  readonly #pool = Buffer.alloc(65_536);

  constructor(seed: number) {
    this.below = randomOf(seed);
    for (let i = 0; i < this.#pool.length; i++) this.#pool[i] = this.below(256);
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
