/*
 * WAL and checkpoint policy (the only place that sets it):
 * - `journal_mode=WAL`, `synchronous=FULL`: every commit appends its pages to the WAL and syncs the WAL before
 *   it returns. Both are set and asserted on every open, because a later connection to a WAL file silently runs NORMAL.
 * - The writer checkpoints by itself once the WAL holds 1000 pages (about 4 MB); readers keep no long transactions,
 *   so the checkpoint always gets through. The WAL file is cut back to 16 MB afterwards.
 * - `close` and the erasure of a payload checkpoint with TRUNCATE, so that nothing erased survives in the WAL.
 * - A read-only connection never checkpoints: it may run beside the office (verify, stats, backup).
 */
import Database from 'better-sqlite3';
import { refuse } from '../../../preload/contract/refusal.ts';
import { explain } from './engine-errors.ts';

export type Connection = Database.Database;

/** AEGIS-256: a 256-bit key and a tag on every page, so a page changed on disk is refused by the engine itself. */
const CIPHER = 'aegis';
/** `ZZT1`: marks the file as ours once it is decrypted. */
const APPLICATION_ID = 0x5a5a5431;
const WAIT_MS = 5_000;

/** Opens the one connection that writes. */
export function openWriter(file: string, dataKey: Uint8Array): Connection {
  return open(file, dataKey, { readonly: false, queryOnly: false });
}

/** Opens a connection on which SQLite refuses every write. */
export function openReader(file: string, dataKey: Uint8Array): Connection {
  return open(file, dataKey, { readonly: true, queryOnly: true });
}

/** Opens a read-only connection for `VACUUM INTO` (which query_only would forbid) or on its result. */
export function openForCopy(file: string, dataKey: Uint8Array): Connection {
  return open(file, dataKey, { readonly: true, queryOnly: false, copy: true });
}

function open(
  file: string,
  dataKey: Uint8Array,
  mode: { readonly: boolean; queryOnly: boolean; copy?: boolean },
): Connection {
  if (dataKey.length !== 32) throw new RangeError('the data key has 32 bytes');
  let db: Connection | undefined;
  try {
    db = new Database(file, { readonly: mode.readonly, timeout: WAIT_MS });
    db.pragma(`cipher='${CIPHER}'`);
    db.pragma(`key="x'${Buffer.from(dataKey).toString('hex')}'"`);
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    if (!mode.readonly) {
      db.pragma('journal_mode=WAL');
      db.pragma('wal_autocheckpoint=1000');
      db.pragma('journal_size_limit=16777216');
      db.pragma('secure_delete=ON');
    }
    db.pragma('synchronous=FULL');
    db.pragma('foreign_keys=ON');
    db.pragma('trusted_schema=OFF');
    db.pragma('temp_store=MEMORY');
    db.pragma('cache_size=-32768');
    if (mode.queryOnly) db.pragma('query_only=ON');
    // A fresh copy is not yet a WAL file; nothing is committed through it.
    if (!mode.copy) assertSettings(db, mode.queryOnly);
    return db;
  } catch (error) {
    db?.close();
    throw explain(error);
  }
}

/** Throws LED-110 unless the connection is as durable and as strict as the ledger needs it. */
export function assertSettings(db: Connection, queryOnly: boolean): void {
  const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, query_only: queryOnly ? 1 : 0 };
  for (const [name, value] of Object.entries(wanted)) {
    const found = db.pragma(name, { simple: true });
    if (found !== value) {
      refuse(
        'LED-110',
        '账本无法以安全方式打开（写入不能保证落盘），已停止；请把账本放在本机硬盘上，不要放在网络盘。',
        {
          detail: { setting: name, found: String(found) },
        },
      );
    }
  }
}

/** Writes our mark into a new file. */
export function mark(db: Connection): void {
  db.pragma(`application_id=${APPLICATION_ID}`);
}
