import { useEffect, useRef } from 'react';
import { allowsScan, isPassword, remember, takesLetters } from './field-memory.ts';
import { WedgeRecogniser } from './wedge.ts';

interface WedgeListener {
  /** @param symbology the kind of code in words, when the scanner says it */
  code(text: string, symbology: string | null): void;
  /** A scanner sent something that an input method took away. */
  blocked(): void;
}

/**
 * Hears a scanner that plays keyboard, wherever the focus is. Letters are never held back: a code that was recognised
 * by its last key is taken out of the field again, and that key does nothing.
 */
export function useWedge(listener: WedgeListener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const recogniser = new WedgeRecogniser();
    let target: EventTarget | null = null;
    let restore: (instead?: string) => void = () => undefined;
    const hear = (event: KeyboardEvent) => {
      if (!event.isTrusted || isPassword(event.target)) return;
      if (event.target !== target) recogniser.reset();
      target = event.target;
      const verdict = recogniser.press({
        key: event.key,
        at: event.timeStamp,
        chord: event.ctrlKey || event.altKey || event.metaKey,
        repeat: event.repeat,
        composing: event.isComposing,
      });
      if (verdict.kind === 'first') restore = remember(target);
      else if (verdict.kind === 'going-on' && !takesLetters(target)) stop(event);
      else if (verdict.kind === 'blocked') latest.current.blocked();
      else if (verdict.kind === 'code' && !allowsScan(target)) {
        stop(event);
        restore();
        latest.current.code(verdict.text, verdict.symbology);
      } else if (verdict.kind === 'code' && verdict.symbology !== null) {
        // The code stays where it may, but not what the scanner says of it.
        restore(verdict.text);
      }
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, []);
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
