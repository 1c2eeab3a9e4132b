import { useQueryClient } from '@tanstack/react-query';
import { useAct } from '../frame/use-act.ts';
import { query } from '../office/client.ts';

/** Does one thing to a case: once at a time, a refusal stays to be read, the page is read again afterwards. */
export function useCaseAct(caseId: string) {
  const client = useQueryClient();
  return useAct(async () => {
    await client.invalidateQueries({ queryKey: query.cases.page.key({ input: { caseId } }) });
    client.invalidateQueries({ queryKey: query.cases.list.key() });
  });
}
