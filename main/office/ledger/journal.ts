import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import { refuse } from '../../../preload/contract/refusal.ts';
import { canonicalBytes, GENESIS, type Header, headerHash, payloadHash } from './chain.ts';
import type { Connection } from './connection.ts';
import type { Registry } from './registry.ts';
import type { Head, NewAction, Recorded, Scope } from './types.ts';

/** A header row as it lies in the file, with its place in the order of arrival. */
export interface JournalRow extends Header {
  readonly position: number;
  readonly hash: string;
  /** Null when the payload was erased. */
  readonly salt: Buffer | null;
  readonly bytes: Buffer | null;
}

/** Rows with their payloads; add WHERE and ORDER BY. */
export const JOURNAL_ROWS = `
  SELECT position, id, desk, desk_seq AS deskSeq, subject, subject_version AS subjectVersion, kind, version, at, actor,
    scope, payload_hash AS payloadHash, prev_hash AS prevHash, hash, salt, bytes
  FROM ledger_journal`;

const REACH: Readonly<Record<Scope, number>> = { desk: 0, town: 1, county: 2 };
const SUBJECT_LENGTH = 100;

/** The last row of a desk's chain, with its place in the file. */
export type PlacedHead = Head & { readonly position: number };

const HEAD = 'SELECT desk, desk_seq AS deskSeq, hash, at, position FROM ledger_journal';

/** The last row of the journal; undefined while it is empty. */
export function lastHead(db: Connection): (PlacedHead & { readonly at: string }) | undefined {
  return db.prepare<[], PlacedHead & { at: string }>(`${HEAD} ORDER BY position DESC LIMIT 1`).get();
}

/** The last rows of the desks that this ledger was before its restores, oldest first. */
export function formerHeads(db: Connection, running: PlacedHead): PlacedHead[] {
  const find = db.prepare<[number], PlacedHead>(`${HEAD} WHERE position = ?`);
  const heads: PlacedHead[] = [];
  // The rows of a desk lie behind each other, so what lies before the first one is the former desk's last one.
  for (let next: PlacedHead | undefined = running; next; ) {
    next = find.get(next.position - next.deskSeq);
    if (next) heads.unshift(next);
  }
  return heads;
}

/** Appends to the journal; used inside the recording transaction only. */
export class JournalWriter {
  readonly #registry: Registry;
  readonly #insert;
  readonly #insertRef;
  readonly #subjectVersion;

