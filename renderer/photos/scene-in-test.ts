import type { Quad } from '../../preload/contract/photos.ts';
import { homographyOf, mapped } from './homography.ts';
import { type Size, wholeOf } from './quad.ts';
import type { Pixels } from './warp.ts';

/**
 * A sheet on a table as a camera sees it: `paper(u, v)` is its brightness at 0 ≤ u, v < 1, `ground` that of the table.
 * Every pixel is the mean of four looks, so that edges are soft as in a picture.
 */
export function seen(
  size: Size,
  corners: Quad,
  paper: (u: number, v: number) => number,
  ground: (x: number, y: number) => number,
): Pixels {
  const to = homographyOf(corners, wholeOf({ width: 1, height: 1 }));
  if (to === null) throw new Error('no sheet');
  const data = new Uint8ClampedArray(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      let sum = 0;
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ] as const) {
        const { x: u, y: v } = mapped(to, { x: x + dx, y: y + dy });
        sum += u >= 0 && u < 1 && v >= 0 && v < 1 ? paper(u, v) : ground(x, y);
      }
      data.fill(sum / 4, (y * size.width + x) * 4, (y * size.width + x) * 4 + 3);
      data[(y * size.width + x) * 4 + 3] = 255;
    }
  }
  return { ...size, data };
}

/** Noise of a sensor that comes out the same every time (mulberry32): answers 0 ≤ n < `below`. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}
