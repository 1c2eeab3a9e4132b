import { expect, test } from '@jest/globals';
import type { Quad } from '../../preload/contract/photos.ts';
import { guessSheet } from './edge-guess.ts';
import { wholeOf } from './quad.ts';
import { randomOf, seen } from './scene-in-test.ts';

const SIZE = { width: 400, height: 300 };
const times = (corners: Quad, by: number) => corners.map(({ x, y }) => ({ x: x * by, y: y * by })) as Quad;
/** Lines of print, a picture and a stamp. */
const printed = (u: number, v: number) =>
  (u > 0.1 && u < 0.9 && v > 0.12 && v < 0.85 && Math.floor(v * 40) % 2 === 0 && Math.floor(u * 90) % 3 > 0) ||
  (u > 0.6 && u < 0.85 && v > 0.7 && v < 0.9)
    ? 70
    : 235;

const far = (one: Quad, other: Quad) =>
  Math.max(...one.map(({ x, y }, i) => Math.hypot(x - (other[i]?.x ?? 0), y - (other[i]?.y ?? 0))));

const SCENES: Record<string, Quad> = {
  straight: wholeOf({ width: 210, height: 250 }).map(({ x, y }) => ({ x: x + 100, y: y + 25 })) as Quad,
  'tilted to the right': [
    { x: 150, y: 30 },
    { x: 320, y: 65 },
    { x: 270, y: 280 },
    { x: 95, y: 235 },
  ],
  'tilted to the left': [
    { x: 75, y: 70 },
    { x: 280, y: 25 },
    { x: 325, y: 215 },
    { x: 115, y: 275 },
  ],
  'in perspective': [
    { x: 130, y: 45 },
    { x: 280, y: 50 },
    { x: 350, y: 270 },
    { x: 55, y: 260 },
  ],
};

for (const [name, corners] of Object.entries(SCENES)) {
  test(`printed paper, ${name}: found within 1 % of the picture`, () => {
    const random = randomOf(6);
    const noisy = (x: number, y: number) => 45 + 20 * Math.sin(x / 45) + 15 * Math.cos(y / 35) + random(12);
    const found = guessSheet(seen(SIZE, corners, (u, v) => printed(u, v) - random(10), noisy));
    if (found === null) throw new Error('not found');
    expect(far(found, corners)).toBeLessThan(4);
  });
}

test('a large picture is looked at in small, and the corners are those of the large one', () => {
  const corners = times(SCENES['tilted to the left'] ?? wholeOf(SIZE), 3);
  const large = seen({ width: 1200, height: 900 }, corners, printed, () => 50);
  const found = guessSheet(large);
  expect(found === null ? 999 : far(found, corners)).toBeLessThan(9);
});

test('light that falls from one side does not matter', () => {
  const corners = SCENES['in perspective'] ?? wholeOf(SIZE);
  const lit = seen(
    SIZE,
    corners,
    (u, v) => printed(u, v) * (0.75 + 0.25 * u),
    (x) => 20 + 40 * (x / SIZE.width),
  );
  const found = guessSheet(lit);
  expect(found === null ? 999 : far(found, corners)).toBeLessThan(4);
});

test('no sheet is said rather than invented', () => {
  const nothing = (grey: number) =>
    seen(
      SIZE,
      wholeOf(SIZE),
      () => grey,
      () => grey,
    );
  expect(guessSheet(nothing(30))).toBeNull();
  const random = randomOf(7);
  expect(
    guessSheet(
      seen(
        SIZE,
        wholeOf(SIZE),
        () => random(255),
        () => 0,
      ),
    ),
  ).toBeNull();
  // A ring of light, a small slip, a round plate.
  const small: Quad = wholeOf({ width: 30, height: 30 }).map(({ x, y }) => ({ x: x + 150, y: y + 100 })) as Quad;
  expect(
    guessSheet(
      seen(
        SIZE,
        small,
        () => 240,
        () => 30,
      ),
    ),
  ).toBeNull();
  const plate = (u: number, v: number) => (Math.hypot(u - 0.5, v - 0.5) < 0.4 ? 240 : 30);
  expect(guessSheet(seen(SIZE, wholeOf(SIZE), plate, () => 30))).toBeNull();
});