  constructor(db: Connection, registry: Registry) {
    this.#registry = registry;
    this.#insert = db.prepare<unknown[]>(
      `INSERT INTO ledger_journal (position, id, desk, desk_seq, subject, subject_version, kind, version, at, actor,
        scope, payload_hash, prev_hash, hash, salt, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertRef = db.prepare<unknown[]>(
      `INSERT OR IGNORE INTO ledger_file_ref (sha256, position)
        SELECT sha256, ? FROM ledger_file WHERE sha256 = ? AND quarantined_at IS NULL`,
    );
    this.#subjectVersion = db
      .prepare<[string], number | null>('SELECT max(subject_version) FROM ledger_journal WHERE subject = ?')
      .pluck();
  }

  /** Writes one action behind `head`. Refuses LED-302 when the payload is not what its kind says. */
  append(head: PlacedHead, actor: string, now: Date, action: NewAction<never>): Appended {
    const { kind, subject } = action;
    const known = this.#registry.kind(kind.kind);
    if (known && known.version !== kind.version)
      throw new Error(`${kind.kind} is registered as version ${known.version}`);
    if (actor === '' || subject === '' || subject.length > SUBJECT_LENGTH) {
      throw new Error(`an action needs an actor and a subject: ${kind.kind}`);
    }
    const checked = kind.payload.safeParse(action.payload);
    if (!checked.success) {
      refuse('LED-302', '要保存的内容不完整或格式不对，这一步没有保存；请检查填写内容，仍不行请联系技术支持。', {
        detail: { kind: kind.kind, fields: checked.error.issues.map((issue) => issue.path.join('.')) },
        cause: checked.error,
      });
    }
    const bytes = canonicalBytes(checked.data);
    const salt = newRandom();
    const header: Header = {
      id: v7({ msecs: now.getTime(), random: newRandom() }),
      desk: head.desk,
      deskSeq: head.deskSeq + 1,
      subject,
      subjectVersion: (this.#subjectVersion.get(subject) ?? 0) + 1,
      kind: kind.kind,
      version: kind.version,
      at: now.toISOString(),
      actor,
      scope: kind.scope,
      payloadHash: payloadHash(salt, bytes),
      prevHash: head.hash,
    };
    const hash = headerHash(header);
    const position = head.position + 1;
    this.#insert.run(
      ...[position, header.id, header.desk, header.deskSeq, subject, header.subjectVersion, header.kind],
      ...[header.version, header.at, actor, header.scope, header.payloadHash, header.prevHash, hash],
      ...[salt, bytes],
    );
    const stored: unknown = JSON.parse(bytes.toString('utf8'));
    for (const file of filesIn(stored)) this.#insertRef.run(position, file);
    // Read back as replay will read it, so that what is recorded is proven readable.
    const payload: unknown = kind.payload.parse(stored);
    return {
      recorded: { ...header, hash, payload },
      head: { desk: header.desk, deskSeq: header.deskSeq, hash, position },
    };
  }
}

const RANDOM = 16;
const pool = Buffer.alloc(RANDOM * 256);
let used = pool.length;

/** 16 random bytes for a salt or an id; asking the system for many at once is cheaper. */
function newRandom(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + RANDOM));
  used += RANDOM;
  return bytes;
}

/** The state of the chain after an append. */
export interface Appended {
  readonly recorded: Recorded;
  readonly head: PlacedHead;
}

/** The empty head of a new desk; `position` continues the file's order. */
export function emptyHead(desk: string, position: number): PlacedHead {
  return { desk, deskSeq: 0, hash: GENESIS, position };
}

/** Every stored file that a payload names: the value of a field `sha256` or `…Sha256`. */
export function filesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    if (typeof part !== 'string') {
      // A list under a file field (`photoSha256: [...]`) names files too.
      if (Array.isArray(part) && isFileField(name)) return part.filter(isFileHash);
      return filesIn(part);
    }
    return isFileField(name) && isFileHash(part) ? [part] : [];
  });
}

const isFileField = (name: string) => name === 'sha256' || name.endsWith('Sha256');
const isFileHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** Reads the journal through one connection. */
export class JournalReader {
  readonly #registry: Registry;
  readonly #bySubject;
  readonly #after;

  constructor(db: Connection, registry: Registry) {
    this.#registry = registry;
    this.#bySubject = db.prepare<[string], JournalRow>(`${JOURNAL_ROWS} WHERE subject = ? ORDER BY subject_version`);
    this.#after = db.prepare<[number, number, number], JournalRow>(
      `${JOURNAL_ROWS} WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
    );
  }

  bySubject(subject: string): Recorded[] {
    return this.#bySubject.all(subject).map((row) => recordedFrom(row, this.#registry));
  }

  /** Of the desk whose chain ends with `head`: its rows lie behind each other, one position a number. */
  after(head: PlacedHead, deskSeq: number, limit: number, reach: Scope) {
    const from = head.position - head.deskSeq + Math.max(0, deskSeq);
    return this.#after.all(from, head.position, limit).map((row) => {
      const shown = REACH[row.scope] >= REACH[reach] && row.bytes !== null && row.salt !== null;
      return {
        ...recordedFrom(shown ? row : { ...row, salt: null, bytes: null }, this.#registry),
        payloadBytes: shown && row.bytes !== null ? new Uint8Array(row.bytes) : new Uint8Array(0),
        salt: shown && row.salt !== null ? row.salt.toString('hex') : '',
      };
    });
  }
}

/** A row as the modules see it; the payload of an erased or withheld action is undefined. */
export function recordedFrom(row: JournalRow, registry: Registry): Recorded {
  const { position: _position, salt: _salt, bytes, ...header } = row;
  return { ...header, payload: bytes === null ? undefined : registry.payload(row.kind, row.version, bytes) };
}
