import { useQuery } from '@tanstack/react-query';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { query } from '../office/client.ts';

/** Ids of the drafts that this officer may go on with; nobody else has any. */
export function useMyDrafts(): readonly string[] {
  const acts = holds(useMe().session.officer.roles, 'OFFICER');
  const drafts = useQuery(query.drafts.mine.queryOptions({ enabled: acts, staleTime: 0 }));
  return drafts.data?.map((one) => one.id) ?? [];
}
