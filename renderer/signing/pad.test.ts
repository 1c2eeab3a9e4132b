import { expect, test } from '@jest/globals';
import { linesOf, packBits } from './pad-picture.ts';
import { grown } from './use-pad.ts';

test('a picture becomes one bit a pixel: dark is 1, the leftmost pixel highest, rows filled to a byte', () => {
  const dark = new Set([0, 9, 10]);
  const rgba = new Uint8ClampedArray(
    Array.from({ length: 20 }, (_, i) =>
      Array(3)
        .fill(dark.has(i) ? 90 : 200)
        .concat(255),
    ).flat(),
  );
  // Ten pixels wide, two rows.
  expect([...packBits(rgba, 10, 2)]).toEqual([0b1000_0000, 0b0100_0000, 0b1000_0000, 0]);
});

const em = (text: string) => text.length * 10;

test('a summary is broken into lines, and what does not fit says where the rest stands', () => {
  expect(linesOf('请王一签名。\n当场  行政处罚', 60, 4, em)).toEqual(['请王一签名。', '当场 行政处', '罚']);
  // A comma never begins a line: it takes the word before it along.
  expect(linesOf('一二三四，五', 40, 4, em)).toEqual(['一二三', '四，五']);
  const cut = linesOf('一二三四五六七八九十'.repeat(6), 120, 3, em);
  expect(cut).toHaveLength(3);
  expect(cut.at(-1)).toBe('五六七……（全文见屏幕）');
  expect(cut.every((line) => em(line) <= 120)).toBe(true);
});

test('live points go to the end of their stroke', () => {
  const point = (x: number) => ({ x, y: 0, p: 0.5, t: x });
  const one = grown([], [{ stroke: 0, points: [point(1), point(2)] }]);
  const two = grown(one, [
    { stroke: 0, points: [point(3)] },
    { stroke: 1, points: [point(9)] },
  ]);
  expect(two.map((stroke) => stroke.map(({ x }) => x))).toEqual([[1, 2, 3], [9]]);
  expect(one).toHaveLength(1);
});
