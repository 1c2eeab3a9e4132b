import { expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import type { DisplayTemplate } from '../../../preload/contract/queue-display.ts';
import { decodeCall } from './decode.ts';
import { checksumOf, encodeCall } from './encode.ts';
import { parseTemplate } from './template.ts';

const CALL = { number: 'A012', window: '1号窗口', text: '请办理' };
const of = (template: string, more: Partial<DisplayTemplate> = {}) =>
  parseTemplate({ template, checksum: 'none', encoding: 'gb18030', ...more });
const gb = (text: string) => iconv.encode(text, 'gb18030');

test.each([
  ['a line', of('{num} {window}\\r\\n'), gb('A012 1号窗口\r\n')],
  ['all three, with marks', of('<{num}|{window}|{text}>'), gb('<A012|1号窗口|请办理>')],
  ['ASCII only', of('{num},{window}\\r', { encoding: 'ascii' }), Buffer.from('A012,1\r')],
  ['control bytes', of('\\x02{num}\\t\\\\\\x03'), Buffer.from('\x02A012\t\\\x03')],
  ['bytes above ASCII', of('\\xAA\\x55{num}\\xFF'), Buffer.from('aa5541303132ff', 'hex')],
  // A^0^1^2 = 0x41^0x30^0x31^0x32 = 0x72; the sum is 0xd4.
  ['XOR as digits', of('{num}{cs}\\r', { checksum: 'xor' }), Buffer.from('A01272\r')],
  ['XOR as a byte', of('{num}{csb}', { checksum: 'xor' }), Buffer.from('A012r')],
  ['sum as digits', of('{num}{cs}\\r', { checksum: 'sum' }), Buffer.from('A012D4\r')],
  ['sum as a byte', of('{num}{csb}\\r', { checksum: 'sum' }), Buffer.from('41303132d40d', 'hex')],
] as const)('%s', (_, template, bytes) => {
  expect(encodeCall(template, CALL).toString('hex')).toBe(bytes.toString('hex'));
  expect(decodeCall(template, bytes)).toMatchObject({ number: 'A012' });
});

test('checksums are of the bytes, one by one', () => {
  expect(checksumOf(Buffer.from('ff01ff', 'hex'), 'xor')).toBe(1);
  expect(checksumOf(Buffer.from('ff02ff', 'hex'), 'sum')).toBe(0);
});

test('words cannot smuggle line ends or commands to the board', () => {
  const evil = { number: 'A\r1', window: '1\u001b@号\n', text: '' };
  expect(encodeCall(of('{num} {window}\\r\\n'), evil)).toEqual(gb('A 1 1 @号\r\n'));
});

test('a message is understood whole: window and text come back, one changed bit does not', () => {
  const template = of('<{num}|{window}|{text}>{cs}\\r\\n', { checksum: 'xor' });
  const bytes = encodeCall(template, CALL);
  expect(decodeCall(template, bytes)).toEqual(CALL);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const spoilt = Buffer.from(bytes);
    spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(decodeCall(template, spoilt)).toBeNull();
  }
  for (let length = 0; length < bytes.length; length++)
    expect(decodeCall(template, bytes.subarray(0, length))).toBeNull();
});

test.each([
  ['{window}\\r', 'none', /缺少号码/],
  ['{num}', 'none', /结束符/],
  ['{num}{cs}\\r', 'none', /校验/],
  ['{num}\\r', 'xor', /\{cs\}/],
  ['{num}{cs}{csb}\\r', 'sum', /\{cs\}/],
  ['{num}{nummer}\\r', 'none', /第 6 个字符/],
  ['{num}号\\r', 'none', /第 6 个字符/],
  ['{num}\\q', 'none', /第 6 个字符/],
  ['{num}\\x2', 'none', /第 6 个字符/],
] as const)('template %s with checksum %s is refused at its field', (template, checksum, why) => {
  expect(() => of(template, { checksum })).toThrow(
    expect.objectContaining({ code: 'DEV-606', field: 'displayTemplate', message: expect.stringMatching(why) }),
  );
});
