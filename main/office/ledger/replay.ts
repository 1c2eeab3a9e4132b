import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, openReader, openWriter } from './connection.ts';
import { requireFit } from './keys.ts';
import { refuseFuture } from './migrate.ts';
import { fileOf } from './open.ts';
import { createTables, planAll, staleOf } from './projections.ts';
import { replayInto } from './rebuild.ts';
import { registryOf } from './registry.ts';
import type { LedgerModule } from './types.ts';

/** What a replay found. */
export interface ReplayReport {
  readonly ok: boolean;
  /** Chinese sentences, one a table that differs. */
  readonly differences: readonly string[];
  /** Modules whose tables were made by another version and cannot be compared. */
  readonly notCompared: readonly string[];
  readonly tables: number;
  readonly rows: number;
  readonly actions: number;
}

/**
 * Rebuilds every projected table from the journal into a new file and compares row by row with the tables of the
 * ledger, both as of one snapshot. The new file is encrypted with the same key and removed afterwards.
 */
export async function replay(options: {
  readonly dir: string;
  readonly dataKey: Uint8Array;
  readonly modules: readonly LedgerModule[];
  readonly onProgress?: (done: number, total: number) => void;
}): Promise<ReplayReport> {
  const { dir, dataKey, modules } = options;
  requireFit(dir, dataKey);
  const registry = registryOf(modules);
  const plans = planAll(registry);
  const fresh = join(dir, `replay-${process.pid}.db`);
  removeFile(fresh);
  const live = openReader(fileOf(dir), dataKey);
  try {
    refuseFuture(live);
    live.exec('BEGIN');
    const total = live.prepare<[], number>('SELECT count(*) FROM ledger_journal').pluck().get() ?? 0;
    const stale = staleOf(live, plans);
    const compared = plans.filter((plan) => !stale.includes(plan));
    const made = openWriter(fresh, dataKey);
    try {
      for (const plan of compared) createTables(made, plan.tables);
      await replayInto(live, made, compared, registry, {
        after: 0,
        onSlow: () => {},
        onBatch: (done) => options.onProgress?.(done, total),
      });
      const results = compared.flatMap((plan) => plan.tables.map((table) => compare(live, made, table.name)));
      const differences = results.flatMap((result) => result.difference ?? []);
      return {
        ok: differences.length === 0 && stale.length === 0,
        differences,
        notCompared: stale.map((plan) => plan.projection.module),
        tables: results.length,
        rows: results.reduce((sum, result) => sum + result.rows, 0),
        actions: total,
      };
    } finally {
      made.close();
    }
  } finally {
    live.close();
    removeFile(fresh);
  }
}

function compare(live: Connection, made: Connection, table: string): { rows: number; difference?: string } {
  const columns = live.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const order = columns.map((_, i) => i + 1).join(', ');
  const sql = `SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM "${table}" ORDER BY ${order}`;
  const left = live.prepare<[], unknown[]>(sql).safeIntegers().raw().iterate();
  const right = made.prepare<[], unknown[]>(sql).safeIntegers().raw().iterate();
  let rows = 0;
  try {
    for (;;) {
      const [a, b] = [left.next(), right.next()];
      if (a.done && b.done) return { rows };
      const row = rows + 1;
      if (a.done) return { rows, difference: `表 ${table}：重放得到第 ${row} 行，账本里没有` };
      if (b.done) return { rows, difference: `表 ${table}：账本里的第 ${row} 行重放不出来` };
      const column = columns.find((_, i) => !same(a.value[i], b.value[i]));
      if (column)
        return { rows, difference: `表 ${table} 第 ${row} 行（${String(a.value[0])}）的 ${column} 列与重放结果不同` };
      rows = row;
    }
  } finally {
    left.return?.();
    right.return?.();
  }
}

function same(a: unknown, b: unknown): boolean {
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : Object.is(a, b);
}

function removeFile(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
}
