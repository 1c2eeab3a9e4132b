import { expect, test } from '@jest/globals';
import { createPages } from './pages.ts';

test('one page of those that may: the one that was last in front, else the one that came last', () => {
  const pages = createPages();
  const allowed = new Set(['a', 'b', 'c']);
  const leave = new Map(['a', 'b', 'c', 'd'].map((key) => [key, pages.enter(key, () => allowed.has(key))]));
  const front = () => ['a', 'b', 'c', 'd'].filter((key) => pages.isInFront(key));
  expect(front()).toEqual(['c']);
  pages.focused('a');
  expect(front()).toEqual(['a']);
  pages.focused('b');
  pages.focused('d');
  expect(front()).toEqual(['b']);
  allowed.delete('b');
  expect(front()).toEqual(['a']);
  leave.get('a')?.();
  expect(front()).toEqual(['c']);
  // Connected again: it was in front all the time.
  const again = pages.enter('a', () => true);
  expect(front()).toEqual(['a']);
  // An older connection of the same page ends late and takes nothing away.
  leave.get('a')?.();
  expect(front()).toEqual(['a']);
  again();
  allowed.clear();
  expect(front()).toEqual([]);
});

test('pages that went away are not remembered for ever', () => {
  const pages = createPages();
  pages.enter('old', () => true);
  pages.enter('young', () => true);
  pages.focused('old');
  for (let n = 0; n < 100; n += 1) pages.focused(`gone ${n}`);
  expect(pages.isInFront('young')).toBe(true);
});
