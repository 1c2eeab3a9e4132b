import type { CasePage, DeadlineView } from '../../preload/contract/cases.ts';
import { formatInstant } from '../frame/format.ts';

type Entry = CasePage['timeline'][number];

/** A day of the case: what is due on it by law, and what was done on it, newest first. */
export interface StoryDay {
  readonly day: string;
  readonly due: readonly DeadlineView[];
  readonly done: readonly Entry[];
}

/** One timeline of actions, papers, evidence and deadlines, the latest day first; a date that was kept is its action. */
export function storyOf(entries: readonly Entry[], deadlines: readonly DeadlineView[]): StoryDay[] {
  const done = Map.groupBy(entries.toReversed(), (one) => formatInstant(one.at).slice(0, 10));
  const due = Map.groupBy(
    deadlines.filter((one) => one.state !== 'DONE'),
    (one) => one.legalDate,
  );
  return [...new Set([...due.keys(), ...done.keys()])]
    .sort((a, b) => b.localeCompare(a))
    .map((day) => ({ day, due: due.get(day) ?? [], done: done.get(day) ?? [] }));
}
