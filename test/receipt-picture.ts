import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { PNG } from 'pngjs';
import receiptline from 'receiptline';
import type { Paper, PaperAlign, Piece } from '../main/devices/simulators/paper.ts';

/** One thing on the paper: its top and left in dots; of a line of text each character with the middle of its cell. */
export interface Placed {
  readonly kind: 'text' | 'rule' | 'image' | 'qr' | 'barcode';
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly bold: boolean;
  readonly cells: readonly { readonly character: string; readonly x: number }[];
}

const LINE = 30;
const leftOf = (align: PaperAlign, width: number, dots: number) =>
  ({ left: 0, centre: (dots - width) / 2, right: dots - width })[align];

/** What leaves ink, from top to bottom, as a printer with cells of 12 and 24 dots places it. */
export function placed(paper: Paper, dots: number): Placed[] {
  let top = 0;
  return paper.pieces.flatMap((piece): Placed[] => {
    const at = { top, height: heightOf(piece), left: 0, bold: false, cells: [] };
    top += at.height;
    if (piece.kind === 'feed') return [];
    if (piece.kind === 'qr') return [{ ...at, kind: 'qr', left: Math.floor(leftOf(piece.align, at.height, dots)) }];
    if (piece.kind !== 'text') return [{ ...at, kind: piece.kind }];
    const words = piece.runs.map((run) => run.text).join('');
    if (words.trim() === '') return [];
    if (/^-+$/.test(words)) return [{ ...at, kind: 'rule' }];
    const cells = piece.runs.flatMap((run) =>
      [...run.text].map((character) => ({
        character,
        width: (character.charCodeAt(0) < 0x80 ? 12 : 24) * run.wide,
      })),
    );
    const width = cells.reduce((sum, cell) => sum + cell.width, 0);
    let left = leftOf(piece.align, width, dots);
    const places = cells.map((cell) => {
      left += cell.width;
      return { character: cell.character, x: left - cell.width / 2 };
    });
    const tall = Math.max(1, ...piece.runs.map((run) => run.tall));
    const bold = piece.runs.every((run) => run.bold);
    return [
      { ...at, kind: 'text', height: 24 * tall, bold, cells: places.filter((one) => one.character.trim() !== '') },
    ];
  });
}

function heightOf(piece: Piece): number {
  switch (piece.kind) {
    case 'text':
      return piece.runs.some((run) => run.tall > 1) ? 54 : LINE;
    case 'image':
      return piece.rows;
    case 'qr':
      return piece.module * qrOf(piece.content).length;
    case 'barcode':
      return piece.height + (piece.caption ? LINE : 0);
    case 'feed':
      return piece.dots;
  }
}

/** Codes are drawn by another program's tables, not by those that we print with. */
const qrOf = (data: string) =>
  receiptline.qrcode.generate({ data, type: 'qrcode', cell: 1, level: 'm', quietZone: false });

/** One bit a dot, rows of whole bytes, most significant bit left, 1 = black. */
interface Bitmap {
  readonly bytesPerRow: number;
  readonly rows: number;
  readonly data: Uint8Array;
}

let glyphs: Map<number, Buffer> | null = null;

/** The dots of a character, read here as build/dot-font.ts describes its file: the program's own drawing takes no part. */
function glyph(character: string): Buffer {
  if (glyphs === null) {
    const file = brotliDecompressSync(readFileSync(join(import.meta.dirname, '../resources/data/dot-font-24.br')));
    const count = file.readUInt32LE(0);
    const from = 4 + count * 4;
    glyphs = new Map(
      Array.from({ length: count }, (_, i) => [
        file.readUInt32LE(4 + i * 4),
        file.subarray(from + i * 72, from + i * 72 + 72),
      ]),
    );
  }
  const dots = glyphs.get(character.codePointAt(0) ?? 0);
  if (!dots) throw new Error(`no dots for ${character}`);
  return dots;
}

