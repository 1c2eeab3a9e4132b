import type { ChildProcess } from 'node:child_process';

/** How long a helper may take to leave after its input ended, again after it was asked to, and after it was killed. */
const LEAVE_MS = 1000;

/**
 * Ends the input of a helper, which asks it to leave; one that stays is stopped. Resolves when it is gone, at
 * the latest one second after it was killed: a process that hangs in the kernel (a dead disk or wire) stays even then.
 * @param stop sends it a signal; its own process only where left out
 */
export async function leave(
  child: ChildProcess,
  stop: (signal: NodeJS.Signals) => unknown = (signal) => child.kill(signal),
): Promise<void> {
  child.stdin?.end();
  const gone = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  if (gone) return;
  const asked = setTimeout(() => stop('SIGTERM'), LEAVE_MS);
  const forced = setTimeout(() => stop('SIGKILL'), 2 * LEAVE_MS);
  let given: ReturnType<typeof setTimeout> | undefined;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    given = setTimeout(resolve, 3 * LEAVE_MS);
  });
  for (const timer of [asked, forced, given]) clearTimeout(timer);
}
