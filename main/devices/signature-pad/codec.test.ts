import { expect, test } from '@jest/globals';
import { LostSamples, PenClock } from './counters.ts';
import { chooseMode, encodePicture, imageReports, pictureLength } from './image.ts';
import { decodePen, encodePen, OptionMode, type PenSample } from './pen.ts';
import {
  clearArea,
  decodeCapability,
  decodeInformation,
  decodeStatus,
  decodeUid,
  displayArea,
  encodeCapability,
  encodeInformation,
  encodeStatus,
} from './reports.ts';

const LIMITS = { maxX: 9600, maxY: 6000, maxPressure: 1023 };
const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

const GOLDEN: readonly (readonly [string, string, PenSample])[] = [
  [
    'tip down',
    '01 92 00 12 C0 0B B8',
    { inRange: true, down: true, pressure: 512, x: 4800, y: 3000, time: null, sequence: null },
  ],
  [
    'hovering',
    '01 80 00 12 C0 0B B8',
    { inRange: true, down: false, pressure: 0, x: 4800, y: 3000, time: null, sequence: null },
  ],
  [
    'out of range',
    '01 00 00 00 00 00 00',
    { inRange: false, down: false, pressure: 0, x: 0, y: 0, time: null, sequence: null },
  ],
  [
    'with time and sequence',
    '34 93 FF 25 7F 00 01 FF FF 00 07',
    { inRange: true, down: true, pressure: 1023, x: 9599, y: 1, time: 65_535, sequence: 7 },
  ],
  [
    'after the turn',
    '34 93 FF 25 7F 00 01 00 04 00 08',
    { inRange: true, down: true, pressure: 1023, x: 9599, y: 1, time: 4, sequence: 8 },
  ],
];

test.each(GOLDEN)('matrix row 5: golden report, %s', (_, hex, sample) => {
  expect(decodePen(bytes(hex), LIMITS, OptionMode.both)).toEqual(sample);
  expect(encodePen(sample)).toEqual(bytes(hex));
});

test('matrix row 5: the option of report 30 is what the mode says', () => {
  const report = bytes('30 91 00 00 10 00 20 12 34');
  expect(decodePen(report, LIMITS, OptionMode.time)).toMatchObject({ time: 0x1234, sequence: null });
  expect(decodePen(report, LIMITS, OptionMode.sequence)).toMatchObject({ time: null, sequence: 0x1234 });
  expect(decodePen(report, LIMITS, OptionMode.none)).toMatchObject({ time: null, sequence: null });
});

test('matrix row 5: zeros may follow a report (Windows), anything else may not', () => {
  const report = bytes('01 92 00 12 C0 0B B8');
  expect(decodePen(Buffer.concat([report, Buffer.alloc(9)]), LIMITS, OptionMode.none)).not.toBeNull();
  expect(decodePen(Buffer.concat([report, Buffer.of(1)]), LIMITS, OptionMode.none)).toBeNull();
  expect(decodePen(report.subarray(0, 6), LIMITS, OptionMode.none)).toBeNull();
});

test.each([
  ['x beyond the tablet', '01 90 00 25 81 00 00'],
  ['y beyond the tablet', '01 90 00 00 00 17 71'],
  ['more pressure than there is', '01 94 00 00 00 00 00'],
  ['tip down while the pen is away', '01 10 00 00 00 00 00'],
  ['an encrypted report', '10 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00'],
  ['nothing', ''],
])('matrix row 5: %s is no sample', (_, hex) => {
  expect(decodePen(bytes(hex), LIMITS, OptionMode.both)).toBeNull();
});

test('matrix row 5: time goes on over the turn of the counter', () => {
  const clock = new PenClock();
  const raws = [65_525, 65_530, 65_535, 4, 9];
  expect(raws.map((raw, i) => clock.at(raw, 1000 + i * 5))).toEqual([0, 5, 10, 15, 20]);
});

