import { expect, test } from '@jest/globals';
import { moved, put } from './name-list.ts';

const row = (key: string) => ({ key, name: key, expression: key, example: key, fromFolders: false, enabled: true });
const list = ['a', 'b', 'c'].map(row);
const keys = (of: readonly { key: string }[]) => of.map((one) => one.key).join('');

test('a row goes one place up or down, and not beyond the ends', () => {
  expect(keys(moved(list, 1, -1))).toBe('bac');
  expect(keys(moved(list, 1, 1))).toBe('acb');
  expect(keys(moved(list, 0, -1))).toBe('abc');
  expect(keys(moved(list, 2, 1))).toBe('abc');
});

test('a changed row stays in its place, a new one comes first', () => {
  expect(put(list, { ...row('b'), name: '改' })[1]).toMatchObject({ key: 'b', name: '改' });
  expect(keys(put(list, row('d')))).toBe('dabc');
});
