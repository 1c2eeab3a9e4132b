import { expect, test } from '@jest/globals';
import { PaperInterpreter } from '../simulators/escpos-paper.ts';
import { FUZZ, randomOf } from '../testing/random.ts';
import { type Answer, AnswerParser, readAuto, readRealtime } from './status.ts';

/** One to three good messages run together, then perhaps a flipped, lost, doubled or foreign byte. */
function spoilt(good: readonly Buffer[], random: (below: number) => number): Buffer {
  const parts = Array.from({ length: 1 + random(3) }, () => good[random(good.length)] ?? Buffer.alloc(0));
  const bytes = Buffer.concat(parts);
  if (bytes.length === 0) return bytes;
  const at = random(bytes.length);
  switch (random(6)) {
    case 0:
      return bytes;
    case 1:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at)]);
    case 4:
      return bytes.subarray(0, at);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256), random(256)]), bytes.subarray(at)]);
  }
}

const hexes = (...all: string[]) => all.map((one) => Buffer.from(one.replaceAll(' ', ''), 'hex'));
const ANSWERS = hexes(
  '12',
  '16',
  '1a',
  '1e',
  '32',
  '72',
  '7e',
  '14 00 00 0f',
  '10 00 0c 0f',
  '38 20 00 0f',
  '00',
  '5f 5a 5a 35 38 00',
);

/** By the fixed bits of hardware.md §3.3, written down a second time. */
function insistValid(answer: Answer): void {
  const wrong = () => {
    throw new Error(`accepted ${JSON.stringify(answer)}`);
  };
  if (answer.kind === 'realtime' && (answer.byte & 0b1001_0011) !== 0b0001_0010) wrong();
  if (answer.kind === 'sensor' && (answer.byte & 0b1001_0000) !== 0) wrong();
  if (answer.kind === 'text' && answer.text.length > 80) wrong();
  if (answer.kind !== 'auto') return;
  const [first, ...rest] = answer.bytes;
  if ((first & 0b1001_0011) !== 0b0001_0000 || rest.some((byte) => (byte & 0b1001_0000) !== 0)) wrong();
  readAuto(answer.bytes);
}

test(`fuzz: ${FUZZ} spoilt streams from a printer: nothing invalid is taken for an answer, nothing throws`, () => {
  const random = randomOf(20_261_120);
  let parser = new AnswerParser();
  let answers = 0;
  for (let i = 0; i < FUZZ; i++) {
    // Every stream goes on where the last one stopped, as on a long-lived connection.
    if (i % 1000 === 0) parser = new AnswerParser();
    const bytes = spoilt(ANSWERS, random);
    const cut = random(bytes.length + 1);
    for (const answer of [...parser.push(bytes.subarray(0, cut)), ...parser.push(bytes.subarray(cut))]) {
      insistValid(answer);
      answers += 1;
    }
    readRealtime({ printer: random(256), offline: random(256), error: random(256), paper: random(256) });
  }
  expect(answers).toBeGreaterThan(FUZZ);
});

const COMMANDS = hexes(
  '1b 40 1c 26',
  'd0 d0 d5 fe b4 a6 b7 a3 0a',
  '1b 61 01 1d 21 11 1c 21 0c be f6 b6 a8 ca e9 0a 1d 21 00 1c 21 00',
  '1b 45 01 41 42 0a 1b 45 00',
  '1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 06 1d 28 6b 05 00 31 50 30 41 42 1d 28 6b 03 00 31 51 30',
  '1d 6b 49 06 7b 42 43 4c 7b 7b',
  '1d 76 30 00 02 00 02 00 ff 00 ff 00',
  '1b 64 02 1d 56 42 00',
  '1d 72 01',
  '1d 61 ff',
  '1b 70 00 19 fa',
  '10 04 01',
);

/** What became of a job: the papers, or the error. Memory is bounded by what was sent. */
function printed(strict: boolean, ...parts: Buffer[]): string {
  const interpreter = new PaperInterpreter(32, { strict });
  let sent = 0;
  try {
    for (const part of parts) {
      interpreter.push(part);
      sent += part.length;
      while (interpreter.step());
      if (interpreter.waiting > sent) throw new RangeError('holds more than it was given');
    }
    return JSON.stringify([interpreter.papers, interpreter.waiting]);
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    return error.message;
  }
}

test(`fuzz: ${FUZZ} spoilt jobs: each ends in paper or in an error, the same in whatever portions it comes`, () => {
  const random = randomOf(20_261_121);
  let papers = 0;
  for (let i = 0; i < FUZZ; i++) {
    const job = spoilt(COMMANDS, random);
    const cut = random(job.length + 1);
    const strict = random(4) !== 0;
    const whole = printed(strict, job);
    const split = printed(strict, job.subarray(0, cut), job.subarray(cut));
    if (whole !== split) throw new Error(`differs when cut at ${cut}: ${job.toString('hex')}: ${whole} / ${split}`);
    if (whole.startsWith('[')) papers += 1;
  }
  expect(papers).toBeGreaterThan(FUZZ / 10);
});
