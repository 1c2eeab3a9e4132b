/** How many inputs a fuzz test takes; FUZZ sets it for the long run. */
export const FUZZ = Number(process.env.FUZZ ?? 100_000);

/** Seeded numbers (mulberry32), so that a failure can be repeated: answers 0 ≤ n < `below`. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}
