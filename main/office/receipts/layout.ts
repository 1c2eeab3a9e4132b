import type { PrinterProfile } from '../../../preload/contract/printer-profiles.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { code128Dots, code128Width, qrDots, qrModule } from './code-dots.ts';
import { drawLine, notDrawable } from './dot-font.ts';
import {
  type Align,
  align,
  bold,
  CUT,
  code128,
  double,
  encodeText,
  feed,
  LINE_END,
  OPEN_DRAWER,
  printable,
  qrCode,
  raster,
  START,
  withoutGlyph,
} from './escpos.ts';
import { columnsOf, wrap } from './wrap.ts';

/** Paper width in millimetres. */
export type PaperWidth = 58 | 80;
/** A column is 12 dots: 32 columns on 384 dots, 48 on 576. */
const COLUMN_DOTS = 12;
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
  /** As fine as its paper needs it; a content that is too long even so is printed as text. */
  | { readonly kind: 'qr'; readonly content: string; readonly caption: string }
  /** Code 128 with its own text below: what a hand scanner reads where there is no Chinese in it. Too wide: a QR code. */
  | { readonly kind: 'barcode'; readonly content: string }
  | { readonly kind: 'drawer' };

/** The printer a receipt is laid out for. */
export interface PrinterForm {
  readonly width: PaperWidth;
  readonly profile: PrinterProfile;
}

type Text = Extract<Part, { kind: 'text' }>;

/** Columns of ordinary size across the paper. */
export const columnsAcross = ({ width, profile }: PrinterForm): number => Math.floor(profile.dots[width] / COLUMN_DOTS);

function textBytes(part: Text, form: PrinterForm): Uint8Array[] {
  const columns = part.double ? columnsAcross(form) >> 1 : columnsAcross(form);
  const lines = wrap(part.text, columns).map((line) => lineBytes(line, part, form));
  return [
    align(part.align ?? 'left'),
    ...(part.double ? [double(true)] : []),
    ...(part.bold ? [bold(true)] : []),
    ...lines.flat(),
    ...(part.double ? [double(false)] : []),
    ...(part.bold ? [bold(false)] : []),
  ];
}

/** A line with a character that the printer lacks is drawn as a whole, so that it looks as if of one piece. */
function lineBytes(line: string, part: Text, { width, profile }: PrinterForm): Uint8Array[] {
  const text = printable(line);
  if (profile.text === 'native' && withoutGlyph(text).length === 0) return [encodeText(text), LINE_END];
  const missing = notDrawable(text);
  if (missing.length > 0)
    refuse(
      'PRN-201',
      `打印机和程序的字库都没有「${missing.join('')}」，为避免印错没有打印小票，案件内容没有丢。请改在 A4 纸上打印文书。`,
    );
  const look = { align: part.align ?? ('left' as const), double: part.double ?? false, bold: part.bold ?? false };
  return [raster(drawLine({ ...look, text, widthDots: profile.dots[width] }))];
}

function partBytes(part: Part, form: PrinterForm): Uint8Array[] {
  const { width, profile } = form;
  const dots = profile.dots[width];
  switch (part.kind) {
    case 'text':
      return textBytes(part, form);
    case 'pair': {
      const gap = columnsAcross(form) - columnsOf(printable(part.label)) - columnsOf(printable(part.value));
      if (gap >= 1) return textBytes({ kind: 'text', text: part.label + ' '.repeat(gap) + part.value }, form);
      return [
        ...textBytes({ kind: 'text', text: part.label }, form),
        ...textBytes({ kind: 'text', text: part.value, align: 'right' }, form),
      ];
    }
    case 'rule':
      return textBytes({ kind: 'text', text: '-'.repeat(columnsAcross(form)) }, form);
    case 'qr': {
      const module = qrModule(part.content, QR_MODULE[width], dots);
      if (module === null) return textBytes({ kind: 'text', text: part.content }, form);
      const code =
        profile.codes === 'native'
          ? [align('centre'), qrCode(part.content, module), LINE_END]
          : [align('left'), raster(qrDots(part.content, module, dots)), LINE_END];
      return [...code, ...textBytes({ kind: 'text', text: part.caption, align: 'centre' }, form)];
    }
    case 'barcode':
      if (code128Width(part.content) > dots)
        return partBytes({ kind: 'qr', content: part.content, caption: part.content }, form);
      if (profile.codes === 'native') return [align('centre'), code128(part.content), LINE_END];
      return [
        align('left'),
        raster(code128Dots(part.content, dots)),
        ...textBytes({ kind: 'text', text: part.content, align: 'centre' }, form),
      ];
    case 'drawer':
      return profile.drawer ? [OPEN_DRAWER] : [];
  }
}

/** Feed past the knife, or past the edge where a person tears. */
const end = (profile: PrinterProfile): Uint8Array[] => (profile.cutter ? [feed(2), CUT] : [feed(5)]);

/**
 * A complete job for the printer: start, parts, cut.
 * @throws Refusal PRN-201 when neither the printer nor the program has a character
 */
export function receiptBytes(parts: readonly Part[], form: PrinterForm): Uint8Array {
  return Buffer.concat([START, ...parts.flatMap((part) => partBytes(part, form)), ...end(form.profile)]);
}
