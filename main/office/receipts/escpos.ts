import iconv from 'iconv-lite';

/** The bytes of ESC/POS commands; the common subset of Epson and its Chinese relatives. hardware.md §3.1. */
export const ALIGN = { left: 0, centre: 1, right: 2 } as const;
export type Align = keyof typeof ALIGN;

/** Initialise clears modes, some models then leave Chinese mode; it is switched only here, at the start of a job. */
export const START = Uint8Array.of(0x1b, 0x40, 0x1c, 0x26);
export const LINE_END = Uint8Array.of(0x0a);
/** Feed past the knife, then a partial cut. */
export const CUT = Uint8Array.of(0x1d, 0x56, 0x42, 0x00);

export const align = (to: Align): Uint8Array => Uint8Array.of(0x1b, 0x61, ALIGN[to]);
export const bold = (on: boolean): Uint8Array => Uint8Array.of(0x1b, 0x45, on ? 1 : 0);
/** Double width and height. Clones differ in which command enlarges Chinese characters, so both are sent. */
export const double = (on: boolean): Uint8Array => Uint8Array.of(0x1d, 0x21, on ? 0x11 : 0, 0x1c, 0x21, on ? 0x0c : 0);
export const feed = (lines: number): Uint8Array => Uint8Array.of(0x1b, 0x64, lines);

/**
 * Text as the printer wants it. U+00A5 becomes U+FFE5, because GB18030 makes four bytes of it, which a printer shows as
 * rubbish; control characters become spaces, so that no text can command the printer.
 */
export function encodeText(text: string): Uint8Array {
  return iconv.encode(printable(text), 'gb18030');
}

/** What {@link encodeText} will really write. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the printer
  return text.replaceAll('\u00a5', '\uffe5').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

/** Han outside the 20 902 of GBK. A few (䶮) have two bytes in GB18030 all the same, which GBK fonts leave blank. */
const LATER_HAN = /[\u3400-\u4dbf\u9fa6-\u9fff]/;
/**
 * Characters for which a printer has no glyph: four bytes in GB18030, later than GBK, private use, broken surrogates.
 * Their line must be printed as an image; a name on a legal paper never comes out as a question mark. hardware.md §3.2.
 */
export function withoutGlyph(text: string): string[] {
  const missing = [...printable(text)].filter((character) => {
    if (!character.isWellFormed() || /[\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}]/u.test(character)) return true;
    return LATER_HAN.test(character) || iconv.encode(character, 'gb18030').length > 2;
  });
  return [...new Set(missing)];
}

/** QR code, model 2, error level M. @param module dots per module, 1–16 */
export function qrCode(content: string, module: number): Uint8Array {
  const data = Buffer.from(content, 'utf8');
  const size = data.length + 3;
  const command = (...bytes: number[]) => [0x1d, 0x28, 0x6b, ...bytes];
  return Uint8Array.from([
    ...command(0x04, 0x00, 0x31, 0x41, 0x32, 0x00),
    ...command(0x03, 0x00, 0x31, 0x43, module),
    ...command(0x03, 0x00, 0x31, 0x45, 0x31),
    ...command(size & 0xff, size >> 8, 0x31, 0x50, 0x30),
    ...data,
    ...command(0x03, 0x00, 0x31, 0x51, 0x30),
  ]);
}

/**
 * Code 128 with its text below, drawn by the printer. Code set B: printable ASCII; in code set C the printer would
 * need the digits in pairs.
 * @param text printable ASCII, 1–60 characters
 */
export function code128(text: string): Uint8Array {
  if (!/^[ -~]{1,60}$/.test(text)) throw new Error(`not for Code 128 B: ${JSON.stringify(text)}`);
  // A brace begins a code set command inside the data and is doubled.
  const data = Buffer.from(`{B${text.replaceAll('{', '{{')}`, 'latin1');
  const settings = [0x1d, 0x68, CODE128_HEIGHT, 0x1d, 0x77, CODE128_MODULE, 0x1d, 0x48, 2];
  return Uint8Array.from([...settings, 0x1d, 0x6b, 73, data.length, ...data]);
}
export const CODE128_HEIGHT = 72;
export const CODE128_MODULE = 2;

/** A pulse of 50 ms on pin 2: opens the cash drawer, rings the buzzer where there is one instead. */
export const OPEN_DRAWER = Uint8Array.of(0x1b, 0x70, 0x00, 0x19, 0xfa);

/** A one-bit picture, most significant bit left, 1 = black. */
export interface Bitmap {
  readonly bytesPerRow: number;
  readonly rows: number;
  readonly data: Uint8Array;
}

/** GS v 0, in bands of at most 256 rows so that small buffers hold them. */
export function raster({ bytesPerRow, rows, data }: Bitmap): Uint8Array {
  if (data.length !== bytesPerRow * rows) throw new Error(`a bitmap of ${rows} rows has ${data.length} bytes`);
  const bands: Uint8Array[] = [];
  for (let row = 0; row < rows; row += 256) {
    const height = Math.min(256, rows - row);
    const head = [0x1d, 0x76, 0x30, 0x00, bytesPerRow & 0xff, bytesPerRow >> 8, height & 0xff, height >> 8];
    bands.push(Uint8Array.from(head), data.subarray(row * bytesPerRow, (row + height) * bytesPerRow));
  }
  return Buffer.concat(bands);
}
