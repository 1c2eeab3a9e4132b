import { expect, test } from '@jest/globals';
import { LineLimit } from './line-limit.ts';

test('a line of the limit is allowed, one byte more is not, however it is cut', () => {
  const good = Buffer.from('12345\n12345\n\n1\n');
  const bad = Buffer.from('12345\n123456\n1\n');
  for (let cut = 0; cut <= bad.length; cut += 1) {
    const told = (bytes: Buffer) => {
      const limit = new LineLimit(5);
      return [bytes.subarray(0, cut), bytes.subarray(cut)].map((chunk) => limit.exceededBy(chunk)).some(Boolean);
    };
    expect(told(good)).toBe(false);
    expect(told(bad)).toBe(true);
  }
});

test('after a line that was too long the next is judged for itself', () => {
  const limit = new LineLimit(3);
  expect(limit.exceededBy(Buffer.from('1234'))).toBe(true);
  expect(limit.exceededBy(Buffer.from('\n123'))).toBe(false);
  expect(limit.exceededBy(Buffer.from('4'))).toBe(true);
});
