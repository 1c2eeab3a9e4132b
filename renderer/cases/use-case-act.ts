import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** Does one thing to a case: once at a time, a refusal stays to be read, the page is read again afterwards. */
export function useCaseAct(caseId: string) {
  const client = useQueryClient();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const act = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setTrouble(null);
    try {
      await work();
      await client.invalidateQueries({ queryKey: query.cases.page.key({ input: { caseId } }) });
      client.invalidateQueries({ queryKey: query.cases.list.key() });
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
