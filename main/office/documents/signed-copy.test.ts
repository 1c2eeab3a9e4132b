import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extractText, getDocumentProxy } from 'unpdf';
import { openPaperRenderer } from '../../../test/paper-renderer.ts';
import { decision, decisionMarks, drawnSignature } from '../../../test/paper-samples.ts';
import { canRasterise, pixels } from '../../../test/rasterise.ts';
import { inkPaths } from './ink.ts';
import { onTheSpotDecision } from './papers/on-the-spot-decision.ts';
import { renderPaper } from './papers/paper.ts';
import { findPlaces, type Place } from './papers/places.ts';
import { makeSignedCopy } from './signed-copy.ts';

const raster = canRasterise();
if (!raster) process.stdout.write('SKIPPED 1: strokes inside their boxes, by pixels (pdftoppm is missing)\n');

let renderer: Awaited<ReturnType<typeof openPaperRenderer>>;
let unsigned: Uint8Array;
let places: readonly Place[];
beforeAll(async () => {
  renderer = await openPaperRenderer();
  unsigned = (await renderPaper(renderer.render, onTheSpotDecision, decision)).pdf;
  places = await findPlaces(await PDFDocument.load(unsigned));
});
afterAll(() => renderer.close());

const textOf = async (pdf: Uint8Array) => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.replace(/\s/g, '');
};
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('the signed copy keeps every word, adds the date of receipt, and leaves the stored bytes alone', async () => {
  const before = sha(unsigned);
  const signed = await makeSignedCopy(renderer.render, unsigned, decisionMarks);
  expect(sha(unsigned)).toBe(before);
  expect(sha(signed)).not.toBe(before);
  const [old, fresh] = [await textOf(unsigned), await textOf(signed)];
  expect(fresh.split('2026年11月20日14时21分')).toHaveLength(4); // on each of the three copies
  expect(fresh.replaceAll('2026年11月20日14时21分', '')).toBe(old);
});

(raster ? test : test.skip)(
  'by pixels: every mark is in its own box on all three copies, and nothing else changes',
  async () => {
    const dpi = 75;
    const clean = pixels(unsigned, dpi);
    const marked = pixels(await makeSignedCopy(renderer.render, unsigned, decisionMarks), dpi);
    expect(marked).toHaveLength(3);
    for (const [i, page] of marked.entries()) {
      const boxes = places.filter((at) => at.page === i && decisionMarks.some((mark) => mark.place === at.name));
      const inside = new Map(boxes.map((box) => [box.name, 0]));
      const strays: { x: number; y: number }[] = [];
      for (let p = 0; p < page.width * page.height; p++) {
        if (page.data[p * 4] === clean[i]?.data[p * 4]) continue;
        const x = ((p % page.width) * 72) / dpi;
        const y = 841.92 - (Math.floor(p / page.width) * 72) / dpi;
        const near = (at: Place) =>
          x >= at.x - 1 && x <= at.x + at.width + 1 && y >= at.y - 1 && y <= at.y + at.height + 1;
        const box = boxes.find(near);
        if (box) inside.set(box.name, (inside.get(box.name) ?? 0) + 1);
        else strays.push({ x, y });
      }
      expect(strays).toEqual([]);
      expect(boxes).toHaveLength(decisionMarks.length);
      for (const changed of inside.values()) expect(changed).toBeGreaterThan(60);
    }
  },
);

test('a refusal is written into its box with reason and witness, and cannot smuggle HTML', async () => {
  const words = `当事人以“没有带笔”为由拒绝签收。见证人：李卫东<script>alert(1)</script>${'（村委会）'.repeat(20)}`;
  const signed = await makeSignedCopy(renderer.render, unsigned, [
    { place: 'REFUSAL', words },
    { place: 'WITNESS', drawing: drawnSignature(2, 0.9) },
  ]);
  expect(await textOf(signed)).toContain(words);
});

test('a place that the paper has not, and bytes that are no PDF, are refused', async () => {
  const other = await renderer.render('<!doctype html><p>没有签名栏</p>');
  await expect(makeSignedCopy(renderer.render, other, decisionMarks)).rejects.toMatchObject({ code: 'DOC-411' });
  await expect(
    makeSignedCopy(renderer.render, new TextEncoder().encode('no pdf'), decisionMarks),
  ).rejects.toMatchObject({
    code: 'DOC-412',
  });
});

test('ink stays in any box for any strokes', () => {
  const point = fc.record({
    x: fc.double({ min: -500, max: 5000, noNaN: true }),
    y: fc.double({ min: -500, max: 5000, noNaN: true }),
    p: fc.double({ min: 0, max: 1, noNaN: true }),
    t: fc.nat(),
  });
  const strokes = fc.array(fc.array(point, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      strokes,
      fc.integer({ min: 60, max: 300 }),
      fc.integer({ min: 25, max: 60 }),
      (drawn, width, height) => {
        const svg = inkPaths({ canvas: { width: 640, height: 240 }, strokes: drawn }, { width, height });
        for (const [, d = '', pen = ''] of svg.matchAll(/d="([^"]+)" stroke-width="([^"]+)"/g)) {
          const numbers = d.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
          for (const [i, value] of numbers.entries()) {
            expect(value - Number(pen) / 2).toBeGreaterThanOrEqual(0);
            expect(value + Number(pen) / 2).toBeLessThanOrEqual(i % 2 === 0 ? width : height);
          }
        }
      },
    ),
  );
});

test('pressing harder writes thicker', () => {
  const line = (p: number) =>
    inkPaths({ canvas: { width: 10, height: 10 }, strokes: [[{ x: 1, y: 1, p, t: 0 }]] }, { width: 90, height: 30 });
  const pen = (svg: string) => Number(/stroke-width="([^"]+)"/.exec(svg)?.[1]);
  expect(pen(line(0.9))).toBeGreaterThan(pen(line(0.2)) * 1.8);
});
