import { useState } from 'react';
import { useTell } from './tell.ts';

/**
 * Does one thing at a time; a refusal stays to be read until it is forgotten or something else is done.
 * @param readAgain what the screen has to read anew before it says that it is done
 */
export function useAct(readAgain: () => Promise<unknown>) {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const act = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setTrouble(null);
    try {
      await work();
      await readAgain();
      if (done) tell.done(done);
      return true;
    } catch (error) {
      setTrouble(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, trouble, forget: () => setTrouble(null) };
}
