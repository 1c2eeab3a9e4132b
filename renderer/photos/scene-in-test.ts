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
