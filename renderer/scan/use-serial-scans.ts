import { useEffect, useRef } from 'react';
import type { SerialScan } from '../../preload/contract/office.ts';
import { office } from '../office/client.ts';
import { follow } from '../office/follow.ts';

/** Of this page as long as it is not loaded anew. */
const PAGE = { pageId: Math.random().toString(36).slice(2) };

/** Takes codes from the serial scanner while the component is shown, if of all such pages this one was in front last. */
export function useSerialScans(take: (scan: SerialScan) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const opened = () => {
      if (document.hasFocus()) inFront();
    };
    const hear = (scan: SerialScan) => latest.current(scan);
    // That the office is away the whole window says already.
    follow(() => office.office.scans(PAGE, { signal }), { opened, hear, lost: () => {} }, signal);
    window.addEventListener('focus', inFront);
    return () => {
      window.removeEventListener('focus', inFront);
      stop.abort();
    };
  }, []);
}

/** What is not heard now is said again with the next connection. */
function inFront(): void {
  office.office.focused(PAGE).catch(() => undefined);
}
