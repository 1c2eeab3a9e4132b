import { expect, test } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import type { Session } from '../../preload/contract/people.ts';
import { query } from '../office/client.ts';
import { seat } from './seat.ts';

test('who left does not come back with an answer that was on its way', async () => {
  const queryClient = new QueryClient();
  const queryKey = query.people.me.queryKey();
  const before = { locked: false } as Session;
  queryClient.setQueryData(queryKey, before);
  const { promise, resolve } = Promise.withResolvers<Session>();
  const asked = queryClient.fetchQuery({ queryKey, queryFn: () => promise, staleTime: 0 }).catch(() => undefined);
  await seat(queryClient, null);
  resolve(before);
  await asked;
  await new Promise((done) => setImmediate(done));
  expect(queryClient.getQueryData(queryKey)).toBeNull();
});
