import { randomBytes } from 'node:crypto';
import { refuse } from '../../preload/contract/refusal.ts';
import type { HandedFile } from '../../preload/contract/shell.ts';
import type { Clock } from './clock.ts';

const LIFE_MS = 10 * 60_000;

interface Held {
  readonly sha256: string;
  readonly until: number;
  readonly open: () => Promise<HandedFile>;
}

/** A ticket lets one window see one file for ten minutes, after the right to see it was checked and written down. */
export interface Tickets {
  /** URL for the window, served by the shell. */
  mint(sha256: string, open: () => Promise<HandedFile>): string;
  /** Refuses SHELL-020. */
  redeem(sha256: string, ticket: string): Promise<HandedFile>;
}

export function createTickets(clock: Clock): Tickets {
  const held = new Map<string, Held>();
  return {
    mint(sha256, open) {
      const now = clock.now().getTime();
      for (const [ticket, one] of held) if (one.until < now) held.delete(ticket);
      const ticket = randomBytes(24).toString('base64url');
      held.set(ticket, { sha256, until: now + LIFE_MS, open });
      return `/file/${sha256}?ticket=${ticket}`;
    },
    async redeem(sha256, ticket) {
      const one = held.get(ticket);
      if (one === undefined || one.sha256 !== sha256 || one.until < clock.now().getTime()) {
        refuse('SHELL-020', '没有这份文件的查看凭据或凭据已过期，请从页面上重新打开。');
      }
      return one.open();
    },
  };
}
