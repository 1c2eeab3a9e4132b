import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { casesProjection } from '../cases/index.ts';
import { type Ledger, ProjectionBuilder, unlockDemo } from '../ledger/index.ts';
import {
  type CaseInTest,
  caseInTest,
  found,
  idOf,
  informed,
  issued,
  modulesInTest,
  newLedger,
  numbered,
  officer,
  reopen,
  voided,
} from './cases-in-test.ts';
import { fold, initials, wordsOf } from './grams.ts';
import { createSearch, type Search } from './index.ts';

let dir: string;
let dataKey: Uint8Array;
let ledger: Ledger;
let search: Search;

beforeEach(async () => {
  ({ ledger, dir, dataKey } = await newLedger());
  await openSearch();
});
afterEach(() => {
  search.stop();
  ledger.close();
  rmSync(dir, { recursive: true });
});

async function openSearch(): Promise<void> {
  search = createSearch(ledger);
  await search.settled;
}
async function restart(modules = modulesInTest): Promise<void> {
  search.stop();
  ledger.close();
  ledger = await reopen(dir, dataKey, modules);
  await openSearch();
}
const record = (...cases: CaseInTest[]) =>
  ledger.record('system', () => cases.flatMap((one) => [found(one), informed(one), numbered(one)]));
const find = (typed: string) => search.caseIds(typed, 1000);
const keys = () =>
  ledger.read.all<{ key: number }>(sql`SELECT key FROM search_case ORDER BY key`).map((row) => row.key);

test('names of two characters, any part of cause, place and number, initials, single characters', () => {
  const one = caseInTest({ id: idOf(1), partyName: '单晓', number: '云溪综执当罚决字〔2026〕第8123号' });
  record(
    one,
    caseInTest({
      id: idOf(2),
      partyName: '云溪镇ABC小吃店',
      cause: '任意张贴',
      place: '柳塘村',
      number: '云溪综执当罚决字〔2026〕第9号',
    }),
  );
  const typed = [
    '单晓',
    '晓',
    '公共场所',
    '设摊经',
    '路12号',
    '12',
    '东侧',
    '8123',
    '第8123号',
    '〔2026〕第8',
    '(2026)第8',
    '［２０２６］',
    'dx',
    'sx',
    'zyggcs',
    'DX',
    '单晓 人民路',
    '晓 8 12',
  ];
  for (const words of typed.slice(0, -1))
    expect([words, find(words)]).toEqual([words, expect.arrayContaining([one.id])]);
  expect(find('晓 8 12')).toEqual([one.id]);
  expect(find('abc')).toEqual([idOf(2)]);
  expect(find('ＡＢＣ小吃')).toEqual([idOf(2)]);
  expect(find('镇A')).toEqual([idOf(2)]);
  expect(find('bc 塘')).toEqual([idOf(2)]);
  for (const words of ['晓单', '12号东南', '81230', '张贴柳', '单晓 柳塘', '"', '单* OR', 'NOT', '%', '_'])
    expect([words, find(words)]).toEqual([words, []]);
  for (const nothing of ['', '  ', '　', '\u0000']) expect(search.ask(nothing)).toBeUndefined();
});

test('what a case is called now is found, what it was called is not; a void one is still found', () => {
  const one = caseInTest({ id: idOf(1), partyName: '王小明' });
  ledger.record('system', () => [found(one)]);
  expect(find('沈念慈')).toEqual([one.id]);
  expect(find('王小明')).toEqual([]);
  ledger.record('system', () => [informed(one)]);
  expect(find('王小明')).toEqual([one.id]);
  const corrected = { ...one, partyName: '汪晓鸣', place: '石桥头村' };
  ledger.record('system', () => [informed(corrected), numbered(corrected)]);
  expect(find('王小明')).toEqual([]);
  expect(find('人民路')).toEqual([]);
  expect(find('汪晓鸣 石桥头')).toEqual([one.id]);
  ledger.record('system', () => [voided(corrected, '2026-03-03')]);
  expect(find('汪晓鸣')).toEqual([one.id]);
});

