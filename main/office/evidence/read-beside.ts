import { open } from 'node:fs/promises';
import type { ReadBeside, Track } from '../../../preload/contract/beside.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { type GpsTrack, lengthMetres, readTrack, thinned } from './gps-track.ts';
import type { ClipRecord } from './tables.ts';

/** A day of places once a second is a tenth of it. */
const LARGEST_TRACK = 16 * 1024 * 1024;
const SHOWN_LOG = 128 * 1024;
const DRAWN = 400;

/** What is in a stored track or log. Refuses EVI-321 (no track), EVI-322 (too large). */
export async function readBeside(clip: ClipRecord, path: string): Promise<ReadBeside> {
  if (clip.kind === 'GPS') return { kind: 'GPS', track: await trackOf(clip, path) };
  const cut = clip.sizeBytes > SHOWN_LOG;
  const bytes = await endOf(path, clip.sizeBytes, SHOWN_LOG);
  // The first line was cut, too, maybe within a character.
  return { kind: 'LOG', cut, text: textOf(cut ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes) };
}

async function trackOf(clip: ClipRecord, path: string): Promise<Track> {
  if (clip.sizeBytes > LARGEST_TRACK) {
    refuse('EVI-322', '这个轨迹文件大得不像轨迹，没有打开；原件按原样存着，请用厂家的软件看复制件。');
  }
  const found =
    readTrack(textOf(await endOf(path, clip.sizeBytes, LARGEST_TRACK))) ??
    refuse('EVI-321', '这个轨迹文件读不懂，画不出路线；原件按原样存着，校验值没有变，请用厂家的软件看复制件。');
  return viewOf(found);
}

function viewOf({ points, noFix, bad, whole, said }: GpsTrack): Track {
  const place = (one: GpsTrack['points'][number] | undefined): [number, number] | null => (one ? [...one] : null);
  return {
    ...{ points: points.length, noFix, bad, whole, first: place(points[0]), last: place(points.at(-1)) },
    metres: Math.round(lengthMetres(points)),
    drawn: thinned(points, DRAWN).map(([x, y]) => [x, y]),
    deviceNo: said.devNum,
    officer: [said.usrName, said.policeNum].filter((word) => word !== '').join(' '),
    ...{ beginTime: said.beginTime, endTime: said.endTime },
  };
}

/** The last bytes of a file. */
async function endOf(path: string, size: number, most: number): Promise<Buffer> {
  const length = Math.min(size, most);
  const bytes = Buffer.alloc(length);
  const file = await open(path, 'r');
  try {
    for (let at = 0; at < length; ) {
      const { bytesRead } = await file.read(bytes, at, length - at, size - length + at);
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Cameras write UTF-8 or GBK (hardware.md §4.2) and do not always say which; a log may hold anything. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    // A character that breaks off at the end is no error: the camera lost its power.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
