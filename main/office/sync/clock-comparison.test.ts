import { expect, test } from '@jest/globals';
import { compareClocks, SetSince } from './clock-comparison.ts';

const AT = Date.parse('2026-11-22T04:10:00.000Z');
const DATE = 'Sun, 22 Nov 2026 04:10:00 GMT';

test('the middle of the call is set beside the middle of the second that the county names', () => {
  const at = '2026-11-22T04:10:00.800Z';
  expect(compareClocks(DATE, AT + 200, AT + 800)).toEqual({ at, pcAheadSeconds: 0, withinSeconds: 1 });
  expect(compareClocks(DATE, AT + 90_300, AT + 90_700)?.pcAheadSeconds).toBe(90);
  expect(compareClocks(DATE, AT - 3_599_800, AT - 3_599_200)?.pcAheadSeconds).toBe(-3600);
});

test('a slow answer, a clock that was set meanwhile and a time that is none say nothing', () => {
  expect(compareClocks(DATE, AT, AT + 5000)).toMatchObject({ pcAheadSeconds: 2, withinSeconds: 3 });
  expect(compareClocks(DATE, AT, AT + 5001)).toBeNull();
  expect(compareClocks(DATE, AT, AT - 1)).toBeNull();
  expect(compareClocks(null, AT, AT)).toBeNull();
  expect(compareClocks('gestern', AT, AT)).toBeNull();
});

test('a clock that was set since says nothing; one that ran on, also through a sleep, does', () => {
  const time = { wall: AT, ran: 0 };
  const since = new SetSince({ now: () => time.wall, passed: () => time.ran });
  const found = { at: new Date(AT).toISOString(), pcAheadSeconds: 3600, withinSeconds: 1 };
  const after = (wall: number, ran: number) => {
    [time.wall, time.ran] = [AT + wall, ran];
    return since.of(found);
  };
  // After a start: what was found before it stands, unless the clock is behind it.
  expect([after(0, 0), after(86_400_000, 5), after(-1, 5)]).toEqual([false, false, true]);
  [time.wall, time.ran] = [AT, 0];
  since.compared();
  expect([after(36_000_000, 36_000_000), after(62_000, 60_000)]).toEqual([false, false]);
  expect([after(-3_540_000, 60_000), after(3_660_000, 60_000)]).toEqual([true, true]);
});