/** A line of text as a printer sets it: cells of 12 and 24 dots; bold is struck again one dot to the right. */
function textBitmap(text: string, scale: number, bold: boolean): Bitmap {
  const ink = new Set<string>();
  let left = 0;
  for (const character of text) {
    const dots = glyph(character);
    const cell = character.charCodeAt(0) < 0x80 ? 12 : 24;
    for (let dot = 0; dot < 24 * 24; dot++) {
      const [x, y] = [dot % 24, Math.floor(dot / 24)];
      if (x >= cell || !((dots[y * 3 + (x >> 3)] ?? 0) & (128 >> (x % 8)))) continue;
      for (let i = 0; i < scale * (scale + (bold ? 1 : 0)); i++)
        ink.add(`${left + x * scale + Math.floor(i / scale)} ${y * scale + (i % scale)}`);
    }
    left += cell * scale;
  }
  return bitmap(left + 1, 24 * scale, (x, y) => ink.has(`${x} ${y}`));
}

function bitmapOf(piece: Piece, dots: number): { bitmap: Bitmap; left: number } | null {
  const place = (width: number) => Math.floor(leftOf(piece.align, width, dots));
  switch (piece.kind) {
    case 'text': {
      const [first] = piece.runs;
      if (!first) return null;
      const same = piece.runs.every((run) => run.wide === first.wide && run.tall === first.wide);
      if (!same || first.wide > 2) throw new Error('a size that no receipt of ours has');
      const text = piece.runs.map((run) => run.text).join('');
      const width = [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x80 ? 12 : 24) * first.wide, 0);
      return { bitmap: textBitmap(text, first.wide, first.bold), left: place(width) };
    }
    case 'image':
      return { bitmap: piece, left: place(piece.bytesPerRow * 8) };
    case 'qr': {
      const matrix = qrOf(piece.content);
      const size = matrix.length * piece.module;
      const black = (x: number, y: number) =>
        Boolean(matrix[Math.floor(y / piece.module)]?.[Math.floor(x / piece.module)]);
      return { bitmap: bitmap(size, size, black), left: place(size) };
    }
    case 'barcode': {
      const form = {
        data: piece.content,
        type: 'code128',
        width: piece.module,
        height: piece.height,
        hri: false,
      } as const;
      const { widths } = receiptline.barcode.generate(form);
      const bars = widths.slice(1, -1).flatMap((width, i) => Array.from({ length: width }, () => i % 2 === 0));
      return { bitmap: bitmap(bars.length, piece.height, (x) => bars[x] ?? false), left: place(bars.length) };
    }
    case 'feed':
      return null;
  }
}

function bitmap(width: number, rows: number, black: (x: number, y: number) => boolean): Bitmap {
  const bytesPerRow = Math.ceil(width / 8);
  const data = new Uint8Array(bytesPerRow * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < width; x++)
      if (black(x, y)) data[y * bytesPerRow + (x >> 3)] = (data[y * bytesPerRow + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  return { bytesPerRow, rows, data };
}

/** A printed paper as a picture, one pixel a dot. @param dots across the paper */
export function receiptPicture(paper: Paper, dots: number): PNG {
  const height = paper.pieces.reduce((sum, piece) => sum + heightOf(piece), 0);
  const png = new PNG({ width: dots, height });
  png.data.fill(255);
  let top = 0;
  for (const piece of paper.pieces) {
    const drawn = bitmapOf(piece, dots);
    if (drawn) put(png, drawn.bitmap, drawn.left, top);
    if (piece.kind === 'barcode' && piece.caption) {
      const caption = textBitmap(piece.content, 1, false);
      put(png, caption, Math.floor((dots - piece.content.length * 12) / 2), top + piece.height);
    }
    top += heightOf(piece);
  }
  return png;
}

function put(png: PNG, { bytesPerRow, rows, data }: Bitmap, left: number, top: number): void {
  for (let y = 0; y < rows && top + y < png.height; y++)
    for (let x = 0; x < bytesPerRow * 8 && left + x < png.width; x++) {
      if (((data[y * bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      png.data.fill(0, ((top + y) * png.width + left + x) * 4, ((top + y) * png.width + left + x) * 4 + 3);
    }
}
