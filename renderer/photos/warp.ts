import type { Quad, Turn } from '../../preload/contract/photos.ts';
import { homographyOf } from './homography.ts';
import { flatSize, type Size, wholeOf } from './quad.ts';

/** Pixels as a canvas gives them: four bytes each, red, green, blue, opacity, row after row. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}

/** Which corner of the sheet becomes the upper left one after a turn. */
const FIRST = { 0: 0, 90: 3, 180: 2, 270: 1 } as const;

/** The corners in the order in which they stand after the turn. */
function afterTurn(corners: Quad, turn: Turn): Quad {
  const [a, b, c, d] = corners;
  const all = [a, b, c, d, a, b, c, d] as const;
  const from = FIRST[turn];
  return [all[from], all[from + 1] ?? a, all[from + 2] ?? a, all[from + 3] ?? a];
}

/**
 * Lays the sheet flat: every pixel of the result is looked up in the picture (inverse projective map, bilinear between
 * four pixels). Beyond the edge of the picture the nearest pixel stands in.
 * @returns null when the corners are no sheet
 */
export function laidFlat(picture: Pixels, corners: Quad, turn: Turn): Pixels | null {
  const quad = afterTurn(corners, turn);
  const size = flatSize(quad);
  const back = homographyOf(wholeOf(size), quad);
  if (back === null) return null;
  const { width, height } = size;
  const data = new Uint8ClampedArray(width * height * 4);
  const { data: from, width: w, height: h } = picture;
  const [a, b, c, d, e, f, g, i] = back;
  let out = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++, out += 4) {
      // Middles of pixels, not their corners.
      const [u, v] = [column + 0.5, row + 0.5];
      const scale = 1 / (g * u + i * v + 1);
      const x = Math.min(w - 1, Math.max(0, (a * u + b * v + c) * scale - 0.5));
      const y = Math.min(h - 1, Math.max(0, (d * u + e * v + f) * scale - 0.5));
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - left, y - top];
      const p = (top * w + left) * 4;
      const right = left + 1 < w ? 4 : 0;
      const below = top + 1 < h ? w * 4 : 0;
      for (let k = 0; k < 3; k++) {
        const upper = (from[p + k] ?? 0) * (1 - fx) + (from[p + right + k] ?? 0) * fx;
        const lower = (from[p + below + k] ?? 0) * (1 - fx) + (from[p + below + right + k] ?? 0) * fx;
        data[out + k] = upper * (1 - fy) + lower * fy;
      }
      data[out + 3] = 255;
    }
  }
  return { width, height, data };
}
