import { accessHash, GENESIS } from './chain.ts';
import type { Connection } from './connection.ts';
import type { AccessEntry } from './types.ts';

/** A month of the access log that is over: what the journal records about it. */
export interface FinishedMonth {
  readonly month: string;
  readonly count: number;
  readonly root: string;
}

/** The end of the access chain. */
export interface AccessHead {
  readonly count: number;
  readonly hash: string;
}

/** The subject under which the journal records a finished month. */
export const subjectOfMonth = (month: string) => `access-${month}`;

/** The access log: one chain through all months. A month that the journal has closed gets no more entries. */
export class AccessLog {
  readonly #db: Connection;
  readonly #insert;
  #last: { position: number; month: string; hash: string } | undefined;
  #closed: boolean;

  constructor(db: Connection) {
    this.#db = db;
    this.#insert = db.prepare<unknown[]>(
      `INSERT INTO ledger_access (position, month, at, actor, what, subject, detail, prev_hash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#last = db
      .prepare<[], { position: number; month: string; hash: string }>(
        'SELECT position, month, hash FROM ledger_access ORDER BY position DESC LIMIT 1',
      )
      .get();
    this.#closed =
      this.#last !== undefined &&
      db.prepare('SELECT 1 FROM ledger_journal WHERE subject = ?').get(subjectOfMonth(this.#last.month)) !== undefined;
  }

  /** The month that must be closed in the journal before anything of `now` is written. */
  finished(now: Date): FinishedMonth | undefined {
    const last = this.#last;
    if (!last || this.#closed || monthOf(now) <= last.month) return undefined;
    const count = this.#db
      .prepare<[string], number>('SELECT count(*) FROM ledger_access WHERE month = ?')
      .pluck()
      .get(last.month);
    return { month: last.month, count: count ?? 0, root: last.hash };
  }

  /** Appends one entry; `monthClosed` when its month before was closed in the same transaction. Commit, then `keep`. */
  append(entry: AccessEntry, now: Date, monthClosed: boolean): { readonly keep: () => void } {
    const last = this.#last;
    const closed = this.#closed || monthClosed;
    let month = monthOf(now);
    // The clock went back: the entry stays in the running month, or opens the one after a closed month.
    if (last && month <= last.month) month = closed ? monthAfter(last.month) : last.month;
    const row = {
      month,
      at: now.toISOString(),
      actor: entry.actor,
      what: entry.what,
      subject: entry.subject,
      detail: entry.detail,
      prevHash: last?.hash ?? GENESIS,
    };
    const hash = accessHash(row);
    const position = (last?.position ?? 0) + 1;
    this.#insert.run(
      ...[position, row.month, row.at, row.actor, row.what, row.subject, row.detail, row.prevHash, hash],
    );
    return {
      keep: () => {
        this.#last = { position, month, hash };
        this.#closed = false;
      },
    };
  }

  /** Notes that the running month was closed in a committed transaction. */
  keepClosed(): void {
    this.#closed = true;
  }

  head(): AccessHead {
    return { count: this.#last?.position ?? 0, hash: this.#last?.hash ?? GENESIS };
  }
}

const BEIJING_MS = 8 * 3_600_000;

/** The month on the wall in Asia/Shanghai, which has had no summer time since 1991. */
export function monthOf(instant: Date): string {
  return new Date(instant.getTime() + BEIJING_MS).toISOString().slice(0, 7);
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
