import type { QueryClient } from '@tanstack/react-query';
import type { Session } from '../../preload/contract/people.ts';
import { query } from '../office/client.ts';

/** Says who sits at this window. An answer that is still on its way tells who sat there before: it is not waited for. */
export async function seat(queryClient: QueryClient, session: Session | null): Promise<void> {
  const queryKey = query.people.me.queryKey();
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, session);
}
