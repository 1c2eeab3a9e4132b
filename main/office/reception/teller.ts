import type { QueueCall } from '../../../preload/contract/queue-display.ts';
import { Refusal, type RefusalCode } from '../../../preload/contract/refusal.ts';
import type { DeviceLink } from '../devices/index.ts';
import type { Broadcaster } from '../events.ts';
import { log } from '../log.ts';

const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  const { data, message } = error as { data?: { code?: unknown }; message?: string };
  return typeof data?.code === 'string' ? new Refusal(data.code as RefusalCode, message ?? '') : null;
};

/**
 * Tells the board on the serial line. Calling never waits for it and never fails with it; the same trouble is told
 * once, until the board has taken a call again.
 */
export function boardTeller(link: DeviceLink, events: Broadcaster): (call: QueueCall) => void {
  let told = '';
  return (call) => {
    const show = async () => {
      await link.ask().show(call);
      told = '';
    };
    show().catch((error: unknown) => {
      const refusal = refusalOf(error);
      if (refusal === null) return log.error({ error }, 'queue display');
      if (refusal.code === told) return;
      told = refusal.code;
      events.publish({ kind: 'notice', code: refusal.code, sentence: refusal.message });
    });
  };
}
