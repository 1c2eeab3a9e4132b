import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OrderView } from '../../preload/contract/cases.ts';
import { office } from '../office/client.ts';

/** 立即处罚: a new on-the-spot penalty that stands on the ignored order; the office fills in what the order knows. */
export function usePunish(order: OrderView) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const run = async () => {
    if (busy || order.state === 'ISSUED') return;
    setBusy(true);
    setTrouble(null);
    try {
      const draft = await office.drafts.open({ orderId: order.id });
      navigate(`/penalty/${draft.id}`);
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, trouble };
}
