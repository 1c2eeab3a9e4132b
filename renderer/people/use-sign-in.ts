import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Session } from '../../preload/contract/people.ts';
import { query } from '../office/client.ts';

/** Changes who sits at this window; nothing that the one before saw is kept. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const sit = (session: Session | null) => {
      queryClient.setQueryData(query.people.me.queryKey(), session);
    };
    return {
      enter: (session: Session) => {
        sit(session);
        return queryClient.invalidateQueries();
      },
      leave: () => {
        sit(null);
        // The next person begins at his own first page, not on the case of the one before.
        window.location.hash = '';
        const kept = [query.people.me.queryKey(), query.office.state.queryKey()].map((key) => JSON.stringify(key));
        queryClient.removeQueries({ predicate: (one) => !kept.includes(JSON.stringify(one.queryKey)) });
      },
    };
  }, [queryClient]);
}
