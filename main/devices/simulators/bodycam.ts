import { spawn } from 'node:child_process';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuse } from '../../../preload/contract/refusal.ts';

export const CAMERA_PROFILES = ['ga947-a', 'short'] as const;
export type CameraProfile = (typeof CAMERA_PROFILES)[number];

export interface Camera {
  readonly dir: string;
  readonly deviceNo: string;
  readonly officerNo: string;
  /** Start of the first clip. */
  readonly at: Date;
  readonly profile: CameraProfile;
}

/** Minutes after the first clip, seconds long, marked as important. */
const CLIPS = [
  { minute: 0, seconds: 2, important: false },
  { minute: 3, seconds: 3, important: true },
  { minute: 9, seconds: 2, important: false },
];

/** Camera clocks run in local time. */
const stamp = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);

function clipPath({ deviceNo, officerNo, profile }: Camera, at: Date, index: number, important: boolean): string {
  const time = stamp(at);
  const tail = `${String(index + 1).padStart(4, '0')}${important ? 'IMP' : ''}.mp4`;
  if (profile === 'ga947-a') return join('DCIM', '100MEDIA', `${deviceNo}_${officerNo}_${time}_${tail}`);
  const folder = important ? '101ANDRO' : '100ANDRO';
  return join('DCIM', folder, deviceNo, officerNo, time.slice(0, 8), `${time}_${tail}`);
}

/**
 * Fills a folder as a camera would: three small clips named by profile, with the times of their recording.
 * With ffmpeg they are real H.264 films; without it they are valid, empty MP4 containers.
 * @returns paths relative to the folder
 */
export async function dockCamera(camera: Camera, ffmpeg = 'ffmpeg'): Promise<string[]> {
  // Made aside and moved in at the end: a camera that is plugged in holds whole clips.
  const aside = join(camera.dir, '.docking');
  await mkdir(aside, { recursive: true });
  const made = CLIPS.map(({ minute, seconds, important }, index) => {
    const at = new Date(camera.at.getTime() + minute * 60_000);
    return { at, seconds, part: join(aside, `${index}.mp4`), file: clipPath(camera, at, index, important) };
  });
  for (const { at, seconds, part } of made) {
    if (!(await film(ffmpeg, part, at, seconds))) await writeFile(part, emptyMovie(at));
    await utimes(part, at, at);
  }
  for (const { part, file } of made) {
    await mkdir(dirname(join(camera.dir, file)), { recursive: true });
    await rename(part, join(camera.dir, file));
  }
  await rm(aside, { recursive: true });
  return made.map(({ file }) => file);
}

/** Takes the camera away. Only removes what looks like a camera's own tree. */
export async function undockCamera(dir: string): Promise<void> {
  await rm(join(dir, 'DCIM'), { recursive: true, force: true });
}

/** Makes a real film; false where there is no ffmpeg. */
function film(ffmpeg: string, path: string, at: Date, seconds: number): Promise<boolean> {
  const source = `testsrc2=size=320x180:rate=10:duration=${seconds}`;
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-c:v', 'libx264', '-preset', 'ultrafast'];
  const child = spawn(
    ffmpeg,
    [...args, '-metadata', `creation_time=${at.toISOString()}`, '-movflags', '+faststart', path],
    { stdio: 'ignore' },
  );
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** `ftyp`, `moov` with its header, `mdat`: a container without a track. The time makes each one different. */
function emptyMovie(at: Date): Buffer {
  // Seconds since 1904, as ISO 14496-12 counts.
  const created = Math.floor(at.getTime() / 1000) + 2_082_844_800;
  const header = Buffer.alloc(100);
  header.writeUInt32BE(created >>> 0, 4);
  header.writeUInt32BE(created >>> 0, 8);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(0x00010000, 20);
  header.writeUInt16BE(0x0100, 24);
  for (const [at32, value] of [
    [36, 0x00010000],
    [52, 0x00010000],
    [68, 0x40000000],
    [96, 1],
  ] as const)
    header.writeUInt32BE(value, at32);
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
    box('moov', box('mvhd', header)),
    box('mdat', Buffer.alloc(4096, created & 0xff)),
  ]);
}

/** @throws Refusal DEV-904 */
export function cameraProfile(name: string): CameraProfile {
  const profile = CAMERA_PROFILES.find((one) => one === name);
  return profile ?? refuse('DEV-904', `记录仪模拟没有「${name}」这种命名方式，可选：${CAMERA_PROFILES.join('、')}。`);
}
