import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Session } from '../../preload/contract/people.ts';
import { query } from '../office/client.ts';
import { seat } from './seat.ts';

/** Changes who sits at this window; nothing that the one before saw is kept. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      enter: async (session: Session) => {
        await seat(queryClient, session);
        await queryClient.invalidateQueries();
      },
      leave: async () => {
        await seat(queryClient, null);
        // The next person begins at his own first page, not on the case of the one before.
        window.location.hash = '';
        const kept = [query.people.me.queryKey(), query.office.state.queryKey()].map((key) => JSON.stringify(key));
        queryClient.removeQueries({ predicate: (one) => !kept.includes(JSON.stringify(one.queryKey)) });
      },
    }),
    [queryClient],
  );
}
