import type { Drawing } from '../../../preload/contract/values.ts';

interface Box {
  readonly width: number;
  readonly height: number;
}
type Point = Drawing['strokes'][number][number];

/** Pen width in points for a pressure of 0–1; a mouse (0.5) writes about 1.2 pt. */
const penWidth = (pressure: number) => 0.5 + 1.4 * pressure;
const MARGIN = 2; // points kept free inside the box: more than half the widest pen
const LARGEST = 2.5; // a small signature is enlarged at most so much against its canvas

const round = (value: number) => Math.round(value * 100) / 100;

/**
 * Strokes as SVG paths in a box given in points, origin upper left: ink keeps its proportions, fills the box and
 * stays inside it. The width of the line follows the pressure.
 */
export function inkPaths(drawing: Pick<Drawing, 'canvas' | 'strokes'>, box: Box): string {
  const points = drawing.strokes.flat();
  const left = Math.min(...points.map((p) => p.x));
  const top = Math.min(...points.map((p) => p.y));
  const width = Math.max(...points.map((p) => p.x)) - left;
  const height = Math.max(...points.map((p) => p.y)) - top;
  const room = { width: box.width - 2 * MARGIN, height: box.height - 2 * MARGIN };
  const scale = Math.min(
    room.width / Math.max(width, 1e-6),
    room.height / Math.max(height, 1e-6),
    LARGEST * Math.min(room.width / drawing.canvas.width, room.height / drawing.canvas.height),
  );
  const dx = (box.width - width * scale) / 2 - left * scale;
  const dy = (box.height - height * scale) / 2 - top * scale;
  const at = (p: Point) => ({ x: p.x * scale + dx, y: p.y * scale + dy, p: p.p });
  return drawing.strokes.map((stroke) => strokePaths(stroke.map(at))).join('');
}

/** One stroke: short quadratic curves from middle to middle, each with its own width and round ends. */
function strokePaths(points: readonly { x: number; y: number; p: number }[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return '';
  const middles = points.slice(1).map((p, i) => {
    const before = points[i] ?? p;
    return { x: (before.x + p.x) / 2, y: (before.y + p.y) / 2 };
  });
  const stops = [first, ...middles, last];
  return points
    .map((p, i) => {
      const from = stops[i] ?? first;
      const to = stops[i + 1] ?? last;
      const d = `M${round(from.x)} ${round(from.y)}Q${round(p.x)} ${round(p.y)} ${round(to.x)} ${round(to.y)}`;
      return `<path d="${d}" stroke-width="${round(penWidth(p.p))}"/>`;
    })
    .join('');
}
