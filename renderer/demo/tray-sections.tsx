import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTraining } from '../devices/use-training.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { useOfficeEvent } from '../office/events.tsx';
import { Board } from './board.tsx';
import { Camera, Clock } from './camera-and-clock.tsx';
import { CardDeck } from './card-deck.tsx';
import { ControlledCamera } from './controlled-camera.tsx';
import { Pad } from './pad.tsx';
import { Paper } from './paper.tsx';
import { Scanner } from './scanner.tsx';
import './tray.css';

/** The hands at the training devices of this desk; in the drawer of every page and on the devices page. */
export function TraySections() {
  const { kind } = useMe().office;
  const families = useTraining();
  const queryClient = useQueryClient();
  const tray = useQuery(query.demo.tray.queryOptions());
  // Paper comes out when a receipt is printed, a card goes when a device is lost: the simulators themselves say nothing.
  useOfficeEvent((event) => {
    if (event.kind === 'changed' && event.topics.some((topic) => topic === 'receipts' || topic === 'devices'))
      queryClient.invalidateQueries({ queryKey: query.demo.key() });
  });
  if (!tray.data) return <Refused error={tray.error} />;
  const { cards, laid, camera, controlled, board, clockDays, paperIn, papers } = tray.data;
  return (
    <div className="tray">
      {families.includes('id-card') ? <CardDeck cards={cards} laid={laid} /> : null}
      {families.includes('signature-pad') || kind === 'demo' ? <Pad /> : null}
      {families.includes('scanner') ? <Scanner /> : null}
      {families.includes('queue-display') ? <Board {...board} /> : null}
      {families.includes('bodycam') ? <Camera docked={camera} /> : null}
      {families.includes('camera-control') ? <ControlledCamera where={controlled} /> : null}
      {kind === 'demo' ? <Clock days={clockDays} /> : null}
      {families.includes('receipt-printer') ? <Paper paperIn={paperIn} papers={papers} /> : null}
    </div>
  );
}
