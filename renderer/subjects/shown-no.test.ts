import { expect, test } from '@jest/globals';
import { shownNo } from './shown-no.ts';

test('citizen numbers stand in groups, credit codes do not', () => {
  expect(shownNo('330699********0215')).toBe('330699 **** **** 0215');
  expect(shownNo('33069919610416005X')).toBe('330699 1961 0416 005X');
  expect(shownNo('92330699MA2000006F')).toBe('92330699MA2000006F');
  expect(shownNo('')).toBe('');
});
