import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Align, Bitmap } from './escpos.ts';

/** A line that must be drawn, because the printer lacks a glyph for it or does not know Chinese text at all. */
export interface LineToDraw {
  readonly text: string;
  readonly align: Align;
  readonly double: boolean;
  readonly bold: boolean;
  readonly widthDots: number;
}

const CELL = 24;
const GLYPH_BYTES = (CELL * CELL) / 8;
/** Blank rows below a drawn line, as a printer leaves them between lines of text. */
const LEADING = 6;

interface DotFont {
  readonly codes: Uint32Array;
  readonly glyphs: Uint8Array;
}
let loaded: DotFont | null = null;

/** The file lies beside the program: `resources/data`, seen from the sources as well as from `out/main`. */
function fontFile(): string {
  const name = join('resources', 'data', 'dot-font-24.br');
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, name)) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, name);
}

/** Made by build/dot-font.ts, which describes the file. Unpacked when the first line has to be drawn. */
function dotFont(): DotFont {
  if (loaded) return loaded;
  const bytes = brotliDecompressSync(readFileSync(fontFile()));
  const count = bytes.readUInt32LE(0);
  const codes = Uint32Array.from({ length: count }, (_, i) => bytes.readUInt32LE(4 + 4 * i));
  loaded = { codes, glyphs: bytes.subarray(4 + 4 * count) };
  return loaded;
}

function glyphOf({ codes, glyphs }: DotFont, character: string): Uint8Array | null {
  const code = character.codePointAt(0) ?? 0;
  let low = 0;
  let high = codes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = codes[middle] ?? 0;
    if (here === code) return glyphs.subarray(middle * GLYPH_BYTES, (middle + 1) * GLYPH_BYTES);
    if (here < code) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** Characters of a text that cannot be drawn: private use, broken surrogates, scripts that no receipt needs. */
export function notDrawable(text: string): string[] {
  const font = dotFont();
  return [...new Set([...text].filter((character) => glyphOf(font, character) === null))];
}

const cellWidth = (character: string) => (character.charCodeAt(0) < 0x80 ? CELL / 2 : CELL);

/**
 * A line as dots: 24 rows (48 in double size) and the blank rows below them, as wide as the paper.
 * @throws Error when a character is not drawable; ask {@link notDrawable} first
 */
export function drawLine({ text, align, double, bold, widthDots }: LineToDraw): Bitmap {
  const font = dotFont();
  const scale = double ? 2 : 1;
  const characters = [...text];
  const width = characters.reduce((sum, character) => sum + cellWidth(character) * scale, 0);
  if (width > widthDots) throw new Error(`a line of ${width} dots on a paper of ${widthDots}`);
  const bytesPerRow = Math.ceil(widthDots / 8);
  const rows = CELL * scale + LEADING;
  const data = new Uint8Array(bytesPerRow * rows);
  const black = (x: number, y: number) => {
    const at = y * bytesPerRow + (x >> 3);
    if (x < widthDots) data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
  };
  let left = { left: 0, centre: (widthDots - width) >> 1, right: widthDots - width }[align];
  for (const character of characters) {
    const glyph = glyphOf(font, character);
    if (!glyph) throw new Error(`no dots for U+${character.codePointAt(0)?.toString(16)}`);
    for (let y = 0; y < CELL * scale; y++)
      for (let x = 0; x < cellWidth(character) * scale; x++) {
        const dot = Math.floor(y / scale) * CELL + Math.floor(x / scale);
        if (((glyph[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) === 0) continue;
        black(left + x, y);
        if (bold) black(left + x + 1, y);
      }
    left += cellWidth(character) * scale;
  }
  return { bytesPerRow, rows, data };
}
