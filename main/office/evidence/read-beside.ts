import { open } from 'node:fs/promises';
import type { ReadBeside, Track } from '../../../preload/contract/beside.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { type GpsTrack, lengthMetres, readTrack, thinned } from './gps-track.ts';
import type { ClipRecord } from './tables.ts';

/** A day of one place a second is about half of it. */
const LARGEST_TRACK = 16 * 1024 * 1024;
const SHOWN_LOG = 128 * 1024;
const DRAWN = 400;

/** What is in a stored track or log. Refuses EVI-321 (no track), EVI-322 (too large). */
export async function readBeside(clip: ClipRecord, path: string): Promise<ReadBeside> {
  if (clip.kind === 'GPS') return { kind: 'GPS', track: await trackOf(clip, path) };
  const cut = clip.sizeBytes > SHOWN_LOG;
  const bytes = await endOf(path, clip.sizeBytes, SHOWN_LOG);
  return { kind: 'LOG', cut, text: cut ? tailText(bytes, await beginOf(path)) : textOf(bytes) };
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

function viewOf({ points, noFix, bad, whole, brokenOff, said }: GpsTrack): Track {
  const place = (one: GpsTrack['points'][number] | undefined): [number, number] | null => (one ? [...one] : null);
  return {
    ...{ points: points.length, noFix, bad, whole, brokenOff, first: place(points[0]), last: place(points.at(-1)) },
    metres: Math.round(lengthMetres(points)),
    drawn: thinned(points, DRAWN).map(([x, y]) => [x, y]),
    deviceNo: said.devNum,
    officer: [said.usrName, said.policeNum].filter((word) => word !== '').join(' '),
    ...{ beginTime: said.beginTime, endTime: said.endTime },
  };
}

/** The first bytes of a file: there the mark of UTF-16 stands. */
const beginOf = (path: string): Promise<Buffer> => part(path, 0, 2);

/** The last bytes of a file; `most` is even, so that UTF-16 is not torn. */
const endOf = (path: string, size: number, most: number): Promise<Buffer> =>
  part(path, Math.max(0, size - most + (size % 2)), Math.min(size, most));

async function part(path: string, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const file = await open(path, 'r');
  try {
    for (let at = 0; at < length; ) {
      const { bytesRead } = await file.read(bytes, at, length - at, from + at);
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** What a file ends with, from its first whole line on; where there is only one, from its first whole character. */
function tailText(bytes: Buffer, begin: Buffer): string {
  if (isUtf16(begin)) {
    const text = new TextDecoder('utf-16le').decode(bytes);
    return text.slice(text.indexOf('\n') + 1);
  }
  const lineEnd = bytes.indexOf(LINE_FEED);
  if (lineEnd !== -1) return textOf(bytes.subarray(lineEnd + 1));
  // Of UTF-8 at most three bytes that go on with a character.
  const whole = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  const rest = bytes.subarray(whole > 3 ? 0 : Math.max(0, whole));
  return textOf(isUtf8(rest) ? rest : bytes);
}

const LINE_FEED = 0x0a;
const isUtf16 = (bytes: Buffer) => bytes[0] === 0xff && bytes[1] === 0xfe;

/** A character that breaks off at the end is no error: the camera lost its power. */
function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

const isUtf8 = (bytes: Buffer) => utf8(bytes) !== undefined;

/**
 * Cameras write UTF-8 or GBK (hardware.md §4.2) and do not always say which; a log may hold anything. Each line is
 * judged by itself: one torn byte spoils its own line only.
 */
function textOf(bytes: Buffer): string {
  if (isUtf16(bytes)) return new TextDecoder('utf-16le').decode(bytes);
  const whole = utf8(bytes);
  if (whole !== undefined) return whole;
  const gb = new TextDecoder('gb18030');
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, from);
    const line = bytes.subarray(from, end === -1 ? bytes.length : end + 1);
    lines.push(utf8(line) ?? gb.decode(line));
    from += line.length;
  }
  return lines.join('');
}
