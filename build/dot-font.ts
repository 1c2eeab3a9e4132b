/**
 * Makes resources/data/dot-font-24.br: `node build/dot-font.ts`. Needs Chromium, fc-query and Noto Sans CJK (Debian:
 * fonts-noto-cjk); only whoever wants to change the dots runs it. See docs/adr/0010.
 *
 * Brotli of: count, code points (both u32 little-endian, rising), then 72 bytes a glyph: 24 rows of 24 dots, most
 * significant bit left, 1 = black. ASCII fills the left 12 dots of its rows.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { chromiumSwitches, findChromium } from '../main/shell/chromium.ts';

const TTC = process.env.NOTO_SANS_CJK ?? '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
/** What may stand on a receipt: no Hangul, no vertical forms, no private use. */
const WANTED: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x370, 0x451],
  [0x2000, 0x2bff],
  [0x2e80, 0x312f],
  [0x31c0, 0x31ef],
  [0x3200, 0x9fff],
  [0xf900, 0xfaff],
  [0xff00, 0xffef],
  [0x20000, 0x323af],
];
const AT_ONCE = 500;

/** Code points that the face itself has, so that no other face is ever drawn in its place. */
function covered(): number[] {
  const said = execFileSync('fc-query', ['--index', '7', '--format', '%{charset}', TTC], { encoding: 'utf8' });
  return said.split(' ').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** Runs in the page: 72 bytes of dots for each code point. */
function drawAll(codes: readonly number[]): number[] {
  const canvas = new OffscreenCanvas(24, 24);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.font = '24px "Noto Sans Mono CJK SC"';
  const bytes: number[] = [];
  for (const code of codes) {
    context.clearRect(0, 0, 24, 24);
    const text = String.fromCodePoint(code);
    const cell = code < 0x80 ? 12 : 24;
    context.fillText(text, (cell - context.measureText(text).width) / 2, 21);
    const { data } = context.getImageData(0, 0, 24, 24);
    for (let at = 0; at < 72; at++) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit++) if ((data[(at * 8 + bit) * 4 + 3] ?? 0) >= 112) byte |= 0x80 >> bit;
      bytes.push(byte);
    }
  }
  return bytes;
}

const codes = covered().filter((code) => WANTED.some(([from, to]) => code >= from && code <= to));
const head = Buffer.from(Uint32Array.from([codes.length, ...codes]).buffer);
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumSwitches() });
const page = await browser.newPage();
const glyphs: Buffer[] = [];
for (let from = 0; from < codes.length; from += AT_ONCE)
  glyphs.push(Buffer.from(await page.evaluate(drawAll, codes.slice(from, from + AT_ONCE))));
await browser.close();
const file = brotliCompressSync(Buffer.concat([head, ...glyphs]), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(join(import.meta.dirname, '../resources/data/dot-font-24.br'), file);
process.stdout.write(`${codes.length} characters, ${file.length} bytes\n`);
