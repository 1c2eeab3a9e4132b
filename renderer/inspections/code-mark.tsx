import type { CodeRow } from '../../preload/contract/inspections.ts';
import '../cases/marks.css';
import './code-mark.css';
import { standingShape, standingWord } from './code-words.ts';

/** How a code stands: shape, colour and word. */
export function CodeMark({ row }: { row: Pick<CodeRow, 'state' | 'withdrawn' | 'counted' | 'simulated'> }) {
  return (
    <span className={`mark mark-${standingShape(row)}`}>
      <i aria-hidden="true" />
      {standingWord(row)}
      {row.simulated ? <em className="code-simulated">模拟</em> : null}
    </span>
  );
}
