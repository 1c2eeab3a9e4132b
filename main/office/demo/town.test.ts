import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CASE_STATES, caseFilter } from '../../../preload/contract/cases.ts';
import { type OfficeInTest, openOfficeInTest } from '../../../test/office-in-test.ts';

let inTest: OfficeInTest;
beforeAll(async () => {
  inTest = await openOfficeInTest({ demo: true, cases: 11 });
}, 300_000);
afterAll(() => inTest?.close());

test('the demo town has a case in every state, officers of every role, and numbers without gap or inversion', () => {
  const { cases, people, clock } = inTest.host.require();
  const { rows } = cases.list({ filter: caseFilter.parse({}), offset: 0, limit: 200, me: '' });
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(Object.keys(CASE_STATES)));
  expect(rows.map((row) => row.end)).toEqual(expect.arrayContaining(['PERFORMED', 'EXEMPTED', 'ORDERED']));
  expect(new Set(people.list().flatMap((one) => one.roles)).size).toBe(12);
  const year = Number(clock.today().slice(0, 4));
  expect([...cases.numberReport(year), ...cases.numberReport(year - 1)]).toEqual([]);
  expect(cases.orders.list(true)).toHaveLength(1);
});
