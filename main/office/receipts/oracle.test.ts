import { expect, test } from '@jest/globals';
import jsQR from 'jsqr';
import type { PNG } from 'pngjs';
import receiptline from 'receiptline';
import { PRINTER_PROFILES, type PrinterProfileKey } from '../../../preload/contract/printer-profiles.ts';
import { RECEIPT_KINDS } from '../../../preload/contract/receipts.ts';
import { type Placed, placed, receiptPicture } from '../../../test/receipt-picture.ts';
import { type Said, saidBy } from '../../../test/receipt-words.ts';
import { placedInSvg, rasteriseSvg, receiptlineMarkup, receiptlineSvg } from '../../../test/receiptline-picture.ts';
import { readPapers } from '../../devices/simulators/escpos-paper.ts';
import type { Paper } from '../../devices/simulators/paper.ts';
import { receiptBytes } from './layout.ts';
import { TEMPLATES } from './templates/index.ts';

// receiptline is another program for receipts, by other people. It is told what a receipt says by test/receipt-words.ts,
// which is written from the facts alone; our paper is what an interpreter reads from our bytes. The two are compared.

const WIDTHS = [
  { width: 58, dots: 384, columns: 32 },
  { width: 80, dots: 576, columns: 48 },
] as const;
type On = (typeof WIDTHS)[number];
type Kind = (typeof RECEIPT_KINDS)[number];

interface Receipt {
  readonly name: string;
  readonly kind: Kind;
  readonly facts: object;
  readonly reprint: number;
}
const sampleOf = (kind: Kind, on: On): object => {
  const { width, columns } = on;
  const page = kind === 'test-page' ? { width: String(width), columns } : {};
  return { ...(TEMPLATES[kind].sample(false) as object), ...page };
};
const real = { sample: false, demo: false, simulated: false };
/** Every kind as its sample, and what else the facts can make of it. */
function receipts(on: On): Receipt[] {
  const of = (name: string, kind: Kind, facts: object, reprint = 0): Receipt => {
    return { name, kind, facts: { ...sampleOf(kind, on), ...facts }, reprint };
  };
  const cash = { way: 'ON_SITE', ticketNo: '浙A00012345' };
  const bank = { way: 'BANK', channel: '越州农商银行青溪支行', dueOn: '2026-12-01', payCode: null };
  return [
    ...RECEIPT_KINDS.map((kind) => of('样张', kind, {})),
    of('paid on the spot, a real one', 'penalty-receipt', { ...real, payment: cash }),
    of('without a pay code, of a demo, printed again', 'penalty-receipt', { ...real, demo: true, payment: bank }, 2),
    of('a warning', 'penalty-receipt', { ...real, simulated: true, maskedNo: '', fineFen: null, payment: null }),
    of('who would not sign', 'delivery-receipt', { ...real, refused: '对处罚有异议' }, 1),
    of('nothing handed in', 'acceptance-receipt', { ...real, materials: [] }),
  ];
}
const cases = WIDTHS.flatMap((on) =>
  receipts(on).map((receipt) => ({ on, receipt, mm: on.width, kind: receipt.kind, name: receipt.name })),
);

function ours(
  { kind, facts, reprint }: Receipt,
  { width, columns }: On,
  profile: PrinterProfileKey = 'standard',
): Paper {
  const form = { width, profile: PRINTER_PROFILES[profile] };
  const [paper, ...more] = readPapers(receiptBytes(TEMPLATES[kind].parts(facts, reprint), form), columns);
  if (!paper || more.length > 0) throw new Error('not one paper came out');
  return paper;
}
const said = ({ kind, facts, reprint }: Receipt, { columns }: On): Said[] => saidBy(kind, facts, columns, reprint);

const lettersOf = (text: string) => text.replace(/\s/g, '');
const wordsOn = (line: Placed) => line.cells.map((cell) => cell.character).join('');

