/** How many inputs a fuzz test takes; FUZZ sets it for the long run. */
export const FUZZ = Number(process.env.FUZZ ?? 100_000);

/**
 * Seeded numbers (sfc32: 128 bits of state, so that two seeds never run into one another), so that a failure can be
 * repeated: answers 0 ≤ n < `below`. FUZZ_SHARD gives every test another stream (`npm run test:long`).
 */
export function randomOf(seed: number): (below: number) => number {
  let a = seed | 0;
  let b = Number(process.env.FUZZ_SHARD ?? 0) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  for (let round = 0; round < 16; round++) next();
  return (below) => Math.floor((next() / 0x1_0000_0000) * below);
}
