import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../frame/me.ts';
import { query } from '../office/client.ts';
import { filterOf, NOTHING, type Wanted } from './filter.ts';

interface ChipProps {
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
  /** What the chip alone would show; its number stands on the chip. */
  readonly counts: Partial<Wanted>;
  /** Red while there is something to count: only for what is legally overdue. */
  readonly heavy?: boolean;
  readonly children: ReactNode;
}

/** A filter that is on or off, with the number of cases it would show of all. */
export function Chip({ on, onToggle, counts, heavy = false, children }: ChipProps) {
  const { office } = useMe();
  const filter = filterOf({ ...NOTHING, ...counts }, office.legalDay);
  const answer = useQuery(query.cases.list.queryOptions({ input: { filter, offset: 0, limit: 1 } }));
  const count = answer.data?.total;
  const marks = ['chip', on ? 'chip-on' : '', heavy && count ? 'chip-heavy' : ''];
  return (
    <button type="button" aria-pressed={on} className={marks.filter(Boolean).join(' ')} onClick={() => onToggle(!on)}>
      {children} <b>{count}</b>
    </button>
  );
}
