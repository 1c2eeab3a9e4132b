import type { Point, Quad, Turn } from '../../preload/contract/photos.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole picture as a quad. */
export const wholeOf = ({ width, height }: Size): Quad => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** Area in square pixels; positive when the corners run clockwise (y grows downwards). */
export function areaOf(quad: Quad): number {
  return quad.reduce((sum, p, i) => {
    const q = quad[((i + 1) % 4) as 0 | 1 | 2 | 3];
    return sum + (p.x * q.y - q.x * p.y) / 2;
  }, 0);
}

/** Whether the corners run clockwise around something convex, as the edge of a sheet does; no side under 8 pixels. */
export function isSheet(quad: Quad): boolean {
  return quad.every((b, i) => {
    const a = quad[((i + 3) % 4) as 0 | 1 | 2 | 3];
    const c = quad[((i + 1) % 4) as 0 | 1 | 2 | 3];
    const turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    return turn > 0 && distance(a, b) >= 8;
  });
}

/** How large the sheet is when it is laid flat: the longer of opposite sides, so that nothing is thrown away. */
export function flatSize([a, b, c, d]: Quad): Size {
  return {
    width: Math.max(1, Math.round(Math.max(distance(a, b), distance(d, c)))),
    height: Math.max(1, Math.round(Math.max(distance(a, d), distance(b, c)))),
  };
}

export const turned = (turn: Turn, by: 90 | 270): Turn => ((turn + by) % 360) as Turn;

/** A corner stays inside of its picture. */
export const inside = ({ x, y }: Point, { width, height }: Size): Point => ({
  x: Math.min(width, Math.max(0, x)),
  y: Math.min(height, Math.max(0, y)),
});
