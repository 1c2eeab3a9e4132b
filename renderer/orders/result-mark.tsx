import type { OrderView } from '../../preload/contract/cases.ts';
import '../cases/marks.css';
import { RESULTS } from './order-words.ts';

const SHAPES = {
  ISSUED: 'triangle',
  CORRECTED: 'tick',
  PARTLY: 'diamond',
  NOT_CORRECTED: 'cross-red',
  REFUSED: 'cross-red',
} as const;

/** How an order stands: shape, colour and word. */
export function ResultMark({ state }: { state: OrderView['state'] }) {
  return (
    <span className={`mark mark-${SHAPES[state]}`}>
      <i aria-hidden="true" />
      {state === 'ISSUED' ? '待复查' : RESULTS[state]}
    </span>
  );
}
