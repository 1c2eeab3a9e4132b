import type { Drawing } from '../../preload/contract/values.ts';

type Pointer = 'pen' | 'touch' | 'mouse';

/** One raw sample of a pointer, in units of the canvas at its first stroke. `at` is the event's own time stamp, ms. */
export interface Sample {
  readonly pointer: Pointer;
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
  readonly at: number;
}
export type Stroke = readonly Sample[];

// Limits of the drawing type in the contract; a longer stroke goes on as the next one, nothing is thrown away.
const POINTS_PER_STROKE = 5000;
const STROKES = 200;

/** Appends samples to the stroke that is being drawn. */
export function extended(strokes: readonly Stroke[], samples: readonly Sample[]): Stroke[] {
  const next = [...strokes];
  for (const sample of samples) {
    const open = next.at(-1);
    if (open === undefined || open.length >= POINTS_PER_STROKE) next.push([sample]);
    else next[next.length - 1] = [...open, sample];
  }
  return next;
}

export const isFull = (strokes: readonly Stroke[]) => strokes.length >= STROKES;

type Way = readonly (readonly { readonly x: number; readonly y: number }[])[];

/** Way of the pen in canvas units, over all strokes. */
export function inkLength(strokes: Way): number {
  let length = 0;
  for (const stroke of strokes)
    stroke.forEach((point, i) => {
      const before = stroke[i - 1];
      if (before) length += Math.hypot(point.x - before.x, point.y - before.y);
    });
  return length;
}

/** A touch with a contact as broad as a hand is a resting palm, not a finger (CSS pixels). */
export const isPalm = (contact: { width: number; height: number }) => Math.max(contact.width, contact.height) > 70;

/** Hardware without pressure says 0, 0.5 or 1 for ever (Pointer Events 3 §4.1); anything between was measured. */
const measures = (sample: Sample) =>
  sample.pointer !== 'mouse' && sample.pressure > 0 && sample.pressure < 1 && sample.pressure !== 0.5;

/** What is kept of a signature: the raw points, before any smoothing (hardware.md §2.3). */
export function drawingOf(strokes: readonly Stroke[], canvas: { width: number; height: number }): Drawing {
  const samples = strokes.flat();
  const first = samples[0]?.at ?? 0;
  const pressureMeasured = samples.some(measures);
  const device = samples.some((sample) => sample.pointer === 'pen')
    ? 'screen-pen'
    : samples.some((sample) => sample.pointer === 'touch')
      ? 'screen-touch'
      : 'screen-mouse';
  return {
    canvas: { width: canvas.width, height: canvas.height },
    strokes: strokes.slice(0, STROKES).map((stroke) =>
      stroke.map((sample) => ({
        x: sample.x,
        y: sample.y,
        p: pressureMeasured ? Math.min(1, Math.max(0, sample.pressure)) : 0.5,
        t: Math.max(0, sample.at - first),
      })),
    ),
    pressureMeasured,
    device,
    lostSamples: 0,
  };
}

/** Why this drawing cannot stand for a name; empty when it can. */
export function whyNoSignature(strokes: Way, canvas: { width: number; height: number }): string {
  if (strokes.length === 0) return '还没有签名，请在框内书写姓名。';
  if (inkLength(strokes) < Math.min(canvas.width, canvas.height) / 4) return '笔迹太短，请写清楚姓名，或点「重签」。';
  return '';
}
