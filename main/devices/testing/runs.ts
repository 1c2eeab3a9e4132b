import { readFileSync } from 'node:fs';

/** Whether a process runs. One that is dead and not yet buried by its parent still has a number, and does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // No such file: another system, or it has just gone and the next look says so.
    return true;
  }
}
