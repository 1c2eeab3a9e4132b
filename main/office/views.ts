import type { Ledger } from './ledger/index.ts';

/** A screen fetches again what it shows whenever something changed; that is still the same look. */
const SAME_LOOK_MS = 5 * 60_000;

/** Writes to the access log that an officer looked at something; the same look once in five minutes. */
export type Viewed = (actor: string, subject: string, detail: string) => void;

export function createViewed(ledger: Pick<Ledger, 'looked'>, now: () => number): Viewed {
  const last = new Map<string, number>();
  return (actor, subject, detail) => {
    const at = now();
    for (const [look, when] of last) if (at - when >= SAME_LOOK_MS) last.delete(look);
    const look = JSON.stringify([actor, subject, detail]);
    if (last.has(look)) return;
    ledger.looked({ actor, what: 'view', subject, detail });
    last.set(look, at);
  };
}
