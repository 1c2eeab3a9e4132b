import { useTell } from './tell.ts';
import { useOneAtATime } from './use-one-at-a-time.ts';

/**
 * Does one thing at a time and says that it is done.
 * @param readAgain what the screen has to read anew before it says so
 */
export function useAct(readAgain: () => Promise<unknown>) {
  const tell = useTell();
  const { run, busy, trouble, forget } = useOneAtATime();
  const act = (work: () => Promise<unknown>, done: string): Promise<boolean> =>
    run(async () => {
      await work();
      await readAgain();
      if (done) tell.done(done);
    });
  return { act, busy, trouble, forget };
}
