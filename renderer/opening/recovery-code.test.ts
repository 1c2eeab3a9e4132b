import { expect, test } from '@jest/globals';
import { isLastGroup } from './recovery-code.tsx';

test('the last group proves that the paper is there, in any case, with blanks around', () => {
  expect(isLastGroup('AB12C-D34EF-7GH8J', '7gh8j ')).toBe(true);
  expect(isLastGroup('AB12C D34EF 7GH8J', '7GH8J')).toBe(true);
});

test.each(['', 'AB12C', '7GH8', 'AB12C-D34EF-7GH8J'])('%p proves nothing', (typed) => {
  expect(isLastGroup('AB12C-D34EF-7GH8J', typed)).toBe(false);
});
