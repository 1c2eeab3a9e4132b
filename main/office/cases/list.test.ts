import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CASE_STATES, type CaseFilter, type CaseRow, type CaseState } from '../../../preload/contract/cases.ts';
import { addNaturalDays } from '../calendar/index.ts';
import { act, type Ledger } from '../ledger/index.ts';
import {
  type CaseInTest,
  caseInTest,
  found,
  idOf,
  informed,
  issued,
  newLedger,
  numbered,
  officer,
  voided,
} from '../search/cases-in-test.ts';
import { createSearch, type Search } from '../search/index.ts';
import { caseRecorded } from './actions.ts';
import { createCaseList } from './list.ts';
import { cases } from './tables.ts';

const TODAY = '2026-06-30';
const CASES = 1_200;
const NAMES = ['张伟', '王芳', '单晓', '云溪镇老李小吃店', '云溪鹏飞建筑工程有限公司'];
const PLACES = ['人民路12号', '柳塘村8号', '滨河路'];
const ITEMS = ['CG001', 'CG002', 'CG003'];

let dir: string;
let ledger: Ledger;
let search: Search;
let ask: ReturnType<typeof createCaseList>;
/** Every case as the table has it, newest first, with what the list does not show. */
let all: readonly (typeof cases.$inferSelect)[];

beforeAll(async () => {
  ({ ledger, dir } = await newLedger());
  search = createSearch(ledger);
  ask = createCaseList(ledger, search);
  for (let from = 0; from < CASES; from += 200) {
    ledger.record('system', () => Array.from({ length: 200 }, (_, i) => lifeOf(from + i)).flat());
  }
  all = ledger.read
    .select()
    .from(cases)
    .all()
    .sort((a, b) => (`${b.sortOn}${b.id}` < `${a.sortOn}${a.id}` ? -1 : 1));
});
afterAll(() => {
  search.stop();
  ledger.close();
  rmSync(dir, { recursive: true });
});

/** Cases of 130 days in every state; which is which follows from the number. */
function lifeOf(n: number) {
  const day = addNaturalDays(TODAY, -Math.floor(n / 20));
  const one: CaseInTest = caseInTest({
    id: idOf((n * 7919) % 1213),
    foundAt: `${day}T02:00:00.000Z`,
    officers: [officer(n % 5), officer((n % 5) + 1)],
    partyName: NAMES[n % 5] ?? '',
    place: PLACES[n % 3] ?? '',
    itemCode: ITEMS[n % 11 < 8 ? 0 : n % 2] ?? '',
    number: `云溪综执当罚决字〔2026〕第${n}号`,
  });
  if (n % 80 === 3) return [found(one)];
  if (n % 80 === 4) return [found(one), informed(one)];
  const decided = [found(one), informed(one), numbered(one), issued(one, addNaturalDays(day, 5))];
  if (n % 80 < 6) return decided;
  if (n % 80 < 8) return [...decided, act(caseRecorded, one.id, { recordedOn: day })];
  return [...decided, voided(one, day)];
}

const list = (filter: Partial<CaseFilter>, offset = 0, limit = 100, me = officer(0).id) =>
  ask({ filter: { ...NOTHING, ...filter }, offset, limit, me, today: TODAY });
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
const ids = (rows: readonly CaseRow[]) => rows.map((row) => row.id);

/** The same question, asked of every row in turn. */
function expected(filter: CaseFilter, me: string): string[] {
  const officerId = filter.mine ? me : filter.officerId;
  const until = {
    '': '',
    overdue: addNaturalDays(TODAY, -1),
    today: TODAY,
    '3days': addNaturalDays(TODAY, 3),
    week: addNaturalDays(TODAY, 7),
  };
  const since = filter.due === 'overdue' ? '' : TODAY;
  const words = filter.query.split(' ').filter((word) => word !== '');
  const rows = all.filter(
    (row) =>
      words.every((word) => [row.number, row.partyName, row.place, row.cause].some((text) => text.includes(word))) &&
      (filter.states.length === 0 || filter.states.includes(row.state)) &&
      (filter.itemCode === '' || filter.itemCode === row.itemCode) &&
      (officerId === null || row.officers.some((one) => one.id === officerId)) &&
      (filter.from === null || filter.from <= row.sortOn) &&
      (filter.to === null || row.sortOn <= filter.to) &&
      (filter.due === '' || (row.dueOn !== null && since <= row.dueOn && row.dueOn <= until[filter.due])),
  );
  const due = (row: { dueOn: string | null; id: string }) => `${row.dueOn}${row.id}`;
  if (filter.due !== '') rows.sort((a, b) => (due(a) < due(b) ? -1 : 1));
  return rows.map((row) => row.id);
}

