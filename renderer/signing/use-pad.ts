import { useEffect, useRef, useState } from 'react';
import type { PadStage } from '../../preload/contract/pad.ts';
import { Refusal, type RefusalCode } from '../../preload/contract/refusal.ts';
import type { Drawing } from '../../preload/contract/values.ts';
import { office } from '../office/client.ts';
import { useOfficeEvent } from '../office/events.tsx';
import { padPicture } from './pad-picture.ts';

type Strokes = Drawing['strokes'];

interface Signing {
  readonly sessionId: string;
  /** Units of the points; null until the picture stands on the pad. */
  readonly stage: PadStage | null;
  readonly strokes: Strokes;
  readonly drawing: Drawing | null;
  /** Why it ended without a signature. */
  readonly trouble: unknown;
}

/** Points that came, each at the end of its stroke. */
export function grown(strokes: Strokes, added: readonly { stroke: number; points: Strokes[number] }[]): Strokes {
  const next = [...strokes];
  for (const { stroke, points } of added) next[stroke] = [...(next[stroke] ?? []), ...points];
  return next;
}

/**
 * One signature on the pad while the component is shown: the summary is drawn there, the strokes come as they are
 * written. `begin` starts over after an end.
 */
export function usePad(words: () => string, onDrawing: (drawing: Drawing | null) => void) {
  const [attempt, setAttempt] = useState(0);
  const [signing, setSigning] = useState<Signing | null>(null);
  const latest = useRef({ words, onDrawing });
  latest.current = { words, onDrawing };

  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt is a signing of its own
  useEffect(() => {
    const sessionId = crypto.randomUUID();
    let shown = true;
    const change = (part: Partial<Signing>) =>
      setSigning((now) => (now?.sessionId === sessionId ? { ...now, ...part } : now));
    setSigning({ sessionId, stage: null, strokes: [], drawing: null, trouble: null });
    (async () => {
      const layout = await office.devices.pad.layout();
      if (!layout) throw new Refusal('DEV-421', '签字板没有连接，什么都没有丢。请接好签字板，或改在屏幕上签名。');
      if (!shown) return;
      const stage = await office.devices.pad.begin({ sessionId, picture: padPicture(layout, latest.current.words()) });
      if (shown) change({ stage });
      else await office.devices.pad.end({ sessionId });
    })().catch((trouble: unknown) => change({ trouble }));
    return () => {
      shown = false;
      // The office may be away; the pad ends the signing when the next one begins.
      office.devices.pad.end({ sessionId }).catch(() => undefined);
    };
  }, [attempt]);

  useOfficeEvent((event) => {
    if (event.kind !== 'pad' || event.event.sessionId !== signing?.sessionId) return;
    const told = event.event;
    switch (told.step) {
      case 'ink':
        setSigning((now) => now && { ...now, strokes: grown(now.strokes, told.added) });
        return;
      case 'again':
        setSigning((now) => now && { ...now, strokes: [] });
        return;
      case 'signed':
        setSigning((now) => now && { ...now, strokes: told.drawing.strokes, drawing: told.drawing });
        latest.current.onDrawing(told.drawing);
        return;
      case 'ended':
        // What was not confirmed goes, from the screen too.
        setSigning(
          (now) => now && { ...now, strokes: [], trouble: new Refusal(told.code as RefusalCode, told.sentence) },
        );
    }
  });

  const over = signing !== null && (signing.drawing !== null || signing.trouble !== null);
  return {
    signing,
    /** 重签: forgets what is written; a signing that is over begins anew. */
    again() {
      latest.current.onDrawing(null);
      if (over || !signing) setAttempt((before) => before + 1);
      else
        office.devices.pad
          .again({ sessionId: signing.sessionId })
          .catch((trouble: unknown) => setSigning({ ...signing, strokes: [], trouble }));
    },
  };
}
