const PLACE = 'zhenzhi.penalty-habits';

/** With whom and for which authority an officer worked last on this PC: a convenience of the window, no fact of the ledger. */
interface Habits {
  readonly partnerId?: string;
  readonly authorityId?: string;
}

export function habitsOf(officerId: string): Habits {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    const own = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>)[officerId] : undefined;
    return typeof own === 'object' && own !== null ? own : {};
  } catch {
    return {};
  }
}

export function rememberHabits(officerId: string, habits: Habits): void {
  localStorage.setItem(PLACE, JSON.stringify({ [officerId]: { ...habitsOf(officerId), ...habits } }));
}
