import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { refuse } from '../../../preload/contract/refusal.ts';
import { ledgerCreated } from './actions.ts';
import { type Connection, openReader, openWriter } from './connection.ts';
import { FileStore } from './file-store.ts';
import { readSeal } from './head-seal.ts';
import { emptyHead, JournalWriter, lastHead } from './journal.ts';
import { keptBy, requireFit } from './keys.ts';
import { ensureLocalTables } from './local-tables.ts';
import { takeLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { OfficeLedger } from './office-ledger.ts';
import { quarantineOrphans } from './orphans.ts';
import { planAll, staleOf } from './projections.ts';
import { type RebuildProgress, rebuild } from './rebuild.ts';
import { registryOf } from './registry.ts';
import { act, type Head, type Ledger, type LedgerLog, type LedgerModule } from './types.ts';

interface Opening {
  readonly dir: string;
  readonly dataKey: Uint8Array;
  readonly modules: readonly LedgerModule[];
  readonly clock: () => Date;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly log?: LedgerLog;
}

const silent: LedgerLog = { warn: () => {}, error: () => {} };

/** Makes a new ledger in `dir` (its `ledger.key` was made by `createKeyFile`) and opens it. */
export async function createLedger(
  options: Opening & { readonly kind: 'demo' | 'real'; readonly deskName: string },
): Promise<Ledger> {
  const { dir, dataKey, kind, deskName } = options;
  mkdirSync(dir, { recursive: true });
  requireFit(dir, dataKey);
  refuseOpenKey(dir, kind);
  const lock = takeLock(dir);
  try {
    const db = openWriter(fileOf(dir), dataKey);
    try {
      migrate(db, dir);
      // A file without any action is what an interrupted set-up leaves: it goes on.
      if (lastHead(db)) {
        refuse('LED-111', '这个文件夹里已有账本，没有改动它；请打开原有账本，或换一个空文件夹建立新账本。');
      }
      const ledgerId = v7();
      db.transaction(() =>
        new JournalWriter(db, registryOf([])).append(
          emptyHead(v7(), 0),
          'system',
          options.clock(),
          act(ledgerCreated, ledgerId, { ledgerId, kind, deskName }),
        ),
      ).immediate();
    } finally {
      db.close();
    }
  } finally {
    lock.release();
  }
  return openLedger(options);
}

/**
 * Opens a ledger for writing: lock, key, fixed tables, sealed head, projections, orphans. Refuses with its own code:
 * LED-101 no ledger, 102 wrong key, 103 no key file, 104 second program, 105 damaged, 106 tail missing, 107 future.
 */
export async function openLedger(options: Opening): Promise<Ledger> {
  const { dir, dataKey, modules, clock, log = silent } = options;
  if (!existsSync(fileOf(dir))) {
    refuse('LED-101', '这个文件夹里没有账本文件 ledger.db，没有做任何改动；请确认文件夹，或从备份恢复。');
  }
  requireFit(dir, dataKey);
  const lock = takeLock(dir);
  const opened: Connection[] = [];
  try {
    const writer = openWriter(fileOf(dir), dataKey);
    opened.push(writer);
    migrate(writer, dir);
    const facts = factsOf(writer);
    refuseOpenKey(dir, facts.kind);
    refuseShortened(writer, dir, dataKey);
    const registry = registryOf(modules);
    const plans = planAll(registry);
    const stale = staleOf(writer, plans);
    if (stale.length > 0) {
      const onSlow = (sql: string, milliseconds: number) =>
        log.warn({ statement: sql, milliseconds }, 'slow statement');
      await rebuild({ dir, dataKey, db: writer, registry, stale, onSlow, onProgress: options.onProgress });
    }
    ensureLocalTables(writer, registry.locals);
    const store = new FileStore(dir, dataKey);
    const orphans = quarantineOrphans(writer, store, clock());
    if (orphans.length > 0) log.warn({ orphans }, 'files that nothing refers to were moved to quarantine');
    const reader = openReader(fileOf(dir), dataKey);
    opened.push(reader);
    return new OfficeLedger({
      info: { ledgerId: facts.ledgerId, kind: facts.kind, desk: facts.head.desk, createdAt: facts.createdAt, dir },
      rebuilt: stale.map((plan) => plan.projection.module),
      ...{ dataKey, writer, reader, lock, registry, plans, store, clock, log },
      head: facts.head,
    });
  } catch (error) {
    for (const db of opened) db.close();
    lock.release();
    throw error;
  }
}

/** What the journal says about the ledger itself. Refuses LED-105 when its first or last row is missing. */
export function factsOf(db: Connection) {
  const first = db
    .prepare<[], { at: string; bytes: Buffer }>(
      "SELECT at, bytes FROM ledger_journal WHERE position = 1 AND kind = 'ledger.created'",
    )
    .get();
  const head = lastHead(db);
  if (!first || !head) {
    refuse('LED-105', '账本文件已损坏，程序没有改动它；请保留原文件，用最近的备份在新文件夹恢复，并联系技术支持。');
  }
  const created = ledgerCreated.payload.parse(JSON.parse(first.bytes.toString('utf8')));
  return { ...created, createdAt: first.at, head };
}

/** Refuses LED-106 when the journal ends before the sealed head: going on would use numbers twice. */
function refuseShortened(db: Connection, dir: string, dataKey: Uint8Array): void {
  const sealed = readSeal(dir, dataKey);
  if (!sealed || holds(db, sealed.head)) return;
  refuse(
    'LED-106',
    '账本末尾缺少已封存的记录（文件可能被旧副本替换），程序没有改动它；请取回原文件，或用备份在新文件夹恢复。',
    {
      detail: { sealed: sealed.head.deskSeq, found: lastHead(db)?.deskSeq },
    },
  );
}

/** Whether the journal holds exactly this head of the running desk; its rows are the last ones of the file. */
function holds(db: Connection, head: Head): boolean {
  const last = lastHead(db);
  if (last?.desk !== head.desk) return false;
  return (
    db
      .prepare<[number], string>('SELECT hash FROM ledger_journal WHERE position = ?')
      .pluck()
      .get(last.position - last.deskSeq + head.deskSeq) === head.hash
  );
}

/** Only a demo ledger may keep its key in the open. */
function refuseOpenKey(dir: string, kind: 'demo' | 'real'): void {
  if (kind === 'real' && keptBy(dir) === 'demo') {
    refuse('LED-208', '正式账本的密钥没有加密保管，程序没有打开它；请先用口令或本机系统保管密钥。');
  }
}

export const fileOf = (dir: string) => join(dir, 'ledger.db');
