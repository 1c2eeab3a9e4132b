import { expect, test } from '@jest/globals';
import { rateInWords, standingShape, standingWord, usccOf } from './code-words.ts';

test.each([
  ['BOUND', false, 'OPEN', '待亮码', 'ring'],
  ['BOUND', false, 'MISSED', '未亮码', 'cross-red'],
  ['MISSING', false, 'OPEN', '待补码图', 'triangle'],
  ['MISSING', false, 'MISSED', '逾期未补码图', 'cross-red'],
  ['SHOWN', false, 'SHOWN', '已亮码', 'disc'],
  ['SHOWN', false, 'MISSED', '已亮码（码图补晚）', 'cross-red'],
  ['EVALUATED', false, 'SHOWN', '当事人已评价', 'tick'],
  ['SCANNED', true, 'OUTSIDE', '登记已作废', 'cross'],
] as const)('%s, withdrawn %s, counted %s', (state, withdrawn, counted, word, shape) => {
  expect([standingWord({ state, withdrawn, counted }), standingShape({ state, withdrawn, counted })]).toEqual([
    word,
    shape,
  ]);
});

test('a rate of nothing is no percentage', () => {
  expect(rateInWords({ shown: 0, due: 0 })).toBe('还没有应亮码的检查');
  expect(rateInWords({ shown: 5, due: 6 })).toBe('83.3%');
});

test('a masked number does not become a credit code', () => {
  expect(usccOf('330621********0014')).toBe('');
  expect(usccOf('91330699MA2000001A')).toBe('91330699MA2000001A');
});
