import type { Point, Quad } from '../../preload/contract/photos.ts';

/** A projective map of the plane: nine numbers in rows, the last one 1. */
type Homography = readonly [number, number, number, number, number, number, number, number, 1];

/**
 * The projective map that takes four corners to four corners (Hartley and Zisserman, Multiple View Geometry, §4.1).
 * @returns null when three corners lie on a line: no camera sees paper so
 */
export function homographyOf(from: Quad, to: Quad): Homography | null {
  const rows = from.flatMap(({ x, y }, i) => {
    const { x: u, y: v } = to[i as 0 | 1 | 2 | 3];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const solved = solve(rows);
  return solved === null ? null : ([...solved, 1] as unknown as Homography);
}

export function mapped(h: Homography, { x, y }: Point): Point {
  const w = h[6] * x + h[7] * y + h[8];
  return { x: (h[0] * x + h[1] * y + h[2]) / w, y: (h[3] * x + h[4] * y + h[5]) / w };
}

/** Gauss with pivots on eight rows of nine numbers; null when they do not say enough. */
function solve(rows: number[][]): number[] | null {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let best = column;
    for (let row = column + 1; row < n; row++) if (at(rows, row, column) > at(rows, best, column)) best = row;
    const pivot = rows[best];
    const other = rows[column];
    if (pivot === undefined || other === undefined || at(rows, best, column) < 1e-9) return null;
    rows[best] = other;
    rows[column] = pivot;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let k = column; k <= n; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}

const at = (rows: number[][], row: number, column: number) => Math.abs(rows[row]?.[column] ?? 0);
