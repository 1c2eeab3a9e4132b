import { keepPreviousData, type QueryKey, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/** Rows of one question; a page comes back in well under a frame, so a thumb thrown to the end shows rows at once. */
export const PAGE_ROWS = 100;

interface Answer<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/**
 * The pages of a long list that are looked at, asked for when they come into view. The first page also says how many
 * rows there are; it stays while a new question is on its way.
 */
export function usePages<Row>(ask: (offset: number) => { queryKey: QueryKey; queryFn: () => Promise<Answer<Row>> }) {
  const [span, setSpan] = useState({ first: 0, last: 0 });
  const head = useQuery({ ...ask(0), placeholderData: keepPreviousData });
  // One page further each way, so that a quick wheel meets rows and not gaps.
  const end = Math.floor(Math.max(0, (head.data?.total ?? 0) - 1) / PAGE_ROWS);
  const numbers = pagesOf(span.first - PAGE_ROWS, span.last + PAGE_ROWS).filter((page) => page > 0 && page <= end);
  const others = useQueries({ queries: numbers.map((page) => ask(page * PAGE_ROWS)) });
  const total = head.data?.total ?? 0;
  const onVisible = useCallback((first: number, last: number) => {
    setSpan((before) => {
      const same = pagesOf(before.first, before.last).join() === pagesOf(first, last).join();
      return same ? before : { first, last };
    });
  }, []);
  const rowAt = (index: number): Row | undefined => {
    const page = Math.floor(index / PAGE_ROWS);
    const data = page === 0 ? head.data : others[numbers.indexOf(page)]?.data;
    return data?.rows[index % PAGE_ROWS];
  };
  return {
    total,
    rowAt,
    onVisible,
    error: head.error ?? others.find((one) => one.error)?.error ?? null,
    pending: head.isPending,
    /** Still showing the answer to the question before. */
    old: head.isPlaceholderData,
  };
}

function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(last / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
