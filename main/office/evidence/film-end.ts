import { open } from 'node:fs/promises';
import { extname } from 'node:path';

/** ISO 14496-12 and QuickTime: what may stand first in such a file. */
const FIRST = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'moof', 'uuid']);
/** A film in fragments has two boxes a second; one of more boxes than a day of those is not looked at further. */
const MOST_BOXES = 200_000;
const HEAD = 16;

/** Bytes from `position` on, at most 16 of them. */
type ReadHead = (position: number) => Promise<Uint8Array>;

/**
 * Whether an MP4 or MOV breaks off, as when a camera loses its power: no `moov`, or one or an `mdat` that is longer than
 * the file. hardware.md §4.3, §4.8
 * @param size of the file in bytes
 * @returns null where it is no such file, or one that could not be read to its end
 */
export async function breaksOff(read: ReadHead, size: number): Promise<boolean | null> {
  let moov = false;
  let at = 0;
  for (let count = 0; at + 8 <= size; count += 1) {
    if (count === MOST_BOXES) return null;
    const head = Buffer.from(await read(at));
    const type = head.toString('latin1', 4, 8);
    if (count === 0 && !FIRST.has(type)) return null;
    const length = boxLength(head, size - at);
    // What follows is no box (cleared space, a trailer of the maker): it tells nothing about what came before.
    if (length === null || !/^[\x20-\x7e\xa9]{4}$/.test(type)) break;
    const whole = at + length <= size;
    if (!whole && (type === 'mdat' || type === 'moov')) return true;
    moov ||= type === 'moov';
    at += length;
  }
  return at === 0 ? null : !moov;
}

/** @returns null where no box has such a length */
function boxLength(head: Buffer, left: number): number | null {
  const short = head.readUInt32BE(0);
  // To the end of the file.
  if (short === 0) return left;
  if (short !== 1) return short < 8 ? null : short;
  if (head.length < HEAD) return null;
  const long = Number(head.readBigUInt64BE(8));
  return long < HEAD ? null : long;
}

/** {@link breaksOff} of a file on the disk; null for every other container. Throws the system's error. */
export async function filmBreaksOff(path: string, name: string): Promise<boolean | null> {
  if (!['.mp4', '.mov'].includes(extname(name).toLowerCase())) return null;
  const file = await open(path, 'r');
  try {
    const block = Buffer.alloc(HEAD);
    const { size } = await file.stat();
    return await breaksOff(async (position) => {
      const { bytesRead } = await file.read(block, 0, HEAD, position);
      return block.subarray(0, bytesRead);
    }, size);
  } finally {
    await file.close();
  }
}
