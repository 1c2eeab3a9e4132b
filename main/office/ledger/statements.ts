import type { Statement } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Connection } from './connection.ts';
import { compileInsertionsOnce } from './insertions.ts';
import type { ReadLedger, WriteLocal, WriteTables } from './types.ts';

type Row = Statement<unknown[], unknown>;
/** Told when one statement took longer than the limit; only the SQL text is passed on, never its values. */
export type OnSlow = (sql: string, milliseconds: number) => void;

const SLOW_MS = 40;
const KEPT = 500;
const READS = /^\s*(select|with|values)\b/i;
const WRITES =
  /^\s*(?:with\b[\s\S]*?\)\s*)?(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from)\s+["'`[]?(\w+)/i;

/** Which tables a statement may write; reading is always allowed. */
type MayWrite = (table: string) => boolean;

/**
 * The part of a better-sqlite3 database that drizzle uses, with two additions: statements are prepared once, and a
 * statement that writes where its holder may not write is refused before it runs.
 */
class GuardedStatements {
  readonly #db: Connection;
  readonly #mayWrite: MayWrite;
  readonly #onSlow: OnSlow;
  readonly #kept = new Map<string, GuardedStatement>();

  constructor(db: Connection, mayWrite: MayWrite, onSlow: OnSlow) {
    this.#db = db;
    this.#mayWrite = mayWrite;
    this.#onSlow = onSlow;
  }

  prepare(sql: string): GuardedStatement {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    this.#check(sql);
    const statement = new GuardedStatement(this.#db, sql, this.#onSlow);
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(sql, statement);
    return statement;
  }

  transaction(): never {
    throw new Error('this view is already inside the transaction of the ledger');
  }

  #check(sql: string): void {
    if (READS.test(sql) && this.#db.prepare(sql).readonly) return;
    const table = WRITES.exec(sql)?.[1];
    if (table === undefined || !this.#mayWrite(table.toLowerCase())) {
      throw new Error(`not allowed to write here: ${sql.slice(0, 80)}`);
    }
  }
}

class GuardedStatement {
  readonly #db: Connection;
  readonly #sql: string;
  readonly #onSlow: OnSlow;
  readonly #statement: Row;
  #raw: GuardedStatement | undefined;

  constructor(db: Connection, sql: string, onSlow: OnSlow, statement: Row = db.prepare<unknown[], unknown>(sql)) {
    this.#db = db;
    this.#sql = sql;
    this.#onSlow = onSlow;
    this.#statement = statement;
  }

  /** A second statement that gives rows as arrays; the first one keeps giving objects. */
  raw(): GuardedStatement {
    this.#raw ??= new GuardedStatement(
      this.#db,
      this.#sql,
      this.#onSlow,
      this.#db.prepare<unknown[], unknown>(this.#sql).raw(),
    );
    return this.#raw;
  }

  all(...values: unknown[]): unknown[] {
    return this.#timed(() => this.#statement.all(...values));
  }

  get(...values: unknown[]): unknown {
    return this.#timed(() => this.#statement.get(...values));
  }

  run(...values: unknown[]): unknown {
    return this.#timed(() => this.#statement.run(...values));
  }

  #timed<T>(work: () => T): T {
    const started = performance.now();
    const result = work();
    const took = performance.now() - started;
    if (took > SLOW_MS) this.#onSlow(this.#sql, took);
    return result;
  }
}

function view(db: Connection, mayWrite: MayWrite, onSlow: OnSlow): unknown {
  const client = new GuardedStatements(db, mayWrite, onSlow);
  // drizzle only calls prepare, all, get, run and raw; GuardedStatements has exactly these.
  return drizzle(client as unknown as Connection);
}

/** A view that reads; on the writing connection it reads inside the open transaction. */
export function readView(db: Connection, onSlow: OnSlow): ReadLedger {
  return view(db, () => false, onSlow) as ReadLedger;
}

/** A view that writes one module's projected tables. */
export function projectedView(db: Connection, tables: ReadonlySet<string>, onSlow: OnSlow): WriteTables {
  return compileInsertionsOnce(view(db, (table) => tables.has(table), onSlow) as WriteTables);
}

/** A view that writes everything except the ledger's own and the projected tables. */
export function localView(db: Connection, projected: ReadonlySet<string>, onSlow: OnSlow): WriteLocal {
  return view(db, (table) => !isFixed(table) && !projected.has(table), onSlow) as WriteLocal;
}

/** Tables that only the ledger itself writes. */
export function isFixed(table: string): boolean {
  return table.startsWith('ledger_') || table.startsWith('sqlite_');
}
