import { encodeFrame } from './frame.ts';

/** SW3 of a reply: the module's own status. hardware.md §1.5. */
export const Sw3 = {
  ok: 0x90,
  found: 0x9f,
  noSuchItem: 0x91,
  badChecksum: 0x10,
  badLength: 0x11,
  contentNotVerified: 0x33,
  readFailed: 0x41,
  selfTestFailed: 0x60,
  notAuthorised: 0x66,
  noCard: 0x80,
  selectFailed: 0x81,
} as const;

/** A request with what a good reply to it must look like; the XOR alone is too weak to tell. */
export interface Command {
  readonly name: string;
  readonly request: Buffer;
  readonly good: number;
  /** Sizes of the data part of a good reply. Any other reply carries no data. */
  readonly dataSizes: readonly number[];
  /** Milliseconds until the whole reply must be there. */
  readonly withinMs: number;
}

const command = (
  name: string,
  cmd: number,
  para: number,
  good: number,
  dataSizes: readonly number[],
  withinMs = 2000,
): Command => ({ name, request: encodeFrame(Buffer.of(cmd, para)), good, dataSizes, withinMs });

export const TEXT_SIZE = 256;
export const PHOTO_SIZE = 1024;
/** One 追加住址 entry. */
export const ADDRESS_SIZE = 70;

export const RESET = command('reset', 0x10, 0xff, Sw3.ok, [0]);
export const STATUS = command('status', 0x11, 0xff, Sw3.ok, [0], 1000);
export const SAM_ID = command('sam-id', 0x12, 0xff, Sw3.ok, [16]);
export const FIND = command('find', 0x20, 0x01, Sw3.found, [4]);
export const SELECT = command('select', 0x20, 0x02, Sw3.ok, [8]);
/** Text and photo only: a township office has no legal need for fingerprints (30 10). */
export const READ = command('read', 0x30, 0x01, Sw3.ok, [4 + TEXT_SIZE + PHOTO_SIZE], 5000);
export const NEWEST_ADDRESS = command(
  'newest-address',
  0x30,
  0x03,
  Sw3.ok,
  [1, 2, 3, 4].map((entries) => entries * ADDRESS_SIZE),
);

export interface Reply {
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  readonly data: Buffer;
}

/** The reply in a frame body, or null when its size cannot belong to this command. */
export function replyTo(asked: Command, body: Buffer): Reply | null {
  const [sw1 = 0, sw2 = 0, sw3 = 0] = body;
  const data = body.subarray(3);
  const sizes = sw3 === asked.good ? asked.dataSizes : [0];
  return sizes.includes(data.length) ? { sw1, sw2, sw3, data } : null;
}

export const isGood = (asked: Command, reply: Reply): boolean =>
  reply.sw1 === 0 && reply.sw2 === 0 && reply.sw3 === asked.good;

/** The two parts of a good READ reply, or null when the lengths inside it are not those of a card. */
export function splitRead(data: Buffer): { text: Buffer; photo: Buffer } | null {
  if (data.length !== 4 + TEXT_SIZE + PHOTO_SIZE) return null;
  if (data.readUInt16BE(0) !== TEXT_SIZE || data.readUInt16BE(2) !== PHOTO_SIZE) return null;
  return { text: data.subarray(4, 4 + TEXT_SIZE), photo: data.subarray(4 + TEXT_SIZE) };
}

/** `05.03-20199401-0000012345-1234567890`, as printed on the certified module. */
export function formatSamId(data: Buffer): string {
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0');
  return [
    `${padded(data.readUInt16LE(0), 2)}.${padded(data.readUInt16LE(2), 2)}`,
    padded(data.readUInt32LE(4), 8),
    padded(data.readUInt32LE(8), 10),
    padded(data.readUInt32LE(12), 10),
  ].join('-');
}
