import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';
import type { ChainHeader } from '../../../preload/contract/chain.ts';

/** How far an action travels: this desk only, the town's ledger, or up to the county platform (design: scope). */
export type Scope = 'desk' | 'town' | 'county';

/** One kind of action. `payload` is checked on record and on read; `upcast` lifts older versions when read. */
export interface ActionKind<P> {
  readonly kind: string;
  readonly version: number;
  readonly scope: Scope;
  readonly payload: z.ZodType<P>;
  readonly upcast?: (old: unknown, fromVersion: number) => unknown;
}

/** An action about to be recorded. `subject` is the UUIDv7 of the thing it is about (case, officer, document …). */
export interface NewAction<P = unknown> {
  readonly kind: ActionKind<P>;
  readonly subject: string;
  readonly payload: P;
}

/** A recorded action: header of the journal row plus its checked payload. */
export interface Recorded<P = unknown> extends ChainHeader {
  readonly scope: Scope;
  readonly hash: string;
  readonly payload: P;
}

declare const readBrand: unique symbol;
declare const projectBrand: unique symbol;
declare const localBrand: unique symbol;

/** Read-only view of the ledger's tables. SQLite itself refuses writes on it (`query_only`). */
export type ReadLedger = Pick<
  BetterSQLite3Database,
  'select' | 'selectDistinct' | 'all' | 'get' | 'values' | '$count'
> & { readonly [readBrand]: true };
/** Writes projected tables; only handed to `apply`. */
export type WriteTables = BetterSQLite3Database & { readonly [projectBrand]: true };
/** Writes local tables; only handed to `ledger.local` and `ledger.record`. */
export type WriteLocal = BetterSQLite3Database & { readonly [localBrand]: true };

/** How one action changes a module's projected tables: pure, no clock, no randomness. */
export type Apply = (tables: WriteTables, action: Recorded<never>) => void;

/** The projected tables of a module and how actions change them. A version bump means a rebuild at start. */
export interface Projection {
  readonly module: string;
  readonly version: number;
  readonly tables: readonly SQLiteTable[];
  readonly kinds: readonly ActionKind<never>[];
  readonly apply: Readonly<Record<string, Apply>>;
}

/** Tables outside replay: drafts, queues, cursors, settings of this PC, search index. `version` bump drops nothing: see migrate. */
export interface LocalTables {
  readonly module: string;
  readonly version: number;
  readonly tables: readonly SQLiteTable[];
  /** Extra SQL (FTS5 tables, triggers) run once when the module's local tables are created. */
  readonly sql?: readonly string[];
}

/** What a module brings to the ledger. */
export interface LedgerModule {
  readonly projection?: Projection;
  readonly local?: LocalTables;
}

/** Looking is not acting: kept in its own monthly chain, at least six months (网络安全法 21). */
export interface AccessEntry {
  readonly actor: string;
  readonly what: 'view' | 'reveal' | 'play' | 'print' | 'export' | 'search' | 'sign-in' | 'sign-out' | 'sign-in-failed';
  readonly subject: string;
  readonly detail: string;
}

/** A file kept by the ledger: encrypted at rest, addressed by the SHA-256 of its plain bytes (hex). */
export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

/** The head of this desk's chain; what is sealed, sent to the county and printed on case files. */
export interface Head {
  readonly desk: string;
  readonly deskSeq: number;
  readonly hash: string;
}

/** A head of the chain that is kept outside the ledger: in a receipt of the county, on the last page of a case file. */
export interface Anchored {
  readonly where: 'county' | 'case-file';
  readonly head: Head;
}

/** An approved decision to erase payloads. */
export interface Erasure {
  /** Ids of the recorded actions. */
  readonly actions: readonly string[];
  readonly reason: string;
  /** Officer who approved it. */
  readonly approvedBy: string;
}

