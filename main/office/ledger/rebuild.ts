import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertSettings, type Connection, openWriter } from './connection.ts';
import { sha256 } from './derive.ts';
import { JOURNAL_ROWS, type JournalRow, recordedFrom } from './journal.ts';
import { createTables, hasActions, type Planned, Projector, rememberVersion } from './projections.ts';
import type { Registry } from './registry.ts';
import type { OnSlow } from './statements.ts';

/** How far a rebuild has come; told after every batch. */
export interface RebuildProgress {
  readonly modules: readonly string[];
  /** Journal rows read so far, of `total`. */
  readonly done: number;
  readonly total: number;
}

const BATCH = 500;

interface Job {
  readonly dir: string;
  readonly dataKey: Uint8Array;
  readonly db: Connection;
  readonly registry: Registry;
  readonly stale: readonly Planned[];
  readonly onSlow: OnSlow;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/**
 * Brings stale projections up to date. Rows are made in a file beside the ledger (`rebuild.db`), batch by batch with
 * its own progress, so an interrupted rebuild goes on where it stopped; the swap is one transaction of the ledger. So no
 * copy of the ledger is made before it, as there is before a migration: the journal is only read, and until the swap is
 * committed the old tables are whole.
 */
export async function rebuild(job: Job): Promise<void> {
  const full = job.stale.filter(({ projection }) => hasActions(job.db, projection));
  do {
    if (full.length > 0) await fill(job, full);
    // Somebody may have recorded between the last batch and the swap: then the rest is replayed first.
  } while (!swap(job, full));
  for (const ending of ['', '-wal', '-shm']) rmSync(fileOf(job.dir) + ending, { force: true });
}

/** Replays the journal of `from` into `into` after position `after`, in transactions of `BATCH` actions. */
export async function replayInto(
  from: Connection,
  into: Connection,
  plans: readonly Planned[],
  registry: Registry,
  options: {
    readonly after: number;
    readonly onSlow: OnSlow;
    /** Called inside the transaction of a batch. */
    readonly keep?: (position: number) => void;
    readonly onBatch?: (position: number) => void;
  },
): Promise<void> {
  const wanted = new Set(plans.flatMap(({ projection }) => projection.kinds.map((kind) => kind.kind)));
  const projector = new Projector(into, registry, plans, options.onSlow);
  const rows = from.prepare<[number, number], JournalRow>(
    `${JOURNAL_ROWS} WHERE position > ? ORDER BY position LIMIT ?`,
  );
  for (let position = options.after; ; ) {
    const batch = rows.all(position, BATCH);
    const last = batch.at(-1);
    if (!last) return;
    position = last.position;
    into
      .transaction(() => {
        for (const row of batch) if (wanted.has(row.kind)) projector.project(recordedFrom(row, registry));
        options.keep?.(position);
      })
      .immediate();
    options.onBatch?.(position);
    // Let the office answer the window between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function fill(job: Job, plans: readonly Planned[]): Promise<void> {
  const { db, registry } = job;
  const work = openResumable(job, plans);
  try {
    const state = work.prepare<[], number>('SELECT position FROM progress').pluck();
    const keep = work.prepare<[number]>('UPDATE progress SET position = ?');
    const total = db.prepare<[], number>('SELECT count(*) FROM ledger_journal').pluck().get() ?? 0;
    const modules = plans.map(({ projection }) => projection.module);
    await replayInto(db, work, plans, registry, {
      after: state.get() ?? 0,
      onSlow: job.onSlow,
      keep: (position) => keep.run(position),
      onBatch: (done) => job.onProgress?.({ modules, done, total }),
    });
  } finally {
    work.close();
  }
}

/** The rebuild file with the tables of `plans`: the interrupted one when it was made for the same plans. */
function openResumable(job: Job, plans: readonly Planned[]): Connection {
  const file = fileOf(job.dir);
  const signature = sha256(
    JSON.stringify(plans.map(({ projection, ddlHash }) => [projection.module, projection.version, ddlHash])),
  );
  if (existsSync(file)) {
    const kept = tryOpen(file, job.dataKey, signature);
    if (kept) return kept;
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
  }
  const fresh = openWriter(file, job.dataKey);
  fresh
    .transaction(() => {
      fresh.exec('CREATE TABLE progress (signature TEXT NOT NULL, position INTEGER NOT NULL) STRICT');
      fresh.prepare('INSERT INTO progress VALUES (?, 0)').run(signature);
      for (const plan of plans) createTables(fresh, plan.tables);
    })
    .immediate();
  return fresh;
}

function tryOpen(file: string, dataKey: Uint8Array, signature: string): Connection | undefined {
  let db: Connection | undefined;
  try {
    db = openWriter(file, dataKey);
    const found = db.prepare<[], string>('SELECT signature FROM progress').pluck().get();
    if (found === signature) return db;
  } catch {
    // A rebuild file that cannot be read holds nothing that the journal does not hold: start again.
  }
  db?.close();
  return undefined;
}

/**
 * Puts the new tables in place of the old ones; `filled` ones take their rows from the rebuild file. False, and
 * nothing done, when the journal has grown since.
 */
function swap(job: Job, filled: readonly Planned[]): boolean {
  const { db, stale } = job;
  if (filled.length > 0) db.prepare('ATTACH ? AS rebuilt').run(fileOf(job.dir));
  // Dropping a table would otherwise delete the rows that refer to it.
  db.pragma('foreign_keys=OFF');
  try {
    return db
      .transaction(() => {
        if (filled.length > 0 && !isCurrent(db)) return false;
        for (const plan of stale) replaceTables(db, plan, filled.includes(plan));
        if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
          throw new Error('a rebuild left dangling references');
        return true;
      })
      .immediate();
  } finally {
    db.pragma('foreign_keys=ON');
    assertSettings(db, false);
    if (filled.length > 0) db.exec('DETACH rebuilt');
  }
}

function isCurrent(db: Connection): boolean {
  const behind = 'SELECT (SELECT max(position) FROM main.ledger_journal) > (SELECT position FROM rebuilt.progress)';
  return db.prepare<[], number>(behind).pluck().get() === 0;
}

function replaceTables(db: Connection, plan: Planned, filled: boolean): void {
  const before = db
    .prepare<[string], string>('SELECT tables FROM ledger_projection WHERE module = ?')
    .pluck()
    .get(plan.projection.module);
  const old = before === undefined ? [] : (JSON.parse(before) as string[]);
  const now = plan.tables.map((table) => table.name);
  refuseForeign(db, now);
  // Triggers of the search index hang on projected tables and would go with them.
  const triggers = db
    .prepare<[string], { sql: string; name: string }>(
      `SELECT m.sql, m.tbl_name AS name FROM main.sqlite_master m
        WHERE m.type = 'trigger' AND m.tbl_name IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(old))
    .filter((trigger) => now.includes(trigger.name));
  for (const name of new Set([...old, ...now])) db.exec(`DROP TABLE IF EXISTS main."${name}"`);
  for (const table of plan.tables) {
    db.exec(table.create);
    if (filled) {
      const columns = table.columns
        .filter((column) => !column.generated)
        .map((column) => `"${column.name}"`)
        .join(', ');
      db.exec(`INSERT INTO main."${table.name}" (${columns}) SELECT ${columns} FROM rebuilt."${table.name}"`);
    }
    for (const index of table.indexes) db.exec(index);
  }
  for (const trigger of triggers) db.exec(trigger.sql);
  rememberVersion(db, plan);
}

/** Drafts and queues cannot be rebuilt: a table that no projection made is never dropped for one of the same name. */
function refuseForeign(db: Connection, names: readonly string[]): void {
  const foreign = db
    .prepare<[string], string>(
      `SELECT name FROM main.sqlite_master WHERE type = 'table' AND name IN (SELECT value FROM json_each(?))
        AND name NOT IN (SELECT value FROM main.ledger_projection, json_each(ledger_projection.tables))`,
    )
    .pluck()
    .get(JSON.stringify(names));
  if (foreign !== undefined) throw new Error(`table ${foreign} is there, and no projection made it`);
}

const fileOf = (dir: string) => join(dir, 'rebuild.db');
