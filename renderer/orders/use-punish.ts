import { useNavigate } from 'react-router';
import type { OrderView } from '../../preload/contract/cases.ts';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office } from '../office/client.ts';

/** 立即处罚: a new on-the-spot penalty that stands on the ignored order; the office fills in what the order knows. */
export function usePunish(order: OrderView) {
  const navigate = useNavigate();
  const { run, busy, trouble } = useOneAtATime();
  const punish = async () => {
    if (order.state === 'ISSUED') return;
    await run(async () => {
      const draft = await office.drafts.open({ orderId: order.id });
      navigate(`/penalty/${draft.id}`);
    });
  };
  return { punish, busy, trouble };
}