export interface Ledger {
  readonly info: {
    readonly ledgerId: string;
    readonly kind: 'demo' | 'real';
    readonly desk: string;
    readonly createdAt: string;
    readonly dir: string;
  };
  readonly read: ReadLedger;
  /**
   * Checks and records in one immediate transaction: `build` sees the tables as they are inside it and
   * returns the actions; a Refusal thrown in it leaves nothing behind. Returns after the WAL is synced.
   * `local` writes local tables in the same transaction, where a fact and what it is about must not part.
   * `anchored`: the head that these actions keep elsewhere, remembered in the same transaction.
   */
  record(
    actor: string,
    build: (inside: ReadLedger, local: WriteLocal) => readonly NewAction<never>[],
    anchored?: Anchored,
  ): readonly Recorded[];
  /** Writes local tables in one transaction. */
  local<T>(write: (tables: WriteLocal) => T): T;
  /** Appends to the access log. */
  looked(entry: AccessEntry): void;
  readonly journal: {
    bySubject(subject: string): readonly Recorded[];
    /**
     * Actions of a desk (default: this one; none of an unknown one) after `deskSeq`, oldest first. `reach` (default
     * `desk`: everything) withholds the payloads of actions that do not travel that far: payload undefined, payloadBytes
     * empty, salt ''. An erased payload looks the same. payloadHash = SHA-256(salt bytes ‖ payloadBytes); `salt` is hex.
     */
    after(
      deskSeq: number,
      limit: number,
      reach?: Scope,
      desk?: string,
    ): readonly (Recorded & { readonly payloadBytes: Uint8Array; readonly salt: string })[];
    head(): Head;
    /** Where the desks ended that this ledger was before its restores, oldest first. */
    readonly former: readonly Head[];
  };
  readonly files: {
    /** File before fact: temp name, fsync, rename, directory fsync; returns when durable. Idempotent. */
    put(bytes: Uint8Array, mediaType: string): Promise<StoredFile>;
    /** Decrypts and checks the hash; refuses LED-3xx when missing or changed. */
    get(sha256: string): Promise<Uint8Array>;
    has(sha256: string): boolean;
  };
  /** Remembers a head that is kept elsewhere. */
  anchor(where: Anchored['where'], head: Head): void;
  /**
   * Erases payloads by an approved decision: records `ledger.payload-erased`, removes the bytes for good and rebuilds
   * the projected tables without them. Headers, hashes and the chain stay. Ask again what you hold in local tables.
   */
  erase(actor: string, decision: Erasure): Promise<void>;
  /** Runs a query and logs its name when it takes more than 40 ms. */
  timed<T>(name: string, query: () => T): T;
  /** Modules whose projected tables were rebuilt when the ledger was opened: their search index is out of date. */
  readonly rebuilt: readonly string[];
  /** Called after each committed record, outside the transaction. */
  onRecorded(listener: (actions: readonly Recorded[]) => void): () => void;
  close(): void;
}

/** What the ledger tells its surroundings about; payloads and values never pass here. */
export interface LedgerLog {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Declares an action kind; its name and version live in the journal for ever. */
export function defineAction<P>(kind: ActionKind<P>): ActionKind<P> {
  return kind;
}

/** Makes a typed action for {@link Ledger.record}. */
export function act<P>(kind: ActionKind<P>, subject: string, payload: P): NewAction<never> {
  return { kind, subject, payload } as unknown as NewAction<never>;
}

/** Builds a projection with typed handlers. */
export class ProjectionBuilder {
  readonly #module: string;
  readonly #version: number;
  readonly #tables: readonly SQLiteTable[];
  readonly #kinds: ActionKind<never>[] = [];
  readonly #apply: Record<string, Apply> = {};

  constructor(module: string, version: number, tables: readonly SQLiteTable[]) {
    this.#module = module;
    this.#version = version;
    this.#tables = tables;
  }

  on<P>(kind: ActionKind<P>, apply: (tables: WriteTables, action: Recorded<P>) => void): this {
    this.#kinds.push(kind as unknown as ActionKind<never>);
    this.#apply[kind.kind] = apply as unknown as Apply;
    return this;
  }

  build(): Projection {
    return {
      module: this.#module,
      version: this.#version,
      tables: this.#tables,
      kinds: this.#kinds,
      apply: this.#apply,
    };
  }
}
