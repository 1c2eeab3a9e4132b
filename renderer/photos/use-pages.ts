import { useEffect, useRef, useState } from 'react';
import type { Quad, Turn } from '../../preload/contract/photos.ts';
import { office } from '../office/client.ts';
import { type AcceptedPage, accepted, forget, type Taken } from './page.ts';
import { base64Of } from './picture.ts';
import { type Place, placed } from './places.ts';

/** Pages that were accepted and wait to be stored; a page leaves the tray when the office has it. */
export function usePages() {
  const [pages, setPages] = useState<readonly AcceptedPage[]>([]);
  const places = useRef<ReadonlyMap<string, Place>>(new Map());
  const left = useRef(pages);
  left.current = pages;
  useEffect(() => () => left.current.forEach(forget), []);
  const drop = (id: string) =>
    setPages((before) => {
      before.filter((one) => one.id === id).forEach(forget);
      return before.filter((one) => one.id !== id);
    });
  return {
    pages,
    drop,
    async accept(taken: Taken, corners: Quad, turn: Turn) {
      const page = await accepted(taken, corners, turn);
      setPages((before) => [...before, page]);
    },
    /** One after the other; what was stored before a refusal stays stored, and the rest goes on from there. */
    async store(caseId: string, title: string, onStored: (done: number) => void) {
      const ids = pages.map((page) => page.id);
      places.current = placed(places.current, ids, { batchId: crypto.randomUUID(), title });
      for (const [i, page] of pages.entries()) {
        const place = places.current.get(page.id);
        if (place === undefined) throw new Error('a page without a place');
        const { id: photoId, corners, turn, taking, camera } = page;
        await office.photos.keep({
          ...{ photoId, caseId, ...place, corners, turn, taking, camera },
          original: await base64Of(page.blob),
          crop: await base64Of(page.crop),
          secondsAgo: Math.min(86_400, Math.max(0, Math.round((Date.now() - page.at) / 1000))),
        });
        drop(page.id);
        onStored(i + 1);
      }
    },
  };
}
