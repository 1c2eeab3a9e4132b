import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Refusal, type RefusalCode } from '../../preload/contract/refusal.ts';
import { type LedgerStats, stats } from './ledger/stats.ts';

/** What is done to the ledger as a whole, with its key: copies and counts. */
export interface Vault {
  /** On a thread of its own, so that the desk goes on working. */
  backup(to: string): Promise<{ bytes: number; deskSeq: number }>;
  size(): Pick<LedgerStats, 'databaseBytes' | 'fileBytes' | 'files' | 'quarantined'>;
}

interface Told {
  readonly done?: { bytes: number; deskSeq: number };
  readonly refused?: { code: RefusalCode; sentence: string };
}

export function createVault(dir: string, dataKey: Uint8Array): Vault {
  const bundled = !import.meta.url.endsWith('.ts');
  const thread = fileURLToPath(new URL(bundled ? './backup.js' : './backup-thread.ts', import.meta.url));
  return {
    backup: (to) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(thread, { workerData: { dir, dataKey, to } });
        worker.once('message', (told: Told) => {
          if (told.done !== undefined) resolve(told.done);
          else if (told.refused !== undefined) reject(new Refusal(told.refused.code, told.refused.sentence));
        });
        worker.once('error', reject);
        // Nothing is heard of a thread that was ended; after an answer this changes nothing.
        worker.once('exit', (code) => reject(new Error(`the backup thread ended with ${code}`)));
      }),
    size: () => stats({ dir, dataKey }),
  };
}
