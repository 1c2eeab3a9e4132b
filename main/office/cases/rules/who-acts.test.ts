import { expect, test } from '@jest/globals';
import type { Assignment } from '../../../../preload/contract/powers.ts';
import { checkAuthority, checkPower } from './authority.ts';
import { type ActingOfficer, whoActsTroubles } from './who-acts.ts';

const on = '2026-11-20';
const officer = (id: string, more: Partial<ActingOfficer> = {}): ActingOfficer => ({
  id,
  name: `执法员${id}`,
  roles: ['OFFICER'],
  certNo: `3399${id}`,
  certFrom: '2024-01-01',
  certTo: '2026-12-31',
  status: 'ACTIVE',
  ...more,
});

const told = (officers: ActingOfficer[], facts: { certShown?: boolean; recorderOn?: boolean; actor?: string } = {}) =>
  whoActsTroubles({ officers, on, certShown: true, recorderOn: true, actor: '1', ...facts }).map(
    (one) => `${one.code} ${one.field}`,
  );

test.each<[string, ActingOfficer[], string[]]>([
  ['two with valid certificates', [officer('1'), officer('2')], []],
  ['the one at the desk second', [officer('2'), officer('1')], []],
  ['two, but not the one at the desk', [officer('2'), officer('3')], ['CASE-268 officerIds']],
  ['one', [officer('1')], ['CASE-260 officerIds.1']],
  ['nobody', [], ['CASE-260 officerIds']],
  ['the same twice', [officer('1'), officer('1')], ['CASE-260 officerIds.1']],
  ['an auxiliary', [officer('1'), officer('2', { roles: ['AUX'] })], ['CASE-262 officerIds.1']],
  ['a clerk', [officer('1'), officer('2', { roles: ['INTAKE'] })], ['CASE-262 officerIds.1']],
  ['one who left', [officer('1'), officer('2', { status: 'LEFT' })], ['CASE-261 officerIds.1']],
  ['no certificate', [officer('1'), officer('2', { certNo: '' })], ['CASE-263 officerIds.1']],
  ['not yet valid', [officer('1'), officer('2', { certFrom: '2026-11-21' })], ['CASE-264 officerIds.1']],
  ['the first expired yesterday', [officer('1', { certTo: '2026-11-19' }), officer('2')], ['CASE-265 officerIds']],
  ['last day of the certificate', [officer('1'), officer('2', { certTo: on })], []],
])('T08 who acts: %s', (_name, officers, codes) => {
  expect(told(officers)).toEqual(codes);
});

test('T08 certificate shown, recorder on: all that is missing is said at once, each at its own tick', () => {
  const two = [officer('1'), officer('2')];
  expect(told(two, { certShown: false })).toEqual(['CASE-266 certShown']);
  expect(told(two, { recorderOn: false })).toEqual(['CASE-267 recorderOn']);
  expect(told([officer('1')], { certShown: false, recorderOn: false })).toEqual([
    'CASE-260 officerIds.1',
    'CASE-266 certShown',
    'CASE-267 recorderOn',
  ]);
});

const town = {
  id: '01936f00-0000-7000-8000-000000000001',
  name: '云溪镇人民政府',
  mode: 'TOWN_OWN',
  from: '2022-01-01',
  to: null,
} as const;
const line = (from: string, to: string | null, itemCode = 'CG006'): Assignment => ({
  itemCode,
  authorityId: town.id,
  from,
  to,
  noticeNo: '县政通〔2025〕3号',
});
const power = (assignments: Assignment[], day: string) =>
  checkPower({ authority: town, itemCode: 'CG006', itemName: '乱扔废弃物', assignments }, day);

test.each<[string, Assignment[], string, boolean]>([
  ['inside its dates', [line('2022-01-01', '2026-06-30')], '2026-06-30', true],
  ['the day after it ended', [line('2022-01-01', '2026-06-30')], '2026-07-01', false],
  ['before it began', [line('2027-01-01', null)], on, false],
  ['given again', [line('2022-01-01', '2025-06-30'), line('2026-01-01', null)], on, true],
  ['only another item', [line('2022-01-01', null, 'CG007')], on, false],
  [
    'only another authority',
    [{ ...line('2022-01-01', null), authorityId: '01936f00-0000-7000-8000-000000000002' }],
    on,
    false,
  ],
])('T27 a power %s', (_name, assignments, day, ok) => {
  expect(power(assignments, day).ok).toBe(ok);
});

test('T27 the sentence names end, notice and the way out', () => {
  expect(power([line('2022-01-01', '2026-06-30')], on)).toMatchObject({
    code: 'CASE-271',
    sentence:
      '“乱扔废弃物”的赋权已于 2026-06-30 失效（县政通〔2025〕3号），2026-11-20 不能以云溪镇人民政府名义立案；请改以县局派驻名义办理，或者移送县级部门。',
  });
});

test.each([
  ['2021-12-31', '2026-06-30', false],
  ['2022-01-01', '2026-06-30', true],
  ['2026-07-01', '2026-06-30', false],
  ['2026-07-01', null, true],
])('G-JUR-01 on %s an authority that ends %p may act: %s', (day, to, ok) => {
  expect(checkAuthority({ ...town, to }, day).ok).toBe(ok);
});
