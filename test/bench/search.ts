import { like, or, type SQL, sql } from 'drizzle-orm';
import { caseTable } from '../../main/office/cases/index.ts';
import { type CaseList, createCaseList } from '../../main/office/cases/list.ts';
import { officeClock } from '../../main/office/clock.ts';
import { createDocuments } from '../../main/office/documents/index.ts';
import { createInspections } from '../../main/office/inspections/index.ts';
import { codes } from '../../main/office/inspections/tables.ts';
import type { Ledger } from '../../main/office/ledger/index.ts';
import { createPeople } from '../../main/office/people/index.ts';
import { createPowers } from '../../main/office/powers/index.ts';
import { findEverywhere } from '../../main/office/search/everywhere.ts';
import { fold, initials } from '../../main/office/search/grams.ts';
import { createSearch, type Search } from '../../main/office/search/index.ts';
import { createSettings } from '../../main/office/settings/index.ts';
import { createSubjects } from '../../main/office/subjects/index.ts';
import { createTickets } from '../../main/office/tickets.ts';
import type { CaseFilter } from '../../preload/contract/cases.ts';
import type { Figure } from './figure.ts';
import { picker } from './invented.ts';
import { largeLedger } from './large-ledger.ts';

const SIZES: readonly number[] = [30_000, 300_000];
const QUESTIONS = 100;
/** LIKE is asked once a question, the search this often. */
const ROUNDS = 5;
const PAGE = 100;
const MOST = 1_000;

type Case = typeof caseTable.$inferSelect;
interface Question {
  readonly typed: string;
  /** Pinyin initials stand in no column of the case table; LIKE looks for them in the texts of the index. */
  readonly asInitials: boolean;
}

/**
 * The first page of the case list with its total, as `cases.list` answers it, for what people type: names of two
 * characters, single characters, parts of cause, address and number, whole numbers, initials, two words. Against
 * LIKE '%…%' for the same page and the same capped total, same tables, same connection, question by question in the
 * same run. Every answer is compared; the bench fails when they differ. `find` is Ctrl+K as a whole, over cases,
 * parties, orders, items and 行政行为码, for the same words and for parts of codes.
 */
export async function search(tell: (line: string) => void, sizes = SIZES): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const ledger = await (await largeLedger(size, tell)).open();
    const index = createSearch(ledger);
    try {
      await index.settled;
      const list = listIn(ledger, index);
      figures.push(...searched(ledger, list, size), ...found(ledger, index, size), ...listed(ledger, list, size));
    } finally {
      index.stop();
      ledger.close();
    }
  }
  return figures;
}

function searched(ledger: Ledger, list: List, size: number): Figure[] {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (const question of questionsOf(ledger)) {
    const byLike = timed(theirs, () => askLike(ledger, question));
    for (let round = 0; round < ROUNDS; round++) {
      const answer = timed(ours, () => list({ query: question.typed }));
      if (round === 0) compare(ledger, question, answer, byLike);
    }
  }
  return [50, 95].map((percent) => {
    const value = percentile(ours, percent);
    const peer = percentile(theirs, percent);
    return {
      name: `search.${size}.p${percent}`,
      ...{ value, unit: 'ms', peer: { name: `LIKE '%…%', same questions, p${percent}`, value: peer } },
      ratio: Number((peer / value).toFixed(1)),
    };
  });
}

/** Ctrl+K for what people type of cases and, every second time, of a registered code: its text, party or matter. */
function found(ledger: Ledger, index: Search, size: number): Figure[] {
  const ask = everywhereIn(ledger, index);
  const pick = picker(99);
  const ids = ledger.read.select({ id: codes.id }).from(codes).all();
  const times: number[] = [];
  for (const { typed } of questionsOf(ledger)) {
    timed(times, () => ask(typed));
    const one = ledger.read
      .select()
      .from(codes)
      .where(sql`id = ${pick(ids).id}`)
      .get();
    const words = pick([
      part(pick, one?.partyName ?? '', 3),
      part(pick, one?.matter ?? '', 4),
      (one?.text ?? '').slice(-8),
      part(pick, one?.text.slice(-24) ?? '', 6),
    ]);
    const answer = timed(times, () => ask(words));
    const newest = ledger.read.all<{ id: string }>(sql`SELECT id FROM ${codes}
      WHERE text LIKE ${`%${words}%`} OR party_name LIKE ${`%${words}%`} OR matter LIKE ${`%${words}%`}
      ORDER BY check_on DESC, registered_at DESC, id DESC LIMIT 5`);
    const told = answer.filter(({ kind }) => kind === 'CODE').map(({ id }) => id);
    if (told.join() !== newest.map(({ id }) => id).join()) throw new Error(`「${words}」: other codes than by LIKE`);
  }
  return [50, 95].map((percent) => ({
    name: `find.${size}.p${percent}`,
    ...{ value: percentile(times, percent), unit: 'ms' },
  }));
}

