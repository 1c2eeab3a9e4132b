import { expect, test } from '@jest/globals';
import type { PartyType } from '../../../../preload/contract/subjects.ts';
import { defaultParameters } from '../../settings/parameters.ts';
import { canCollectOnSite, checkTicket } from './collect-on-site.ts';
import { canSummary } from './summary.ts';

const fine = (party: PartyType, yuan: number, individualBusinessAsCitizen = true) =>
  canSummary(
    { party, factsClear: true, hasLegalBasis: true, penalty: { kind: 'FINE', fineFen: yuan * 100 } },
    { ...defaultParameters, individualBusinessAsCitizen },
  );

test.each<[PartyType, number, boolean]>([
  ['CITIZEN', 200, true],
  ['CITIZEN', 201, false],
  ['COMPANY', 3000, true],
  ['COMPANY', 3001, false],
  ['OTHER_ORG', 3000, true],
  ['OTHER_ORG', 3001, false],
  ['SOLE_TRADER', 200, true],
  ['SOLE_TRADER', 201, false],
])('T05 %s %i yuan on the spot: %s', (party, yuan, ok) => {
  expect(fine(party, yuan).ok).toBe(ok);
});

test('T05 the sentence names limit, amount and way out', () => {
  expect(fine('CITIZEN', 201)).toEqual({
    ok: false,
    code: 'CASE-205',
    sentence: '对公民当场罚款不得超过 200 元，现为 201 元，需走普通程序；已填内容保留，也可以在幅度内调低数额。',
    basis: '行政处罚法第五十一条',
  });
});

test('T05 a sole trader counts as a unit where the town says so', () => {
  expect(fine('SOLE_TRADER', 3000, false).ok).toBe(true);
  expect(fine('SOLE_TRADER', 3001, false).ok).toBe(false);
});

test.each([
  ['warning', true, true, 'WARNING', 0, undefined],
  ['confiscation', true, true, 'OTHER', 0, 'CASE-203'],
  ['fine of nothing', true, true, 'FINE', 0, 'CASE-204'],
  ['facts unclear', false, true, 'WARNING', 0, 'CASE-201'],
  ['no basis', true, false, 'WARNING', 0, 'CASE-202'],
] as const)('T05 %s', (_name, factsClear, hasLegalBasis, kind, fineFen, code) => {
  const verdict = canSummary(
    { party: 'CITIZEN', factsClear, hasLegalBasis, penalty: { kind, fineFen } },
    defaultParameters,
  );
  expect(verdict.ok ? undefined : verdict.code).toBe(code);
});

test.each([
  ['100 yuan', 100, 'SMALL', '', undefined],
  ['100 yuan, no reason chosen', 100, '', '', undefined],
  ['101 yuan', 101, 'SMALL', '', 'CASE-211'],
  ['150 yuan, no reason', 150, '', '', 'CASE-211'],
  ['150 yuan, hard later but not written', 150, 'HARD_LATER', '  ', 'CASE-212'],
  ['150 yuan, hard later and written', 150, 'HARD_LATER', '流动经营，无固定住所', undefined],
  ['remote, not written', 150, 'REMOTE', '', 'CASE-213'],
  ['remote, written', 2000, 'REMOTE', '海岛无银行网点，当事人主动提出', undefined],
  ['no fine', 0, 'SMALL', '', 'CASE-210'],
] as const)('T06 collecting on the spot: %s', (_name, yuan, reason, note, code) => {
  const verdict = canCollectOnSite({ fineFen: yuan * 100, reason, note }, defaultParameters);
  expect(verdict.ok ? undefined : verdict.code).toBe(code);
});

test.each([
  ['ZJ2026000123', true],
  ['', false],
  ['12', false],
  ['号码一二三四', false],
])('T06 ticket number %p: %s', (ticketNo, ok) => {
  expect(checkTicket(ticketNo).ok).toBe(ok);
});
