import type { DotState } from '../frame/dot.tsx';
import { ago } from '../frame/format.ts';

const DAY_MS = 86_400_000;

/** A backup every day, a stick every week (domain.md §8.8): a day is well, a week is late, never is bad. */
export function backupState(lastBackupAt: string | null, now: string): { state: DotState; words: string } {
  if (!lastBackupAt) return { state: 'bad', words: '还没有备份过' };
  const days = (Date.parse(now) - Date.parse(lastBackupAt)) / DAY_MS;
  const words = `上次备份 ${ago(lastBackupAt, now)}`;
  if (days > 7) return { state: 'bad', words };
  return { state: days > 1.5 ? 'look' : 'good', words };
}
