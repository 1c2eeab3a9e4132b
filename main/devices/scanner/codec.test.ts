import { expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { decodeScan } from './decode.ts';
import { LineCutter, LONGEST_CODE } from './lines.ts';

const texts = (cutter: LineCutter, ...chunks: (string | Buffer)[]) =>
  chunks.flatMap((chunk) => cutter.push(Buffer.from(chunk))).map((line) => (line === 'too-long' ? line : `${line}`));

test.each([
  ['CR', 'A1\rB2\r'],
  ['LF', 'A1\nB2\n'],
  ['CR LF', 'A1\r\nB2\r\n'],
  ['mixed, with empty lines', '\r\n\rA1\r\n\nB2\n'],
])('lines ended by %s, at every place where they may be cut', (_, sent) => {
  for (let at = 0; at <= sent.length; at++) {
    expect(texts(new LineCutter(), sent.slice(0, at), sent.slice(at))).toEqual(['A1', 'B2']);
  }
});

test('a line without an end waits, and is forgotten when asked', () => {
  const cutter = new LineCutter();
  expect(texts(cutter, '12')).toEqual([]);
  expect(cutter.begun).toBe(true);
  cutter.forget();
  expect(cutter.begun).toBe(false);
  expect(texts(cutter, '34\r')).toEqual(['34']);
});

test('a flood without line ends is held in bounded memory, and the next code is read whole', () => {
  const cutter = new LineCutter();
  for (let i = 0; i < 100; i++) expect(cutter.push(Buffer.alloc(10_000, 0x41))).toEqual([]);
  expect(cutter.waiting).toBe(LONGEST_CODE);
  expect(texts(cutter, '\r', 'ok\r')).toEqual(['too-long', 'ok']);
  expect(texts(cutter, `${'x'.repeat(LONGEST_CODE)}\r`)).toHaveLength(1);
  expect(texts(cutter, `${'x'.repeat(LONGEST_CODE + 1)}\r`)).toEqual(['too-long']);
});

test.each([
  [']C0ZZT-0001', 'ZZT-0001', 'Code 128 条码'],
  [']Q1青溪罚字〔2026〕1号 0a1b2c3d', '青溪罚字〔2026〕1号 0a1b2c3d', 'QR 二维码'],
  [']Q3查验', '查验', 'QR 二维码'],
  [']E06901234567892', '6901234567892', 'EAN 商品条码'],
  [']E496385074', '96385074', 'EAN 商品条码'],
  [']h1汉信', '汉信', '汉信码'],
  [']d1DM', 'DM', 'Data Matrix 二维码'],
  [']Q2\\000026文\\\\书', '文\\书', 'QR 二维码'],
  [']Q2没有 ECI', '没有 ECI', 'QR 二维码'],
  ['没有前缀', '没有前缀', null],
  [']不是前缀', ']不是前缀', null],
  [']x1未知', ']x1未知', null],
  ['  两头空  ', '两头空', null],
])('%s is read as %s, %s', (sent, text, symbology) => {
  expect(decodeScan(Buffer.from(sent))).toEqual({ text, symbology });
});

test('what is not UTF-8 is GB18030, also four-byte characters; an ECI mark names it outright', () => {
  for (const text of ['查验码 0a1b2c3d', '〔2026〕第1号', '𠮷野家']) {
    expect(decodeScan(iconv.encode(text, 'gb18030'))?.text).toBe(text);
    expect(decodeScan(Buffer.concat([Buffer.from(']Q1'), iconv.encode(text, 'gb18030')]))).toEqual({
      text,
      symbology: 'QR 二维码',
    });
  }
  // 漏 in GB18030 and © in UTF-8: only the mark tells.
  const both = Buffer.from('c2a9', 'hex');
  expect(decodeScan(both)?.text).toBe('©');
  expect(decodeScan(Buffer.concat([Buffer.from(']Q2\\000029'), both]))?.text).toBe('漏');
});

test.each([
  'ff',
  'c3',
  '81',
  '41ff',
  '8130',
  'e68891ff',
  '00',
  '4102',
  '1b5b41',
  '5d4330',
  '20',
  'efbfbd',
  '7f',
  'c285',
])('bytes %s are no code', (hex) => {
  expect(decodeScan(Buffer.from(hex, 'hex'))).toBeNull();
});
