import type { OrderView } from '../../preload/contract/cases.ts';
import { nearness } from '../cases/standing.ts';
import { ListDeskRow } from '../frame/list-desk.tsx';
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
    <ul className="pick-list">
      {rows.map((order) => {
        const { word, weight } = nearness(order.recheckOn, today);
        const waits = order.state === 'ISSUED';
        return (
          <ListDeskRow
            key={order.id}
            open={order.id === open}
            onChoose={() => onChoose(order.id)}
            name={order.partyName}
            mark={waits ? <span className={`near near-${weight}`}>{word}</span> : <ResultMark state={order.state} />}
            matter={order.itemName}
            date={waits ? `${order.recheckOn} 复查` : order.issuedOn}
          />
        );
      })}
    </ul>
  );
}