test('an action that changes no text writes nothing', () => {
  const one = caseInTest({ id: idOf(1) });
  record(one);
  expect(find('张伟')).toEqual([one.id]);
  const written = () => ledger.read.all(sql`SELECT id, block FROM search_grams_data`);
  const before = written();
  ledger.record('system', () => [issued(one, '2026-03-17'), voided(one, '2026-03-03')]);
  expect(find('张伟')).toEqual([one.id]);
  expect(written()).toEqual(before);
});

test('newest first by day and id, also when cases come to a day late and in any order', () => {
  const at = (n: number, day: number) =>
    caseInTest({
      id: idOf(n),
      foundAt: '2026-03-01T02:00:00.000Z',
      decidedOn: `2026-03-${String(day).padStart(2, '0')}`,
    });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 3 })), {
        minLength: 1,
        maxLength: 60,
      }),
      (moves) => {
        for (const [n, day] of moves) {
          const one = at(n, day);
          const known =
            ledger.read.get<{ n: number }>(sql`SELECT count(*) AS n FROM case_row WHERE id = ${one.id}`).n > 0;
          ledger.record('system', () => [...(known ? [] : [found(one), informed(one)]), numbered(one)]);
          find('张伟');
        }
        const expected = ledger.read
          .all<{ id: string }>(sql`SELECT id FROM case_row ORDER BY sort_on DESC, id DESC`)
          .map((row) => row.id);
        expect(find('张伟')).toEqual(expected);
        expect(search.caseIds('张伟', 5)).toEqual(expected.slice(0, 5));
      },
    ),
    { numRuns: 20 },
  );
});

test('a day without room between two neighbours is spread out', () => {
  // Each new case lies directly behind the oldest one: the room halves every time.
  const cases = Array.from({ length: 40 }, (_, i) => caseInTest({ id: idOf(i === 0 ? 1 : 1000 - i) }));
  for (const one of cases) {
    record(one);
    expect(find('张伟')).toHaveLength(cases.indexOf(one) + 1);
  }
  expect(find('张伟')).toEqual(
    cases
      .map((one) => one.id)
      .sort()
      .reverse(),
  );
  expect(new Set(keys()).size).toBe(40);
});

test('killed between the record and the index: found after the next start', async () => {
  record(caseInTest({ id: idOf(1), partyName: '早先' }));
  find('早先');
  ledger.close();
  const here = new URL('.', import.meta.url).href;
  const program = `
import { unlockDemo } from '${here}../ledger/index.ts';
import { caseInTest, found, idOf, informed, reopen } from '${here}cases-in-test.ts';
import { createSearch } from '${here}index.ts';
const dir = process.argv[1];
const ledger = await reopen(dir, unlockDemo(dir));
const search = createSearch(ledger);
await search.settled;
const one = caseInTest({ id: idOf(2), partyName: '赵末了' });
ledger.record('system', () => [found(one), informed(one), informed({ ...one, id: idOf(1), partyName: '改过' })]);
process.kill(process.pid, 'SIGKILL');`;
  const ended = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', program, dir], {
    encoding: 'utf8',
  });
  expect([ended.signal, ended.stderr]).toEqual(['SIGKILL', '']);
  ledger = await reopen(dir, unlockDemo(dir));
  expect(ledger.read.all(sql`SELECT 1 FROM search_case WHERE case_id = ${idOf(2)}`)).toEqual([]);
  await openSearch();
  expect(find('赵末了')).toEqual([idOf(2)]);
  expect(find('早先')).toEqual([]);
  expect(find('改过')).toEqual([idOf(1)]);
});

