import { expect, test } from '@jest/globals';
import { ago, formatBytes, formatInstant, formatSecond, formatTime, groupIdNo, weekday } from './format.ts';

test('instants are shown in Shanghai, whatever the clock of the PC says', () => {
  expect(formatInstant('2026-11-20T06:05:00Z')).toBe('2026-11-20 14:05');
  expect(formatInstant('2026-12-31T16:00:00Z')).toBe('2027-01-01 00:00');
  expect(formatTime('2026-11-20T06:05:00Z')).toBe('14:05');
  expect(formatSecond('2026-12-31T16:00:09Z')).toBe('2027-01-01 00:00:09');
  expect(formatInstant(null)).toBe('—');
});

test('weekdays are those of the legal day', () => {
  expect(weekday('2026-11-20')).toBe('周五');
  expect(weekday('2026-02-15')).toBe('周日');
});

test('ID numbers stand in groups, masked or not; other numbers stay as they are', () => {
  expect(groupIdNo('33060219910307002X')).toBe('330602 1991 0307 002X');
  expect(groupIdNo('330602********002X')).toBe('330602 **** **** 002X');
  expect(groupIdNo('H12345678')).toBe('H12345678');
});

test('ages and sizes in words', () => {
  const now = '2026-11-20T06:00:00Z';
  expect(ago('2026-11-20T05:59:30Z', now)).toBe('刚刚');
  expect(ago('2026-11-20T03:00:00Z', now)).toBe('3 小时前');
  expect(ago('2026-11-08T06:00:00Z', now)).toBe('12 天前');
  expect(formatBytes(900)).toBe('900 B');
  expect(formatBytes(1536)).toBe('1.5 KB');
});
