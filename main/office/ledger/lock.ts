import { join } from 'node:path';
import Database from 'better-sqlite3';
import { refuse } from '../../../preload/contract/refusal.ts';
import { codeOf, explain } from './engine-errors.ts';

/** Holds a ledger for one program; the operating system releases it when the process dies. */
export interface Lock {
  release(): void;
}

/** Takes the ledger in `dir` or refuses LED-104 at once when another program has it. */
export function takeLock(dir: string): Lock {
  let db: Database.Database | undefined;
  try {
    // SQLite's own exclusive file lock, held by an open transaction on a side file that never gets any content.
    db = new Database(join(dir, 'ledger.lock'), { timeout: 0 });
    db.pragma('locking_mode=EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (codeOf(error)?.startsWith('SQLITE_BUSY')) {
      refuse('LED-104', '这份账本正被另一个程序打开，没有做任何改动；请先关闭那个窗口，或稍等片刻再试。', {
        cause: error,
      });
    }
    throw explain(error);
  }
  const held = db;
  return { release: () => void held.close() };
}
