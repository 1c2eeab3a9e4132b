import type { Drawing } from '../../preload/contract/values.ts';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly p: number;
}

const INK = '#101828';
/** Width of the line in canvas units: a gel pen, thicker where pressed. */
const widthOf = (p: number) => 1.6 + 3.4 * p;

/** Draws points `from`… of a stroke, smoothed through the middles: for the eye only, the raw points are kept. */
export function inkStroke(context: CanvasRenderingContext2D, stroke: readonly Point[], from = 0): void {
  context.strokeStyle = INK;
  context.fillStyle = INK;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const start = stroke[0];
  if (start && from === 0) {
    context.beginPath();
    context.arc(start.x, start.y, widthOf(start.p) / 2, 0, 2 * Math.PI);
    context.fill();
  }
  for (let i = Math.max(1, from); i < stroke.length; i++) {
    const [before, a, b] = [stroke[i - 2] ?? stroke[i - 1], stroke[i - 1], stroke[i]];
    if (!before || !a || !b) continue;
    context.lineWidth = widthOf((a.p + b.p) / 2);
    context.beginPath();
    context.moveTo((before.x + a.x) / 2, (before.y + a.y) / 2);
    context.quadraticCurveTo(a.x, a.y, (a.x + b.x) / 2, (a.y + b.y) / 2);
    if (i === stroke.length - 1) context.lineTo(b.x, b.y);
    context.stroke();
  }
}

/** SVG path of a whole drawing, one subpath a stroke. */
export function pathOf(drawing: Drawing): string {
  return drawing.strokes
    .map((stroke) => {
      const start = stroke[0];
      if (!start) return '';
      const dot = stroke.length === 1 ? `h0.1` : '';
      return `M${start.x.toFixed(1)} ${start.y.toFixed(1)}${dot}${stroke
        .slice(1)
        .map((point) => `L${point.x.toFixed(1)} ${point.y.toFixed(1)}`)
        .join('')}`;
    })
    .join('');
}