test('matrix row 5: the time of arrival says how often the counter turned while the pen was away', () => {
  const clock = new PenClock();
  clock.at(100, 0);
  expect(clock.at(200, 65_536 * 2 + 90)).toBe(65_536 * 2 + 100);
  // A little earlier than the last one: an old report, not a turn of the counter.
  expect(clock.at(199, 65_536 * 2 + 95)).toBe(65_536 * 2 + 100);
});

test('matrix row 5: a pad without a clock is timed by arrival', () => {
  const clock = new PenClock();
  expect([10, 15, 30].map((arrived) => clock.at(null, arrived))).toEqual([0, 5, 20]);
});

test('matrix row 5: holes in the sequence are lost samples, also across its turn', () => {
  const lost = new LostSamples();
  for (const sequence of [65_533, 65_534, 1, 2, 2, 1, 2, 5]) lost.saw(sequence);
  // 65535 and 0 are missing, later 3 and 4; the repeated and the older one are no hole.
  expect(lost.count).toBe(4);
});

test('status, information, uid and capability in both directions', () => {
  expect(decodeStatus(encodeStatus({ status: 1, result: 2 }))).toEqual({ status: 1, result: 2 });
  expect(decodeInformation(encodeInformation({ model: 'STU-430', firmware: '1.03' }))).toEqual({
    model: 'STU-430',
    firmware: '1.03',
  });
  expect(decodeUid(bytes('0A 12 34 AB CD'))).toBe('1234ABCD');
  const capability = {
    ...{ ...LIMITS, screenWidth: 320, screenHeight: 200, reportRate: 200, resolution: 2540, encodings: 2 },
  };
  expect(encodeCapability(capability)).toEqual(bytes('09 2580 1770 03FF 0140 00C8 C8 09EC 02 00 00'));
  expect(decodeCapability(encodeCapability(capability))).toEqual(capability);
  expect(decodeCapability(encodeCapability({ ...capability, maxX: 0 }))).toBeNull();
  expect(decodeCapability(encodeCapability({ ...capability, screenWidth: 9 }))).toBeNull();
  expect(decodeInformation(Buffer.concat([Buffer.of(8), Buffer.alloc(17)]))).toBeNull();
});

test('areas are corners, the lower right one included', () => {
  const box = { x: 0, y: 72, width: 320, height: 92 };
  expect(displayArea(box)).toEqual(bytes('2A 0000 4800 3F01 A300'));
  expect(clearArea(box)).toEqual(bytes('23 00 01 0000 4800 3F01 A300'));
});

test('a picture in each encoding: 1-bit has white set, colours are all or nothing', () => {
  // Nine pixels wide: two bytes a row. The first and the last pixel are black.
  const picture = Buffer.of(0b1000_0000, 0b1000_0000);
  expect(encodePicture(picture, 9, 1, 0)).toEqual(Buffer.of(0b0111_1111, 0b0111_1111));
  expect(encodePicture(picture, 9, 1, 2).toString('hex')).toBe(`0000${'ffff'.repeat(7)}0000`);
  expect(encodePicture(picture, 9, 1, 4).toString('hex')).toBe(`000000${'ffffff'.repeat(7)}000000`);
  expect(() => encodePicture(picture, 9, 2, 0)).toThrow('does not fit');
  expect([0x02, 0x0e, 0x0c, 0x08, 0x01, 0].map(chooseMode)).toEqual([0, 0, 2, 4, 0, 0]);
});

test('a picture goes in blocks of 253 bytes between start and end', () => {
  const data = Buffer.alloc(pictureLength(320, 200), 0x5a);
  const reports = [...imageReports(data, 0)];
  expect(reports.at(0)).toEqual(Buffer.of(0x25, 0));
  expect(reports.at(-1)).toEqual(Buffer.of(0x27, 0));
  const blocks = reports.slice(1, -1);
  expect(blocks.map((block) => block.length)).toEqual(Array(32).fill(256));
  const arrived = blocks.map((block) => block.subarray(3, 3 + block.readUInt16LE(1)));
  expect(Buffer.concat(arrived)).toEqual(data);
  expect(arrived.at(-1)).toHaveLength(8000 % 253);
});
