import { expect, test } from '@jest/globals';
import jsQR from 'jsqr';
import type { PNG } from 'pngjs';
import receiptline from 'receiptline';
import { PRINTER_PROFILES } from '../../../preload/contract/printer-profiles.ts';
import { RECEIPT_KINDS } from '../../../preload/contract/receipts.ts';
import { type Placed, placed, receiptPicture } from '../../../test/receipt-picture.ts';
import { placedInSvg, rasteriseSvg, receiptlineMarkup, receiptlineSvg } from '../../../test/receiptline-picture.ts';
import { readPapers } from '../../devices/simulators/escpos-paper.ts';
import type { Paper } from '../../devices/simulators/paper.ts';
import { receiptBytes } from './layout.ts';
import { TEMPLATES } from './templates/index.ts';

// receiptline is another program for receipts, by other people: it draws the same receipts, and we compare.

const WIDTHS = [
  { width: 58, dots: 384, columns: 32 },
  { width: 80, dots: 576, columns: 48 },
] as const;

function ours(kind: (typeof RECEIPT_KINDS)[number], { width, columns }: (typeof WIDTHS)[number]): Paper {
  const form = { width, profile: PRINTER_PROFILES.standard };
  const [paper] = readPapers(receiptBytes(TEMPLATES[kind].parts(TEMPLATES[kind].sample(false), 0), form), columns);
  if (!paper) throw new Error('nothing came out');
  return paper;
}

const isRule = ({ cells }: Placed) => cells.every(({ character }) => character === '-');
const cellsOf = (lines: readonly Placed[]) => lines.filter((line) => !isRule(line)).map(({ cells }) => cells);

const cases = RECEIPT_KINDS.flatMap((kind) => WIDTHS.map((on) => ({ kind, on, mm: on.width })));

test.each(cases)('$kind, $mm mm: every character stands where the other program puts it', ({ kind, on }) => {
  const paper = ours(kind, on);
  expect(cellsOf(placedInSvg(receiptlineSvg(receiptlineMarkup(paper), on.columns)))).toEqual(
    cellsOf(placed(paper, on.dots)),
  );
});

test.each(cases)("$kind, $mm mm: the other program's bytes, read by our printer, say the same", ({ kind, on }) => {
  const paper = ours(kind, on);
  const markup = receiptlineMarkup(paper);
  const how = { cpl: on.columns, encoding: 'gb18030', command: 'generic', spacing: true } as const;
  const [theirs, ...more] = readPapers(Buffer.from(receiptline.transform(markup, how), 'binary'), on.columns, {
    strict: false,
  });
  expect(more).toEqual([]);
  const words = (of: Paper | undefined) =>
    of?.lines.map((line) => line.text.trim()).filter((text) => text !== '' && !/^(-+|〔图像.*)$/.test(text));
  expect(words(theirs)).toEqual(words(paper));
  const codes = theirs?.pieces.filter((piece) => piece.kind === 'image' && piece.rows > 60) ?? [];
  expect(codes).toHaveLength(paper.qrCodes.length);
});

/** All QR codes of a picture from top to bottom. */
function qrCodesIn({ width, height, data }: PNG): string[] {
  const found: string[] = [];
  // A code is at most 180 dots high, so that each lies whole in one of the windows.
  for (let top = 0; top < height; top += 100) {
    const rows = Math.min(280, height - top);
    const said = jsQR(
      new Uint8ClampedArray(data.subarray(top * width * 4, (top + rows) * width * 4)),
      width,
      rows,
    )?.data;
    if (said !== undefined && !found.includes(said)) found.push(said);
  }
  return found;
}

/** Whether there is ink in a column of 12 dots of a line. */
function inked({ width, height, data }: PNG, { top, height: tall }: Placed, column: number): boolean {
  for (let y = Math.max(0, top - 2); y < Math.min(height, top + tall + 2); y++)
    for (let x = column * 12; x < column * 12 + 12; x++) if ((data[(y * width + x) * 4] ?? 255) < 110) return true;
  return false;
}

test('matrix row 10: the pictures of both programs hold the same codes and ink in the same places', async () => {
  const [on] = WIDTHS;
  const papers = (['penalty-receipt', 'acceptance-receipt', 'test-page'] as const).map((kind) => ours(kind, on));
  const svgs = papers.map((paper) => receiptlineSvg(receiptlineMarkup(paper), on.columns));
  const theirs = await rasteriseSvg(svgs);
  for (const [i, paper] of papers.entries()) {
    const picture = receiptPicture(paper, on.dots);
    const other = theirs[i];
    if (!other) throw new Error('no picture');
    expect([picture.width, other.width]).toEqual([384, 384]);
    expect(qrCodesIn(picture)).toEqual(paper.qrCodes);
    expect(qrCodesIn(other)).toEqual(paper.qrCodes);
    const lines = placed(paper, on.dots).filter((line) => !isRule(line));
    const otherLines = placedInSvg(svgs[i] ?? '');
    let columns = 0;
    let same = 0;
    for (const [n, line] of lines.entries()) {
      const otherLine = otherLines[n];
      if (!otherLine) throw new Error('a line is missing');
      for (let column = 0; column < on.columns; column++) {
        columns += 1;
        if (inked(picture, line, column) === inked(other, otherLine, column)) same += 1;
      }
    }
    // Typefaces differ: a narrow sign may leave one half of its cell empty in one of them.
    expect(same / columns).toBeGreaterThan(0.9);
  }
});
