import QRCode from 'qrcode';
import { type Bitmap, CODE128_HEIGHT, CODE128_MODULE } from './escpos.ts';

/** A bitmap of the paper's width with `width` × `height` dots in its middle. */
function inTheMiddle(
  widthDots: number,
  width: number,
  height: number,
  black: (x: number, y: number) => boolean,
): Bitmap {
  if (width > widthDots) throw new Error(`a code of ${width} dots on a paper of ${widthDots}`);
  const bytesPerRow = Math.ceil(widthDots / 8);
  const data = new Uint8Array(bytesPerRow * height);
  const left = (widthDots - width) >> 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!black(x, y)) continue;
      const at = y * bytesPerRow + ((left + x) >> 3);
      data[at] = (data[at] ?? 0) | (0x80 >> ((left + x) & 7));
    }
  return { bytesPerRow, rows: height, data };
}

/** A QR code, model 2, error level M, for printers that cannot draw one. @param module dots per module */
export function qrDots(content: string, module: number, widthDots: number): Bitmap {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const size = modules.size * module;
  return inTheMiddle(
    widthDots,
    size,
    size,
    (x, y) => modules.get(Math.floor(y / module), Math.floor(x / module)) === 1,
  );
}

/**
 * Dots per module, at most `wanted`, with which a code fits across the paper whoever draws it.
 * @returns null when it could be drawn only so finely that no scanner reads it
 */
export function qrModule(content: string, wanted: number, widthDots: number): number | null {
  const data = Buffer.from(content, 'utf8');
  // 1125 bytes need 125 modules at level M; a printer writes bytes, so that nothing shorter counts.
  if (data.length > QR_MOST_BYTES) return null;
  const { modules } = QRCode.create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const module = Math.min(wanted, Math.floor(widthDots / modules.size));
  return module < QR_FINEST ? null : module;
}
const QR_MOST_BYTES = 1125;
const QR_FINEST = 3;

/** Widths of bars and spaces of the symbols 0–105, and of the stop symbol. ISO/IEC 15417. */
const SYMBOLS = `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123
 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411
 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111
 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341
 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232`.split(/\s+/);
const STOP = '2331112';
const START_B = 104;

/** Bars (1) and spaces (0) of a Code 128 symbol in code set B. @param text printable ASCII */
export function code128Bars(text: string): string {
  const values = [...text].map((character) => character.charCodeAt(0) - 32);
  const check = values.reduce((sum, value, i) => sum + value * (i + 1), START_B) % 103;
  const widths = [START_B, ...values, check].map((value) => SYMBOLS[value] ?? '').join('') + STOP;
  return [...widths].map((width, i) => (i % 2 === 0 ? '1' : '0').repeat(Number(width))).join('');
}

/** Code 128 for printers that cannot draw one; its text is printed as a line of its own. */
export function code128Dots(text: string, widthDots: number): Bitmap {
  const bars = code128Bars(text);
  return inTheMiddle(
    widthDots,
    bars.length * CODE128_MODULE,
    CODE128_HEIGHT,
    (x) => bars[Math.floor(x / CODE128_MODULE)] === '1',
  );
}

/** Dots across of a Code 128 symbol. @param text printable ASCII */
export const code128Width = (text: string): number => code128Bars(text).length * CODE128_MODULE;
