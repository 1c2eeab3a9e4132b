import { type LegalDay, legalDay } from './calendar/index.ts';

/** The office's time. In a demo ledger it can be moved by whole days; in a real one it is the PC's clock. */
export interface Clock {
  now(): Date;
  /** UTC ISO instant. */
  iso(): string;
  /** Today in Asia/Shanghai. */
  today(): LegalDay;
}

/** A clock that runs `offsetMs()` beside the PC's (or beside another one, in tests). */
export function officeClock(offsetMs: () => number = () => 0, pc: () => number = Date.now): Clock {
  const now = () => new Date(pc() + offsetMs());
  return { now, iso: () => now().toISOString(), today: () => legalDay(now().toISOString()) };
}
