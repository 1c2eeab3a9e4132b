import { expect, test } from '@jest/globals';
import type { Quad } from '../../preload/contract/photos.ts';
import { homographyOf, mapped } from './homography.ts';
import { areaOf, flatSize, inside, isSheet, turned, wholeOf } from './quad.ts';
import { seen } from './scene-in-test.ts';
import { laidFlat, type Pixels } from './warp.ts';

const TILTED: Quad = [
  { x: 40, y: 30 },
  { x: 210, y: 45 },
  { x: 235, y: 190 },
  { x: 25, y: 170 },
];
const UNIT = wholeOf({ width: 1, height: 1 });
const greyAt = ({ data, width }: Pixels, x: number, y: number) => data[(y * width + x) * 4];

test('golden: the square to a trapezium, worked out by hand', () => {
  // (0,0) (4,0) (3,2) (1,2): the vanishing point lies at (2,4), so h31 = 0 and h32 = 1.
  const h = homographyOf(UNIT, [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 3, y: 2 },
    { x: 1, y: 2 },
  ]);
  expect(h?.map((one) => Math.round(one * 1e9) / 1e9)).toEqual([4, 2, 0, 0, 4, 0, 0, 1, 1]);
});

test('corners go to corners, there and back, and the diagonals meet where they must', () => {
  const to = homographyOf(UNIT, TILTED);
  const back = homographyOf(TILTED, UNIT);
  if (to === null || back === null) throw new Error('no map');
  for (const [i, corner] of UNIT.entries()) {
    const there = mapped(to, corner);
    expect(there.x).toBeCloseTo(TILTED[i]?.x ?? 0, 9);
    expect(there.y).toBeCloseTo(TILTED[i]?.y ?? 0, 9);
    expect(mapped(back, there).x).toBeCloseTo(corner.x, 9);
  }
  const middle = mapped(to, { x: 0.5, y: 0.5 });
  const [a, b, c, d] = TILTED;
  const aside = (p: typeof a, q: typeof a) => (q.x - p.x) * (middle.y - p.y) - (q.y - p.y) * (middle.x - p.x);
  expect(aside(a, c)).toBeCloseTo(0, 6);
  expect(aside(b, d)).toBeCloseTo(0, 6);
});

test('three corners on a line are no sheet', () => {
  const flat: Quad = [TILTED[0], { x: 125, y: 100 }, { x: 210, y: 170 }, TILTED[0]];
  expect(homographyOf(UNIT, flat)).toBeNull();
  expect(isSheet(flat)).toBe(false);
  expect(isSheet([TILTED[0], TILTED[2], TILTED[1], TILTED[3]])).toBe(false);
  expect(isSheet([TILTED[1], TILTED[0], TILTED[3], TILTED[2]])).toBe(false);
  expect(isSheet(TILTED)).toBe(true);
  expect(areaOf(wholeOf({ width: 30, height: 20 }))).toBe(600);
  expect(inside({ x: -3, y: 999 }, { width: 30, height: 20 })).toEqual({ x: 0, y: 20 });
  expect([turned(0, 270), turned(270, 90)]).toEqual([270, 0]);
});

test('the whole picture unturned comes out byte for byte', () => {
  const data = Uint8ClampedArray.from({ length: 7 * 5 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  expect(laidFlat({ width: 7, height: 5, data }, wholeOf({ width: 7, height: 5 }), 0)).toEqual({
    ...{ width: 7, height: 5, data },
  });
});

test('quarter turns are exact and clockwise', () => {
  const letters = Uint8ClampedArray.from([10, 20, 30, 40, 50, 60].flatMap((one) => [one, one, one, 255]));
  const picture = { width: 3, height: 2, data: letters };
  const after = (turn: 0 | 90 | 180 | 270) => {
    const out = laidFlat(picture, wholeOf(picture), turn);
    return [out?.width, [...(out?.data ?? [])].filter((_, i) => i % 4 === 0)];
  };
  expect(after(90)).toEqual([2, [40, 10, 50, 20, 60, 30]]);
  expect(after(180)).toEqual([3, [60, 50, 40, 30, 20, 10]]);
  expect(after(270)).toEqual([2, [30, 60, 20, 50, 10, 40]]);
});

test('golden: a chessboard that lay tilted comes out straight', () => {
  const board = (u: number, v: number) => ((Math.floor(u * 8) + Math.floor(v * 6)) % 2 === 0 ? 240 : 90);
  const picture = seen({ width: 260, height: 210 }, TILTED, board, () => 20);
  const flat = laidFlat(picture, TILTED, 0);
  if (flat === null) throw new Error('not laid flat');
  expect({ width: flat.width, height: flat.height }).toEqual(flatSize(TILTED));
  for (let column = 0; column < 8; column++) {
    for (let row = 0; row < 6; row++) {
      const [x, y] = [(column + 0.5) * (flat.width / 8), (row + 0.5) * (flat.height / 6)].map(Math.floor);
      expect({ column, row, grey: greyAt(flat, x ?? 0, y ?? 0) }).toEqual({
        ...{ column, row, grey: (column + row) % 2 === 0 ? 240 : 90 },
      });
    }
  }
});
