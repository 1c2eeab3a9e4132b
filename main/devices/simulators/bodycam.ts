import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { refuse } from '../../../preload/contract/refusal.ts';
import { cameraLog, gpsFile, localTime, walk } from './bodycam-beside.ts';

export const CAMERA_PROFILES = ['ga947-a', 'short'] as const;
export type CameraProfile = (typeof CAMERA_PROFILES)[number];

/**
 * What can be wrong with the recordings. `not-closed`: the first one breaks off, as when the battery was pulled;
 * `foreign-names`: only the first has a name that a profile knows; `wrong-clock`: three years behind; `nobody`: an
 * officer's number that nobody has; `no-fix`: the GPS track has no place in it; `broken-track`: it breaks off.
 */
export const BODYCAM_FAULTS = [
  'none',
  'not-closed',
  'foreign-names',
  'wrong-clock',
  'nobody',
  'no-fix',
  'broken-track',
] as const;
type BodycamFault = (typeof BODYCAM_FAULTS)[number];

export interface Camera {
  readonly dir: string;
  readonly deviceNo: string;
  readonly officerNo: string;
  /** Start of the first clip. */
  readonly at: Date;
  readonly profile: CameraProfile;
  readonly fault?: string | undefined;
}

/** Minutes after the first clip, seconds long, marked as important. */
const CLIPS = [
  { minute: 0, seconds: 2, important: false },
  { minute: 3, seconds: 3, important: true },
  { minute: 9, seconds: 2, important: false },
];

/** Where the recordings of a camera lie that was pulled out as it was; nobody looks below a leading dot. */
const ASIDE = '.DCIM';

const stamp = (at: Date) => localTime(at).replace(/\D/g, '');

const FOREIGN = ['', '巡查　城东市场.mp4', '现场 🎥 (2).mp4'];
const YEARS_BEHIND = 3;
const NOBODY = '999999';

function clipPath(camera: Camera, at: Date, index: number, important: boolean, fault: BodycamFault): string {
  const { deviceNo, profile } = camera;
  const officerNo = fault === 'nobody' ? NOBODY : camera.officerNo;
  const foreign = fault === 'foreign-names' ? FOREIGN[index] : undefined;
  if (foreign) return join('DCIM', '100MEDIA', foreign);
  const time = stamp(at);
  const tail = `${String(index + 1).padStart(4, '0')}${important ? 'IMP' : ''}.mp4`;
  if (profile === 'ga947-a') return join('DCIM', '100MEDIA', `${deviceNo}_${officerNo}_${time}_${tail}`);
  const folder = important ? '101ANDRO' : '100ANDRO';
  return join('DCIM', folder, deviceNo, officerNo, time.slice(0, 8), `${time}_${tail}`);
}

/**
 * Fills a folder as a camera would: three small clips named by profile, with the times of their recording, a GPS track
 * beside the important one, and the camera's log of the day.
 * With ffmpeg they are real H.264 films; without it they are valid, empty MP4 containers.
 * One that was pulled out as it was comes back as it was.
 * @returns paths relative to the folder
 * @throws Refusal DEV-902
 */
export async function dockCamera(camera: Camera, ffmpeg = 'ffmpeg'): Promise<string[]> {
  const fault = BODYCAM_FAULTS.find((one) => one === (camera.fault ?? 'none'));
  if (!fault) refuse('DEV-902', `记录仪模拟没有「${camera.fault}」这种故障，可选：${BODYCAM_FAULTS.join('、')}。`);
  const first = new Date(camera.at);
  if (fault === 'wrong-clock') first.setUTCFullYear(first.getUTCFullYear() - YEARS_BEHIND);
  if (existsSync(join(camera.dir, ASIDE))) {
    await rename(join(camera.dir, ASIDE), join(camera.dir, 'DCIM'));
    const all = await readdir(join(camera.dir, 'DCIM'), { recursive: true, withFileTypes: true });
    return all.filter((one) => one.isFile()).map((one) => relative(camera.dir, join(one.parentPath, one.name)));
  }
  // Made aside and moved in at the end: a camera that is plugged in holds whole files.
  const aside = join(camera.dir, '.docking');
  await mkdir(aside, { recursive: true });
  const made = CLIPS.map(({ minute, seconds, important }, index) => {
    const at = new Date(first.getTime() + minute * 60_000);
    return { at, seconds, part: join(aside, `${index}.mp4`), file: clipPath(camera, at, index, important, fault) };
  });
  for (const { at, seconds, part } of made) {
    if (!(await film(ffmpeg, part, at, seconds))) await writeFile(part, emptyMovie(at));
    if (fault === 'not-closed' && part === made[0]?.part) await breakOff(part);
    await utimes(part, at, at);
  }
  const besides = besideFilms(camera, made, fault).map((one, n) => ({ ...one, part: join(aside, `${n}.beside`) }));
  for (const { at, part, text } of besides) {
    await writeFile(part, text);
    await utimes(part, at, at);
  }
  const all = [...made, ...besides];
  for (const { part, file } of all) {
    await mkdir(dirname(join(camera.dir, file)), { recursive: true });
    await rename(part, join(camera.dir, file));
  }
  await rm(aside, { recursive: true });
  return all.map(({ file }) => file);
}

interface Made {
  readonly at: Date;
  readonly seconds: number;
  readonly file: string;
}

/** What is written beside the films: a track and a log, with the time of their last writing. */
function besideFilms(
  { deviceNo, officerNo }: Camera,
  made: readonly Made[],
  fault: BodycamFault,
): { file: string; text: string; at: Date }[] {
  const tracked = CLIPS.findIndex(({ important }) => important);
  const [film, last] = [made[tracked], made.at(-1)];
  if (film === undefined || last === undefined) throw new Error('a camera without films');
  const track = gpsFile({ deviceNo, officerNo, at: film.at, seconds: film.seconds, places: walk(fault !== 'no-fix') });
  const whole = fault === 'broken-track' ? track.slice(0, Math.floor(track.length * 0.6)) : track;
  const log = join('DCIM', 'LOGS', `${stamp(last.at).slice(0, 8)}.log`);
  return [
    { file: film.file.replace(/\.mp4$/, '.xml'), text: whole, at: film.at },
    { file: log, text: cameraLog(deviceNo, made), at: last.at },
  ];
}

/** Takes the camera away. Only removes what looks like a camera's own tree. */
export async function undockCamera(dir: string): Promise<void> {
  for (const tree of ['DCIM', ASIDE]) await rm(join(dir, tree), { recursive: true, force: true });
}

/** Pulls the camera out as it is. */
export async function pullCamera(dir: string): Promise<void> {
  await rename(join(dir, 'DCIM'), join(dir, ASIDE));
}

/** A film that breaks off has no `moov`: it is at the end while a camera records. */
async function breakOff(path: string): Promise<void> {
  const whole = await readFile(path);
  const end = whole.indexOf('moov', 0, 'latin1') - 4;
  const rest = whole.indexOf('mdat', 0, 'latin1') - 4;
  const movie = Buffer.concat([whole.subarray(0, end), whole.subarray(rest)]);
  await writeFile(path, movie.subarray(0, Math.ceil(movie.length * 0.7)));
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
