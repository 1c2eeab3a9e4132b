/**
 * Feature reports of the Wacom STU family, byte 0 is the report id. hardware.md §2.1. Pure, in both directions, so
 * that the simulator speaks exactly what the driver reads.
 */
export const Report = {
  penData: 0x01,
  status: 0x03,
  reset: 0x04,
  information: 0x08,
  capability: 0x09,
  uid: 0x0a,
  clearScreen: 0x20,
  inkingMode: 0x21,
  clearArea: 0x23,
  startImage: 0x25,
  imageBlock: 0x26,
  endImage: 0x27,
  displayArea: 0x2a,
  penDataOption: 0x30,
  optionMode: 0x32,
  penDataTimeSequence: 0x34,
} as const;

/** Whole length, id included, of each report that is asked for. */
export const FEATURE_LENGTH: Readonly<Record<number, number>> = {
  [Report.status]: 5,
  [Report.information]: 18,
  [Report.capability]: 17,
  [Report.uid]: 5,
  [Report.optionMode]: 2,
};

export const StatusCode = { ready: 0, image: 1, capture: 2, calculating: 3, bootImage: 4, reset: 0xff } as const;
export const ResultCode = { ok: 0, wrongReport: 1, wrongState: 2, badParameter: 4, badEncoding: 10 } as const;

export interface PadStatus {
  readonly status: number;
  /** How the last command ended. */
  readonly result: number;
}

export interface PadInformation {
  readonly model: string;
  /** `1.04`. */
  readonly firmware: string;
}

export interface Capability {
  /** Largest coordinates, in tablet units, origin top left. */
  readonly maxX: number;
  readonly maxY: number;
  readonly maxPressure: number;
  /** Pixels. */
  readonly screenWidth: number;
  readonly screenHeight: number;
  /** Reports a second; 0 where the model does not say. */
  readonly reportRate: number;
  /** Tablet units an inch; 0 where the model does not say. */
  readonly resolution: number;
  /** 01 zlib, 02 1-bit, 04 16-bit, 08 24-bit. */
  readonly encodings: number;
}

/**
 * The payload of a report of a known length. Windows pads every report to the longest one with zeros, so zeros may
 * follow; anything else after the end is another report.
 * @returns null when the bytes are not this report
 */
export function payloadOf(report: Uint8Array, id: number, length: number): Buffer | null {
  if (report.length < length || report[0] !== id) return null;
  if (report.subarray(length).some((byte) => byte !== 0)) return null;
  return Buffer.from(report.buffer, report.byteOffset + 1, length - 1);
}

const feature = (report: Uint8Array, id: number) => payloadOf(report, id, FEATURE_LENGTH[id] ?? 0);

export function decodeStatus(report: Uint8Array): PadStatus | null {
  const body = feature(report, Report.status);
  return body && { status: body.readUInt8(0), result: body.readUInt8(1) };
}

export const encodeStatus = ({ status, result }: PadStatus): Buffer => Buffer.of(Report.status, status, result, 0, 0);

export function decodeInformation(report: Uint8Array): PadInformation | null {
  const body = feature(report, Report.information);
  if (!body) return null;
  const model = body.toString('latin1', 0, 9).replace(/\0+$/, '').trim();
  if (!/^[\x20-\x7e]+$/.test(model)) return null;
  return { model, firmware: `${body.readUInt8(9)}.${String(body.readUInt8(10)).padStart(2, '0')}` };
}

export function encodeInformation({ model, firmware }: PadInformation): Buffer {
  const report = Buffer.alloc(FEATURE_LENGTH[Report.information] ?? 0);
  report.writeUInt8(Report.information, 0);
  report.write(model.slice(0, 9), 1, 'latin1');
  const [major = 0, minor = 0] = firmware.split('.').map(Number);
  report.writeUInt8(major, 10);
  report.writeUInt8(minor, 11);
  return report;
}

/** @returns null also where the numbers cannot be a pad: no area, no screen */
export function decodeCapability(report: Uint8Array): Capability | null {
  const body = feature(report, Report.capability);
  if (!body) return null;
  const capability: Capability = {
    maxX: body.readUInt16BE(0),
    maxY: body.readUInt16BE(2),
    maxPressure: body.readUInt16BE(4),
    screenWidth: body.readUInt16BE(6),
    screenHeight: body.readUInt16BE(8),
    reportRate: body.readUInt8(10),
    resolution: body.readUInt16BE(11),
    encodings: body.readUInt8(13),
  };
  const { maxX, maxY, maxPressure, screenWidth, screenHeight } = capability;
  if (Math.min(maxX, maxY, maxPressure) === 0 || maxPressure > 0x0fff) return null;
  // The smallest of the family has 396×100 pixels, the largest 800×480.
  if (screenWidth < 100 || screenHeight < 64 || screenWidth > 2000 || screenHeight > 2000) return null;
  return capability;
}

export function encodeCapability(of: Capability): Buffer {
  const report = Buffer.alloc(FEATURE_LENGTH[Report.capability] ?? 0);
  report.writeUInt8(Report.capability, 0);
  [of.maxX, of.maxY, of.maxPressure, of.screenWidth, of.screenHeight].forEach((value, i) => {
    report.writeUInt16BE(value, 1 + 2 * i);
  });
  report.writeUInt8(of.reportRate, 11);
  report.writeUInt16BE(of.resolution, 12);
  report.writeUInt8(of.encodings, 14);
  return report;
}

export function decodeUid(report: Uint8Array): string | null {
  const body = feature(report, Report.uid);
  return body?.readUInt32BE(0).toString(16).padStart(8, '0').toUpperCase() ?? null;
}

/** A rectangle in pixels, as the window and the driver speak of it. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const corners = ({ x, y, width, height }: Box): Buffer => {
  const bytes = Buffer.alloc(8);
  [x, y, x + width - 1, y + height - 1].forEach((value, i) => {
    bytes.writeUInt16LE(value, 2 * i);
  });
  return bytes;
};

export const CLEAR_SCREEN = Buffer.of(Report.clearScreen, 0);
export const RESET = Buffer.of(Report.reset, 0);
export const inkingMode = (on: boolean): Buffer => Buffer.of(Report.inkingMode, on ? 1 : 0);
export const optionMode = (mode: number): Buffer => Buffer.of(Report.optionMode, mode);
export const displayArea = (box: Box): Buffer => Buffer.concat([Buffer.of(Report.displayArea), corners(box)]);
export const clearArea = (box: Box): Buffer => Buffer.concat([Buffer.of(Report.clearArea, 0, 1), corners(box)]);
