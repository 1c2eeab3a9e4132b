import type { OrderView } from '../../preload/contract/cases.ts';
import { nearness } from '../cases/standing.ts';
import { ResultMark } from './result-mark.tsx';

interface OrderListProps {
  readonly rows: readonly OrderView[];
  readonly open: string;
  readonly today: string;
  readonly onChoose: (orderId: string) => void;
}

/** Party and item first, then when it must be looked at again or what came of it. */
export function OrderList({ rows, open, today, onChoose }: OrderListProps) {
  return (
    <ul>
      {rows.map((order) => {
        const { word, weight } = nearness(order.recheckOn, today);
        return (
          <li key={order.id}>
            <button type="button" aria-pressed={order.id === open} onClick={() => onChoose(order.id)}>
              <b>{order.partyName}</b>
              {order.state === 'ISSUED' ? (
                <span className={`near near-${weight}`}>{word}</span>
              ) : (
                <ResultMark state={order.state} />
              )}
              <span className="orders-item">{order.itemName}</span>
              <span className="quiet number">
                {order.state === 'ISSUED' ? `${order.recheckOn} 复查` : order.issuedOn}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
