import { expect, test } from '@jest/globals';
import { decodeScan } from '../main/devices/scanner/decode.ts';
import { withoutAim } from '../renderer/scan/aim.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789]'];

test('a code from a keyboard scanner loses the same prefix as one from the serial line', () => {
  for (const letter of LETTERS)
    for (const modifier of [...'0123456789', 'x', ''])
      for (const content of ['0a1b2c3d', ' 青溪 1 ', '\\000026a\\\\b', ']Q1x', 'Q1', '\\12']) {
        const typed = `]${letter}${modifier}${content}`;
        expect({ typed, ...withoutAim(typed) }).toEqual({ typed, ...decodeScan(Buffer.from(typed)) });
      }
});

test.each([']', ']Q', ']Q1', ']Q2\\000026', ']]]]]]]', '[Q1abc', 'a]Q1abc', ']X1abcdef'])('%s is content', (typed) => {
  expect(withoutAim(typed)).toEqual({ text: typed, symbology: null });
});
