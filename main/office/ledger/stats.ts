import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openReader } from './connection.ts';
import { FileStore } from './file-store.ts';
import { requireFit } from './keys.ts';
import { refuseFuture } from './migrate.ts';
import { factsOf, fileOf } from './open.ts';
import type { Head } from './types.ts';

/** A ledger in numbers; nothing of its content. */
export interface LedgerStats {
  readonly ledgerId: string;
  readonly kind: 'demo' | 'real';
  readonly deskName: string;
  readonly createdAt: string;
  readonly lastActionAt: string;
  readonly head: Head;
  readonly actions: number;
  readonly actionsByKind: Readonly<Record<string, number>>;
  readonly accessEntries: number;
  readonly files: number;
  /** Plain bytes. */
  readonly fileBytes: number;
  /** Files moved aside because nothing refers to them; never deleted. */
  readonly quarantined: readonly string[];
  readonly anchors: Readonly<Record<string, number>>;
  readonly projections: Readonly<Record<string, number>>;
  /** Bytes of ledger.db and its WAL. */
  readonly databaseBytes: number;
}

/** Counts a ledger through its own read-only connection; may run beside the open office. */
export function stats(options: { readonly dir: string; readonly dataKey: Uint8Array }): LedgerStats {
  const { dir, dataKey } = options;
  requireFit(dir, dataKey);
  const db = openReader(fileOf(dir), dataKey);
  try {
    refuseFuture(db);
    db.exec('BEGIN');
    const { head, ...facts } = factsOf(db);
    const number = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
    const pairs = (sql: string) => Object.fromEntries(db.prepare<[], [string, number]>(sql).raw().all());
    return {
      ...facts,
      lastActionAt: head.at,
      head: { desk: head.desk, deskSeq: head.deskSeq, hash: head.hash },
      actions: number('SELECT count(*) FROM ledger_journal'),
      actionsByKind: pairs('SELECT kind, count(*) FROM ledger_journal GROUP BY kind ORDER BY kind'),
      accessEntries: number('SELECT count(*) FROM ledger_access'),
      files: number('SELECT count(*) FROM ledger_file WHERE quarantined_at IS NULL'),
      fileBytes: number('SELECT coalesce(sum(size), 0) FROM ledger_file WHERE quarantined_at IS NULL'),
      quarantined: new FileStore(dir, dataKey).quarantined(),
      anchors: pairs('SELECT kept_at, max(desk_seq) FROM ledger_anchor GROUP BY kept_at ORDER BY kept_at'),
      projections: pairs('SELECT module, version FROM ledger_projection ORDER BY module'),
      databaseBytes: sizeOf(fileOf(dir)) + sizeOf(join(dir, 'ledger.db-wal')),
    };
  } finally {
    db.close();
  }
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
