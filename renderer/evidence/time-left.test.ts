import { expect, test } from '@jest/globals';
import { inWords, secondsLeft } from './time-left.ts';

test('the time left follows the speed since the first look', () => {
  const first = { at: 10_000, bytes: 100 };
  expect(secondsLeft(first, { at: 20_000, bytes: 300 }, 500)).toBe(10);
  expect(secondsLeft(first, { at: 20_000, bytes: 500 }, 500)).toBe(0);
});

test('nothing is said too early, while nothing moves, or when it went back', () => {
  const first = { at: 10_000, bytes: 100 };
  expect(secondsLeft(first, { at: 11_000, bytes: 300 }, 500)).toBeNull();
  expect(secondsLeft(first, { at: 20_000, bytes: 100 }, 500)).toBeNull();
  expect(secondsLeft(first, { at: 20_000, bytes: 0 }, 500)).toBeNull();
});

test('in words', () => {
  expect([3, 33, 89, 90, 1800, 5399, 5400, 9000].map(inWords)).toEqual([
    '马上就好',
    '约 40 秒',
    '约 90 秒',
    '约 2 分钟',
    '约 30 分钟',
    '约 90 分钟',
    '约 2 小时',
    '约 3 小时',
  ]);
});
