import { expect, test } from '@jest/globals';
import { mayResult, opensFine, RESULTS, type Result } from './order-words.ts';

const order = { correctBefore: '2026-11-23' };
const results = Object.keys(RESULTS) as Result[];

test('before the time for correction is over only a correction can be written down', () => {
  expect(results.filter((one) => mayResult(one, order, '2026-11-22'))).toEqual(['CORRECTED']);
  expect(results.filter((one) => mayResult(one, order, '2026-11-23'))).toEqual(results);
});

test('only an order that was not followed opens the fine', () => {
  expect(results.filter(opensFine)).toEqual(['NOT_CORRECTED', 'REFUSED']);
  expect(opensFine('ISSUED')).toBe(false);
});
