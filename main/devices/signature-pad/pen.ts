import { type Capability, payloadOf, Report } from './reports.ts';

/** What a pad adds to each sample (report 32): nothing, time (STU-520), sequence, or both (430/530/540). */
export const OptionMode = { none: 0, time: 1, sequence: 2, both: 3 } as const;
export type OptionMode = (typeof OptionMode)[keyof typeof OptionMode];

/** One sample as it came: tablet units, origin top left. */
export interface PenSample {
  /** The pen is near enough to be seen; without it the other members mean nothing. */
  readonly inRange: boolean;
  /** The tip (or a button of the pen) is down. */
  readonly down: boolean;
  readonly pressure: number;
  readonly x: number;
  readonly y: number;
  /** 16-bit millisecond counter of the pad, null where it gives none. */
  readonly time: number | null;
  /** 16-bit counter of samples, null where the pad gives none. */
  readonly sequence: number | null;
}

type Limits = Pick<Capability, 'maxX' | 'maxY' | 'maxPressure'>;

const READY = 0x80;
const SWITCHES = 0x70;
const LENGTHS: Readonly<Record<number, number>> = {
  [Report.penData]: 7,
  [Report.penDataOption]: 9,
  [Report.penDataTimeSequence]: 11,
};

/**
 * Reads an input report. There is no checksum: what lies outside of the pad's own limits, or says that the tip is down
 * while the pen is away, is damaged.
 * @returns null for a damaged report and for any other kind of report
 */
export function decodePen(report: Uint8Array, limits: Limits, mode: OptionMode): PenSample | null {
  const id = report[0] ?? 0;
  const length = LENGTHS[id];
  const body = length === undefined ? null : payloadOf(report, id, length);
  if (!body) return null;
  const flags = body.readUInt8(0);
  const inRange = (flags & READY) !== 0;
  const down = (flags & SWITCHES) !== 0;
  const pressure = body.readUInt16BE(0) & 0x0fff;
  const [x, y] = [body.readUInt16BE(2), body.readUInt16BE(4)];
  if (pressure > limits.maxPressure || x > limits.maxX || y > limits.maxY || (down && !inRange)) return null;
  const pen = { inRange, down, pressure, x, y };
  if (id === Report.penDataTimeSequence) return { ...pen, time: body.readUInt16BE(6), sequence: body.readUInt16BE(8) };
  if (id === Report.penData) return { ...pen, time: null, sequence: null };
  const option = body.readUInt16BE(6);
  return {
    ...pen,
    time: mode === OptionMode.time ? option : null,
    sequence: mode === OptionMode.sequence ? option : null,
  };
}

export function encodePen(sample: PenSample): Buffer {
  const { inRange, down, pressure, x, y, time, sequence } = sample;
  const both = time !== null && sequence !== null;
  const option = time ?? sequence;
  const id = both ? Report.penDataTimeSequence : option === null ? Report.penData : Report.penDataOption;
  const report = Buffer.alloc(LENGTHS[id] ?? 0);
  report.writeUInt8(id, 0);
  report.writeUInt16BE((inRange ? READY << 8 : 0) | (down ? 0x1000 : 0) | (pressure & 0x0fff), 1);
  report.writeUInt16BE(x, 3);
  report.writeUInt16BE(y, 5);
  if (option !== null) report.writeUInt16BE(option, 7);
  if (both) report.writeUInt16BE(sequence, 9);
  return report;
}
