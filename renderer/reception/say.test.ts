import { expect, test } from '@jest/globals';
import { callWords, hallOf, spokenCall, spokenNumber, Unsaid } from './say.ts';

test('words are filled; the voice says digits one by one', () => {
  const call = { number: 'A012', window: '1号窗口' };
  expect(callWords('请{num}号到{window}办理', call)).toBe('请A012号到1号窗口办理');
  expect(spokenNumber('A012')).toBe('A 零 一 二');
  expect(spokenCall('{num}，{num}，请到{window}', call)).toBe('A 零 一 二，A 零 一 二，请到1号窗口');
});

test('the hall sees who is at the window, never one who is done or was passed over', () => {
  const call = (number: string, state: 'CALLED' | 'SERVED' | 'SKIPPED') => ({ number, state });
  const [a, b, c] = [call('A003', 'SKIPPED'), call('A002', 'CALLED'), call('A001', 'SERVED')];
  expect(hallOf([a, b, c])).toEqual({ now: b, before: [a, c] });
  expect(hallOf([a, c])).toEqual({ now: undefined, before: [a, c] });
  expect(hallOf([b, a, c, a, c, a]).before).toHaveLength(4);
});

test('a display says what is called while it is open, each call once and in order, and again when called again', () => {
  const one = { id: '1', calls: 1 };
  const two = { id: '2', calls: 1 };
  const unsaid = new Unsaid();
  expect(unsaid.of([one])).toEqual([]);
  expect(unsaid.of([one])).toEqual([]);
  expect(unsaid.of([two, one])).toEqual([two]);
  const again = { id: '1', calls: 2 };
  expect(unsaid.of([again, two])).toEqual([again]);
  // Two calls between two looks, and the old ones have left the list.
  const more = [
    { id: '4', calls: 1 },
    { id: '3', calls: 2 },
  ];
  expect(unsaid.of(more)).toEqual([more[1], more[0]]);
  expect(unsaid.of([])).toEqual([]);
});

test('what is called after midnight, on an empty board, is said', () => {
  const unsaid = new Unsaid();
  unsaid.of([]);
  expect(unsaid.of([{ id: '1', calls: 1 }])).toHaveLength(1);
});
