import { expect, test } from '@jest/globals';
import { Capture } from './capture.ts';
import { padLayout } from './layout.ts';

const CAPABILITY = {
  ...{ maxX: 9600, maxY: 6000, maxPressure: 1023, screenWidth: 320, screenHeight: 200 },
  ...{ reportRate: 200, resolution: 2540, encodings: 2 },
};

/** A pad of which every stroke is `length` points long, each stroke at an x of its own. */
function pen() {
  const capture = new Capture(CAPABILITY, padLayout(CAPABILITY));
  let at = 0;
  const sample = (down: boolean, x: number) =>
    capture.push({ inRange: true, down, pressure: down ? 500 : 0, x, y: 3000, time: null, sequence: null }, at++);
  const stroke = (x: number, length: number) => {
    for (let i = 0; i < length; i++) sample(true, x);
    sample(false, x);
  };
  return { capture, stroke };
}

test('the 201st stroke is not glued onto the 200th: it is not kept, and its points count as lost', () => {
  const { capture, stroke } = pen();
  for (let i = 1; i <= 200; i++) stroke(4000 + i, 3);
  expect(capture.lostSamples).toBe(0);
  stroke(5000, 4);
  stroke(5001, 2);
  expect(capture.strokes).toHaveLength(200);
  expect(capture.strokes.at(-1)?.map(({ x }) => x)).toEqual([4200, 4200, 4200]);
  expect(capture.lostSamples).toBe(6);
});

test('a stroke of more than 5000 points goes on as the next one, and ends with the drawing', () => {
  const { capture, stroke } = pen();
  stroke(4000, 5001);
  expect(capture.strokes.map((one) => one.length)).toEqual([5000, 1]);
  for (let i = 2; i < 200; i++) stroke(4000, 1);
  stroke(4001, 7);
  expect(capture.strokes).toHaveLength(200);
  expect(capture.lostSamples).toBe(7);
});
