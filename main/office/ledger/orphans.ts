import type { Connection } from './connection.ts';
import type { FileStore } from './file-store.ts';

/**
 * Stored files that nothing refers to: no payload names them and no local table (a draft, a queue) holds their hash.
 * Such a file was put but its fact was never recorded.
 */
export function orphansOf(db: Connection, store: FileStore): string[] {
  const unreferenced = db
    .prepare<[], string>(
      `SELECT sha256 FROM ledger_file f WHERE quarantined_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_file_ref r WHERE r.sha256 = f.sha256)`,
    )
    .pluck()
    .all();
  const known = db
    .prepare<[string], number>('SELECT 1 FROM ledger_file WHERE sha256 = ? AND quarantined_at IS NULL')
    .pluck();
  const unknown = store.list().files.filter((name) => known.get(name) === undefined);
  const candidates = [...new Set([...unreferenced, ...unknown])];
  if (candidates.length === 0) return [];
  const mentions = mentionsIn(db);
  return candidates.filter((hash) => !mentions.some((mentioned) => mentioned(hash)));
}

/** One question per column of every table that is not the ledger's own: does any value contain this hash? */
function mentionsIn(db: Connection): ((hash: string) => boolean)[] {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
        AND name NOT LIKE 'ledger\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .pluck()
    .all();
  return tables.flatMap((table) =>
    db
      .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
      .pluck()
      .all(table)
      .map((column) => {
        const find = db.prepare<[string]>(`SELECT 1 FROM "${table}" WHERE instr("${column}", ?) > 0 LIMIT 1`);
        return (hash: string) => find.get(hash) !== undefined;
      }),
  );
}

/** Moves orphans to `quarantine/` and says which; only while holding the ledger's lock and before anyone puts files. */
export function quarantineOrphans(db: Connection, store: FileStore, now: Date): string[] {
  store.removeLeftovers();
  const orphans = orphansOf(db, store);
  const note = db.prepare<[string, string]>('UPDATE ledger_file SET quarantined_at = ? WHERE sha256 = ?');
  for (const hash of orphans) {
    // The note first: a file that is noted but not yet moved is found again as unknown at the next start.
    note.run(now.toISOString(), hash);
    store.quarantine(hash);
  }
  return orphans;
}
