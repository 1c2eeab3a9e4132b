import type { Drawing } from '../../preload/contract/values.ts';
import { pathOf } from './ink.ts';

/** A signature as it was drawn, cut to its ink, for lists and summaries. */
export function DrawingView({ drawing, height = 44, label }: { drawing: Drawing; height?: number; label: string }) {
  const xs = drawing.strokes.flat().map((point) => point.x);
  const ys = drawing.strokes.flat().map((point) => point.y);
  const left = Math.min(...xs) - 6;
  const top = Math.min(...ys) - 6;
  const width = Math.max(...xs) - left + 6;
  const tall = Math.max(...ys) - top + 6;
  return (
    <svg role="img" aria-label={label} height={height} viewBox={`${left} ${top} ${width} ${tall}`} className="ink-view">
      <title>{label}</title>
      <path
        d={pathOf(drawing)}
        fill="none"
        stroke="currentColor"
        strokeWidth={Math.max(2, tall / 36)}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
