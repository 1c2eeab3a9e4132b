import { expect, test } from '@jest/globals';
import { type WedgeKey, WedgeRecogniser, type WedgeVerdict } from './wedge.ts';

const PLAIN = { chord: false, repeat: false, composing: false };

/** Keys one after the other, each `gap` ms after the one before. */
function keys(
  text: readonly string[],
  gap: number | ((i: number) => number),
  more: Partial<WedgeKey> = {},
): WedgeKey[] {
  let at = 1000;
  return text.map((key, i) => {
    at += typeof gap === 'number' ? gap : gap(i);
    return { ...PLAIN, key, at, ...more };
  });
}
const press = (all: readonly WedgeKey[], to = new WedgeRecogniser()): WedgeVerdict[] => all.map((key) => to.press(key));
const last = (all: readonly WedgeKey[], to?: WedgeRecogniser) => press(all, to).at(-1);

test.each([
  ['0a1b2c3d', 'Enter', 1],
  ['0a1b2c3d', 'Tab', 15],
  ['0A1B-2C3D 4', 'Enter', 30],
  ['123456', 'Enter', 10],
])('%s and %s, a key every %i ms, is a scanner', (text, end, gap) => {
  const verdicts = press(keys([...text, end], gap));
  expect(verdicts[0]).toEqual({ kind: 'first' });
  expect(verdicts.slice(1, -1).every(({ kind }) => kind === 'going-on')).toBe(true);
  expect(verdicts.at(-1)).toEqual({ kind: 'code', text, symbology: null });
});

test('capitals come with Shift, and one slow character among fast ones is still a scanner', () => {
  expect(last(keys(['Shift', 'A', 'Shift', 'B', 'C', '1', '2', '3', 'Enter'], 8))).toEqual({
    kind: 'code',
    text: 'ABC123',
    symbology: null,
  });
  expect(last(keys([...'0a1b2c3d', 'Enter'], (i) => (i === 4 ? 49 : 5)))).toEqual({
    kind: 'code',
    text: '0a1b2c3d',
    symbology: null,
  });
});

test.each([
  ['a person at 120 ms a key', keys([...'0a1b2c3d', 'Enter'], 120)],
  ['the fastest typist, 45 ms a key', keys([...'0a1b2c3d', 'Enter'], 45)],
  ['five characters', keys([...'12345', 'Enter'], 5)],
  ['a burst, then a slow Enter', keys([...'0a1b2c3d', 'Enter'], (i) => (i === 8 ? 51 : 5))],
  ['a key held down', keys([...'aaaaaaaa', 'Enter'], 30, { repeat: true })],
  ['Enter with Ctrl', [...keys([...'0a1b2c3d'], 5), { ...PLAIN, key: 'Enter', at: 1045, chord: true }]],
  ['Enter alone', keys(['Enter'], 5)],
  ['spaces only', keys([...'      ', 'Enter'], 5)],
  ['an arrow key in the middle', keys(['1', '2', '3', 'ArrowLeft', '4', '5', '6', 'Enter'], 5)],
  ['Backspace in the middle', keys(['1', '2', '3', '4', '5', 'Backspace', '6', '7', 'Enter'], 5)],
  [
    'a shortcut in the middle',
    [...keys([...'123'], 5), { ...PLAIN, key: 'v', at: 1020, chord: true }, ...keys([...'456', 'Enter'], 5)],
  ],
])('%s is a person', (_, all) => {
  expect(last(all)?.kind).toBe('typing');
});

test('what a person typed just before is not taken into the code, and the next typing is a person again', () => {
  const to = new WedgeRecogniser();
  expect(press(keys([...'张三'], 200), to).at(-1)).toEqual({ kind: 'first' });
  const scan = keys([...'0a1b2c3d', 'Enter'], 5).map((key) => ({ ...key, at: key.at + 2000 }));
  expect(last(scan, to)).toEqual({ kind: 'code', text: '0a1b2c3d', symbology: null });
  expect(
    last(
      scan.map((key) => ({ ...key, at: key.at + 2000 })),
      to,
    ),
  ).toEqual({ kind: 'code', text: '0a1b2c3d', symbology: null });
  expect(
    last(
      keys(['a', 'Enter'], 300).map((key) => ({ ...key, at: key.at + 9000 })),
      to,
    )?.kind,
  ).toBe('typing');
});

test('while an input method composes nothing is a code; letters that came as fast as a scanner sends are told apart', () => {
  expect(last(keys([...'nihaoma', 'Enter'], 110, { composing: true }))?.kind).toBe('typing');
  expect(
    last([...keys(Array(8).fill('Process'), 6, { composing: true }), { ...PLAIN, key: 'Enter', at: 1054 }]),
  ).toEqual({
    kind: 'blocked',
  });
  // Letters before the composition are not joined with what follows it.
  const mixed = [
    ...keys([...'0a1b'], 5),
    ...keys(['Process', 'Process'], 5, { composing: true }).map((one) => ({ ...one, at: one.at + 20 })),
  ];
  expect(last([...mixed, { ...PLAIN, key: 'Enter', at: 1035 }])?.kind).toBe('typing');
});

test('a burst broken by the focus going elsewhere, or by a clock going back, is no code', () => {
  const to = new WedgeRecogniser();
  press(keys([...'0a1b'], 5), to);
  to.reset();
  expect(
    last(
      keys([...'2c3d', 'Enter'], 5).map((key) => ({ ...key, at: key.at + 20 })),
      to,
    )?.kind,
  ).toBe('typing');
  expect(last([...keys([...'0a1b2c3d'], 5), { ...PLAIN, key: 'Enter', at: 1000 }])?.kind).toBe('typing');
});

test('a book held to the keyboard does not fill the memory', () => {
  const to = new WedgeRecogniser();
  const verdicts = press(keys(Array(5000).fill('x'), 1), to);
  expect(verdicts.filter(({ kind }) => kind === 'first')).toHaveLength(2);
});

test('a prefix that names the kind of code is not part of it; typing that begins with a bracket is typing', () => {
  const shifted = [']', 'Shift', 'Q', '1', ...'0a1b2c3d', 'Enter'];
  expect(last(keys(shifted, 8))).toEqual({ kind: 'code', text: '0a1b2c3d', symbology: 'QR 二维码' });
  expect(last(keys([...']X1abcdef', 'Enter'], 8))).toEqual({ kind: 'code', text: ']X1abcdef', symbology: null });
  expect(last(keys([...']Q1abcdef', 'Enter'], 120))?.kind).toBe('typing');
});
