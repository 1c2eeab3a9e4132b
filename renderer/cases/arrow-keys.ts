import { useEffect, useRef } from 'react';

const ELSEWHERE = [
  'input:not([data-list-search])',
  'textarea',
  '[contenteditable]',
  '[role=combobox]',
  '[role=tab]',
  '[role=radio]',
  '[role=menuitem]',
  '.ant-modal',
  '.ant-drawer',
  '.ant-popover',
  '.ant-picker-dropdown',
  '.ant-select-dropdown',
].join(',');

/** Moves through the list of the page while nobody types; the search field of the list hands its up and down on. */
export function useArrowKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const run = latest.current[event.key];
      if (!run || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const at = event.target;
      if (at instanceof Element) {
        if (at.closest(ELSEWHERE)) return;
        // Enter belongs to the link or button that has the focus; Home and End to the text in the search field.
        if (event.key === 'Enter' && at.closest('a, button')) return;
        if ((event.key === 'Home' || event.key === 'End') && at instanceof HTMLInputElement) return;
      }
      event.preventDefault();
      if (at instanceof HTMLElement && at.closest('.long-list a')) at.blur();
      run();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
