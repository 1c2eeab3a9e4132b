/** The pages that listen now. What one person did once, as a scan, is for one of them: the one that was last in front. */
export interface Pages {
  /**
   * @param may whether somebody at the page may have now what goes to one page only
   * @returns takes the page away again
   */
  enter(key: string, may: () => boolean): () => void;
  /** The page came to the front; it may begin to listen later. */
  focused(key: string): void;
  /** Whether this page is the one. */
  isInFront(key: string): boolean;
}

/** More pages than anybody has open; older ones count as never seen. */
const REMEMBERED = 100;

export function createPages(): Pages {
  const listening = new Map<string, () => boolean>();
  /** The page that was in front last stands last. */
  const inFront = new Set<string>();
  return {
    enter(key, may) {
      listening.delete(key);
      listening.set(key, may);
      return () => {
        if (listening.get(key) === may) listening.delete(key);
      };
    },
    focused(key) {
      inFront.delete(key);
      inFront.add(key);
      for (const oldest of inFront) {
        if (inFront.size <= REMEMBERED) break;
        inFront.delete(oldest);
      }
    },
    isInFront(key) {
      // Of pages that were never in front the one that came last is taken.
      const order = [...[...listening.keys()].filter((one) => !inFront.has(one)), ...inFront];
      return order.findLast((one) => listening.get(one)?.() === true) === key;
    },
  };
}
