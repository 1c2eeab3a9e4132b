import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawing as drawingSchema } from '../../preload/contract/values.ts';
import { drawingOf, extended, inkLength, isPalm, type Sample, type Stroke, whyNoSignature } from './strokes.ts';

const CANVAS = { width: 800, height: 240 };
const sample = (x: number, y: number, more: Partial<Sample> = {}): Sample => ({
  pointer: 'mouse',
  x,
  y,
  pressure: 0.5,
  at: 1000,
  ...more,
});

test('the raw points are kept to the last digit and time runs from the first point', () => {
  const strokes: Stroke[] = [
    [sample(10.123456, 20.5, { at: 5000.25 }), sample(11.7, 21, { at: 5004.5 })],
    [sample(90, 30, { at: 5600 })],
  ];
  expect(drawingOf(strokes, CANVAS)).toEqual({
    canvas: CANVAS,
    strokes: [
      [
        { x: 10.123456, y: 20.5, p: 0.5, t: 0 },
        { x: 11.7, y: 21, p: 0.5, t: 4.25 },
      ],
      [{ x: 90, y: 30, p: 0.5, t: 599.75 }],
    ],
    pressureMeasured: false,
    device: 'screen-mouse',
    lostSamples: 0,
  });
});

test('matrix row 7: pressure counts as measured only when the hardware really measures it', () => {
  const with_ = (pointer: Sample['pointer'], ...pressures: number[]) =>
    drawingOf([pressures.map((pressure, i) => sample(i, i, { pointer, pressure }))], CANVAS);
  expect(with_('pen', 0.31, 0.62)).toMatchObject({ pressureMeasured: true, device: 'screen-pen' });
  expect(with_('pen', 0.31, 0.62).strokes[0]?.map((point) => point.p)).toEqual([0.31, 0.62]);
  expect(with_('touch', 1, 1, 1)).toMatchObject({ pressureMeasured: false, device: 'screen-touch' });
  expect(with_('touch', 1, 1, 1).strokes[0]?.map((point) => point.p)).toEqual([0.5, 0.5, 0.5]);
  expect(with_('mouse', 0.5, 0.5)).toMatchObject({ pressureMeasured: false, device: 'screen-mouse' });
});

test('a stroke beyond the contract limit goes on as the next one and nothing is lost', () => {
  const many = Array.from({ length: 12_001 }, (_, i) => sample(i, 0));
  const strokes = extended([[]], many);
  expect(strokes.map((stroke) => stroke.length)).toEqual([5000, 5000, 2001]);
  expect(drawingSchema.parse(drawingOf(strokes, CANVAS)).strokes.flat()).toHaveLength(12_001);
});

test('whatever is drawn fits the contract', () => {
  const anySample = fc.record({
    pointer: fc.constantFrom<Sample['pointer']>('pen', 'touch', 'mouse'),
    x: fc.double({ min: -50, max: 900, noNaN: true }),
    y: fc.double({ min: -50, max: 300, noNaN: true }),
    pressure: fc.double({ min: 0, max: 1, noNaN: true }),
    at: fc.double({ min: 1000, max: 90_000, noNaN: true }),
  });
  const anyStrokes = fc.array(fc.array(anySample, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(anyStrokes, (strokes) => {
      expect(drawingSchema.safeParse(drawingOf(strokes, CANVAS)).success).toBe(true);
    }),
  );
});

test('nothing and a dot are no signature, a written line is', () => {
  expect(whyNoSignature([], CANVAS)).toContain('还没有签名');
  expect(whyNoSignature([[sample(5, 5), sample(8, 5)]], CANVAS)).toContain('笔迹太短');
  expect(whyNoSignature([[sample(5, 5), sample(70, 5)]], CANVAS)).toBe('');
  expect(inkLength([[sample(0, 0), sample(3, 4)], [sample(100, 100)]])).toBe(5);
});

test('a hand resting on the glass is not a finger', () => {
  expect(isPalm({ width: 24, height: 31 })).toBe(false);
  expect(isPalm({ width: 60, height: 96 })).toBe(true);
});
