import { useState } from 'react';

/** Does one thing at a time; a refusal stays to be read until it is forgotten or something else is done. */
export function useOneAtATime() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  /** False when the work was refused, or not begun because other work runs. */
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setTrouble(null);
    try {
      await work();
      return true;
    } catch (error) {
      setTrouble(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, trouble, forget: () => setTrouble(null) };
}
