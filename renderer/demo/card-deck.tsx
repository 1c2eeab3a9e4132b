import { Button } from 'antd';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

interface DeckCard {
  name: string;
  title: string;
  note: string;
}

/** Choose a card and it lies on the reader until it is lifted, as a real one. */
export function CardDeck({ cards, laid }: { cards: readonly DeckCard[]; laid: string }) {
  const { layCard, liftCard } = useTray();
  return (
    <section>
      <h3>
        身份证
        <span className="tray-switch">
          <SetFault family="id-card" />
          <Button size="small" disabled={laid === ''} loading={liftCard.isPending} onClick={() => liftCard.mutate({})}>
            拿起来
          </Button>
        </span>
      </h3>
      <div className="tray-cards">
        {cards.map((card) => (
          <button
            key={card.name}
            type="button"
            className="tray-card"
            aria-pressed={laid === card.name}
            disabled={layCard.isPending}
            onClick={() => layCard.mutate({ name: card.name })}
          >
            <b>{card.title}</b>
            <span>{laid === card.name ? '正放在读卡器上' : card.note}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
