import type { CaseRow } from '../../preload/contract/cases.ts';
import { nearness, standingOf } from './standing.ts';
import './marks.css';

/** Where a case stands: shape, colour and word. */
export function StandingMark({ row }: { row: Pick<CaseRow, 'state' | 'end'> }) {
  const { word, shape } = standingOf(row);
  return (
    <span className={`mark mark-${shape}`}>
      <i aria-hidden="true" />
      {word}
    </span>
  );
}

/** The next date and what it is for, heavier the nearer it is. */
export function DueMark({ dueOn, dueWhat, today }: { dueOn: string | null; dueWhat: string; today: string }) {
  if (!dueOn) return <span className="quiet">—</span>;
  const { word, weight } = nearness(dueOn, today);
  return (
    <span className="due-mark" title={`${dueOn} ${dueWhat}，${word}`}>
      <b className={`near near-${weight}`}>{word}</b>
      {dueOn.slice(5)} {dueWhat}
    </span>
  );
}
