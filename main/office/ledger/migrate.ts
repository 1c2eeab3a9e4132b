import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../../preload/contract/refusal.ts';
import { type Connection, mark } from './connection.ts';
import { syncFile, syncFolder } from './durable.ts';
import { fixedTables } from './migrations/0001-fixed-tables.ts';

/** One step of the ledger's fixed tables; its file is never edited after a release. */
export interface Migration {
  readonly number: number;
  readonly sql: string;
}

/** Every step in order; `user_version` of the file is the number of the last one applied. */
export const migrations: readonly Migration[] = [fixedTables];

/** Refuses LED-107 when a newer program has written this ledger. */
export function refuseFuture(db: Connection, steps: readonly Migration[] = migrations): number {
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > steps.length) {
    refuse('LED-107', '这份账本由更新版本的程序写成，旧程序不能打开，内容没有改动；请先升级本程序。', {
      detail: { found, known: steps.length },
    });
  }
  return found;
}

/** Brings the fixed tables up to date, each step in its own transaction, after a copy of the whole file. */
export function migrate(db: Connection, dir: string, steps: readonly Migration[] = migrations): void {
  const found = refuseFuture(db, steps);
  if (found === steps.length) return;
  if (found > 0) copyBefore(db, dir, found);
  else mark(db);
  for (const step of steps.slice(found)) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version=${step.number}`);
    }).immediate();
  }
}

function copyBefore(db: Connection, dir: string, found: number): void {
  const kept = join(dir, `ledger-before-migration-${String(found + 1).padStart(4, '0')}.db`);
  const temporary = `${kept}.tmp`;
  rmSync(temporary, { force: true });
  db.prepare('VACUUM INTO ?').run(temporary);
  syncFile(temporary);
  renameSync(temporary, kept);
  syncFolder(dir);
}
