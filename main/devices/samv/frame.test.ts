import { expect, test } from '@jest/globals';
import {
  FIND,
  formatSamId,
  isGood,
  NEWEST_ADDRESS,
  READ,
  RESET,
  replyTo,
  SAM_ID,
  SELECT,
  STATUS,
  splitRead,
} from './commands.ts';
import { encodeFrame, FrameParser, MIN_REPLY_LENGTH, MIN_REQUEST_LENGTH } from './frame.ts';

const bytes = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const parse = (chunk: Uint8Array, min: typeof MIN_REPLY_LENGTH | typeof MIN_REQUEST_LENGTH = MIN_REPLY_LENGTH) =>
  new FrameParser(min).push(chunk);

/** A complete reply to READ: 1295 bytes. */
function readReply(): Buffer {
  const body = Buffer.alloc(3 + 4 + 256 + 1024, 0x20);
  bytes('00 00 90 01 00 04 00').copy(body);
  for (let i = 263; i < body.length; i++) body[i] = (i * 31) & 0xff;
  return encodeFrame(body);
}

// hardware.md §1.4
test.each([
  [STATUS, '00 03 11 FF ED'],
  [RESET, '00 03 10 FF EC'],
  [SAM_ID, '00 03 12 FF EE'],
  [FIND, '00 03 20 01 22'],
  [SELECT, '00 03 20 02 21'],
  [READ, '00 03 30 01 32'],
  [NEWEST_ADDRESS, '00 03 30 03 30'],
])('matrix row 1: request $name', (command, golden) => {
  expect(command.request).toEqual(bytes(`AA AA AA 96 69 ${golden}`));
  expect(parse(command.request, MIN_REQUEST_LENGTH)).toHaveLength(1);
});

test.each([
  ['status ok', STATUS, '00 04 00 00 90 94', true],
  ['find ok', FIND, '00 08 00 00 9F 00 00 00 00 97', true],
  ['find fail', FIND, '00 04 00 00 80 84', false],
  ['select ok', SELECT, '00 0C 00 00 90 00 00 00 00 00 00 00 00 9C', true],
  ['select fail', SELECT, '00 04 00 00 81 85', false],
  ['read failed', READ, '00 04 00 00 41 45', false],
  ['no such item', NEWEST_ADDRESS, '00 04 00 00 91 95', false],
  ['bad command', READ, '00 04 00 00 21 25', false],
  ['unauthorised', READ, '00 04 00 00 23 27', false],
  ['self-test bad', STATUS, '00 04 00 00 60 64', false],
  ['SAM unauthorised', STATUS, '00 04 00 00 66 62', false],
] as const)('matrix row 1: reply %s', (_name, command, golden, good) => {
  const frame = bytes(`AA AA AA 96 69 ${golden}`);
  const [body] = parse(frame);
  expect(encodeFrame(body ?? Buffer.alloc(0))).toEqual(frame);
  const reply = replyTo(command, body ?? Buffer.alloc(0));
  expect(reply).not.toBeNull();
  expect(reply && isGood(command, reply)).toBe(good);
});

test('matrix row 1: module number', () => {
  const [body] = parse(bytes('AA AA AA 96 69 00 14 00 00 90 05 00 03 00 E9 37 34 01 39 30 00 00 D2 02 96 49 6F'));
  const reply = replyTo(SAM_ID, body ?? Buffer.alloc(0));
  expect(reply && formatSamId(reply.data)).toBe('05.03-20199401-0000012345-1234567890');
});

test('matrix row 1: text and photo', () => {
  const frame = readReply();
  expect(frame).toHaveLength(1295);
  expect(frame.subarray(0, 14)).toEqual(bytes('AA AA AA 96 69 05 08 00 00 90 01 00 04 00'));
  const reply = replyTo(READ, parse(frame)[0] ?? Buffer.alloc(0));
  const parts = reply && splitRead(reply.data);
  expect(parts?.text).toEqual(frame.subarray(14, 270));
  expect(parts?.photo).toEqual(frame.subarray(270, 1294));
});

test('matrix row 1: a reply of the wrong size is not a reply, whatever its checksum', () => {
  const short = parse(bytes('AA AA AA 96 69 00 04 00 00 90 94'))[0] ?? Buffer.alloc(0);
  for (const command of [SAM_ID, SELECT, READ, NEWEST_ADDRESS]) expect(replyTo(command, short)).toBeNull();
  const found = parse(bytes('AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97'))[0] ?? Buffer.alloc(0);
  expect(replyTo(READ, found)).toBeNull();
  const inner = Buffer.alloc(1284);
  inner.writeUInt16BE(257, 0);
  inner.writeUInt16BE(1023, 2);
  expect(splitRead(inner)).toBeNull();
});

test('matrix row 1: the long reply cut at each of 1296 positions, and byte by byte', () => {
  const frame = readReply();
  for (let at = 0; at <= frame.length; at++) {
    const parser = new FrameParser(MIN_REPLY_LENGTH);
    const bodies = [...parser.push(frame.subarray(0, at)), ...parser.push(frame.subarray(at))];
    expect(bodies).toHaveLength(1);
    expect(bodies[0]?.equals(frame.subarray(7, -1))).toBe(true);
  }
  const parser = new FrameParser(MIN_REPLY_LENGTH);
  const bodies = [...frame].flatMap((byte) => parser.push(Buffer.of(byte)));
  expect(bodies.map((body) => body.length)).toEqual([1287]);
});

test('matrix row 1: garbage, a flipped bit, an impossible length, two replies glued together', () => {
  const good = bytes('AA AA AA 96 69 00 04 00 00 90 94');
  const flipped = bytes('AA AA AA 96 69 00 04 00 00 91 94');
  expect(parse(Buffer.concat([bytes('AA AA'), good]))).toHaveLength(1);
  expect(parse(Buffer.concat([bytes('00 FF AA AA AA 96'), good]))).toHaveLength(1);
  expect(parse(Buffer.concat([flipped, good]))).toHaveLength(1);
  expect(parse(Buffer.concat([bytes('AA AA AA 96 69 FF FF'), good]))).toHaveLength(1);
  expect(parse(Buffer.concat([bytes('AA AA AA 96 69 00 03'), good]))).toHaveLength(1);
  expect(parse(Buffer.concat([good, good]))).toHaveLength(2);
});

test('matrix row 1: a torn reply filled up by the next one is not taken, even where the checksum happens to match', () => {
  const [torn, next] = [readReply().subarray(0, 600), readReply()];
  const filled = Buffer.concat([torn, next]);
  // The XOR over the first 1295 bytes is made to match by a byte of the torn part.
  const sum = filled.subarray(5, 1295).reduce((total, byte) => total ^ byte, 0);
  filled[300] = (filled[300] ?? 0) ^ sum;
  expect(filled.subarray(5, 1295).reduce((total, byte) => total ^ byte, 0)).toBe(0);
  expect(parse(filled).map((body) => body.equals(next.subarray(7, -1)))).toEqual([true]);
});

test('matrix row 1: each single flipped bit is found by checksum, length or preamble', () => {
  const frame = readReply();
  for (let bit = 0; bit < frame.length * 8; bit++) {
    const broken = Buffer.from(frame);
    broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    if (parse(broken).length > 0) throw new Error(`bit ${bit} went unnoticed`);
  }
});
