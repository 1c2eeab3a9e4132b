import { expect, test } from '@jest/globals';
import { Refusal } from '../../../preload/contract/refusal.ts';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import {
  type Command,
  FIND,
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
import { encodeFrame, FrameParser, MIN_REPLY_LENGTH } from './frame.ts';
import { decodeCardText, decodeNewestAddress } from './text.ts';

const SEED = 20_261_121;
const LONGEST_FRAME = 7 + 2314;
const COMMANDS = [STATUS, SAM_ID, FIND, SELECT, READ, NEWEST_ADDRESS, RESET] as const;
const PREAMBLE = Buffer.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);

/** Noise that cannot begin a preamble, so that a frame behind it must come out. */
function noise(dice: Dice): Buffer {
  const bytes = dice.bytes(dice.below(20));
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0xaa) bytes[i] = 0x55;
  return bytes;
}

function goodBody(dice: Dice, command: Command): Buffer {
  const sizes = command.dataSizes;
  const data = dice.bytes(sizes[dice.below(sizes.length)] ?? 0);
  if (command === READ) Buffer.of(1, 0, 4, 0).copy(data);
  return Buffer.concat([Buffer.of(0, 0, command.good), data]);
}

/** A good reply with one to eight flipped bits that its checksum, length or preamble must show. */
function corrupted(dice: Dice, command: Command): Buffer {
  const frame = encodeFrame(goodBody(dice, command));
  const flips = 1 + dice.below(8);
  for (let n = 0; n < flips; n++) flip(frame, dice.below(frame.length * 8));
  const whole = frame.subarray(0, 5).equals(PREAMBLE) && frame.readUInt16BE(5) === frame.length - 7;
  // Flips in one column may cancel out; then the XOR says nothing, so one more.
  let sum = 0;
  for (const byte of frame.subarray(5)) sum ^= byte;
  if (whole && sum === 0) flip(frame, 40 + dice.below(8));
  return frame;
}

function flip(bytes: Buffer, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
}

/** A frame whose checksum is right and which cannot be the good answer: only the table of sizes tells. */
function alien(dice: Dice, command: Command): Buffer {
  const other = dice.pick(COMMANDS);
  const body =
    dice.below(2) === 0
      ? goodBody(dice, other)
      : Buffer.concat([Buffer.of(0, 0, command.good), dice.bytes(dice.below(320))]);
  if (command.dataSizes.includes(body.length - 3)) body[2] = command.good ^ (1 + dice.below(255));
  return encodeFrame(body);
}

/** At least six bytes short: whatever fills the rest up begins with a preamble, and that is noticed. */
function truncated(dice: Dice, command: Command): Buffer {
  const frame = encodeFrame(goodBody(dice, command));
  return frame.subarray(0, dice.below(frame.length - 5));
}

/** Random bytes, heads with impossible or lying lengths, and pieces of both glued together. */
function malformed(dice: Dice): Buffer {
  const parts: Buffer[] = [];
  for (let n = 1 + dice.below(4); n > 0; n--) {
    const head = dice.below(3) > 0 ? PREAMBLE.subarray(0, 1 + dice.below(5)) : Buffer.alloc(0);
    parts.push(head, dice.bytes(dice.below(60)));
  }
  return Buffer.concat(parts);
}

const KINDS = [
  corrupted,
  alien,
  truncated,
  malformed,
  (dice: Dice, command: Command) => Buffer.concat([truncated(dice, command), alien(dice, command)]),
  (dice: Dice, command: Command) => Buffer.concat([corrupted(dice, command), truncated(dice, command)]),
] as const;

