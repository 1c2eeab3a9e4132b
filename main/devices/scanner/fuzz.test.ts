import { expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { decodeScan } from './decode.ts';
import { type Line, LineCutter, LONGEST_CODE } from './lines.ts';

const TEXTS = ['ZZT-0001', '6901234567892', '青溪罚字〔2026〕1号 0a1b2c3d', '𠮷野家', '0a1b2c3d', 'A\\B'] as const;
const PREFIXES = ['', ']C0', ']Q1', ']Q3', ']E0', ']Q2\\000026', ']Q2\\000029', ']x9', ']'] as const;
const ENDS = ['\r', '\n', '\r\n', '', '\r\r'] as const;

const CODES = PREFIXES.flatMap((prefix) => TEXTS.flatMap((text) => ENDS.map((end) => prefix + text + end))).flatMap(
  (code) => [Buffer.from(code), iconv.encode(code, 'gb18030')],
) as [Buffer, ...Buffer[]];

/** Codes run together, then perhaps flipped, cut, doubled, or drowned in noise. */
function spoilt(dice: Dice): Buffer {
  const parts = Array.from({ length: 1 + dice.below(3) }, () => dice.pick(CODES));
  const bytes = Buffer.concat(parts);
  const at = dice.below(bytes.length);
  switch (dice.below(6)) {
    case 0:
      return bytes;
    case 1:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
      return bytes;
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), dice.bytes(dice.below(12)), bytes.subarray(at)]);
    default:
      return dice.bytes(dice.below(400));
  }
}

const shown = (lines: Line[]) => lines.map((line) => (line === 'too-long' ? line : line.toString('hex'))).join(' ');

/** Cut a second way, in one go: what a stream holds between its line ends. */
function insistCut(bytes: Buffer, lines: Line[]): void {
  const wanted = bytes
    .toString('latin1')
    .split(/[\r\n]/)
    .slice(0, -1)
    .filter(Boolean);
  const got = lines.map((line) => (line === 'too-long' ? line : line.toString('latin1')));
  if (got.join('\n') !== wanted.join('\n')) throw new Error(`cut otherwise: ${bytes.toString('hex')}`);
}

/** An accepted text has come as these bytes, in one of the two encodings, and holds nothing that cannot be printed. */
function insistReadable(line: Buffer, text: string): void {
  const wrong = () => {
    throw new Error(`accepted ${JSON.stringify(text)} of ${line.toString('hex')}`);
  };
  if (text === '' || text !== text.trim() || /\p{Cc}|\ufffd/u.test(text.replaceAll('\u001d', ''))) wrong();
  if (text.includes('\\')) return;
  if (!line.includes(Buffer.from(text)) && !line.includes(iconv.encode(text, 'gb18030'))) {
    // The doubled backslashes of ECI are the one thing that is undone.
    if (!line.includes(0x5c)) wrong();
  }
}

test(`fuzz: ${FUZZ} spoilt streams of a scanner: nothing unreadable is accepted, nothing throws, memory is bounded`, () => {
  const dice = new Dice(20_261_122);
  const cutter = new LineCutter();
  let accepted = 0;
  let refused = 0;
  for (let i = 0; i < FUZZ; i++) {
    const bytes = spoilt(dice);
    cutter.forget();
    const whole = cutter.push(bytes);
    insistCut(bytes, whole);
    cutter.forget();
    const pieces = dice.cut(bytes).flatMap((piece) => cutter.push(piece));
    if (shown(pieces) !== shown(whole)) throw new Error(`differs when cut: ${bytes.toString('hex')}`);
    if (cutter.waiting > bytes.length) throw new Error('holds more than it was given');
    for (const line of whole) {
      const scan = line === 'too-long' ? null : decodeScan(line);
      if (scan === null || line === 'too-long') refused += 1;
      else {
        insistReadable(line, scan.text);
        accepted += 1;
      }
    }
  }
  expect(accepted).toBeGreaterThan(FUZZ / 2);
  expect(refused).toBeGreaterThan(FUZZ / 20);
});

test('fuzz: a stream that never ends its lines stays within its bound', () => {
  const dice = new Dice(20_261_123);
  const cutter = new LineCutter();
  for (let i = 0; i < 2000; i++) {
    const noise = dice.bytes(4000).map((byte) => (byte === 13 || byte === 10 ? 32 : byte));
    expect(cutter.push(noise)).toEqual([]);
    expect(cutter.waiting).toBeLessThanOrEqual(LONGEST_CODE);
  }
});
