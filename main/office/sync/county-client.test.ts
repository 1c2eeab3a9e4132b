import { expect, test } from '@jest/globals';
import { compareClocks } from './county-client.ts';

const AT = Date.parse('2026-11-22T04:10:00.000Z');
const DATE = 'Sun, 22 Nov 2026 04:10:00 GMT';

test('the middle of the call is set beside the middle of the second that the county names', () => {
  const at = '2026-11-22T04:10:00.800Z';
  expect(compareClocks(DATE, AT + 200, AT + 800)).toEqual({ at, pcAheadSeconds: 0 });
  expect(compareClocks(DATE, AT + 90_300, AT + 90_700)?.pcAheadSeconds).toBe(90);
  expect(compareClocks(DATE, AT - 3_599_800, AT - 3_599_200)?.pcAheadSeconds).toBe(-3600);
});

test('a slow answer, a clock that was set meanwhile and a time that is none say nothing', () => {
  expect(compareClocks(DATE, AT, AT + 5000)).not.toBeNull();
  expect(compareClocks(DATE, AT, AT + 5001)).toBeNull();
  expect(compareClocks(DATE, AT, AT - 1)).toBeNull();
  expect(compareClocks(null, AT, AT)).toBeNull();
  expect(compareClocks('gestern', AT, AT)).toBeNull();
});
