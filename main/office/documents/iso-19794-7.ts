import type { Signature } from './signature.ts';

/** X, Y, T and F are there. */
const CHANNELS = 0xc140;
const SCALING = 0x80;
const MIN = 0x40;
const MAX = 0x20;
const MM_AN_INCH = 25.4;
/** Coordinates stay below half the range: some readers take them as signed. */
const LARGEST = 0x7fff;
const U16 = 0xffff;
/** A pressure that was not measured is 1 while the tip is down. */
const SCREEN_PRESSURE = 1023;

/** A scaling value of the standard: 5 bits of exponent (biased by 16) and 11 bits of fraction. */
export function scalingValue(value: number): number {
  const exponent = Math.min(15, Math.max(-16, Math.floor(Math.log2(value))));
  const fraction = Math.min(2047, Math.max(0, Math.round((value / 2 ** exponent - 1) * 2048)));
  return ((exponent + 16) << 11) | fraction;
}

function channel(given: { scaling?: number | undefined; min?: number; max?: number }): Buffer {
  const named: readonly (readonly [number, number | undefined])[] = [
    [SCALING, given.scaling],
    [MIN, given.min],
    [MAX, given.max],
  ];
  const there = named.flatMap(([bit, value]) => (value === undefined ? [] : [{ bit, value }]));
  const bytes = Buffer.alloc(1 + 2 * there.length);
  bytes.writeUInt8(
    there.reduce((sum, { bit }) => sum | bit, 0),
    0,
  );
  there.forEach(({ value }, i) => {
    bytes.writeUInt16BE(value, 1 + 2 * i);
  });
  return bytes;
}

/**
 * The signature as ISO/IEC 19794-7:2007 full format, for forensic tools: X, Y, T, F. Each stroke is closed by a sample
 * with force 0 at its last place, because the format has no other sign for a lifted pen.
 * Scaling: X and Y in units a millimetre where the pad says its resolution, T in units a second.
 */
export function isoSignature({ strokes, canvas, device }: Signature): Buffer {
  const { pad, pressureMeasured } = device;
  const widest = Math.max(canvas.width, canvas.height);
  // Pads count in whole units; a screen in parts of a pixel, of which a tenth is kept.
  const fine = pad === undefined ? 10 : 1;
  const space = Math.min(fine, LARGEST / widest);
  const maxForce = pressureMeasured ? (pad?.maxPressure ?? SCREEN_PRESSURE) : 1;
  const last = Math.max(...strokes.flat().map((point) => point.t));
  const perSecond = 1000 / Math.max(1, Math.ceil(last / U16));
  const units = pad && pad.unitsPerInch > 0 ? scalingValue((pad.unitsPerInch * space) / MM_AN_INCH) : undefined;

  const samples = strokes.flatMap((stroke) => {
    const points = stroke.map(({ x, y, p, t }) => [
      limited(x * space, LARGEST),
      limited(y * space, LARGEST),
      limited((t * perSecond) / 1000, U16),
      pressureMeasured ? Math.max(1, limited(p * maxForce, maxForce)) : 1,
    ]);
    return [...points, [...(points.at(-1)?.slice(0, 3) ?? []), 0]];
  });
  const body = Buffer.alloc(4 + samples.length * 8);
  // No extended data; the number of samples in three bytes.
  body.writeUIntBE(samples.length, 1, 3);
  samples.flat().forEach((value, i) => {
    body.writeUInt16BE(value, 4 + 2 * i);
  });
  const channels = Buffer.alloc(2);
  channels.writeUInt16BE(CHANNELS, 0);
  return Buffer.concat([
    Buffer.from('SDI\0 10\0', 'latin1'),
    channels,
    channel({ scaling: units, min: 0, max: limited(canvas.width * space, LARGEST) }),
    channel({ scaling: units, min: 0, max: limited(canvas.height * space, LARGEST) }),
    channel({ scaling: scalingValue(perSecond) }),
    channel({ min: 0, max: maxForce }),
    Buffer.of(0),
    body,
  ]);
}

const limited = (value: number, largest: number) => Math.min(largest, Math.max(0, Math.round(value)));