/** Ctrl+K on the real services; nothing is printed and nobody looks at a picture. */
function everywhereIn(ledger: Ledger, search: Search) {
  const clock = officeClock();
  const settings = createSettings(ledger);
  const people = createPeople(ledger, clock, () => 30);
  const subjects = createSubjects(ledger);
  const office = {
    ...{ ledger, search, clock, subjects, powers: createPowers(ledger) },
    documents: createDocuments(ledger, clock, settings, () => Promise.reject(new Error('no papers here'))),
    inspections: createInspections({ ledger, clock, people, subjects, settings, tickets: createTickets(clock) }),
  };
  return (query: string) => findEverywhere(office, query, true);
}

/** The list without words: first page, anywhere in its depth, filters; p95 of each. */
function listed(ledger: Ledger, list: List, size: number): Figure[] {
  const pick = picker(7);
  const officerId = ledger.read.get<{ id: string }>(sql`SELECT officer_id AS id FROM case_officer LIMIT 1`).id;
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const filters: Partial<CaseFilter>[] = [
    ...[
      { states: ['Q_CLOSED' as const] },
      { states: ['Q_PAY15' as const, 'Q_RECORDED' as const] },
      { itemCode: 'CG001' },
    ],
    ...[{ officerId }, { officerId, states: ['Q_RECORDED' as const] }, { officerId, itemCode: 'CG002' }],
    ...[{ from: day(90), to: day(30) }, { due: 'overdue' as const }, { due: 'week' as const, officerId }],
    ...[
      { query: '人民路', states: ['Q_CLOSED' as const] },
      { query: '云溪', due: 'overdue' as const },
      { query: '王', officerId },
    ],
  ];
  const ask = {
    'first page': () => list({}),
    'any page': () => list({}, pick(Array.from({ length: 101 }, (_, i) => Math.floor((i * (size - PAGE)) / 100)))),
    filtered: () => list(pick(filters)),
  };
  return Object.entries(ask).map(([name, work]) => {
    const times: number[] = [];
    for (let n = 0; n < 200; n++) timed(times, work);
    return { name: `list.${size}.${name}.p95`, value: percentile(times, 95), unit: 'ms' };
  });
}

const NOTHING: CaseFilter = {
  query: '',
  states: [],
  itemCode: '',
  officerId: null,
  from: null,
  to: null,
  due: '',
  mine: false,
};

type List = (filter: Partial<CaseFilter>, offset?: number) => CaseList;

function listIn(ledger: Ledger, index: Search): List {
  const list = createCaseList(ledger, index);
  const today = new Date().toISOString().slice(0, 10);
  return (filter, offset = 0) => list({ filter: { ...NOTHING, ...filter }, offset, limit: PAGE, me: '', today });
}

/** What people type, taken from cases of all years. */
function questionsOf(ledger: Ledger): Question[] {
  const pick = picker(42);
  const ids = ledger.read.all<{ id: string }>(sql`SELECT id FROM case_row WHERE number <> ''`).map((row) => row.id);
  const some = (text: string, length: number) => part(pick, text, length);
  const kinds: ((one: Case) => string)[] = [
    (one) => some(one.partyName, 2),
    (one) => some(one.partyName, 2),
    (one) => some(one.partyName, 3),
    (one) => some(one.cause, pick([2, 3, 4, 6])),
    (one) => some(one.place, pick([3, 4, 6])),
    (one) => `第${one.number.split('第')[1]}`,
    (one) => one.number,
    (one) => some(one.partyName, 1),
    (one) => `${some(one.partyName, 2)} ${some(one.place, 3)}`,
  ];
  return Array.from({ length: QUESTIONS }, (_, n) => {
    const id = pick(ids);
    const one = ledger.read.select().from(caseTable).where(sql`id = ${id}`).get();
    if (one === undefined) throw new Error(`no case ${id}`);
    const asInitials = n % 10 === 9;
    const typed = asInitials
      ? some(initials(pick([one.partyName, one.cause]))[0] ?? '', pick([2, 3]))
      : pick(kinds)(one);
    return { typed, asInitials };
  });
}

