import { expect, test } from '@jest/globals';
import { FUZZ, randomOf } from '../testing/random.ts';
import { encodeMessage, MessageParser, WireKind } from '../transport/hid-wire.ts';
import { Capture } from './capture.ts';
import { padLayout } from './layout.ts';
import { decodePen, encodePen, OptionMode, type PenSample } from './pen.ts';
import {
  decodeCapability,
  decodeInformation,
  decodeStatus,
  decodeUid,
  encodeCapability,
  encodeInformation,
} from './reports.ts';

const CAPABILITY = {
  ...{ maxX: 9600, maxY: 6000, maxPressure: 1023, screenWidth: 320, screenHeight: 200 },
  ...{ reportRate: 200, resolution: 2540, encodings: 2 },
};

const GOOD = [
  encodePen({ inRange: true, down: true, pressure: 512, x: 4800, y: 3000, time: 65_535, sequence: 7 }),
  encodePen({ inRange: true, down: false, pressure: 0, x: 100, y: 5999, time: null, sequence: null }),
  encodePen({ inRange: true, down: true, pressure: 1, x: 1, y: 1, time: 9, sequence: null }),
  encodeCapability(CAPABILITY),
  encodeInformation({ model: 'STU-430', firmware: '1.03' }),
];

/** Cut short, grown, joined, spliced, one bit changed, or nothing but noise. */
function damaged(random: (below: number) => number): Buffer {
  const good = Buffer.from(GOOD[random(GOOD.length)] ?? Buffer.alloc(1));
  const other = GOOD[random(GOOD.length)] ?? good;
  const noise = () => Buffer.from(Array.from({ length: random(40) }, () => random(256)));
  switch (random(6)) {
    case 0:
      return good.subarray(0, random(good.length));
    case 1:
      return Buffer.concat([good, noise()]);
    case 2:
      return Buffer.concat([good, other]);
    case 3:
      return Buffer.concat([good.subarray(0, random(good.length)), other.subarray(random(other.length))]);
    case 4:
      good.writeUInt8(good.readUInt8(random(good.length)) ^ (1 << random(8)), random(good.length));
      return good;
    default:
      return noise();
  }
}

/** So many reports are one scribble: far more strokes than a drawing may hold. */
const SCRIBBLE = 32_768;

/** One scribble, and beside it which contact of the pen each stroke began with. */
class Scribble {
  readonly capture = new Capture(CAPABILITY, padLayout(CAPABILITY));
  readonly #owners: number[] = [];
  #contact = 0;
  #down = false;
  #held = 0;

  /** @throws Error where a point was put into the stroke of another contact, or into one that was over */
  push(sample: PenSample, arrivedAt: number): void {
    if (sample.down && !this.#down) this.#contact += 1;
    this.#down = sample.down;
    this.capture.push(sample, arrivedAt);
    const { strokes } = this.capture;
    const length = strokes.at(-1)?.length ?? 0;
    if (strokes.length === this.#owners.length && length === this.#held) return;
    if (strokes.length > this.#owners.length) this.#owners.push(this.#contact);
    this.#held = length;
    if (this.#owners.at(-1) !== this.#contact) throw new Error(`stroke ${strokes.length} holds points of another`);
  }

  /** @returns whether it filled its drawing. @throws Error where the drawing is larger than the contract allows */
  ended(): boolean {
    const { strokes } = this.capture;
    if (strokes.length > 200 || strokes.some((stroke) => stroke.length > 5000)) throw new Error('beyond the contract');
    return strokes.length === 200;
  }
}

const LENGTHS: Record<number, number> = { 1: 7, 48: 9, 52: 11 };

test(`matrix row 5: ${FUZZ} damaged reports are never taken for what they are not, and none throws`, () => {
  const random = randomOf(20_261_121);
  let scribble = new Scribble();
  let full = 0;
  let refused = 0;
  for (let i = 0; i < FUZZ; i++) {
    const report = damaged(random);
    const sample = decodePen(report, CAPABILITY, OptionMode.both);
    const length = LENGTHS[report[0] ?? 0];
    if (!sample) refused += 1;
    else {
      // Judged once more, from the bytes alone.
      const fits = length !== undefined && report.length >= length && report.subarray(length).every((one) => one === 0);
      const sane = sample.x <= 9600 && sample.y <= 6000 && sample.pressure <= 1023 && (sample.inRange || !sample.down);
      if (!fits || !sane) throw new Error(`taken for a sample: ${report.toString('hex')}`);
      scribble.push(sample, i * 5);
    }
    if (i % SCRIBBLE === SCRIBBLE - 1) {
      // However long somebody scribbles, the signature stays within the contract.
      if (scribble.ended()) full += 1;
      scribble = new Scribble();
    }
    const capability = decodeCapability(report);
    if (capability && (report[0] !== 9 || report.length < 17 || capability.maxX === 0)) throw new Error('capability');
    const information = decodeInformation(report);
    if (information && (report[0] !== 8 || report.length < 18)) throw new Error('information');
    if (decodeStatus(report) && (report[0] !== 3 || report.length < 5)) throw new Error('status');
    if (decodeUid(report) !== null && (report[0] !== 10 || report.length < 5)) throw new Error('uid');
  }
  expect(refused).toBeGreaterThan(FUZZ / 4);
  // A run that is shorter than a scribble fills none.
  expect(full).toBeGreaterThanOrEqual(Math.min(1, Math.floor(FUZZ / SCRIBBLE)));
});

test(`matrix row 5: ${FUZZ} split, merged and damaged messages of HID over TCP`, () => {
  const random = randomOf(56);
  let parser = new MessageParser();
  let whole = 0;
  let broken = 0;
  for (let i = 0; i < FUZZ; i++) {
    const message = encodeMessage(WireKind.input, GOOD[random(GOOD.length)]);
    const bad = random(10) === 0;
    if (bad) message.writeUInt8(random(256), random(3));
    const cut = random(message.length);
    const found = [
      ...parser.push(message.subarray(0, cut)),
      ...parser.push(Buffer.concat([message.subarray(cut), Buffer.alloc(0)])),
    ];
    for (const one of found) if (one.body.length > 4096) throw new Error('longer than a message may be');
    if (!bad) whole += found.length;
    if (parser.broken) {
      broken += 1;
      if (parser.push(message).length > 0) throw new Error('went on after it was broken');
    }
    // A pipe that lost its step is closed; the next one begins anew.
    if (parser.broken || bad) parser = new MessageParser();
  }
  expect(broken).toBeGreaterThan(0);
  expect(whole).toBeGreaterThan(FUZZ / 2);
});
