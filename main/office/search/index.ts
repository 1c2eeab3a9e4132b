import { eq, type SQL, sql } from 'drizzle-orm';
import { caseTable } from '../cases/index.ts';
import type { Ledger, Recorded } from '../ledger/index.ts';
import { log } from '../log.ts';
import { fold, initials, matchOf, rarePart, wordsOf } from './grams.ts';
import { dropCase, firstKey, putCase } from './order.ts';
import { searchCursor } from './tables.ts';

export { searchTables } from './tables.ts';

const BATCH = 500;
/** A case passes several actions in a row; the index waits a little and is written once. */
const WAIT_MS = 250;

/** What a case is looked for by besides words; `from` and `to` are legal days of its place in the list. */
export interface Narrowed {
  readonly itemCode: string;
  readonly officerId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** A question in SQL: over the full-text rows `g` joined to the indexed texts `s`, or over the texts alone. */
export interface Asked {
  /** `FROM` for the matches with their cases, and for counting them: then without the texts where they are not needed. */
  readonly from: SQL;
  readonly fromToCount: SQL;
  readonly where: SQL;
  /** Condition on `s` that does without the full-text rows. */
  readonly onWords: SQL;
}

/** Finds cases by any part of number, party, cause, place, item and officers, and by pinyin initials of party and cause. */
export interface Search {
  /** Undefined when nothing was typed. Until the next action the index is up to date with the ledger. */
  ask(typed: string, narrowed?: Narrowed): Asked | undefined;
  /** Newest first, at most `limit`. */
  caseIds(typed: string, limit: number): string[];
  /** False while the index is being made anew (first start, after a restore or a rebuild) or cannot be written. */
  complete(): boolean;
  /** Resolves once everything is indexed. */
  readonly settled: Promise<void>;
  stop(): void;
}

const officerMark = (id: string) => `o${id.replaceAll('-', '')}`;
const itemMark = (code: string) => `i${Buffer.from(code).toString('hex')}`;
const all = (parts: readonly string[]) => `(${parts.join(' AND ')})`;

export function createSearch(ledger: Ledger): Search {
  const { read } = ledger;
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let open = true;
  /** False until the whole case table has been compared with the index. */
  let whole = true;

  const remember = () => {
    const { desk, deskSeq } = ledger.journal.head();
    const at = { desk: whole ? desk : '', deskSeq: whole ? deskSeq : 0 };
    ledger.local((tables) =>
      tables
        .insert(searchCursor)
        .values({ name: 'cases', ...at })
        .onConflictDoUpdate({ target: searchCursor.name, set: at })
        .run(),
    );
  };

  const index = (ids: readonly string[]) => {
    const rows = read
      .select({
        id: caseTable.id,
        number: caseTable.number,
        partyName: caseTable.partyName,
        cause: caseTable.cause,
        place: caseTable.place,
        itemCode: caseTable.itemCode,
        itemName: caseTable.itemName,
        officers: caseTable.officers,
        sortOn: caseTable.sortOn,
      })
      .from(caseTable)
      .where(sql`${caseTable.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
      .orderBy(caseTable.sortOn, caseTable.id)
      .all();
    const gone = new Set(ids);
    ledger.local((tables) => {
      for (const { id, sortOn, itemCode, officers, ...row } of rows) {
        const names = officers.map((one) => one.name);
        const fields = [row.number, row.partyName, row.cause, row.place, row.itemName, ...names].map(fold);
        const words = [...fields, ...initials(row.partyName), ...initials(row.cause)];
        const marks = [...(itemCode === '' ? [] : [itemMark(itemCode)]), ...officers.map((one) => officerMark(one.id))];
        putCase(tables, {
          caseId: id,
          sortOn,
          words: [...new Set(words)].filter((word) => word !== '').join('\n'),
          marks: marks.join(' '),
        });
        gone.delete(id);
      }
      for (const id of gone) dropCase(tables, id);
    });
  };

  /** The ledger goes on without its index (a full disk, say): what could not be indexed is tried again. */
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.size === 0 || !open) return;
    try {
      const ids = [...pending];
      for (let from = 0; from < ids.length; from += BATCH) index(ids.slice(from, from + BATCH));
      remember();
      pending.clear();
    } catch (error) {
      log.error({ error }, 'the search index could not be written');
    }
  };

  /** Compares every case with the index, a batch at a time, so that the office answers in between. */
  const compareAll = async () => {
    whole = false;
    remember();
    const batch = (after: string) =>
      read.all<{ id: string }>(
        sql`SELECT id FROM case_row WHERE id > ${after} UNION SELECT case_id FROM search_case WHERE case_id > ${after}
            ORDER BY id LIMIT ${BATCH}`,
      );
    for (let ids = batch(''); open && ids.length > 0; ids = batch(ids.at(-1)?.id ?? '')) {
      index(ids.map((one) => one.id));
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!open) return;
    whole = true;
    remember();
  };

  /** What was recorded after the last writing of the index (a crash), or everything where that is not known. */
  const catchUp = async () => {
    const at = read.select().from(searchCursor).where(eq(searchCursor.name, 'cases')).get();
    const head = ledger.journal.head();
    if (at?.desk !== head.desk || at.deskSeq > head.deskSeq || ledger.rebuilt.includes('cases')) return compareAll();
    for (let seq = at.deskSeq; seq < head.deskSeq; ) {
      const actions = ledger.journal.after(seq, BATCH);
      hear(actions);
      seq = actions.at(-1)?.deskSeq ?? head.deskSeq;
    }
    flush();
  };

  const hear = (actions: readonly Recorded[]) => {
    for (const { kind, subject, payload } of actions) {
      if (kind.startsWith('case.')) pending.add(subject);
      if (kind === 'ledger.payload-erased') forget(payload);
    }
    if (pending.size > 0) timer ??= setTimeout(flush, WAIT_MS).unref();
  };

  /** What was erased leaves the index at once; the cases come back as they are then at the next start. */
  const forget = (payload: unknown) => {
    const actions = JSON.stringify((payload as { actions: string[] }).actions);
    const subjects = read.all<{ subject: string }>(
      sql`SELECT DISTINCT subject FROM ledger_journal WHERE id IN (SELECT value FROM json_each(${actions}))`,
    );
    whole = false;
    remember();
    ledger.local((tables) => {
      for (const { subject } of subjects) dropCase(tables, subject);
    });
    for (const { subject } of subjects) pending.delete(subject);
  };

  const settled = catchUp().catch((error: unknown) => {
    if (open) log.error({ error }, 'the search index could not be made');
  });
  const unhear = ledger.onRecorded(hear);

  const ask = (typed: string, { itemCode, officerId, from, to }: Narrowed = ANYTHING): Asked | undefined => {
    const words = wordsOf(typed);
    if (words.length === 0) return undefined;
    flush();
    const marks = [
      ...(itemCode === '' ? [] : [itemMark(itemCode)]),
      ...(officerId === null ? [] : [officerMark(officerId)]),
    ];
    const lowest = from === null ? 0 : firstKey(from);
    const highest = to === null ? Number.MAX_SAFE_INTEGER : firstKey(to, 1) - 1;
    const looked = words.map(rarePart);
    const match = `{grams} : ${all(looked.map(matchOf))}${marks.length === 0 ? '' : ` AND {marks} : ${all(marks)}`}`;
    const onWords = sql.join(
      words.map((word) => sql`instr(s.words, ${word}) > 0`),
      sql` AND `,
    );
    const onGrams = sql`g.search_grams MATCH ${match} AND g.rowid BETWEEN ${lowest} AND ${highest}`;
    const exact = looked.every((part, i) => part === words[i]);
    const matches = sql`search_grams g CROSS JOIN search_case s ON s.key = g.rowid`;
    return {
      from: matches,
      fromToCount: exact ? sql`search_grams g` : matches,
      where: exact ? onGrams : sql`${onGrams} AND ${onWords}`,
      onWords,
    };
  };

  return {
    ask,
    caseIds(typed, limit) {
      const asked = ask(typed);
      if (asked === undefined) return [];
      return read
        .all<{ id: string }>(
          sql`SELECT s.case_id AS id FROM ${asked.from} WHERE ${asked.where} ORDER BY g.rowid DESC LIMIT ${limit}`,
        )
        .map((row) => row.id);
    },
    complete: () => whole && pending.size === 0,
    settled,
    stop() {
      open = false;
      clearTimeout(timer);
      unhear();
    },
  };
}

const ANYTHING: Narrowed = { itemCode: '', officerId: null, from: null, to: null };
