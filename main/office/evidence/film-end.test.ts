import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { breaksOff, filmBreaksOff } from './film-end.ts';

/** A box; `says` is the length that stands in its head where that is not its own. */
function box(type: string, body: number | Buffer, says?: number): Buffer {
  const content = typeof body === 'number' ? Buffer.alloc(body, 0xa5) : body;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(says ?? content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}
function longBox(type: string, body: number, says = body + 16): Buffer {
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(says));
  return box(type, Buffer.concat([long, Buffer.alloc(body, 0xa5)]), 1);
}
const ftyp = box('ftyp', Buffer.from('isom\0\0\x02\0isommp41', 'latin1'));
const of = (...boxes: Buffer[]) => {
  const film = Buffer.concat(boxes);
  return breaksOff(async (position) => film.subarray(position, position + 16), film.length);
};

test.each<[string, Buffer[], boolean | null]>([
  ['index at the end', [ftyp, box('free', 4), box('mdat', 500), box('moov', 90)], false],
  ['index in front', [ftyp, box('moov', 90), box('mdat', 500)], false],
  ['a long mdat', [ftyp, longBox('mdat', 500), box('moov', 90)], false],
  ['the last mdat to the end of the file', [ftyp, box('moov', 90), box('mdat', 500, 0)], false],
  ['in fragments', [ftyp, box('moov', 90), box('moof', 60), box('mdat', 99), box('moof', 60), box('mdat', 99)], false],
  ['QuickTime without ftyp', [box('wide', 0), box('mdat', 500), box('moov', 90)], false],
  ['cleared space behind a whole film', [ftyp, box('moov', 90), box('mdat', 500), Buffer.alloc(300)], false],
  ['a trailer of a few bytes', [ftyp, box('moov', 90), box('mdat', 500), Buffer.from('END')], false],
  ['no index', [ftyp, box('mdat', 500)], true],
  ['no index, the length was never written', [ftyp, box('mdat', 500, 0)], true],
  ['no index, only the head of mdat was counted', [ftyp, box('mdat', Buffer.alloc(500), 8)], true],
  ['an mdat longer than the file', [ftyp, box('moov', 90), box('mdat', 500, 5000)], true],
  ['a long mdat longer than the file', [ftyp, box('moov', 90), longBox('mdat', 500, 2 ** 40)], true],
  ['the last fragment breaks off', [ftyp, box('moov', 90), box('moof', 60), box('mdat', 99, 4000)], true],
  ['an index that breaks off', [ftyp, box('mdat', 500), box('moov', 90, 4000)], true],
  ['only its first box', [ftyp], true],
  ['scrambled by the camera', [Buffer.alloc(600, 0x5a)], null],
  ['too short for a box', [Buffer.from('ftyp')], null],
  ['nothing', [], null],
])('%s', async (_, boxes, expected) => {
  expect(await of(...boxes)).toBe(expected);
});

test('cut off anywhere a film is never taken for a whole one, and no place hangs it', async () => {
  const film = Buffer.concat([ftyp, box('free', 4), longBox('mdat', 300), box('moov', 90)]);
  for (let size = 8; size < film.length; size += 1) {
    const told = await breaksOff(async (position) => film.subarray(position, Math.min(size, position + 16)), size);
    expect([size, told]).toEqual([size, true]);
  }
});

test.each<[string, number, Buffer, boolean | null]>([
  ['its index behind it', 5 * 2 ** 30, box('moov', 90), null],
  [
    'three times over, cleared space before the index',
    13 * 2 ** 30,
    Buffer.concat([box('free', 4), box('moov', 90)]),
    null,
  ],
  ['an index that breaks off', 5 * 2 ** 30, box('moov', 90, 4000), true],
  ['nothing behind it', 5 * 2 ** 30, Buffer.alloc(0), true],
])('over 4 GiB with the length of mdat in 32 bits: %s', async (_, mdat, behind, expected) => {
  const start = Buffer.concat([ftyp, box('mdat', 8, mdat % 2 ** 32)]);
  const end = ftyp.length + mdat;
  const read = async (position: number) => {
    if (position < start.length) return start.subarray(position, position + 16);
    if (position >= end) return behind.subarray(position - end, position - end + 16);
    return Buffer.alloc(16, 0xa5);
  };
  expect(await breaksOff(read, end + behind.length)).toBe(expected);
});

test('boxes without end are given up, not followed', async () => {
  const free = box('free', 0);
  expect(await breaksOff(async () => Buffer.concat([free, free]), 2 ** 40)).toBe(null);
});

test('on the disk: only films of this family are looked at', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'film-'));
  const path = join(dir, 'partial');
  try {
    writeFileSync(path, Buffer.concat([ftyp, box('mdat', 500)]));
    expect(await filmBreaksOff(path, 'A.MP4')).toBe(true);
    expect(await filmBreaksOff(path, 'a.mov')).toBe(true);
    expect(await filmBreaksOff(path, 'a.avi')).toBe(null);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
