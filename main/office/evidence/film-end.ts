import { open } from 'node:fs/promises';
import { extname } from 'node:path';

/** ISO 14496-12 and QuickTime: what may stand first in such a file. */
const FIRST = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'moof', 'uuid']);
/** A film in fragments has two boxes a second; one of more boxes than a day of those is not looked at further. */
const MOST_BOXES = 200_000;
const HEAD = 16;
/** What a length of 32 bits cannot say; cameras that write it all the same drop the bits above. */
const WRAP = 2 ** 32;

/** Bytes from `position` on, at most 16 of them. */
type ReadHead = (position: number) => Promise<Uint8Array>;

/**
 * Whether an MP4 or MOV breaks off, as when a camera loses its power: no `moov`, or one or an `mdat` that is longer than
 * the file. hardware.md §4.3, §4.8
 * @param size of the file in bytes
 * @returns null where it is no such file, one that could not be read to its end, or one of over 4 GiB that has its index
 * behind an `mdat` whose length does not fit into 32 bits
 */
export async function breaksOff(read: ReadHead, size: number): Promise<boolean | null> {
  let moov = false;
  let mdatEnd: number | null = null;
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
    if (type === 'mdat' && head.readUInt32BE(0) >= 8) mdatEnd ??= at;
  }
  if (at === 0 || (!moov && mdatEnd !== null && (await indexBehind(read, mdatEnd, size)))) return null;
  return !moov;
}

/** Whether a whole `moov` stands where an `mdat` ends whose length lost the bits above 32. */
async function indexBehind(read: ReadHead, mdatEnd: number, size: number): Promise<boolean> {
  for (let at = mdatEnd + WRAP; at + 8 <= size; at += WRAP) {
    let next = at;
    let type: string;
    do {
      const head = Buffer.from(await read(next));
      type = head.toString('latin1', 4, 8);
      const length = boxLength(head, size - next);
      if (length === null || next + length > size) break;
      if (type === 'moov') return true;
      next += length;
    } while ((type === 'free' || type === 'skip' || type === 'wide') && next + 8 <= size);
  }
  return false;
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
