import { expect, test } from '@jest/globals';
import { type ClockReading, offsetAt } from './camera-time.ts';

const at = (time: string) => `2026-05-11T${time}:00.000Z`;
const set = (time: string, before: number | null, after: number | null): ClockReading => ({
  ...{ at: at(time), order: 'SET', before, after },
});
const storage = (time: string, before: number | null): ClockReading => ({
  ...{ at: at(time), order: 'STORAGE', before, after: null },
});
/** By the camera's own clock. */
const offset = (readings: readonly ClockReading[], start: string, now = '17:00') =>
  offsetAt(readings, Date.parse(at(start)), new Date(at(now)));

test('set in the morning: what was recorded before has the offset of before, what came after that of after', () => {
  const morning = [set('08:00', 600, 0)];
  expect(offset(morning, '07:40')).toBe(600);
  expect(offset(morning, '08:00')).toBe(0);
  expect(offset(morning, '16:30')).toBe(0);
  // No clock of this camera ever told that: it jumped from 07:50 to 08:00.
  expect(offset(morning, '07:55')).toBeNull();
});

test('minutes that came twice, because the clock was set back, are not decided', () => {
  const back = [set('08:00', -600, 0)];
  expect(offset(back, '07:59')).toBe(-600);
  expect(offset(back, '08:05')).toBeNull();
  expect(offset(back, '08:10')).toBe(0);
});

test('set twice, or read again in the evening: earlier recordings keep what was read first', () => {
  const twice = [set('08:00', 600, 0), set('08:01', 0, 0), storage('16:59', 2)];
  expect(offset(twice, '07:00')).toBe(600);
  expect(offset(twice, '12:00')).toBe(2);
});

test('becoming a disk changes no clock', () => {
  expect(offset([storage('16:59', 35)], '09:00')).toBe(35);
  expect(offset([storage('16:59', 35)], '17:30', '18:00')).toBe(35);
});

test('a camera that tells no time, and one that told none after it was set', () => {
  expect(offset([storage('16:59', null)], '09:00')).toBeUndefined();
  expect(offset([set('08:00', 600, null)], '07:00')).toBe(600);
  expect(offset([set('08:00', 600, null)], '09:00')).toBeNull();
});

test('a reading of the day before tells nothing any more', () => {
  expect(offset([], '09:00')).toBeUndefined();
  expect(offset([set('04:00', 600, 0)], '09:00', '16:00')).toBeUndefined();
  expect(offset([set('04:00', 600, 0), storage('15:00', 1)], '09:00', '16:00')).toBe(1);
});
