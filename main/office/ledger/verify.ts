import { Refusal } from '../../../preload/contract/refusal.ts';
import type { AccessHead } from './access-log.ts';
import { accessMonthClosed, ledgerRestored, payloadErased } from './actions.ts';
import { type AccessRow, accessHash, GENESIS, headerHash, payloadHash } from './chain.ts';
import { type Connection, openReader } from './connection.ts';
import { explain } from './engine-errors.ts';
import { FileStore } from './file-store.ts';
import { readSeal, type SealedHead } from './head-seal.ts';
import { filesIn, JOURNAL_ROWS, type JournalRow } from './journal.ts';
import { requireFit } from './keys.ts';
import { refuseFuture } from './migrate.ts';
import { fileOf } from './open.ts';
import { orphansOf } from './orphans.ts';
import type { Head } from './types.ts';

/** What a verification found. Problems come in the order of the check; the first one names the first bad row or file. */
export interface VerifyReport {
  readonly ok: boolean;
  /** Chinese sentences, each naming a row or a file. */
  readonly problems: readonly string[];
  /** Chinese sentences about what cannot be proven or should be looked at; not errors. */
  readonly notes: readonly string[];
  readonly head: Head | undefined;
  readonly counts: {
    readonly actions: number;
    readonly erasedPayloads: number;
    readonly accessEntries: number;
    readonly files: number;
  };
  /** Hashes named in payloads that the file store does not keep; only footage, on its own volume, may be among them. */
  readonly filesElsewhere: readonly string[];
}

const ENOUGH = 50;

/**
 * Recomputes both chains, every payload and every stored file, and compares with the anchors. Reads one snapshot
 * through its own read-only connection, so it may run beside the open office.
 */
export async function verify(options: { readonly dir: string; readonly dataKey: Uint8Array }): Promise<VerifyReport> {
  const { dir, dataKey } = options;
  requireFit(dir, dataKey);
  const run = new Verification();
  // The seal first: the snapshot read after it can only be longer.
  const seal = run.attempt(() => readSeal(dir, dataKey));
  let db: Connection | undefined;
  try {
    db = openReader(fileOf(dir), dataKey);
    refuseFuture(db);
    db.exec('BEGIN');
    const store = new FileStore(dir, dataKey);
    run.engine(db);
    await run.journal(db, seal);
    await run.access(db, seal);
    await run.files(db, store);
    run.tail(seal);
  } catch (error) {
    run.fault(error);
  } finally {
    db?.close();
  }
  return run.report();
}

