import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import receiptline from 'receiptline';
import { code128Bars } from './code-dots.ts';
import { code128, encodeText, OPEN_DRAWER, qrCode, raster, withoutGlyph } from './escpos.ts';
import { columnsOf, wrap } from './wrap.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replace(/[\s|]/g, ''), 'hex'));

// hardware.md §3.1
test('matrix row 8: golden lines, with the yen sign that GB18030 spells with four bytes', () => {
  expect(Uint8Array.from(encodeText('行政处罚决定书'))).toEqual(bytes('D0 D0 D5 FE B4 A6 B7 A3 BE F6 B6 A8 CA E9'));
  const fine = bytes('B7 A3 BF EE A3 BA A3 A4 35 30 2E 30 30');
  expect(Uint8Array.from(encodeText('罚款：￥50.00'))).toEqual(fine);
  expect(Uint8Array.from(encodeText('罚款：¥50.00'))).toEqual(fine);
  expect(qrCode('https://x.cn/t/1', 6)).toEqual(
    bytes(`1D 28 6B 04 00 31 41 32 00 | 1D 28 6B 03 00 31 43 06 | 1D 28 6B 03 00 31 45 31 |
           1D 28 6B 13 00 31 50 30 68 74 74 70 73 3A 2F 2F 78 2E 63 6E 2F 74 2F 31 | 1D 28 6B 03 00 31 51 30`),
  );
  expect(code128('CL2026-00001').subarray(9)).toEqual(bytes('1D 6B 49 0E 7B 42 43 4C 32 30 32 36 2D 30 30 30 30 31'));
  expect(OPEN_DRAWER).toEqual(bytes('1B 70 00 19 FA'));
});

test('a brace in a bar code is data, and only printable ASCII is taken', () => {
  expect(Buffer.from(code128('a{b').subarray(9)).toString('latin1')).toBe('\x1dk\x49\x06{Ba{{b');
  for (const text of ['', '受理1', 'a\n', 'x'.repeat(61)]) expect(() => code128(text)).toThrow('Code 128');
});

// Without two digits in a row, which the other program would pack into code set C.
test('bars as another program draws them', () => {
  for (const data of [
    'CL-A1B2',
    'a{b}~!',
    ...Array.from({ length: 95 }, (_, i) => `x${String.fromCharCode(32 + i)}y`),
  ]) {
    const { widths } = receiptline.barcode.generate({ data, type: 'code128', width: 2, height: 50, hri: false });
    const theirs = widths
      .slice(1, -1)
      .map((width, i) => (i % 2 === 0 ? '1' : '0').repeat(width / 2))
      .join('');
    expect(code128Bars(data)).toBe(theirs);
  }
});

test('matrix row 8: raster heads of both widths, and bands of 256 rows', () => {
  const picture = (bytesPerRow: number, rows: number) =>
    raster({ bytesPerRow, rows, data: new Uint8Array(bytesPerRow * rows) });
  expect(Uint8Array.from(picture(48, 24).subarray(0, 8))).toEqual(bytes('1D 76 30 00 30 00 18 00'));
  expect(Uint8Array.from(picture(72, 24).subarray(0, 8))).toEqual(bytes('1D 76 30 00 48 00 18 00'));
  const high = picture(48, 300);
  expect(high).toHaveLength(300 * 48 + 16);
  expect(Uint8Array.from(high.subarray(8 + 256 * 48, 16 + 256 * 48))).toEqual(bytes('1D 76 30 00 30 00 2C 00'));
  expect(() => raster({ bytesPerRow: 48, rows: 2, data: new Uint8Array(48) })).toThrow('bitmap');
});

test('characters without a glyph are found, all others are not', () => {
  expect(withoutGlyph('行政处罚 ABC ¥ · ， é')).toEqual([]);
  expect(withoutGlyph('㐀𠮷\uE863\uD800王㐀')).toEqual(['㐀', '𠮷', '\uE863', '\uD800']);
});

test('no text can command the printer, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const commands = encodeText(text.replaceAll(/\p{Cs}/gu, '')).filter((byte) => byte < 0x20 || byte === 0x7f);
      if (commands.length > 0) throw new Error(`${JSON.stringify(text)} commands the printer`);
    }),
    { numRuns: 20_000 },
  );
});

test('what has a glyph comes back unchanged and never as a question mark', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code));
  const sign = fc.constantFrom('，', '。', '（', '）', '￥', '《', '》', 'A', '7', ' ', '·', '—');
  fc.assert(
    fc.property(fc.array(fc.oneof(han, sign), { maxLength: 30 }), (characters) => {
      const text = characters.join('');
      if (withoutGlyph(text).length > 0) throw new Error(`no glyph in ${text}`);
      if (iconv.decode(Buffer.from(encodeText(text)), 'gb18030') !== text) throw new Error(`${text} is changed`);
    }),
    { numRuns: 20_000 },
  );
});

test('matrix row 8: wrap at 16 and 24 Chinese characters', () => {
  const long = '越'.repeat(40);
  expect(wrap(long, 32).map((line) => line.length)).toEqual([16, 16, 8]);
  expect(wrap(long, 48).map((line) => line.length)).toEqual([24, 16]);
  expect(wrap('', 32)).toEqual(['']);
  expect(wrap('一\n二', 32)).toEqual(['一', '二']);
});

test('no line begins with a closing sign or ends with an opening one', () => {
  expect(wrap(`${'越'.repeat(16)}，完`, 32)).toEqual(['越'.repeat(15), '越，完']);
  expect(wrap(`${'越'.repeat(15)}（完）`, 32)).toEqual(['越'.repeat(15), '（完）']);
});

test('numbers and codes stay whole while they fit', () => {
  expect(wrap('当罚决字 330602********0012 号', 20)).toEqual(['当罚决字', '330602********0012', '号']);
  expect(wrap('A'.repeat(70), 32).map((line) => line.length)).toEqual([32, 32, 6]);
});

test('any text: no line too long, nothing lost but spaces', () => {
  const unit = fc.constantFrom('越', '州', '，', '。', '（', '）', '》', 'a', '1', '-', ' ', '：', '“', '”');
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 80 }), fc.constantFrom(16, 24, 32, 48), (characters, columns) => {
      const text = characters.join('');
      const lines = wrap(text, columns);
      if (lines.some((line) => columnsOf(line) > columns)) throw new Error(`too long: ${lines.join('|')}`);
      if (lines.join('').replaceAll(' ', '') !== text.replaceAll(' ', '')) throw new Error(`lost: ${lines.join('|')}`);
    }),
    { numRuns: 20_000 },
  );
});
