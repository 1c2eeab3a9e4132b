import { PNG } from 'pngjs';
import receiptline from 'receiptline';
import type { Paper, Piece } from '../main/devices/simulators/paper.ts';
import { drawLine } from '../main/office/receipts/dot-font.ts';
import type { Bitmap } from '../main/office/receipts/escpos.ts';

/** A text line on the paper: its top in dots, and each character with the middle of its cell. */
export interface Placed {
  readonly top: number;
  readonly height: number;
  readonly cells: readonly { readonly character: string; readonly x: number }[];
}

const LINE = 30;

/** Characters that leave ink, with the middle of their cells, as a printer with cells of 12 and 24 dots places them. */
export function placed(paper: Paper, dots: number): Placed[] {
  let top = 0;
  return paper.pieces.flatMap((piece) => {
    const at = top;
    top += heightOf(piece);
    if (piece.kind !== 'text') return [];
    const cells = piece.runs.flatMap((run) =>
      [...run.text].map((character) => ({
        character,
        width: (character.charCodeAt(0) < 0x80 ? 12 : 24) * run.wide,
      })),
    );
    const width = cells.reduce((sum, cell) => sum + cell.width, 0);
    let left = { left: 0, centre: (dots - width) / 2, right: dots - width }[piece.align];
    const places = cells.map((cell) => {
      left += cell.width;
      return { character: cell.character, x: left - cell.width / 2 };
    });
    const tall = Math.max(1, ...piece.runs.map((run) => run.tall));
    return [{ top: at, height: 24 * tall, cells: places.filter((one) => one.character.trim() !== '') }];
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

function bitmapOf(piece: Piece, dots: number): { bitmap: Bitmap; left: number } | null {
  const { align } = piece;
  const leftOf = (width: number) => ({ left: 0, centre: (dots - width) >> 1, right: dots - width })[align];
  switch (piece.kind) {
    case 'text': {
      const [first] = piece.runs;
      if (!first) return null;
      const same = piece.runs.every((run) => run.wide === first.wide && run.tall === first.wide);
      if (!same || first.wide > 2) throw new Error('a size that no receipt of ours has');
      const text = piece.runs.map((run) => run.text).join('');
      const look = { text, align, double: first.wide === 2, bold: first.bold, widthDots: dots };
      return { bitmap: drawLine(look), left: 0 };
    }
    case 'image':
      return { bitmap: piece, left: leftOf(piece.bytesPerRow * 8) };
    case 'qr': {
      const matrix = qrOf(piece.content);
      const size = matrix.length * piece.module;
      const black = (x: number, y: number) =>
        Boolean(matrix[Math.floor(y / piece.module)]?.[Math.floor(x / piece.module)]);
      return { bitmap: bitmap(size, size, black), left: leftOf(size) };
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
      return { bitmap: bitmap(bars.length, piece.height, (x) => bars[x] ?? false), left: leftOf(bars.length) };
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
    if (piece.kind === 'barcode' && piece.caption)
      put(
        png,
        drawLine({ text: piece.content, align: 'centre', double: false, bold: false, widthDots: dots }),
        0,
        top + piece.height,
      );
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
