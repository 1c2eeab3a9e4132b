import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { BODYCAM_FAULTS, dockCamera, pullCamera, undockCamera } from './bodycam.ts';

/** Names of the boxes at the top of an MP4 file. */
function boxes(movie: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at < movie.length; at += movie.readUInt32BE(at))
    names.push(movie.toString('latin1', at + 4, at + 8));
  return names;
}

test('without ffmpeg: three small valid containers with their times, a track and a log, nothing left behind', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'camera-'));
  try {
    const at = new Date('2026-11-20T01:00:00Z');
    const camera = { dir, deviceNo: '1234567', officerNo: '000123', at, profile: 'ga947-a' as const };
    const files = await dockCamera(camera, 'no-such-ffmpeg');
    expect(files).toEqual([
      'DCIM/100MEDIA/1234567_000123_20261120090000_0001.mp4',
      'DCIM/100MEDIA/1234567_000123_20261120090300_0002IMP.mp4',
      'DCIM/100MEDIA/1234567_000123_20261120090900_0003.mp4',
      'DCIM/100MEDIA/1234567_000123_20261120090300_0002IMP.xml',
      'DCIM/LOGS/20261120.log',
    ]);
    const [track = '', log = ''] = await Promise.all(files.slice(3).map((file) => readFile(join(dir, file), 'utf8')));
    expect(track).toContain('policeNum="000123" devNum="1234567" videoDuration="3" beginTime="2026-11-20 09:03:00"');
    expect(track.match(/<location id="\d+"><longitude>120\.58\d+<\/longitude><latitude>30\.00\d+</g)).toHaveLength(60);
    expect(log).toContain('2026-11-20 09:00:00 开机 设备 1234567');
    const movies = await Promise.all(files.slice(0, 3).map((file) => readFile(join(dir, file))));
    for (const movie of movies) expect(boxes(movie)).toEqual(['ftyp', 'moov', 'mdat']);
    expect(new Set(movies.map((movie) => movie.toString('hex'))).size).toBe(3);
    expect((await stat(join(dir, files[1] ?? ''))).mtime).toEqual(new Date('2026-11-20T01:03:00Z'));
    expect(await readdir(dir)).toEqual(['DCIM']);
    await undockCamera(dir);
    expect(await readdir(dir)).toEqual([]);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('what is wrong with the recordings lies in the files', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'camera-'));
  try {
    const at = new Date('2026-11-20T01:00:00Z');
    const docked = async (fault: string) => {
      await undockCamera(dir);
      const camera = { dir, deviceNo: '1234567', officerNo: '000123', at, profile: 'ga947-a' as const, fault };
      return dockCamera(camera, 'no-such-ffmpeg');
    };
    expect(BODYCAM_FAULTS).toEqual([
      ...['none', 'not-closed', 'foreign-names', 'wrong-clock', 'nobody', 'no-fix', 'broken-track'],
    ]);
    const [broken = '', whole = ''] = await docked('not-closed');
    expect((await readFile(join(dir, broken))).includes('moov')).toBe(false);
    expect(boxes(await readFile(join(dir, whole)))).toEqual(['ftyp', 'moov', 'mdat']);
    expect((await docked('foreign-names')).map((file) => basename(file))).toEqual([
      ...['1234567_000123_20261120090000_0001.mp4', '巡查　城东市场.mp4', '现场 🎥 (2).mp4'],
      ...['巡查　城东市场.xml', '20261120.log'],
    ]);
    const track = async (fault: string) => readFile(join(dir, (await docked(fault))[3] ?? ''), 'utf8');
    expect((await track('no-fix')).match(/<longitude>0\.000000<.*<latitude>0\.000000</g)).toHaveLength(60);
    expect(await track('broken-track')).not.toContain('</locations>');
    const [old = ''] = await docked('wrong-clock');
    expect(basename(old)).toBe('1234567_000123_20231120090000_0001.mp4');
    expect((await stat(join(dir, old))).mtime).toEqual(new Date('2023-11-20T01:00:00Z'));
    expect(basename((await docked('nobody'))[0] ?? '')).toMatch(/^1234567_999999_/);
    await expect(docked('no such fault')).rejects.toMatchObject({ code: 'DEV-902' });

    // Pulled out as it is, it comes back as it was, whatever would be docked else.
    const files = await docked('none');
    await pullCamera(dir);
    expect(await readdir(dir)).toEqual(['.DCIM']);
    const again = { dir, deviceNo: '7654321', officerNo: '000001', at: new Date(), profile: 'short' as const };
    expect((await dockCamera(again, 'no-such-ffmpeg')).sort()).toEqual(files.sort());
  } finally {
    await rm(dir, { recursive: true });
  }
});
