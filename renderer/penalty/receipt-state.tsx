import { useQuery } from '@tanstack/react-query';
import type { PrintJob } from '../../preload/contract/receipts.ts';
import { Dot, type DotState } from '../frame/dot.tsx';
import { query } from '../office/client.ts';

const STATES: Record<PrintJob['state'], { dot: DotState; words: string }> = {
  queued: { dot: 'look', words: '回执排队等待打印' },
  sending: { dot: 'look', words: '回执正在打印' },
  sent_unconfirmed: { dot: 'look', words: '回执已送出，请看打印机' },
  done: { dot: 'good', words: '回执已打印' },
  failed: { dot: 'bad', words: '回执没有打印' },
  cancelled: { dot: 'off', words: '回执已取消' },
};

/** How the receipt on the printer stands, live. */
export function ReceiptState({ jobId }: { jobId: string }) {
  const job = useQuery(query.receipts.queue.queryOptions()).data?.find((one) => one.id === jobId);
  if (!job) return null;
  const { dot, words } = STATES[job.state];
  return (
    <p className="pen-note pen-receipt" role="status">
      <Dot state={dot}>{words}</Dot>
      {job.state !== 'done' && job.sentence && <span>{job.sentence}</span>}
    </p>
  );
}