test(`matrix row 1: ${FUZZ} malformed, split, merged and corrupted inputs: none accepted, none throws, memory bounded`, () => {
  const dice = new Dice(SEED);
  const seen = KINDS.map(() => 0);
  for (let n = 0; n < FUZZ; n++) {
    const command = dice.pick(COMMANDS);
    const kind = dice.below(KINDS.length);
    seen[kind] = (seen[kind] ?? 0) + 1;
    const input = KINDS[kind]?.(dice, command) ?? Buffer.alloc(0);
    const parser = new FrameParser(MIN_REPLY_LENGTH);
    for (const chunk of dice.cut(input)) {
      for (const body of parser.push(chunk)) {
        const reply = replyTo(command, body);
        if (reply && isGood(command, reply))
          throw new Error(`input ${n}: ${command.name} took ${input.toString('hex')}`);
      }
      if (parser.held > LONGEST_FRAME) throw new Error(`input ${n}: ${parser.held} bytes held`);
    }
  }
  expect(Math.min(...seen)).toBeGreaterThan(FUZZ / KINDS.length / 2);
});

test('good replies between noise, cut anywhere or in padded HID reports, all come out', () => {
  const dice = new Dice(SEED + 1);
  for (let n = 0; n < FUZZ / 10; n++) {
    const command = dice.pick(COMMANDS);
    const bodies = Array.from({ length: 1 + dice.below(3) }, () => goodBody(dice, command));
    const stream = Buffer.concat(
      bodies.flatMap((body) => [noise(dice), encodeFrame(body), Buffer.alloc(dice.below(64))]),
    );
    const parser = new FrameParser(MIN_REPLY_LENGTH);
    const out = dice.cut(stream).flatMap((chunk) => parser.push(chunk));
    if (out.length !== bodies.length || out.some((body, i) => !body.equals(bodies[i] ?? Buffer.alloc(0))))
      throw new Error(`stream ${n}: ${stream.toString('hex')}`);
    for (const body of out) {
      const reply = replyTo(command, body);
      if (!reply || !isGood(command, reply)) throw new Error(`stream ${n}: not taken`);
      if (command === READ && splitRead(reply.data) === null) throw new Error(`stream ${n}: not split`);
    }
  }
});

const spaces = Buffer.from(' '.repeat(128), 'utf16le');
const FLAGS = [' ', 'J', 'I', 'Y'] as const;
const DAY = /^(\d{4}-\d{2}-\d{2}|长期|)$/;

/** A card of some kind whose fields hold anything: noise, half characters, digits, nothing. */
function anyText(dice: Dice, flag: string): Buffer {
  const raw = Buffer.from(spaces);
  for (let n = dice.below(12); n > 0; n--) {
    const at = 2 * dice.below(120);
    const written =
      dice.below(2) === 0 ? dice.bytes(2 * dice.below(20)) : Buffer.from(String(dice.below(1e9)), 'utf16le');
    written.copy(raw, at);
  }
  raw.write(flag, 248, 'utf16le');
  return raw;
}

test(`matrix row 2: ${FUZZ} texts of anything: decoded into whole strings and real days, or refused by name`, () => {
  const dice = new Dice(SEED + 2);
  let refused = 0;
  for (let n = 0; n < FUZZ; n++) {
    const flag = dice.below(8) === 0 ? String.fromCharCode(0x41 + dice.below(26)) : dice.pick(FLAGS);
    const raw = anyText(dice, flag).subarray(0, dice.below(50) === 0 ? dice.below(256) : 256);
    const known = raw.length === 256 && FLAGS.some((one) => one === flag);
    try {
      const card = decodeCardText(raw, '2026-11-20', decodeNewestAddress(dice.bytes(70)));
      const texts = [
        card.name,
        card.address,
        card.issuer,
        card.newestAddress ?? '',
        ...(card.rare ?? []).map((one) => one.onCard),
      ];
      const whole =
        texts.every((text) => text.isWellFormed()) &&
        [card.birth, card.validFrom, card.validTo].every((day) => DAY.test(day));
      // Nobody is without a warning whose number is not one.
      const doubted = card.type === 'I' || /^\d{17}[\dX]$/.test(card.idNo) || card.warnings.length > 0;
      if (!known || !whole || !doubted) throw new Error(`text ${n}: ${raw.toString('hex')}`);
    } catch (error) {
      if (!(error instanceof Refusal) || known) throw error;
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(FUZZ / 20);
});