test('a row says what the screen shows', () => {
  const one = all.find((row) => row.state === 'Q_RECORDED');
  const row = list({ query: one?.number.slice(-7) ?? '' }).rows[0];
  expect(row).toEqual({
    ...{
      id: one?.id,
      number: one?.number,
      partyName: one?.partyName,
      cause: one?.cause,
      itemCode: one?.itemCode,
      place: one?.place,
    },
    ...{ kind: 'FINE', fineFen: 5_000, state: 'Q_RECORDED', end: null, decidedOn: one?.sortOn, foundAt: one?.foundAt },
    ...{
      officers: one?.officers.map(({ name }) => name).join('、'),
      dueOn: one?.dueOn,
      dueWhat: '缴纳罚款',
      simulated: false,
    },
  });
});

test('every page of the whole list, read from either end', () => {
  const pages = Array.from({ length: CASES / 100 + 1 }, (_, page) => list({}, page * 100));
  expect(new Set(pages.map(({ total, more }) => `${total} ${more}`))).toEqual(new Set([`${CASES} false`]));
  expect(pages.flatMap(({ rows }) => ids(rows))).toEqual(all.map((row) => row.id));
  expect(list({}, CASES - 30, 100).rows).toHaveLength(30);
  expect(list({}, CASES + 30, 100).rows).toEqual([]);
});

test('any filter, any page: the same as asking every case in turn', () => {
  const day = fc.option(
    fc.integer({ min: -5, max: 140 }).map((ago) => addNaturalDays(TODAY, -ago)),
    { freq: 2 },
  );
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '张伟',
        '伟',
        '人民路',
        '云溪',
        '小吃店 柳塘',
        '占用公共场所',
        '第12',
        '没有',
        '2026',
        '溪鹏飞建筑',
      ),
    },
    { weight: 1, arbitrary: fc.nat(CASES).map((n) => `云溪综执当罚决字〔2026〕第${n}号`) },
    { weight: 1, arbitrary: fc.nat(CASES).map((n) => `〔2026〕第${n}`) },
  );
  const filters = fc.record<CaseFilter>({
    query,
    states: fc.oneof(
      fc.constant<CaseState[]>([]),
      fc.uniqueArray(fc.constantFrom(...(Object.keys(CASE_STATES) as CaseState[])), { maxLength: 4 }),
    ),
    itemCode: fc.constantFrom('', '', ...ITEMS, 'CG999'),
    officerId: fc.option(
      fc.integer({ min: 0, max: 6 }).map((n) => officer(n).id),
      { freq: 2 },
    ),
    from: day,
    to: day,
    due: fc.constantFrom('', '', '', 'overdue', 'today', '3days', 'week'),
    mine: fc.boolean(),
  });
  fc.assert(
    fc.property(filters, fc.integer({ min: 1, max: 120 }), fc.nat(), (filter, limit, anywhere) => {
      const wanted = expected(filter, officer(1).id);
      const searched = filter.query !== '';
      const total = searched ? Math.min(wanted.length, 1000) : wanted.length;
      const offset = anywhere % (wanted.length + 10);
      const answer = list(filter, offset, limit, officer(1).id);
      expect({ ...answer, rows: ids(answer.rows) }).toEqual({
        total,
        more: searched && wanted.length > 1000,
        rows: wanted.slice(offset, offset + limit),
      });
    }),
    { numRuns: 400 },
  );
});

test('the total follows what is recorded', () => {
  const { total } = list({});
  const one = caseInTest({ id: idOf(5_000), foundAt: `${TODAY}T23:00:00.000Z` });
  ledger.record('system', () => [found(one)]);
  expect(list({})).toMatchObject({
    total: total + 1,
    rows: expect.arrayContaining([expect.objectContaining({ id: one.id })]),
  });
  expect(list({ states: ['Q_FOUND'] }).rows[0]?.id).toBe(one.id);
});