/** So many letters of a text that stand beside each other. */
function part(pick: ReturnType<typeof picker>, text: string, length: number): string {
  const letters = [...text];
  const start = pick(Array.from({ length: Math.max(letters.length - length, 0) + 1 }, (_, i) => i));
  return letters.slice(start, start + length).join('');
}

function askLike(ledger: Ledger, { typed, asInitials }: Question): { total: number; ids: string[] } {
  const { number, partyName, cause, place, itemName, sortOn, id } = caseTable;
  const conditions = typed.split(' ').map((word): SQL | undefined => {
    const like_ = `%${word}%`;
    if (asInitials) return sql`id IN (SELECT case_id FROM search_case WHERE words LIKE ${like_})`;
    return or(...[number, partyName, cause, place, itemName].map((column) => like(column, like_)));
  });
  const where = sql.join(
    conditions.map((one) => sql`(${one})`),
    sql` AND `,
  );
  const page = sql`SELECT * FROM ${caseTable} WHERE ${where} ORDER BY ${sortOn} DESC, ${id} DESC LIMIT ${PAGE}`;
  const counted = sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${caseTable} WHERE ${where} LIMIT ${MOST + 1})`;
  const ids = ledger.read.all<{ id: string }>(page).map((row) => row.id);
  return { total: Math.min(ledger.read.get<{ n: number }>(counted).n, MOST), ids };
}

/** Ours finds all that LIKE finds, newest first, and nothing in which the words do not stand. */
function compare(
  ledger: Ledger,
  { typed, asInitials }: Question,
  ours: CaseList,
  byLike: { total: number; ids: string[] },
): void {
  const fail = (why: string) => {
    throw new Error(`「${typed}」: ${why}; ${ours.total} found, ${byLike.total} by LIKE`);
  };
  const ids = ours.rows.map((row) => row.id);
  const same = ids.join() === byLike.ids.join() && ours.total === byLike.total;
  if (same) return;
  // More may be found than LIKE finds: by the officers' names, whose column LIKE was spared, and by initials.
  if (ours.total < byLike.total) fail('fewer');
  const words = typed.split(' ').map(fold);
  const texts = new Map(ours.rows.map((row) => [row.id, textsOf(ledger, row.id, asInitials)]));
  const wrong = ids.find((id) => !words.every((word) => texts.get(id)?.some((text) => text.includes(word))));
  if (wrong !== undefined) fail(`${wrong} does not have it`);
  const place = (id: string) => {
    const row = ledger.read.get<{ at: string }>(sql`SELECT sort_on || id AS at FROM case_row WHERE id = ${id}`);
    return row.at;
  };
  const places = ids.map(place);
  if (places.join() !== [...places].sort().reverse().join()) fail('not newest first');
  const last = places.at(-1) ?? '';
  const missing = byLike.ids.find((id) => !ids.includes(id) && (ids.length < PAGE || place(id) > last));
  if (missing !== undefined) fail(`${missing} is missing`);
}

function textsOf(ledger: Ledger, id: string, asInitials: boolean): string[] {
  const one = ledger.read.select().from(caseTable).where(sql`id = ${id}`).get();
  if (one === undefined) throw new Error(`no case ${id}`);
  const texts = [
    one.number,
    one.partyName,
    one.cause,
    one.place,
    one.itemName,
    ...one.officers.map(({ name }) => name),
  ];
  return [...texts.map(fold), ...(asInitials ? [...initials(one.partyName), ...initials(one.cause)] : [])];
}

function timed<T>(into: number[], work: () => T): T {
  const started = performance.now();
  const result = work();
  into.push(performance.now() - started);
  return result;
}

/** Milliseconds with two decimals. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0).toFixed(2));
}
