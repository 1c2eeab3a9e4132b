import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { inkStroke } from './ink.ts';
import { extended, isFull, isPalm, type Sample, type Stroke } from './strokes.ts';

/** How long after the last pen event a touch still counts as the hand that holds the pen, ms. */
const PEN_REST = 1200;

const toPoint = (sample: Sample) => ({
  x: sample.x,
  y: sample.y,
  p: sample.pointer === 'mouse' ? 0.5 : sample.pressure,
});

/**
 * Pointer Events on one canvas: full report rate, pointer capture, palm rejection. Coordinates are in CSS pixels of
 * the canvas as it was at the first stroke; a later change of size scales the picture, never the points.
 */
export function useInk(canvas: RefObject<HTMLCanvasElement | null>, enabled: boolean) {
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const kept = useRef<Stroke[]>([]);
  const units = useRef<{ width: number; height: number } | null>(null);
  const drawing = useRef<{ id: number; pointer: Sample['pointer']; from: number } | null>(null);
  const penSeen = useRef(Number.NEGATIVE_INFINITY);

  const repaint = useCallback(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || element.clientWidth === 0) return;
    const sharp = window.devicePixelRatio || 1;
    // The box on the glass, so that the scale of the settings (zoom) is sharp too.
    const box = element.getBoundingClientRect();
    element.width = Math.round(box.width * sharp);
    element.height = Math.round(box.height * sharp);
    const scale = units.current ?? { width: element.clientWidth, height: element.clientHeight };
    context.setTransform(element.width / scale.width, 0, 0, element.height / scale.height, 0, 0);
    for (const stroke of kept.current) inkStroke(context, stroke.map(toPoint));
  }, [canvas]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(repaint);
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, repaint]);

  const keep = (next: Stroke[]) => {
    kept.current = next;
    setStrokes(next);
  };

  const samplesOf = (event: PointerEvent<HTMLCanvasElement>): Sample[] => {
    const box = event.currentTarget.getBoundingClientRect();
    const size = units.current ?? { width: box.width, height: box.height };
    const native = event.nativeEvent;
    const coalesced = native.getCoalescedEvents?.() ?? [];
    return (coalesced.length > 0 ? coalesced : [native]).map((one) => ({
      pointer: event.pointerType === 'pen' ? 'pen' : event.pointerType === 'touch' ? 'touch' : 'mouse',
      x: ((one.clientX - box.left) * size.width) / box.width,
      y: ((one.clientY - box.top) * size.height) / box.height,
      pressure: one.pressure,
      at: one.timeStamp,
    }));
  };

  const add = (samples: Sample[]) => {
    const before = kept.current;
    const next = extended(before, samples);
    const context = canvas.current?.getContext('2d');
    if (context)
      for (let i = Math.max(0, before.length - 1); i < next.length; i++) {
        const stroke = next[i] ?? [];
        inkStroke(context, stroke.map(toPoint), before[i]?.length ?? 0);
      }
    keep(next);
  };

  const drop = () => {
    if (drawing.current) keep(kept.current.slice(0, drawing.current.from));
    drawing.current = null;
    repaint();
  };

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      if (!enabled || event.button !== 0 || isFull(kept.current)) return;
      if (event.pointerType === 'pen') {
        penSeen.current = event.timeStamp;
        // The palm was there before the pen: its marks go.
        if (drawing.current?.pointer === 'touch') drop();
      }
      if (event.pointerType === 'touch' && (isPalm(event) || event.timeStamp - penSeen.current < PEN_REST)) return;
      if (drawing.current) return;
      event.preventDefault();
      try {
        event.currentTarget.setPointerCapture(event.pointerId);
      } catch {
        // The pointer was lifted before it could be captured; its dot still counts.
      }
      if (units.current === null) {
        units.current = { width: event.currentTarget.clientWidth, height: event.currentTarget.clientHeight };
        repaint();
      }
      const samples = samplesOf(event);
      drawing.current = { id: event.pointerId, pointer: samples[0]?.pointer ?? 'mouse', from: kept.current.length };
      keep([...kept.current, []]);
      add(samples);
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      if (event.pointerType === 'pen') penSeen.current = event.timeStamp;
      if (drawing.current?.id !== event.pointerId) return;
      if (event.pointerType === 'touch' && isPalm(event)) drop();
      else add(samplesOf(event));
    },
    onPointerUp(event: PointerEvent<HTMLCanvasElement>) {
      if (drawing.current?.id !== event.pointerId) return;
      drawing.current = null;
    },
    onPointerCancel(event: PointerEvent<HTMLCanvasElement>) {
      if (drawing.current?.id !== event.pointerId) return;
      // The system took a touch away because it was a palm or a gesture; a pen or mouse stroke stays as written.
      if (drawing.current.pointer === 'touch') drop();
      else drawing.current = null;
    },
  };

  const clear = () => {
    drawing.current = null;
    units.current = null;
    keep([]);
    repaint();
  };

  const size = () =>
    units.current ?? { width: canvas.current?.clientWidth || 1, height: canvas.current?.clientHeight || 1 };

  return { strokes, handlers, clear, size };
}
