import type { Point, Quad } from '../../preload/contract/photos.ts';
import { areaOf, isSheet } from './quad.ts';
import type { Pixels } from './warp.ts';

/** The longer side of the picture in which the paper is looked for. */
const SMALL = 400;
/** Paper that covers less of the picture is taken for something else. */
const LEAST = 0.08;
/** How much of the four-sided figure must be paper. */
const FILLED = 0.85;
const TRACE = 0.004;

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Pixels of the picture in one of these. */
  readonly step: number;
}

/**
 * A first guess of the four corners of bright paper on a darker ground: threshold (Otsu), the largest bright piece, its
 * four outermost points, then straight lines through its edge between them. Cheap, and honest: it says null rather than
 * something that is not a sheet.
 */
export function guessSheet(picture: Pixels): Quad | null {
  const grey = shrunk(picture);
  const piece = largestPiece(grey, otsu(grey.data));
  if (piece === null || piece.size < LEAST * grey.data.length) return null;
  const rough = extremes(piece.edge);
  if (!isSheet(rough)) return null;
  const fine = straightened(rough, piece.edge);
  const best = fine !== null && isSheet(fine) && Math.abs(areaOf(fine) / areaOf(rough) - 1) < 0.2 ? fine : rough;
  const filled = piece.size / areaOf(best);
  if (filled < FILLED || filled > 1.15) return null;
  const { step } = grey;
  const middle = at(best.reduce((s, p) => s + p.x, 0) / 4, best.reduce((s, p) => s + p.y, 0) / 4);
  // A trace inwards, so that no table shows at the edge.
  return best.map(({ x, y }) => ({
    x: (middle.x + (x - middle.x) * (1 - TRACE)) * step,
    y: (middle.y + (y - middle.y) * (1 - TRACE)) * step,
  })) as Quad;
}

/** Brightness in boxes of `step` × `step` pixels. */
function shrunk({ data, width, height }: Pixels): Grey {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / SMALL));
  const [w, h] = [Math.floor(width / step), Math.floor(height / step)];
  const small = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let dy = 0; dy < step; dy++) {
        for (let p = ((y * step + dy) * width + x * step) * 4, end = p + step * 4; p < end; p += 4)
          sum += (data[p] ?? 0) * 0.299 + (data[p + 1] ?? 0) * 0.587 + (data[p + 2] ?? 0) * 0.114;
      }
      small[y * w + x] = sum / (step * step);
    }
  }
  return { width: w, height: h, data: small, step };
}

/** The threshold that parts dark from bright best (Otsu 1979). */
function otsu(data: Uint8Array): number {
  const histogram = new Float64Array(256);
  for (const value of data) histogram[value] = (histogram[value] ?? 0) + 1;
  let all = 0;
  for (const [value, count] of histogram.entries()) all += value * count;
  let [dark, darkSum, best, threshold] = [0, 0, -1, 128];
  for (const [value, count] of histogram.entries()) {
    dark += count;
    const bright = data.length - dark;
    if (dark === 0 || bright === 0) continue;
    darkSum += value * count;
    const apart = darkSum / dark - (all - darkSum) / bright;
    const variance = dark * bright * apart * apart;
    if (variance > best) [best, threshold] = [variance, value];
  }
  return threshold;
}

/** The largest connected bright piece with the points of its outline; print on the paper does not matter. */
function largestPiece({ data, width, height }: Grey, threshold: number): { size: number; edge: Point[] } | null {
  const seen = new Uint8Array(data.length);
  const stack: number[] = [];
  let largest: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] ?? 0) <= threshold) continue;
    const piece: number[] = [];
    stack.push(start);
    seen[start] = 1;
    for (let p = stack.pop(); p !== undefined; p = stack.pop()) {
      piece.push(p);
      const x = p % width;
      for (const q of [x > 0 ? p - 1 : -1, x < width - 1 ? p + 1 : -1, p - width, p + width]) {
        if (q < 0 || q >= data.length || seen[q] || (data[q] ?? 0) <= threshold) continue;
        seen[q] = 1;
        stack.push(q);
      }
    }
    if (piece.length > largest.length) largest = piece;
  }
  return largest.length === 0 ? null : outlineOf(largest, width, height);
}

