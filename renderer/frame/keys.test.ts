import { expect, test } from '@jest/globals';
import { chordOf } from './keys.tsx';

const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test('keys are named as the pages name them', () => {
  expect(pressed('s', { ctrlKey: true })).toBe('Ctrl+S');
  expect(pressed('Enter', { ctrlKey: true })).toBe('Ctrl+Enter');
  expect(pressed('Escape')).toBe('Esc');
  expect(pressed('F1')).toBe('F1');
  expect(pressed('k', { metaKey: true })).toBe('Ctrl+K');
  expect(pressed('Tab', { shiftKey: true })).toBe('Shift+Tab');
});

test('a plain letter is no command', () => {
  expect(pressed('s')).toBe('S');
});
