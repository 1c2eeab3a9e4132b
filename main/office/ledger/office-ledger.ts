import { Refusal } from '../../../preload/contract/refusal.ts';
import { AccessLog, subjectOfMonth } from './access-log.ts';
import { accessMonthClosed, clockJumped, payloadErased } from './actions.ts';
import { ClockWatch } from './clock-watch.ts';
import type { Connection } from './connection.ts';
import { explain } from './engine-errors.ts';
import { removePayloads } from './erase.ts';
import type { FileStore } from './file-store.ts';
import { type Appended, formerHeads, JournalReader, JournalWriter, type PlacedHead } from './journal.ts';
import type { Lock } from './lock.ts';
import { type Planned, Projector, staleOf } from './projections.ts';
import { rebuild } from './rebuild.ts';
import type { Registry } from './registry.ts';
import { Sealing } from './sealing.ts';
import { localView, type OnSlow, readView } from './statements.ts';
import {
  type AccessEntry,
  type Anchored,
  act,
  type Erasure,
  type Head,
  type Ledger,
  type LedgerLog,
  type NewAction,
  type ReadLedger,
  type Recorded,
  type Scope,
  type StoredFile,
  type WriteLocal,
} from './types.ts';

/** Everything an open ledger stands on. */
export interface Parts {
  readonly info: Ledger['info'];
  readonly dataKey: Uint8Array;
  readonly writer: Connection;
  readonly reader: Connection;
  readonly lock: Lock;
  readonly registry: Registry;
  readonly plans: readonly Planned[];
  readonly store: FileStore;
  readonly head: PlacedHead & { readonly at: string };
  readonly clock: () => Date;
  readonly rebuilt: readonly string[];
  readonly log: LedgerLog;
}

const SLOW_MS = 40;

/** The one open ledger of an office. All writing is synchronous and durable when it returns. */
export class OfficeLedger implements Ledger {
  readonly info: Ledger['info'];
  readonly read: ReadLedger;
  readonly journal: Ledger['journal'];
  readonly files: Ledger['files'];
  readonly rebuilt: readonly string[];
  readonly #parts: Parts;
  readonly #onSlow: OnSlow;
  readonly #inside: ReadLedger;
  readonly #localTables: WriteLocal;
  readonly #journal: JournalWriter;
  readonly #projector: Projector;
  readonly #access: AccessLog;
  readonly #watch: ClockWatch;
  readonly #sealing: Sealing;
  readonly #listeners = new Set<(actions: readonly Recorded[]) => void>();
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  #head: PlacedHead;
  #open = true;

  constructor(parts: Parts) {
    const { writer, reader, registry, plans } = parts;
    const onSlow: OnSlow = (sql, milliseconds) =>
      parts.log.warn({ statement: sql.slice(0, 300), milliseconds: Math.round(milliseconds) }, 'slow statement');
    const projected = new Set(plans.flatMap((plan) => plan.tables.map((table) => table.name.toLowerCase())));
    const written = new JournalReader(reader, registry);
    const former = formerHeads(reader, parts.head);
    this.#parts = parts;
    this.#onSlow = onSlow;
    this.#head = parts.head;
    this.info = parts.info;
    this.rebuilt = parts.rebuilt;
    this.read = readView(reader, onSlow);
    this.#inside = readView(writer, onSlow);
    this.#localTables = localView(writer, projected, onSlow);
    this.#journal = new JournalWriter(writer, registry);
    this.#projector = new Projector(writer, registry, plans, onSlow);
    this.#access = new AccessLog(writer);
    this.#watch = new ClockWatch(new Date(parts.head.at));
    this.#begin = writer.prepare('BEGIN IMMEDIATE');
    this.#commit = writer.prepare('COMMIT');
    this.#rollback = writer.prepare('ROLLBACK');
    this.journal = {
      bySubject: (subject) => written.bySubject(subject),
      after: (deskSeq, limit, reach: Scope = 'desk', desk = parts.info.desk) => {
        const head = desk === parts.info.desk ? this.#head : former.find((one) => one.desk === desk);
        return head === undefined ? [] : written.after(head, deskSeq, limit, reach);
      },
      former: former.map(({ desk, deskSeq, hash }) => ({ desk, deskSeq, hash })),
      head: () => ({ desk: this.#head.desk, deskSeq: this.#head.deskSeq, hash: this.#head.hash }),
    };
    this.files = {
      put: (bytes, mediaType) => this.#put(bytes, mediaType),
      get: (hash) => parts.store.get(hash),
      has: (hash) => parts.store.has(hash),
    };
    this.#sealing = new Sealing(parts, () => ({ head: this.journal.head(), access: this.#access.head() }));
    this.#closeFinishedMonth();
    this.#sealing.now();
  }

  record(
    actor: string,
    build: (inside: ReadLedger, local: WriteLocal) => readonly NewAction<never>[],
    anchored?: Anchored,
  ): readonly Recorded[] {
    const done = this.#transaction(() => {
      const actions = build(this.#inside, this.#localTables);
      if (actions.length === 0) return { appended: [], asked: 0 };
      const now = this.#parts.clock();
      const jump = this.#jump(now);
      const all = jump ? [jump, ...actions] : actions;
      if (anchored) this.#keepAnchor(anchored, now);
      return {
        appended: this.#append(all, now, (action) => (action === jump ? 'system' : actor)),
        asked: actions.length,
      };
    });
    this.#accept(done.appended);
    return done.appended.slice(done.appended.length - done.asked).map((one) => one.recorded);
  }

  local<T>(write: (tables: WriteLocal) => T): T {
    return this.#transaction(() => write(this.#localTables));
  }

  looked(entry: AccessEntry): void {
    const now = this.#parts.clock();
    const done = this.#transaction(() => {
      const closing = this.#appendMonthClosed(now);
      return { closing, row: this.#access.append(entry, now, closing.length > 0) };
    });
    done.row.keep();
    this.#accept(done.closing);
    this.#sealing.soon();
  }

