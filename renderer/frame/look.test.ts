import { expect, test } from '@jest/globals';
import { readLook } from './look.tsx';

test('a stored look comes back', () => {
  expect(readLook('{"scale":150,"contrast":true}')).toEqual({ scale: 150, contrast: true });
});

test.each([null, '', 'nonsense', '[]', '7', 'null', '{"scale":900,"contrast":"yes"}'])(
  'anything else is the usual look (%s)',
  (stored) => {
    expect(readLook(stored)).toEqual({ scale: 100, contrast: false });
  },
);
