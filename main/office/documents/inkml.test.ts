import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawnSignature } from '../../../test/paper-samples.ts';
import { FUZZ, randomOf } from '../../devices/testing/random.ts';
import { canonicalText } from './canonical.ts';
import { isoSignature, scalingValue } from './iso-19794-7.ts';
import { type Signature, sealSignature, verifySignature } from './signature.ts';

const pdf = new TextEncoder().encode('%PDF-1.7 the stored bytes');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const given: Signature = {
  role: 'PARTY',
  signerName: '王建国',
  signerIdMasked: '330602********0027',
  officersPresent: ['陈立群'],
  at: '2026-11-20T06:21:00.000Z',
  device: { kind: 'screen-pen', simulated: false, pressureMeasured: true },
  ...drawnSignature(3, 1),
  lostSamples: 0,
  documentSha256: hash(pdf),
};
const PAD = {
  ...{ model: 'STU-430', serialNo: '53543401', firmware: '1.03', unitsPerInch: 2540 },
  ...{ maxPressure: 1023, reportRate: 200, simulated: false },
};
const onPad: Signature = {
  ...given,
  device: { ...given.device, kind: 'pad', pad: PAD },
  canvas: { width: 9600, height: 6000 },
  lostSamples: 3,
  strokes: [
    [
      { x: 1000, y: 2400, p: 512 / 1023, t: 0 },
      { x: 1010, y: 2405, p: 1, t: 5 },
    ],
    [{ x: 9600, y: 6000, p: 1 / 1023, t: 70_000 }],
  ],
};

test('a signature is stored as InkML: X, Y, F, T, one trace a stroke, the hash of the document in an annotation', () => {
  const text = new TextDecoder().decode(sealSignature(onPad).bytes);
  expect(text).toContain('<ink xmlns="http://www.w3.org/2003/InkML">');
  expect(text).toContain(`<annotation type="documentSha256">${given.documentSha256}</annotation>`);
  expect([...text.matchAll(/<channel name="(\w)"/g)].map(([, name]) => name)).toEqual(['X', 'Y', 'F', 'T']);
  expect(text).toContain(`<trace>1000 2400 ${512 / 1023} 0, 1010 2405 1 5</trace>`);
  expect(text.match(/<trace>/g)).toHaveLength(2);
});

test('whatever was drawn and whoever signed comes back to the last digit', () => {
  const point = fc.record({
    x: fc.double({ min: -1e4, max: 1e4, noNaN: true }).filter((one) => !Object.is(one, -0)),
    y: fc.integer({ min: 0, max: 9600 }),
    p: fc.double({ min: 0, max: 1, noNaN: true }),
    t: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });
  const strokes = fc.array(fc.array(point, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });
  const name = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((one) => one.trim() !== '');
  fc.assert(
    fc.property(strokes, name, (drawn, signer) => {
      const before: Signature = {
        ...onPad,
        strokes: drawn,
        signerName: signer.trim().replace(/[\ufffe\uffff]/g, '') || '甲',
      };
      expect(verifySignature(sealSignature(before), pdf)).toEqual({ ok: true, signature: before });
    }),
    { numRuns: 60 },
  );
});

test('signatures of the first release, stored as JSON, still verify', () => {
  const bytes = new TextEncoder().encode(canonicalText(given));
  expect(verifySignature({ bytes, sha256: hash(bytes) }, pdf)).toEqual({ ok: true, signature: given });
});

test('an annotation that names another document than the facts is no signature', () => {
  const text = new TextDecoder().decode(sealSignature(given).bytes);
  const bytes = new TextEncoder().encode(text.replace(given.documentSha256, 'a'.repeat(64)));
  expect(verifySignature({ bytes, sha256: hash(bytes) }, pdf)).toMatchObject({ ok: false });
});

const RUNS = FUZZ / 10;

test(`${RUNS} damaged InkML files under a matching hash: none throws, none is taken for another document's`, () => {
  const { bytes } = sealSignature(onPad);
  const random = randomOf(19_794);
  let refused = 0;
  for (let i = 0; i < RUNS; i++) {
    const changed = bytes.slice(0, random(4) === 0 ? random(bytes.length) + 1 : bytes.length);
    const at = random(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 + random(255));
    const verdict = verifySignature({ bytes: changed, sha256: hash(changed) }, pdf);
    if (!verdict.ok) refused += 1;
    else if (verdict.signature.documentSha256 !== given.documentSha256) throw new Error(`taken at byte ${at}`);
  }
  expect(refused).toBeGreaterThan(RUNS / 4);
});

/** Reads the format back by its own description. */
function readIso(file: Buffer) {
  const channels = file.readUInt16BE(8);
  let at = 10;
  const described = Array.from({ length: 4 }, () => {
    const flags = file.readUInt8(at++);
    const values = [0x80, 0x40, 0x20].map((bit) => {
      if ((flags & bit) === 0) return null;
      at += 2;
      return file.readUInt16BE(at - 2);
    });
    return { flags, scaling: values[0], min: values[1], max: values[2] };
  });
  const [reserved, extended] = [file.readUInt8(at), file.readUInt8(at + 1)];
  const count = file.readUIntBE(at + 2, 3);
  const samples = Array.from({ length: count }, (_, i) =>
    [0, 2, 4, 6].map((offset) => file.readUInt16BE(at + 5 + i * 8 + offset)),
  );
  return { channels, described, reserved, extended, samples, end: at + 5 + count * 8 };
}

test('ISO/IEC 19794-7: raw pad units, time, force, and the pen lifted between strokes', () => {
  const file = isoSignature(onPad);
  expect(file.subarray(0, 8).toString('latin1')).toBe('SDI\0 10\0');
  const { channels, described, reserved, extended, samples, end } = readIso(file);
  expect({ channels, reserved, extended, end }).toEqual({
    ...{ channels: 0xc140, reserved: 0, extended: 0, end: file.length },
  });
  // 2540 units an inch are 100 a millimetre; 70 s do not fit into 16 bits of milliseconds, so every other counts.
  expect(described).toEqual([
    { flags: 0xe0, scaling: scalingValue(100), min: 0, max: 9600 },
    { flags: 0xe0, scaling: scalingValue(100), min: 0, max: 6000 },
    { flags: 0x80, scaling: scalingValue(500), min: null, max: null },
    { flags: 0x60, scaling: null, min: 0, max: 1023 },
  ]);
  expect(samples).toEqual([
    [1000, 2400, 0, 512],
    [1010, 2405, 3, 1023],
    [1010, 2405, 3, 0],
    [9600, 6000, 35_000, 1],
    [9600, 6000, 35_000, 0],
  ]);
});

test('ISO/IEC 19794-7 of a screen: tenths of a pixel, no claim about millimetres, no invented pressure', () => {
  const plain = { ...given, device: { ...given.device, pressureMeasured: false } };
  const { described, samples } = readIso(isoSignature(plain));
  expect(described.map(({ flags }) => flags)).toEqual([0x60, 0x60, 0x80, 0x60]);
  expect(new Set(samples.map(([, , , force]) => force))).toEqual(new Set([0, 1]));
  const first = given.strokes[0]?.[0];
  expect(samples[0]?.slice(0, 2)).toEqual([Math.round((first?.x ?? 0) * 10), Math.round((first?.y ?? 0) * 10)]);
});

test.each([
  [1, 16 << 11],
  [100, (22 << 11) | 1152],
  [1000, (25 << 11) | 1952],
  [0.5, 15 << 11],
])('scaling value of %d', (value, bits) => {
  expect(scalingValue(value)).toBe(bits);
});
