import { useLocation } from 'react-router';
import { useOfficeEvent } from '../office/events.tsx';
import { useTell } from './tell.ts';

/** Words of the office that no page asked for, and a card that no form was waiting for. */
export function Notices({ mayPunish }: { mayPunish: boolean }) {
  const tell = useTell();
  const { pathname } = useLocation();
  useOfficeEvent((event) => {
    if (event.kind === 'notice') tell.note(`${event.sentence}（${event.code}）`);
    if (event.kind === 'card' && mayPunish && !pathname.startsWith('/penalty')) {
      tell.note(`读到了${event.reading.card.name}的证件。要办当场处罚，请按 Ctrl+N，到「当事人」一步再放一次卡。`);
    }
  });
  return null;
}