/** The first and last point of every row and column; between them all is paper, printed or not. */
function outlineOf(piece: readonly number[], width: number, height: number) {
  const rows = Array.from({ length: height }, () => ({ from: width, to: -1 }));
  const columns = Array.from({ length: width }, () => ({ from: height, to: -1 }));
  for (const p of piece) {
    const [x, y] = [p % width, Math.floor(p / width)];
    widen(rows[y], x);
    widen(columns[x], y);
  }
  // Outlines lie on the outer border of a pixel.
  const edge = [
    ...rows.flatMap(({ from, to }, y) => (to < 0 ? [] : [at(from, y + 0.5), at(to + 1, y + 0.5)])),
    ...columns.flatMap(({ from, to }, x) => (to < 0 ? [] : [at(x + 0.5, from), at(x + 0.5, to + 1)])),
  ];
  return { size: rows.reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0), edge };
}

const at = (x: number, y: number): Point => ({ x, y });

function widen(span: { from: number; to: number } | undefined, value: number): void {
  if (span === undefined) return;
  span.from = Math.min(span.from, value);
  span.to = Math.max(span.to, value);
}

/** Outermost in the four diagonal directions: right for a sheet that is turned by less than an eighth of a turn. */
function extremes(edge: readonly Point[]): Quad {
  const outermost = (score: (p: Point) => number) =>
    edge.reduce((best, p) => (score(p) > score(best) ? p : best), edge[0] ?? at(0, 0));
  return [
    outermost(({ x, y }) => -x - y),
    outermost(({ x, y }) => x - y),
    outermost(({ x, y }) => x + y),
    outermost(({ x, y }) => y - x),
  ];
}

/** Lines through the outline beside each side, and the corners where they meet. */
function straightened(rough: Quad, edge: readonly Point[]): Quad | null {
  const lines = rough.map((p, i) => lineAlong(p, rough[((i + 1) % 4) as 0 | 1 | 2 | 3], edge));
  const corners = lines.map((line, i) => meeting(lines[(i + 3) % 4] ?? null, line));
  return corners.some((one) => one === null) ? null : (corners as unknown as Quad);
}

interface Line {
  readonly through: Point;
  readonly along: Point;
}

/** Total least squares through the points near the middle 80 % of a side. */
function lineAlong(a: Point, b: Point, edge: readonly Point[]): Line | null {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const near = edge.filter(({ x, y }) => {
    const along = ((x - a.x) * ux + (y - a.y) * uy) / length;
    const aside = Math.abs((y - a.y) * ux - (x - a.x) * uy);
    return along > 0.1 && along < 0.9 && aside < 3 + length * 0.02;
  });
  if (near.length < 8) return null;
  const mean = at(near.reduce((s, p) => s + p.x, 0) / near.length, near.reduce((s, p) => s + p.y, 0) / near.length);
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y } of near) {
    xx += (x - mean.x) ** 2;
    xy += (x - mean.x) * (y - mean.y);
    yy += (y - mean.y) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { through: mean, along: at(Math.cos(angle), Math.sin(angle)) };
}

function meeting(one: Line | null, other: Line | null): Point | null {
  if (one === null || other === null) return null;
  const cross = one.along.x * other.along.y - one.along.y * other.along.x;
  if (Math.abs(cross) < 0.1) return null;
  const [dx, dy] = [other.through.x - one.through.x, other.through.y - one.through.y];
  const t = (dx * other.along.y - dy * other.along.x) / cross;
  return at(one.through.x + t * one.along.x, one.through.y + t * one.along.y);
}
