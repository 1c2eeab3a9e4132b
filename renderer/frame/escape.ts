import { useEffect, useRef } from 'react';

type Close = () => void;
type Key = Pick<KeyboardEvent, 'key' | 'isComposing' | 'preventDefault' | 'stopImmediatePropagation'>;

/** What Esc closes, the one that was opened last first; nobody behind it hears the key. */
export class EscapeStack {
  #open: Close[] = [];

  /** @returns takes it away again */
  add(close: Close): () => void {
    this.#open.push(close);
    return () => {
      this.#open = this.#open.filter((one) => one !== close);
    };
  }

  /** @param listOpen a list hangs open in front, which closes by itself first */
  hear(event: Key, listOpen: boolean): void {
    const close = this.#open.at(-1);
    if (close === undefined || event.key !== 'Escape' || event.isComposing || listOpen) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
  }
}

const stack = new EscapeStack();
const LISTS = '.ant-select-dropdown, .ant-dropdown';
const hear = (event: KeyboardEvent) => {
  const listOpen = [...document.querySelectorAll(LISTS)].some((one) => one.checkVisibility());
  stack.hear(event, listOpen);
};

/** Esc closes it as long as it is open, wherever the focus is: also beside it, in the tray. */
export function useEscape(open: boolean, close: Close): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!open) return;
    // Before everybody else, who would close what lies beside it; the same listener is there only once.
    window.addEventListener('keydown', hear, true);
    return stack.add(() => latest.current());
  }, [open]);
}
