import { refuse } from '../../../preload/contract/refusal.ts';
import {
  type Align,
  align,
  type Bitmap,
  bold,
  CUT,
  double,
  encodeText,
  feed,
  LINE_END,
  printable,
  qrCode,
  raster,
  START,
  withoutGlyph,
} from './escpos.ts';
import { columnsOf, wrap } from './wrap.ts';

/** Paper width in millimetres: 384 dots and 32 columns, or 576 and 48. */
export type PaperWidth = 58 | 80;
const COLUMNS = { 58: 32, 80: 48 } as const;
const QR_MODULE = { 58: 5, 80: 6 } as const;

/** One part of a receipt, from top to bottom. */
export type Part =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: Align;
      readonly double?: true;
      readonly bold?: true;
    }
  /** Label left, value right; on two lines where they do not fit on one. */
  | { readonly kind: 'pair'; readonly label: string; readonly value: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly content: string; readonly caption: string }
  | { readonly kind: 'feed'; readonly lines: number };

/** A line that must be drawn, because the printer lacks a glyph for it. */
export interface LineToDraw {
  readonly text: string;
  readonly align: Align;
  readonly double: boolean;
  readonly bold: boolean;
  readonly widthDots: 384 | 576;
}
/** Draws a line with a font that has the rare character. The desk ships none yet; see docs/protocols. */
export type DrawLine = (line: LineToDraw) => Bitmap;

type Text = Extract<Part, { kind: 'text' }>;

function textBytes(part: Text, width: PaperWidth, draw: DrawLine | undefined): Uint8Array[] {
  const columns = part.double ? COLUMNS[width] / 2 : COLUMNS[width];
  const to = part.align ?? 'left';
  const lines = wrap(part.text, columns).map((line) => lineBytes(line, part, to, width, draw));
  return [
    align(to),
    ...(part.double ? [double(true)] : []),
    ...(part.bold ? [bold(true)] : []),
    ...lines.flat(),
    ...(part.double ? [double(false)] : []),
    ...(part.bold ? [bold(false)] : []),
  ];
}

function lineBytes(text: string, part: Text, to: Align, width: PaperWidth, draw: DrawLine | undefined): Uint8Array[] {
  const missing = withoutGlyph(text);
  if (missing.length === 0) return [encodeText(text), LINE_END];
  if (draw === undefined)
    refuse(
      'PRN-201',
      `打印机字库没有「${missing.join('')}」，为避免印错没有打印回执，案件内容没有丢。请改在 A4 纸上打印文书。`,
    );
  const widthDots = width === 58 ? 384 : 576;
  return [
    raster(
      draw({ text: printable(text), align: to, double: part.double ?? false, bold: part.bold ?? false, widthDots }),
    ),
  ];
}

function partBytes(part: Part, width: PaperWidth, draw: DrawLine | undefined): Uint8Array[] {
  switch (part.kind) {
    case 'text':
      return textBytes(part, width, draw);
    case 'pair': {
      const gap = COLUMNS[width] - columnsOf(printable(part.label)) - columnsOf(printable(part.value));
      if (gap >= 1) return textBytes({ kind: 'text', text: part.label + ' '.repeat(gap) + part.value }, width, draw);
      return [
        ...textBytes({ kind: 'text', text: part.label }, width, draw),
        ...textBytes({ kind: 'text', text: part.value, align: 'right' }, width, draw),
      ];
    }
    case 'rule':
      return [align('left'), encodeText('-'.repeat(COLUMNS[width])), LINE_END];
    case 'qr':
      return [
        align('centre'),
        qrCode(part.content, QR_MODULE[width]),
        LINE_END,
        ...textBytes({ kind: 'text', text: part.caption, align: 'centre' }, width, draw),
      ];
    case 'feed':
      return [feed(part.lines)];
  }
}

/**
 * A complete job for the printer: start, parts, cut.
 * @throws Refusal PRN-201 when a character has no glyph and there is nothing to draw its line with
 */
export function receiptBytes(parts: readonly Part[], width: PaperWidth, draw?: DrawLine): Uint8Array {
  return Buffer.concat([START, ...parts.flatMap((part) => partBytes(part, width, draw)), feed(2), CUT]);
}