/** What of a paper each thing that is to be said has become: one line of text or several. Nothing is left over. */
function found(on: readonly Placed[], wanted: readonly Said[]): Placed[][] {
  let at = 0;
  const parts = wanted.map((one) => {
    const first = on[at];
    if (one.kind !== 'text' || (one.drawn && first?.kind === 'image')) {
      expect(first?.kind).toBe(one.kind === 'text' ? 'image' : one.kind);
      at += 1;
      return first ? [first] : [];
    }
    const words = lettersOf(one.text);
    const lines: Placed[] = [];
    for (let got = ''; got !== words; at++) {
      const line = on[at];
      got += line?.kind === 'text' ? wordsOn(line) : '〔something else〕';
      if (!line || !words.startsWith(got)) throw new Error(`「${got}」 instead of 「${words}」`);
      lines.push(line);
    }
    return lines;
  });
  expect(on.slice(at)).toEqual([]);
  return parts;
}
const look = ({ cells, bold, height }: Placed) => ({ cells, bold, height });
const sameBreaks = (left: readonly Placed[], right: readonly Placed[]) =>
  left.length === right.length && left.every((line, i) => right[i] && wordsOn(line) === wordsOn(right[i]));

test.each(cases)(
  '$kind ($name), $mm mm: all of it, nothing more, every character where the other program puts it',
  ({ on, receipt }) => {
    const wanted = said(receipt, on);
    const paper = ours(receipt, on);
    const here = found(placed(paper, on.dots), wanted);
    const there = found(placedInSvg(receiptlineSvg(receiptlineMarkup(wanted, on.columns), on.columns)), wanted);
    for (const [i, one] of wanted.entries()) {
      const [mine, theirs] = [here[i] ?? [], there[i] ?? []];
      if (one.kind === 'qr') expect(mine.map((line) => line.left)).toEqual(theirs.map((line) => line.left));
      if (one.kind !== 'text' || one.drawn) continue;
      if (theirs.length === 1 || sameBreaks(mine, theirs)) expect(mine.map(look)).toEqual(theirs.map(look));
      else {
        // It breaks lines anywhere, we keep numbers whole and signs where they belong: the same beginnings, no line more.
        expect(one.align).toBe('left');
        expect(mine.length).toBeLessThanOrEqual(theirs.length + 1);
        for (const line of mine) {
          const [first, last] = [line.cells[0], line.cells.at(-1)];
          expect([6, 12]).toContain(first?.x);
          expect(last?.x).toBeLessThan(on.dots);
          expect(line).toMatchObject({ bold: one.bold, height: 24 });
        }
      }
    }
    expect(paper.qrCodes).toEqual(wanted.flatMap((one) => (one.kind === 'qr' ? [one.content] : [])));
    const bars = paper.pieces.flatMap((piece) => (piece.kind === 'barcode' ? [piece.content] : []));
    expect(bars).toEqual(wanted.flatMap((one) => (one.kind === 'barcode' ? [one.content] : [])));
  },
);

test.each(cases)(
  "$kind ($name), $mm mm: the other program's bytes, read by our printer, say the same",
  ({ on, receipt }) => {
    const wanted = said(receipt, on).filter((one) => one.kind !== 'text' || !one.drawn);
    const how = { cpl: on.columns, encoding: 'gb18030', command: 'generic', spacing: true } as const;
    const bytes = Buffer.from(receiptline.transform(receiptlineMarkup(wanted, on.columns), how), 'binary');
    const [theirs, ...more] = readPapers(bytes, on.columns, { strict: false });
    expect(more).toEqual([]);
    const words = (of: Paper | undefined) =>
      of?.lines
        .map((line) => lettersOf(line.text))
        .filter((text) => !/^(-*|〔图像.*)$/.test(text))
        .join('');
    expect(words(theirs)).toBe(words(ours(receipt, on)));
    const codes = theirs?.pieces.filter((piece) => piece.kind === 'image' && piece.rows > 60) ?? [];
    expect(codes).toHaveLength(wanted.filter((one) => one.kind === 'qr').length);
  },
);

