import type { Clock } from '../clock.ts';

interface OpenSession {
  readonly officerId: string;
  lastSeen: number;
  locked: boolean;
}

/** Who sits at which window. A reload keeps the windowId and so the session; nothing of it is stored. */
export interface Sessions {
  open(windowId: string, officerId: string): void;
  end(windowId: string): void;
  lock(windowId: string): void;
  unlock(windowId: string): void;
  /** The person's hands moved at this window. What a window asks by itself (also because others work) never counts. */
  touched(windowId: string): void;
  /** The session of a window, locked by itself after the idle time. */
  of(windowId: string): { readonly officerId: string; readonly locked: boolean } | undefined;
}

/** @param idleMinutes 15 by domain.md §7.3. */
export function createSessions(clock: Clock, idleMinutes: () => number): Sessions {
  const sessions = new Map<string, OpenSession>();
  /** The session, locked when its idle time is over. */
  const now = (windowId: string): OpenSession | undefined => {
    const session = sessions.get(windowId);
    const idleMs = clock.now().getTime() - (session?.lastSeen ?? 0);
    if (session !== undefined && idleMs > idleMinutes() * 60_000) session.locked = true;
    return session;
  };
  return {
    open: (windowId, officerId) =>
      void sessions.set(windowId, { officerId, lastSeen: clock.now().getTime(), locked: false }),
    end: (windowId) => void sessions.delete(windowId),
    lock: (windowId) => {
      const session = sessions.get(windowId);
      if (session !== undefined) session.locked = true;
    },
    unlock: (windowId) => {
      const session = sessions.get(windowId);
      if (session !== undefined) Object.assign(session, { locked: false, lastSeen: clock.now().getTime() });
    },
    touched: (windowId) => {
      const session = now(windowId);
      if (session !== undefined) session.lastSeen = clock.now().getTime();
    },
    of: (windowId) => {
      const session = now(windowId);
      return session && { officerId: session.officerId, locked: session.locked };
    },
  };
}