  anchor(where: Anchored['where'], head: Head): void {
    const now = this.#parts.clock();
    this.#transaction(() => this.#keepAnchor({ where, head }, now));
    this.#sealing.now();
  }

  async erase(actor: string, decision: Erasure): Promise<void> {
    const { writer, registry, plans, info, dataKey } = this.#parts;
    const now = this.#parts.clock();
    const appended = this.#transaction(() => {
      const modules = new Set(removePayloads(writer, registry, decision.actions));
      const stale = writer.prepare<[string]>('UPDATE ledger_projection SET version = 0 WHERE module = ?');
      for (const module of modules) stale.run(module);
      const { reason, approvedBy } = decision;
      const recorded = act(payloadErased, info.ledgerId, { actions: [...decision.actions], reason, approvedBy });
      return this.#append([recorded], now, () => actor);
    });
    this.#accept(appended);
    // The erased bytes leave the WAL too, not only the tables.
    writer.pragma('wal_checkpoint(TRUNCATE)');
    const stale = staleOf(writer, plans);
    if (stale.length > 0) await rebuild({ dir: info.dir, dataKey, db: writer, registry, stale, onSlow: this.#onSlow });
    writer.pragma('wal_checkpoint(TRUNCATE)');
    this.#sealing.now();
  }

  onRecorded(listener: (actions: readonly Recorded[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  timed<T>(name: string, query: () => T): T {
    const started = performance.now();
    try {
      return query();
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      if (milliseconds > SLOW_MS) this.#parts.log.warn({ query: name, milliseconds }, 'slow query');
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    const { writer, reader, lock } = this.#parts;
    this.#sealing.now();
    reader.close();
    try {
      writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // A full disk, say: everything is safe in the WAL, the next start reads it from there.
      this.#parts.log.error({ err: error }, 'the WAL could not be emptied');
    }
    writer.close();
    lock.release();
  }

  /** One immediate transaction; whatever is thrown in it leaves nothing behind. */
  #transaction<T>(work: () => T): T {
    const { writer } = this.#parts;
    if (!this.#open) throw new Error('the ledger is closed');
    if (writer.inTransaction)
      throw new Error('the ledger is already recording: build and write must not call it again');
    try {
      this.#begin.run();
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      // SQLite rolls back by itself after some errors (disk full, I/O).
      if (writer.inTransaction) this.#rollback.run();
      throw error instanceof Refusal ? error : explain(error);
    }
  }

  #append(actions: readonly NewAction<never>[], now: Date, actorOf: (action: NewAction<never>) => string): Appended[] {
    let head = this.#head;
    return actions.map((action) => {
      const appended = this.#journal.append(head, actorOf(action), now, action);
      this.#projector.project(appended.recorded);
      head = appended.head;
      return appended;
    });
  }

  /** After the commit: the new head counts, listeners hear of it. */
  #accept(appended: readonly Appended[]): void {
    const last = appended.at(-1);
    if (!last) return;
    this.#head = last.head;
    this.#sealing.soon();
    const actions = appended.map((one) => one.recorded);
    for (const listener of this.#listeners) {
      try {
        listener(actions);
      } catch (error) {
        // The actions are durable; a listener that fails must not make them look refused.
        this.#parts.log.error({ err: error }, 'a listener of the ledger failed');
      }
    }
  }

  /** The clock of a demo is meant to be moved. */
  #jump(now: Date): NewAction<never> | undefined {
    if (this.info.kind === 'demo') return undefined;
    const jump = this.#watch.look(now);
    if (!jump) return undefined;
    const { expected, found, seconds } = jump;
    return act(clockJumped, this.info.ledgerId, {
      expected: expected.toISOString(),
      found: found.toISOString(),
      seconds,
    });
  }

  #keepAnchor({ where, head }: Anchored, now: Date): void {
    this.#parts.writer
      .prepare('INSERT INTO ledger_anchor (kept_at, desk, desk_seq, hash, at) VALUES (?, ?, ?, ?, ?)')
      .run(where, head.desk, head.deskSeq, head.hash, now.toISOString());
  }

  #closeFinishedMonth(): void {
    const now = this.#parts.clock();
    const closing = this.#transaction(() => this.#appendMonthClosed(now));
    if (closing.length > 0) this.#access.keepClosed();
    this.#accept(closing);
  }

  #appendMonthClosed(now: Date): Appended[] {
    const finished = this.#access.finished(now);
    if (!finished) return [];
    return this.#append([act(accessMonthClosed, subjectOfMonth(finished.month), finished)], now, () => 'system');
  }

  async #put(bytes: Uint8Array, mediaType: string): Promise<StoredFile> {
    const { writer, store, clock } = this.#parts;
    const hash = await store.put(bytes);
    this.#transaction(() =>
      writer
        .prepare(
          `INSERT INTO ledger_file (sha256, size, media_type, stored_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (sha256) DO UPDATE SET quarantined_at = NULL`,
        )
        .run(hash, bytes.length, mediaType, clock().toISOString()),
    );
    return { sha256: hash, size: bytes.length, mediaType };
  }
}
