import { expect, test } from '@jest/globals';
import { defaultParameters } from '../settings/parameters.ts';
import { checkNumbers, formatNumber, type NumberPattern, type TakenNumber } from './numbers-rules.ts';

const usual: NumberPattern = {
  template: defaultParameters.documentNumberTemplate,
  width: defaultParameters.documentNumberWidth,
};
const parts = { prefix: '绍柯综执', word: '罚决字', year: 2024, seq: 1 };

test('the pattern of domain.md §2.4', () => {
  expect(formatNumber(parts, usual)).toBe('绍柯综执罚决字〔2024〕第0001号');
});

test.each<[string, number, number, string]>([
  ['{机关代字}{文书字}〔{年}〕{号}号', 1, 12, '绍柯综执罚决字〔2024〕12号'],
  ['{机关代字}{文书字}〔{年}〕第{号}号', 3, 1234, '绍柯综执罚决字〔2024〕第1234号'],
])('%s with %i digits', (template, width, seq, number) => {
  expect(formatNumber({ ...parts, seq }, { template, width })).toBe(number);
});

test.each(['{机关代字}{文书字}[{年}]第{号}号', '{机关代字}〔{年}〕'])('the pattern %s is refused', (template) => {
  expect(() => formatNumber(parts, { template, width: 4 })).toThrow(expect.objectContaining({ code: 'DOC-211' }));
});

const write = (seq: number) => formatNumber({ ...parts, seq }, usual);
const taken = (seq: number, date: string, state: TakenNumber['state'] = 'ISSUED'): TakenNumber => ({
  number: write(seq),
  seq,
  date,
  state,
});

test('T15 a missing number is listed and asks for registration; a voided one is not missing', () => {
  const report = checkNumbers(
    [taken(1, '2026-01-05'), taken(2, '2026-01-06', 'VOIDED'), taken(4, '2026-01-07')],
    write,
  );
  expect(report).toEqual([
    { kind: 'GAP', number: write(3), trouble: `断号：${write(3)} 没有使用或作废记录，请登记去向。` },
  ]);
});

test('T15 duplicates and inversions are listed', () => {
  const report = checkNumbers(
    [taken(3, '2026-01-04'), taken(1, '2026-01-05'), taken(2, '2026-01-06'), taken(2, '2026-01-06')],
    write,
  );
  expect(report.map(({ kind, number }) => [kind, number])).toEqual([
    ['DUPLICATE', write(2)],
    ['INVERSION', write(3)],
  ]);
});

test('T15 the first number must be 1, an unbroken row is clean', () => {
  expect(checkNumbers([taken(2, '2026-01-05')], write).map(({ number }) => number)).toEqual([write(1)]);
  expect(checkNumbers([taken(2, '2026-01-05'), taken(1, '2026-01-05')], write)).toEqual([]);
  expect(checkNumbers([], write)).toEqual([]);
});
