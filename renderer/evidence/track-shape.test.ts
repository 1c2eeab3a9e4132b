import { expect, test } from '@jest/globals';
import { shapeOf, wayInWords } from './track-shape.ts';

test('a track fills its box, north up, one scale for both ways', () => {
  // 100 m east, then 100 m north, at 60° where a degree of longitude is half as long.
  const shape = shapeOf(
    [
      [120, 60],
      [120 + 200 / 111_195, 60],
      [120 + 200 / 111_195, 60 + 100 / 111_195],
    ],
    262,
    150,
  );
  expect(shape?.line).toBe('78,128 184,128 184,22');
  expect([shape?.first, shape?.last]).toEqual([
    [78, 128],
    [184, 22],
  ]);
  expect(shape?.bar).toEqual({ metres: 50, pixels: 53 });
});

test('somebody who stood still is a point in the middle; nothing is nothing', () => {
  expect(
    shapeOf(
      [
        [120, 30],
        [120, 30],
      ],
      262,
      150,
    ),
  ).toMatchObject({ line: '131,75 131,75', bar: { metres: 10 } });
  expect(shapeOf([], 262, 150)).toBeNull();
});

test('the length in words', () => {
  expect([wayInWords(0), wayInWords(999), wayInWords(1250)]).toEqual(['0 米', '999 米', '1.25 公里']);
});
