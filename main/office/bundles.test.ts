import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { applyBundle } from './bundles.ts';
import { codeOf, openTown, type Town } from './cases/town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown({ papersToo: false });
});
afterAll(() => town.close());

const recorded = () => town.office().ledger.journal.head().deskSeq;
const apply = (kind: 'powers' | 'officers', payload: unknown) => applyBundle(town.office(), kind, payload);

test('the county’s power list: recorded once, then only what differs', () => {
  const { powers } = town.office();
  const { id: _, ...own } = powers.authority(town.authorityId);
  const countyId = uuid();
  const line = {
    itemCode: 'CG007',
    authorityId: countyId,
    from: '2026-03-01',
    to: null,
    noticeNo: '越政告〔2026〕3 号',
  };
  const bundle = {
    authorities: [{ ...own, id: countyId, legalBasis: '越政告〔2026〕3 号', to: null }],
    assignments: [line, { ...line, itemCode: 'CG006' }],
  };
  const before = recorded();
  apply('powers', bundle);
  expect(recorded()).toBe(before + 3);
  // The authority of the first set-up is the county's one: no second of the same name, same cases, same numbers.
  expect(powers.authorities().map((one) => [one.id, one.legalBasis])).toEqual([
    [town.authorityId, '越政告〔2026〕3 号'],
  ]);
  const given = () => powers.assignments().filter((one) => one.itemCode === 'CG007' && one.from === '2026-03-01');
  expect(given()).toMatchObject([{ authorityId: town.authorityId, to: null }]);
  apply('powers', bundle);
  expect(recorded()).toBe(before + 3);
  apply('powers', { ...bundle, assignments: [{ ...line, to: '2026-09-30' }] });
  expect(recorded()).toBe(before + 4);
  expect(given()).toMatchObject([{ to: '2026-09-30' }]);
  const dispatched = { ...own, id: uuid(), name: '越州县综合行政执法局', mode: 'COUNTY_DISPATCH', docPrefix: '越综执' };
  apply('powers', { authorities: [dispatched], assignments: [] });
  apply('powers', { authorities: [dispatched], assignments: [] });
  expect(recorded()).toBe(before + 5);
  expect(powers.authority(dispatched.id).name).toBe('越州县综合行政执法局');
});

test('the register of officers: known by number, roles stay with the office', () => {
  const { people } = town.office();
  const lead = people.byId(town.staff.lead);
  const { number, name, unit, certNo, certIssuer, certFrom, certTo, areas, status } = lead;
  const line = { number, name, unit, certNo, certIssuer, certFrom, certTo, areas, status };
  const before = recorded();
  apply('officers', { officers: [line] });
  expect(recorded()).toBe(before);
  apply('officers', {
    officers: [
      { ...line, certTo: '2030-12-31' },
      { ...line, number: '330199', name: '新来者' },
    ],
  });
  expect(recorded()).toBe(before + 2);
  expect(people.byId(town.staff.lead)).toMatchObject({ certTo: '2030-12-31', roles: ['OFFICER'], hasPassword: true });
  expect(people.list().find((one) => one.number === '330199')).toMatchObject({ roles: [], hasPassword: false });
  apply('officers', { officers: [{ ...line, number: '330199', name: '新来者', status: 'LEFT' }] });
  expect(people.list().find((one) => one.number === '330199')?.status).toBe('LEFT');
});

test.each(['powers', 'officers'] as const)('%s that are no list change nothing', async (kind) => {
  const before = recorded();
  for (const payload of [null, 'x', {}, { officers: [{}], authorities: [{}], assignments: [] }]) {
    expect(await codeOf(() => apply(kind, payload))).toBe('SYNC-407');
  }
  expect(recorded()).toBe(before);
});
