import { EventPublisher } from '@orpc/server';
import type { SerialScan } from '../../preload/contract/office.ts';

/** The pages that take scanned codes now. A code is for one of them: the one that was last in front when it came. */
export interface Pages {
  /**
   * The codes for this page, until the signal ends it.
   * @param may whether somebody at the page may have a code now
   */
  scans(key: string, may: () => boolean, signal: AbortSignal | undefined): AsyncGenerator<SerialScan, void, void>;
  /** The page came to the front; it may begin to listen later. */
  focused(key: string): void;
  /** Hands the code to the one page it is for; to none where nobody may have it. */
  scanned(scan: SerialScan): void;
}

/** More pages than anybody has open; older ones count as never seen. */
const REMEMBERED = 100;

export function createPages(): Pages {
  const listening = new Map<string, () => boolean>();
  /** The page that was in front last stands last. */
  const inFront = new Set<string>();
  const publisher = new EventPublisher<Record<string, SerialScan>>();
  return {
    async *scans(key, may, signal) {
      listening.delete(key);
      listening.set(key, may);
      try {
        for await (const scan of publisher.subscribe(key, signal === undefined ? {} : { signal })) yield scan;
      } finally {
        // An older connection of the same page ends late and takes nothing away.
        if (listening.get(key) === may) listening.delete(key);
      }
    },
    focused(key) {
      inFront.delete(key);
      inFront.add(key);
      for (const oldest of inFront) {
        if (inFront.size <= REMEMBERED) break;
        inFront.delete(oldest);
      }
    },
    scanned(scan) {
      // Of pages that were never in front the one that came last is taken.
      const order = [...[...listening.keys()].filter((one) => !inFront.has(one)), ...inFront];
      const key = order.findLast((one) => listening.get(one)?.() === true);
      if (key !== undefined) publisher.publish(key, scan);
    },
  };
}
