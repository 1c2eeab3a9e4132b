import { expect, test } from '@jest/globals';
import { EscapeStack } from './escape.ts';

/** A key as the window gives it, and whether anybody behind still hears it. */
function press(stack: EscapeStack, key: string, listOpen = false, isComposing = false): 'taken' | 'goes on' {
  let heard: 'taken' | 'goes on' = 'goes on';
  const stopImmediatePropagation = () => {
    heard = 'taken';
  };
  stack.hear({ key, isComposing, preventDefault: () => undefined, stopImmediatePropagation }, listOpen);
  return heard;
}

test('Esc closes what was opened last, one at a time, and nothing behind it', () => {
  const stack = new EscapeStack();
  const closed: string[] = [];
  const takeAway = ['reader', 'scanner'].map((name) => stack.add(() => closed.push(name)));
  expect(press(stack, 'Escape')).toBe('taken');
  expect(closed).toEqual(['scanner']);
  takeAway[1]?.();
  expect(press(stack, 'Escape')).toBe('taken');
  expect(closed).toEqual(['scanner', 'reader']);
  takeAway[0]?.();
  expect(press(stack, 'Escape')).toBe('goes on');
});

test('another key, a key of the Chinese input and an open list are left alone', () => {
  const stack = new EscapeStack();
  const closed: string[] = [];
  stack.add(() => closed.push('reader'));
  expect(press(stack, 'Enter')).toBe('goes on');
  expect(press(stack, 'Escape', false, true)).toBe('goes on');
  expect(press(stack, 'Escape', true)).toBe('goes on');
  expect(closed).toEqual([]);
});