/** One walk through everything; keeps what later steps compare with. */
class Verification {
  readonly #problems: string[] = [];
  readonly #notes: string[] = [];
  readonly #closedMonths = new Map<string, { count: number; root: string }>();
  /** How many payloads name a file. */
  readonly #named = new Map<string, number>();
  #head: Head | undefined;
  #proven = 0;
  #anchored = false;
  #actions = 0;
  #erased = 0;
  #entries = 0;
  #files = 0;
  #elsewhere: readonly string[] = [];

  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.fault(error);
      return undefined;
    }
  }

  fault(thrown: unknown): void {
    const error = explain(thrown);
    if (!(error instanceof Refusal)) throw error;
    this.#problem(`${error.message}（${error.code}）`);
  }

  /** The engine's own check of its pages and of references between tables. */
  engine(db: Connection): void {
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') this.#problem(`数据库文件内部结构不一致：${String(found).slice(0, 200)}`);
    const [dangling] = db.pragma('foreign_key_check') as { table: string; rowid: number | null }[];
    if (dangling) this.#problem(`表 ${dangling.table} 第 ${dangling.rowid ?? '?'} 行指向一条不存在的记录`);
  }

  async journal(db: Connection, seal: SealedHead | undefined): Promise<void> {
    const anchors = anchorsOf(db, seal);
    const versions = new Map<string, number>();
    const missing = new Map<string, string>();
    let previous: JournalRow | undefined;
    const rows = db.prepare<[number], JournalRow>(`${JOURNAL_ROWS} WHERE position > ? ORDER BY position LIMIT 1000`);
    for await (const row of paged((last: JournalRow | undefined) => rows.all(last?.position ?? 0))) {
      this.#actions += 1;
      const name = `第 ${row.position} 条记录（${row.kind}，序号 ${row.deskSeq}）`;
      this.#order(name, row, previous);
      if (headerHash(row) !== row.hash) this.#problem(`${name}：记录头与它的哈希不符，内容被改动过`);
      const version = (versions.get(row.subject) ?? 0) + 1;
      if (row.subjectVersion !== version) this.#problem(`${name}：事项版本应为 ${version}，实为 ${row.subjectVersion}`);
      versions.set(row.subject, row.subjectVersion);
      if (row.bytes === null || row.salt === null) missing.set(row.id, name);
      else if (payloadHash(row.salt, row.bytes) !== row.payloadHash)
        this.#problem(`${name}：内容与它的哈希不符，被改动过`);
      else this.#payload(row, row.bytes, missing);
      for (const anchor of anchors.get(keyOf(row)) ?? []) {
        if (anchor.hash !== row.hash) this.#problem(`${name}：与${anchor.where}封存的记录不一致`);
        this.#anchored = true;
        this.#proven = row.position;
      }
      anchors.delete(keyOf(row));
      previous = row;
      this.#head = { desk: row.desk, deskSeq: row.deskSeq, hash: row.hash };
    }
    if (!previous) this.#problem('账本里没有任何记录，连第一条也被删除');
    for (const name of missing.values()) this.#problem(`${name}：内容缺失，且没有批准销毁的记录`);
    for (const [anchor] of anchors.values()) {
      if (anchor) this.#problem(`序号 ${anchor.deskSeq} 的记录缺失：${anchor.where}证明它存在过，账本末尾被截断或替换`);
    }
  }

  async access(db: Connection, seal: SealedHead | undefined): Promise<void> {
    type Row = AccessRow & { readonly position: number; readonly hash: string };
    const rows = db.prepare<[number], Row>(
      `SELECT position, month, at, actor, what, subject, detail, prev_hash AS prevHash, hash FROM ledger_access
        WHERE position > ? ORDER BY position LIMIT 1000`,
    );
    const months = new Map<string, { count: number; root: string }>();
    let previous: Row | undefined;
    let sealed: AccessHead | undefined = seal?.access.count ? seal.access : undefined;
    for await (const row of paged((last: Row | undefined) => rows.all(last?.position ?? 0))) {
      this.#entries += 1;
      const name = `查阅日志第 ${row.position} 条`;
      if (row.position !== (previous?.position ?? 0) + 1) this.#problem(`${name}：前面有记录缺失`);
      else if (row.prevHash !== (previous?.hash ?? GENESIS)) this.#problem(`${name}：与前一条不衔接`);
      if (accessHash(row) !== row.hash) this.#problem(`${name}：与它的哈希不符，被改动过`);
      if (row.month < (previous?.month ?? '')) this.#problem(`${name}：月份顺序不对`);
      months.set(row.month, { count: (months.get(row.month)?.count ?? 0) + 1, root: row.hash });
      if (sealed?.count === row.position) {
        if (sealed.hash !== row.hash) this.#problem(`${name}：与封存记录不一致`);
        sealed = undefined;
      }
      previous = row;
    }
    if (sealed) this.#problem(`查阅日志第 ${sealed.count} 条缺失：封存记录证明它存在过，日志末尾被截断`);
    for (const [month, closed] of this.#closedMonths) {
      const found = months.get(month);
      if (found?.root !== closed.root || found.count !== closed.count) {
        this.#problem(`${month} 的查阅日志与账本中登记的月末哈希不符`);
      }
    }
    const open = [...months.keys()].filter((month) => !this.#closedMonths.has(month));
    if (open.length > 1) this.#problem(`${open[0]} 的查阅日志没有在账本中登记月末哈希`);
  }

  async files(db: Connection, store: FileStore): Promise<void> {
    const kept = db
      .prepare<[], { sha256: string; size: number; quarantinedAt: string | null }>(
        'SELECT sha256, size, quarantined_at AS quarantinedAt FROM ledger_file ORDER BY sha256',
      )
      .all();
    const references = db.prepare<[string], number>('SELECT count(*) FROM ledger_file_ref WHERE sha256 = ?').pluck();
    for (const file of kept) {
      if (file.quarantinedAt !== null) continue;
      this.#files += 1;
      // An erased payload names nothing any more, but its reference stays.
      const named = this.#named.get(file.sha256) ?? 0;
      this.#named.delete(file.sha256);
      if ((references.get(file.sha256) ?? 0) < named) this.#problem(`文件 ${file.sha256}：引用它的登记缺失`);
      try {
        const plain = store.check(file.sha256);
        if (plain.length !== file.size) this.#problem(`文件 ${file.sha256}：长度与登记不符`);
      } catch (error) {
        const refused = explain(error);
        if (!(refused instanceof Refusal)) throw error;
        const what = refused.code === 'LED-301' ? '缺失' : '已损坏或被改动';
        this.#problem(`文件 ${file.sha256}：${what}（${refused.code}）`);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#elsewhere = [...this.#named.keys()];
    const orphans = orphansOf(db, store);
    if (orphans.length > 0)
      this.#notes.push(`有 ${orphans.length} 个文件没有任何记录引用，下次启动时移入隔离区：${orphans[0]}`);
    const quarantined = store.quarantined();
    if (quarantined.length > 0)
      this.#notes.push(`隔离区有 ${quarantined.length} 个无人引用的文件，未删除：${quarantined[0]}`);
  }

  /** Says in plain words what no anchor vouches for. */
  tail(seal: SealedHead | undefined): void {
    if (!this.#anchored) {
      this.#notes.push('尾部无法证明：没有找到封存记录、县级回执或案卷打印的锚点，末尾若被截断无法发现。');
    } else if (this.#actions > this.#proven) {
      this.#notes.push(
        `尾部无法证明：最后 ${this.#actions - this.#proven} 条记录在最近一次封存之后，没有锚点为它们作证。`,
      );
    }
    if (seal === undefined) this.#notes.push('没有封存记录 ledger.head，查阅日志的尾部无法证明。');
  }

  report(): VerifyReport {
    return {
      ok: this.#problems.length === 0,
      problems: this.#problems,
      notes: this.#notes,
      head: this.#head,
      counts: {
        actions: this.#actions,
        erasedPayloads: this.#erased,
        accessEntries: this.#entries,
        files: this.#files,
      },
      filesElsewhere: this.#elsewhere,
    };
  }

  #order(name: string, row: JournalRow, previous: JournalRow | undefined): void {
    if (row.position !== (previous?.position ?? 0) + 1) this.#problem(`${name}：前面有记录缺失`);
    else if (!previous) {
      if (row.kind !== 'ledger.created' || row.deskSeq !== 1 || row.prevHash !== GENESIS) {
        this.#problem(`${name}：第一条记录不是账本设立记录`);
      }
    } else if (row.desk === previous.desk) {
      if (row.deskSeq !== previous.deskSeq + 1) this.#problem(`${name}：序号不连续，前一条是 ${previous.deskSeq}`);
      else if (row.prevHash !== previous.hash) this.#problem(`${name}：与前一条记录不衔接`);
    } else if (row.kind !== 'ledger.restored' || row.deskSeq !== 1 || row.prevHash !== GENESIS) {
      this.#problem(`${name}：换了席位却不是由备份恢复`);
    } else if (row.bytes !== null) {
      const { oldHead } = ledgerRestored.payload.parse(JSON.parse(row.bytes.toString('utf8')));
      if (oldHead.desk !== previous.desk || oldHead.deskSeq !== previous.deskSeq || oldHead.hash !== previous.hash) {
        this.#problem(`${name}：恢复记录所指的旧末尾与账本不符`);
      }
    }
  }

  /** Takes from a proven payload what the later steps need. */
  #payload(row: JournalRow, bytes: Buffer, missing: Map<string, string>): void {
    const stored: unknown = JSON.parse(bytes.toString('utf8'));
    for (const file of new Set(filesIn(stored))) this.#named.set(file, (this.#named.get(file) ?? 0) + 1);
    if (row.kind === payloadErased.kind) {
      for (const id of payloadErased.payload.parse(stored).actions) if (missing.delete(id)) this.#erased += 1;
    }
    if (row.kind === accessMonthClosed.kind) {
      const { month, count, root } = accessMonthClosed.payload.parse(stored);
      this.#closedMonths.set(month, { count, root });
    }
  }

  #problem(sentence: string): void {
    if (this.#problems.length < ENOUGH) this.#problems.push(sentence);
  }
}

interface Anchor extends Head {
  readonly where: string;
}

const IN_WORDS: Readonly<Record<string, string>> = { county: '县级回执', 'case-file': '案卷末页' };

function anchorsOf(db: Connection, seal: SealedHead | undefined): Map<string, Anchor[]> {
  const kept = db
    .prepare<[], Anchor>('SELECT kept_at AS "where", desk, desk_seq AS deskSeq, hash FROM ledger_anchor')
    .all()
    .map((anchor) => ({ ...anchor, where: IN_WORDS[anchor.where] ?? anchor.where }));
  if (seal) kept.push({ where: '封存文件 ledger.head ', ...seal.head });
  const byRow = new Map<string, Anchor[]>();
  for (const anchor of kept) byRow.set(keyOf(anchor), [...(byRow.get(keyOf(anchor)) ?? []), anchor]);
  return byRow;
}

const keyOf = (head: { desk: string; deskSeq: number }) => `${head.desk}/${head.deskSeq}`;

/** Rows page by page, letting the process breathe between two pages. */
async function* paged<T>(next: (last: T | undefined) => T[]): AsyncGenerator<T> {
  for (let page = next(undefined); page.length > 0; page = next(page.at(-1))) {
    yield* page;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