/** All QR codes of a picture from top to bottom. */
function qrCodesIn({ width, height, data }: PNG): string[] {
  const codes: string[] = [];
  // A code is at most 246 dots high, so that each lies whole in one of the windows.
  for (let top = 0; top < height; top += 100) {
    const rows = Math.min(350, height - top);
    const window = new Uint8ClampedArray(data.subarray(top * width * 4, (top + rows) * width * 4));
    const code = jsQR(window, width, rows)?.data;
    if (code !== undefined && !codes.includes(code)) codes.push(code);
  }
  return codes;
}

/** Whether there is ink in a column of 12 dots of a line. */
function inked({ width, height, data }: PNG, { top, height: tall }: Placed, column: number): boolean {
  for (let y = Math.max(0, top - 2); y < Math.min(height, top + tall + 2); y++)
    for (let x = column * 12; x < column * 12 + 12; x++) if ((data[(y * width + x) * 4] ?? 255) < 110) return true;
  return false;
}

const samples = WIDTHS.flatMap((on) =>
  receipts(on)
    .slice(0, RECEIPT_KINDS.length)
    .map((receipt) => ({ on, receipt })),
);

test('matrix row 10: the pictures of both programs hold the same codes and ink in the same places, every kind on 58 and 80 mm', async () => {
  const svgs = samples.map(({ on, receipt }) =>
    receiptlineSvg(receiptlineMarkup(said(receipt, on), on.columns), on.columns),
  );
  const theirs = await rasteriseSvg(svgs);
  for (const [i, { on, receipt }] of samples.entries()) {
    const wanted = said(receipt, on);
    const paper = ours(receipt, on);
    const picture = receiptPicture(paper, on.dots);
    const other = theirs[i];
    if (!other) throw new Error('no picture');
    expect([picture.width, other.width]).toEqual([on.dots, on.dots]);
    const codes = wanted.flatMap((one) => (one.kind === 'qr' ? [one.content] : []));
    expect(qrCodesIn(picture)).toEqual(codes);
    expect(qrCodesIn(other)).toEqual(codes);
    const here = found(placed(paper, on.dots), wanted);
    const there = found(placedInSvg(svgs[i] ?? ''), wanted);
    let [columns, same] = [0, 0];
    for (const [n, one] of wanted.entries()) {
      const [mine, others] = [here[n] ?? [], there[n] ?? []];
      if (one.kind !== 'text' || !(one.drawn || sameBreaks(mine, others))) continue;
      for (const [l, line] of mine.entries()) {
        const otherLine = others[l];
        if (!otherLine) throw new Error('a line is missing');
        for (let column = 0; column < on.columns; column++) {
          columns += 1;
          if (inked(picture, line, column) === inked(other, otherLine, column)) same += 1;
        }
      }
    }
    // Typefaces differ: a narrow sign may leave one half of its cell empty in one of them.
    expect(same / columns).toBeGreaterThan(0.9);
  }
});

test.each(samples.map((one) => ({ ...one, kind: one.receipt.kind, mm: one.on.width })))(
  'matrix row 10: $kind, $mm mm: as a whole picture it is, line for line, what the printer sets from text',
  ({ on, receipt }) => {
    const asText = ours(receipt, on);
    const asPicture = ours(receipt, on, 'image');
    const left = receiptPicture(asText, on.dots);
    const right = receiptPicture(asPicture, on.dots);
    // A code may be of another size there; lines of text are 24 or 48 rows of dots and 6 blank ones.
    const lines = placed(asPicture, on.dots).filter(({ height }) => height === 30 || height === 54);
    const tops = placed(asText, on.dots).flatMap(({ kind, top }) => {
      if (kind === 'barcode') return [top + 72];
      return kind === 'qr' ? [] : [top];
    });
    expect(lines).toHaveLength(tops.length);
    let dots = 0;
    for (const [n, line] of lines.entries())
      for (let at = 0; at < (line.height - 6) * on.dots; at++) {
        const black = left.data[((tops[n] ?? 0) * on.dots + at) * 4] === 0;
        if (black) dots += 1;
        if (black !== (right.data[(line.top * on.dots + at) * 4] === 0)) throw new Error(`line ${n} differs`);
      }
    expect(dots).toBeGreaterThan(1000);
  },
);
