import { and, asc, desc, eq, gte, inArray, isNotNull, lt, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { CaseFilter, CaseRow } from '../../../preload/contract/cases.ts';
import { addNaturalDays, type LegalDay } from '../calendar/index.ts';
import type { Ledger, ReadLedger } from '../ledger/index.ts';
import type { Asked, Search } from '../search/index.ts';
import { type CaseRecord, caseOfficers, cases } from './tables.ts';

/** Only what a list shows; the form's content stays in the table. */
const SHOWN = {
  id: cases.id,
  number: cases.number,
  partyName: cases.partyName,
  cause: cases.cause,
  itemCode: cases.itemCode,
  place: cases.place,
  kind: cases.kind,
  fineFen: cases.fineFen,
  state: cases.state,
  end: cases.end,
  decidedOn: cases.decidedOn,
  foundAt: cases.foundAt,
  officers: cases.officers,
  dueOn: cases.dueOn,
  dueWhat: cases.dueWhat,
  simulated: cases.simulated,
};

export function rowOf(row: Pick<CaseRecord, keyof typeof SHOWN>): CaseRow {
  return { ...row, officers: row.officers.map((one) => one.name).join('、') };
}

/** A search is looked through no further than this; whoever finds more types another word. */
const SEARCHED = 1_000;
/** So many rows are sorted faster than a long index is walked along. */
const SORTED = 1_000;
/** So many cases are looked into faster than the matches of a common word are. */
const SIFTED = 4_000;

export interface CaseList {
  readonly total: number;
  readonly more: boolean;
  readonly rows: CaseRow[];
}
type Page = { readonly offset: number; readonly limit: number };
/** Where cases come from, and which of them. */
interface Source {
  readonly from: SQL;
  readonly where: SQL | undefined;
}
/** The same with their ids and the order in which they are shown; `oldest` is that order backwards. */
interface Ordered extends Source {
  readonly id: SQLWrapper;
  readonly newest: readonly SQL[];
  readonly oldest?: readonly SQL[];
}

// SQLite keeps no statistics here, so it is told which index to walk along.
const BY_PLACE = sql`case_row INDEXED BY case_sort`;
const BY_STATE = sql`case_row INDEXED BY case_state`;
const BY_ITEM = sql`case_row INDEXED BY case_item`;
const BY_DUE = sql`case_row INDEXED BY case_due`;

const NEWEST = [desc(cases.sortOn), desc(cases.id)];
const OLDEST = [asc(cases.sortOn), asc(cases.id)];
const DUE_FIRST = [asc(cases.dueOn), asc(cases.id)];

type Ask = Page & { readonly filter: CaseFilter; readonly me: string; readonly today: LegalDay };

/** The case ledger: newest first, or earliest due first when asked for what is due. Words go through the search index. */
export function createCaseList({ read, journal }: Ledger, search: Search): (ask: Ask) => CaseList {
  const totals = createTotals(() => journal.head().deskSeq);
  return (ask) => {
    const { filter, today } = ask;
    const wanted = { ...filter, officerId: filter.mine ? ask.me : filter.officerId };
    const asked = search.ask(filter.query, wanted);
    if (asked !== undefined) return found(read, asked, wanted, ask, !search.complete());
    const list = listed(wanted, today);
    const total = totals([wanted, today], () => count(read, list.counted));
    return { total, more: false, rows: fromNearerEnd(read, list.along(total), ask, total) };
  };
}

/** Whoever scrolls asks for the same total with every page; it is counted again when something was recorded. */
function createTotals(head: () => number): (question: unknown, count: () => number) => number {
  const known = new Map<string, number>();
  let at = head();
  return (question, count) => {
    if (at !== head()) known.clear();
    at = head();
    const key = JSON.stringify(question);
    const total = known.get(key) ?? count();
    known.set(key, total);
    return total;
  };
}

/** Without words: what to count, and along which index the page is read once the total is known. */
function listed(filter: CaseFilter, today: LegalDay): { counted: Source; along: (total: number) => Ordered } {
  const { officerId, due, itemCode, states } = filter;
  if (due === '' && officerId !== null) return ofOfficer(officerId, filter);
  const where = whereOf(filter, today);
  const index = due !== '' ? BY_DUE : itemCode !== '' ? BY_ITEM : states.length > 0 ? BY_STATE : BY_PLACE;
  return {
    counted: { from: index, where },
    along: (total) => ({
      id: cases.id,
      // The cases of several states lie in several runs: a few are sorted, many are read off the whole list.
      from: index === BY_STATE && states.length > 1 && total > SORTED ? BY_PLACE : index,
      where,
      ...(due === '' ? { newest: NEWEST, oldest: OLDEST } : { newest: DUE_FIRST }),
    }),
  };
}

/** The list of one officer, along his own index. */
function ofOfficer(officerId: string, filter: CaseFilter): ReturnType<typeof listed> {
  const { caseId, sortOn, state, itemCode } = caseOfficers;
  const where = and(
    eq(caseOfficers.officerId, officerId),
    filter.states.length === 0 ? undefined : inArray(state, filter.states),
    filter.itemCode === '' ? undefined : eq(itemCode, filter.itemCode),
    filter.from === null ? undefined : gte(sortOn, filter.from),
    filter.to === null ? undefined : lte(sortOn, filter.to),
  );
  const from = sql`case_officer`;
  const newest = [desc(sortOn), desc(caseId)];
  return {
    counted: { from, where },
    along: () => ({ id: caseId, from, where, newest, oldest: [asc(sortOn), asc(caseId)] }),
  };
}

/** What was typed, from the side that has fewer rows: the matches, or the cases in these states or with these dues. */
function found(
  read: ReadLedger,
  asked: Asked,
  filter: CaseFilter,
  ask: Page & { today: LegalDay },
  unfinished: boolean,
): CaseList {
  const answer = (total: number, source: Omit<Ordered, 'id'>): CaseList => ({
    total: Math.min(total, SEARCHED),
    more: unfinished || total > SEARCHED,
    rows: rowsOf(read, { id: sql`s.case_id`, ...source }, ask),
  });
  const matched = count(read, { from: asked.fromToCount, where: asked.where }, SEARCHED + 1);
  if (filter.states.length === 0 && filter.due === '')
    return answer(matched, { ...asked, newest: [sql`g.rowid DESC`] });

  const sieve = and(
    filter.states.length === 0 ? undefined : inArray(cases.state, filter.states),
    dueBy(filter.due, ask.today),
  );
  const sifted = filter.due === '' ? BY_STATE : BY_DUE;
  const fewCases = () => count(read, { from: sifted, where: sieve }, SIFTED + 1) <= SIFTED;
  const byCase = matched > SEARCHED && (filter.due !== '' || fewCases());
  const source = byCase
    ? {
        from: sql`${sifted} CROSS JOIN search_case s ON s.case_id = case_row.id`,
        where: and(whereOf(filter, ask.today), asked.onWords),
        newest: filter.due === '' ? NEWEST : DUE_FIRST,
      }
    : {
        from: sql`${asked.from} CROSS JOIN case_row ON case_row.id = s.case_id`,
        where: and(asked.where, sieve),
        newest: filter.due === '' ? [sql`g.rowid DESC`] : DUE_FIRST,
      };
  return answer(count(read, source, SEARCHED + 1), source);
}

function whereOf(filter: CaseFilter, today: LegalDay): SQL | undefined {
  const { officerId } = filter;
  const his = (id: string) => sql`EXISTS (SELECT 1 FROM case_officer INDEXED BY case_officer_case
    WHERE case_officer.case_id = case_row.id AND case_officer.officer_id = ${id})`;
  return and(
    filter.states.length === 0 ? undefined : inArray(cases.state, filter.states),
    filter.itemCode === '' ? undefined : eq(cases.itemCode, filter.itemCode),
    officerId === null ? undefined : his(officerId),
    filter.from === null ? undefined : gte(cases.sortOn, filter.from),
    filter.to === null ? undefined : lte(cases.sortOn, filter.to),
    dueBy(filter.due, today),
  );
}

function dueBy(due: CaseFilter['due'], today: LegalDay): SQL | undefined {
  switch (due) {
    case '':
      return undefined;
    case 'overdue':
      return and(isNotNull(cases.dueOn), lt(cases.dueOn, today));
    case 'today':
      return eq(cases.dueOn, today);
    case '3days':
      return and(gte(cases.dueOn, today), lte(cases.dueOn, addNaturalDays(today, 3)));
    case 'week':
      return and(gte(cases.dueOn, today), lte(cases.dueOn, addNaturalDays(today, 7)));
  }
}

/** How many rows; never counts further than `most`. */
function count(read: ReadLedger, { from, where }: Source, most?: number): number {
  const which = where === undefined ? sql`` : sql`WHERE ${where}`;
  const counted =
    most === undefined
      ? sql`SELECT count(*) AS n FROM ${from} ${which}`
      : sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${from} ${which} LIMIT ${most})`;
  return read.get<{ n: number }>(counted).n;
}

function rowsOf(read: ReadLedger, { id, from, where, newest }: Ordered, { offset, limit }: Page): CaseRow[] {
  const which = where === undefined ? sql`` : sql`WHERE ${where}`;
  const order = sql.join([...newest], sql`, `);
  const ids = read
    .all<{ id: string }>(
      sql`SELECT ${id} AS id FROM ${from} ${which} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    )
    .map((row) => row.id);
  const shown = read
    .select(SHOWN)
    .from(cases)
    .where(sql`${cases.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  const rows = new Map(shown.all().map((row) => [row.id, rowOf(row)]));
  return ids.flatMap((one) => rows.get(one) ?? []);
}

/** The end of a long list is reached from its end. */
function fromNearerEnd(read: ReadLedger, list: Ordered, { offset, limit }: Page, total: number): CaseRow[] {
  const after = total - offset - limit;
  if (list.oldest === undefined || offset <= Math.max(after, 0)) return rowsOf(read, list, { offset, limit });
  const page = { offset: Math.max(after, 0), limit: Math.max(limit + Math.min(after, 0), 0) };
  return rowsOf(read, { ...list, newest: list.oldest }, page).reverse();
}
