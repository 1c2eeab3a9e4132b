import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../preload/contract/refusal.ts';
import { backup } from './ledger/backup.ts';

/** The thread of {@link file://./vault.ts}: copies the ledger through its own read-only connection. */
try {
  const { dir, dataKey, to } = workerData;
  const { bytes, head } = backup({ dir, dataKey, to, clock: () => new Date() });
  parentPort?.postMessage({ done: { bytes, deskSeq: head.deskSeq } });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  parentPort?.postMessage({ refused: { code: error.code, sentence: error.message } });
}