test('after a rebuild of the tables, on another desk and from nothing the index is compared with every case', async () => {
  record(caseInTest({ id: idOf(1), partyName: '甲某' }), caseInTest({ id: idOf(2), partyName: '乙某' }));
  expect(find('某')).toEqual([idOf(2), idOf(1)]);
  const before = keys();

  // A text that is out of date, a row without a case, a case without a row.
  const spoil = () =>
    ledger.local((tables) => {
      tables.run(sql`UPDATE search_case SET words = 'x' WHERE case_id = ${idOf(1)}`);
      tables.run(sql`DELETE FROM search_grams WHERE rowid = ${before[1]}`);
      tables.run(sql`DELETE FROM search_case WHERE case_id = ${idOf(2)}`);
      tables.run(
        sql`INSERT INTO search_case (key, case_id, sort_on, words, marks) VALUES (7, ${idOf(9)}, '2020-01-01', '鬼某', '')`,
      );
      tables.run(sql`INSERT INTO search_grams (rowid, grams, marks) VALUES (7, 'x', '')`);
    });
  spoil();
  const raised = Object.assign(
    new ProjectionBuilder('cases', casesProjection.version + 1, casesProjection.tables).build(),
    {
      kinds: casesProjection.kinds,
      apply: casesProjection.apply,
    },
  );
  const next = [{ ...modulesInTest[0], projection: raised }];
  await restart(next);
  expect(ledger.rebuilt).toEqual(['cases']);
  expect(find('某')).toEqual([idOf(2), idOf(1)]);
  expect(keys()).toEqual(before);

  spoil();
  ledger.local((tables) => tables.run(sql`UPDATE search_read SET desk = 'another'`));
  await restart(next);
  expect(find('某')).toEqual([idOf(2), idOf(1)]);

  ledger.local((tables) => {
    for (const table of ['search_read', 'search_case', 'search_grams']) tables.run(sql.raw(`DELETE FROM ${table}`));
  });
  await restart(next);
  expect(find('某')).toEqual([idOf(2), idOf(1)]);
});

test('what was erased is not found any more, and the rest is', async () => {
  const one = caseInTest({ id: idOf(1), partyName: '要求删除' });
  record(one, caseInTest({ id: idOf(2), partyName: '照旧' }));
  expect(find('要求')).toEqual([one.id]);
  const actions = ledger.journal.bySubject(one.id).filter((action) => action.kind !== 'case.found');
  await ledger.erase('head', { actions: actions.map((action) => action.id), reason: '依法删除', approvedBy: 'head' });
  expect(find('要求')).toEqual([]);
  expect(search.complete()).toBe(false);
  await restart();
  expect(search.complete()).toBe(true);
  expect(find('要求')).toEqual([]);
  expect(find('照旧')).toEqual([idOf(2)]);
  expect(find('沈念慈')).toEqual([idOf(2), idOf(1)]);
});

/** Texts as they come: Chinese with digits and letters, brackets, rare characters beyond the first plane, anything. */
const letters = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'张伟王芳云溪镇人民路设摊') },
  { weight: 3, arbitrary: fc.constantFrom(...'0123456789abcABCａ１〔〕（）-－ 　·，') },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom('𠮷', '𪚥', 'é', 'ß', 'İ', 'ﬁ', '㎡', '"', '*', '^') },
);
const textOf = (maxLength: number) => fc.array(letters, { maxLength }).map((all) => all.join('').trim());

test('exactly the cases are found in which each typed word stands, for any text', () => {
  const known: CaseInTest[] = [];
  const contains = (one: CaseInTest, word: string) =>
    [one.number, one.partyName, one.cause, one.place, one.itemName, ...one.officers.map(({ name }) => name)].some(
      (field) => fold(field).includes(word),
    ) || [...initials(one.partyName), ...initials(one.cause)].some((field) => field.includes(word));
  const texts = fc.record({ partyName: textOf(8), cause: textOf(14), place: textOf(20), number: textOf(16) });
  const cut = fc.tuple(
    fc.constantFrom('partyName', 'cause', 'place', 'number'),
    fc.nat(),
    fc.integer({ min: 1, max: 9 }),
  );
  fc.assert(
    fc.property(
      texts,
      cut,
      fc.oneof(textOf(4), fc.string({ unit: 'binary', maxLength: 3 })),
      (given, [field, start, length], other) => {
        const one = caseInTest({ id: idOf(known.length + 1), officers: [officer(1), officer(2)], ...given });
        record(one);
        known.push(one);
        const all = [...one[field as 'place'].toWellFormed()];
        const part = all
          .slice(start % (all.length + 1))
          .slice(0, length)
          .join('');
        for (const typed of [part, other, `${part} ${other}`]) {
          const words = wordsOf(typed);
          const expected =
            words.length === 0
              ? []
              : known.filter((each) => words.every((word) => contains(each, word))).map((each) => each.id);
          expect([typed, find(typed)]).toEqual([typed, expected.reverse()]);
          if (typed === part && words.length > 0) expect(expected).toContain(one.id);
        }
      },
    ),
    { numRuns: 250 },
  );
});
