import { refuse } from '../../../preload/contract/refusal.ts';
import type { Connection } from './connection.ts';
import { ddlOf } from './ddl.ts';
import { isFixed } from './statements.ts';
import type { LocalTables } from './types.ts';

/**
 * Creates local tables. A raised version creates missing tables and indexes, adds missing columns and runs `sql`
 * again (write it with IF NOT EXISTS); nothing is ever dropped, because nothing can rebuild a draft.
 */
export function ensureLocalTables(db: Connection, locals: readonly LocalTables[]): void {
  const find = db.prepare<[string], number>('SELECT version FROM ledger_local WHERE module = ?').pluck();
  for (const local of locals) {
    const found = find.get(local.module) ?? 0;
    if (found === local.version) continue;
    if (found > local.version) {
      refuse('LED-107', '这份账本由更新版本的程序写成，旧程序不能打开，内容没有改动；请先升级本程序。', {
        detail: { module: local.module, found, known: local.version },
      });
    }
    db.transaction(() => {
      for (const table of local.tables) ensureTable(db, ddlOf(table));
      for (const statement of local.sql ?? []) db.exec(statement);
      db.prepare(
        'INSERT INTO ledger_local (module, version) VALUES (?, ?) ON CONFLICT (module) DO UPDATE SET version = excluded.version',
      ).run(local.module, local.version);
    }).immediate();
  }
}

function ensureTable(db: Connection, table: ReturnType<typeof ddlOf>): void {
  if (isFixed(table.name.toLowerCase()))
    throw new Error(`table ${table.name} has a name that the ledger keeps for itself`);
  db.exec(table.create);
  const present = new Set(
    db.prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?)').pluck().all(table.name),
  );
  for (const column of table.columns) {
    if (!present.has(column.name)) db.exec(`ALTER TABLE "${table.name}" ADD COLUMN ${column.definition}`);
  }
  for (const index of table.indexes) db.exec(index);
}
