import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { dockCamera, undockCamera } from '../simulators/bodycam.ts';
import { eventually } from '../testing/eventually.ts';
import { deviceNoOf, identifyVolume } from './identity.ts';
import { scanVolume } from './scan.ts';
import { VolumeWatch } from './watch.ts';

let dir = '';
const stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'volumes-'));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await rm(dir, { recursive: true, force: true });
});

/** The real watch on real folders; one `look` is one poll, so that no test depends on how fast the machine is. */
function watch(...places: string[]) {
  const events: DeviceEvent[] = [];
  let poll: (() => void) | null = null;
  const clock = {
    now: () => Date.now(),
    after: (_: number, run: () => void) => {
      poll = run;
      return () => undefined;
    },
  };
  const watcher = new VolumeWatch('bodycam', places, clock, (event) => events.push(event));
  watcher.start();
  const pausing = () => eventually(() => poll);
  const look = async () => {
    const next = await pausing();
    poll = null;
    next();
    await pausing();
  };
  stops.push(async () => {
    await pausing();
    await watcher.stop();
  });
  const of = (type: 'volume-appeared' | 'volume-gone') =>
    events.flatMap((event) => (event.type === type ? [event.volume.label] : []));
  return { watcher, look, of };
}
const camera = (name: string) => ({
  dir: join(dir, name),
  deviceNo: '1234567',
  officerNo: '000123',
  at: new Date('2026-11-20T01:00:00Z'),
  profile: 'ga947-a' as const,
});

test('a docked camera is told once, with label and device number, and told when it goes', async () => {
  const { watcher, look, of } = watch(`${dir}/*?simulated`);
  await look();
  await dockCamera(camera('BWC1234567'));
  await look();
  expect(of('volume-appeared')).toEqual([]);
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['BWC1234567']);
  expect(watcher.volumes).toEqual([
    { path: join(dir, 'BWC1234567'), label: 'BWC1234567', serial: null, deviceNo: '1234567', simulated: true },
  ]);
  expect(watcher.health).toMatchObject({ state: 'ready', simulated: true });
  await undockCamera(join(dir, 'BWC1234567'));
  await look();
  expect(of('volume-gone')).toEqual(['BWC1234567']);
  expect(watcher.health.state).toBe('absent');
});

test('a folder without recordings is no camera; a growing file is waited for; new clips are told again', async () => {
  await writeFile(join(dir, 'readme.txt'), 'x');
  const { look, of } = watch(dir);
  await look();
  for (let size = 1; size < 6; size++) {
    await writeFile(join(dir, 'FILE0001.MP4'), Buffer.alloc(size * 1000));
    await look();
  }
  expect(of('volume-appeared')).toEqual([]);
  await look();
  expect(of('volume-appeared')).toHaveLength(1);
  await writeFile(join(dir, 'FILE0002.MP4'), 'y');
  await look();
  await look();
  expect(of('volume-appeared')).toHaveLength(2);
});

test('several places, and a place that does not exist yet', async () => {
  const { look, of } = watch(join(dir, 'a'), join(dir, 'b'));
  await dockCamera(camera('b'));
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['b']);
  await dockCamera(camera('a'));
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['b', 'a']);
});

test('watching changes nothing on the volume', async () => {
  await dockCamera(camera('cam'));
  const tree = async () => {
    const files = (await readdir(dir, { recursive: true })).sort();
    return Promise.all(
      files.map(async (file) => {
        const facts = await stat(join(dir, file));
        return [
          file,
          facts.size,
          facts.mtimeMs,
          facts.isFile() ? (await readFile(join(dir, file))).toString('hex') : '',
        ];
      }),
    );
  };
  const before = await tree();
  const { look, of } = watch(join(dir, 'cam'));
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['cam']);
  expect(await tree()).toEqual(before);
});

test('what is not a recording is not counted', async () => {
  for (const path of ['SEGTEMP/a.mp4', '.Trashes/b.mp4', 'System Volume Information/c.mp4'])
    await mkdir(join(dir, path, '..'), { recursive: true }).then(() => writeFile(join(dir, path), 'x'));
  await writeFile(join(dir, '._d.mp4'), 'x');
  expect(await scanVolume(dir)).toBeNull();
  await writeFile(join(dir, 'e.WAV'), 'x');
  expect(await scanVolume(dir)).toBe(`${join(dir, 'e.WAV')} 1`);
});

test('identity of a plain folder and of the root volume', async () => {
  expect(await identifyVolume(dir)).toEqual({ label: dir.split('/').at(-1), serial: null });
  expect((await identifyVolume('/')).label).not.toBe('');
});

test.each([
  ['BWC1234567', '1234567'],
  ['BWC-H6A0001', 'H6A0001'],
  ['8888888', '8888888'],
  ['UNTITLED', undefined],
  ['CAMERAS', undefined],
  ['NO NAME', undefined],
])('device number in label %s', (label, deviceNo) => {
  expect(deviceNoOf(label)).toBe(deviceNo);
});
