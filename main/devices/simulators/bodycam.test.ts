import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { dockCamera, undockCamera } from './bodycam.ts';

/** Names of the boxes at the top of an MP4 file. */
function boxes(movie: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at < movie.length; at += movie.readUInt32BE(at))
    names.push(movie.toString('latin1', at + 4, at + 8));
  return names;
}

test('without ffmpeg: three small valid containers with their times, nothing left behind', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'camera-'));
  try {
    const at = new Date('2026-11-20T01:00:00Z');
    const camera = { dir, deviceNo: '1234567', officerNo: '000123', at, profile: 'ga947-a' as const };
    const files = await dockCamera(camera, 'no-such-ffmpeg');
    expect(files).toEqual([
      'DCIM/100MEDIA/1234567_000123_20261120090000_0001.mp4',
      'DCIM/100MEDIA/1234567_000123_20261120090300_0002IMP.mp4',
      'DCIM/100MEDIA/1234567_000123_20261120090900_0003.mp4',
    ]);
    const movies = await Promise.all(files.map((file) => readFile(join(dir, file))));
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
