import { expect, test } from '@jest/globals';
import { formatYuan } from './money.ts';

test.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [20_000, '¥200.00'],
  [123_456, '¥1,234.56'],
  [100_000_000_000_00, '¥100,000,000,000.00'],
])('%i fen is %s', (fen, words) => {
  expect(formatYuan(fen)).toBe(words);
});
