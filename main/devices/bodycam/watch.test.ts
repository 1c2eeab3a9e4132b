import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { dockCamera, undockCamera } from '../simulators/bodycam.ts';
import { eventually } from '../testing/eventually.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { deviceNoOf } from './identity.ts';
import { scanVolume } from './scan.ts';
import { LinuxVolumes, type VolumeSystem } from './volume-system.ts';
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

/** The real watch on real folders, driven by hand, so that no test depends on how fast the machine is. */
function watch(...places: string[]) {
  return watchOn(new LinuxVolumes(), places);
}
function watchOn(system: VolumeSystem, places: readonly string[]) {
  const events: DeviceEvent[] = [];
  let pause: (() => void) | null = null;
  const waits: number[] = [];
  const clock = {
    now: () => Date.now(),
    after: (ms: number, run: () => void) => {
      waits.push(ms);
      pause = run;
      return () => undefined;
    },
  };
  const watcher = new VolumeWatch('bodycam', places, clock, (event) => events.push(event), system);
  watcher.start();
  const pausing = () => eventually(() => pause);
  /** The next glance, which comes after half a second; every fourth is a look. */
  const glance = async () => {
    const next = await pausing();
    pause = null;
    next();
    await pausing();
  };
  const look = async () => {
    for (let n = 0; n < 4; n += 1) await glance();
  };
  stops.push(async () => {
    await pausing();
    await watcher.stop();
  });
  const of = (type: 'volume-appeared' | 'volume-gone') =>
    events.flatMap((event) => (event.type === type ? [event.volume.label] : []));
  return { watcher, glance, look, of, waits };
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
  await dockCamera(camera('BWC1234567'), 'no-ffmpeg');
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

test('a track or a log that arrives beside the films is told again, and never makes a camera alone', async () => {
  await mkdir(join(dir, 'DCIM/LOGS'), { recursive: true });
  const [track, log] = [join(dir, 'DCIM/FILE0001.xml'), join(dir, 'DCIM/LOGS/20260129.log')];
  await writeFile(track, '<locations/>');
  await writeFile(log, 'one');
  const { look, of } = watch(dir);
  const rest = async () => {
    await look();
    await look();
    await look();
    return of('volume-appeared').length;
  };
  expect(await rest()).toBe(0);
  await rm(track);
  await writeFile(join(dir, 'DCIM/FILE0001.MP4'), 'x');
  expect(await rest()).toBe(1);
  await writeFile(track, '<locations/>');
  expect(await rest()).toBe(2);
  await writeFile(log, 'one, two');
  expect(await rest()).toBe(3);
  await writeFile(join(dir, 'DCIM/notes.log'), 'of somebody else');
  expect(await rest()).toBe(3);
});

test('several places, and a place that does not exist yet', async () => {
  const { look, of } = watch(join(dir, 'a'), join(dir, 'b'));
  await dockCamera(camera('b'), 'no-ffmpeg');
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['b']);
  await dockCamera(camera('a'), 'no-ffmpeg');
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['b', 'a']);
});

test('watching changes nothing on the volume', async () => {
  await dockCamera(camera('cam'), 'no-ffmpeg');
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
  expect(await scanVolume(dir)).toEqual({ found: null, unread: [] });
  await writeFile(join(dir, 'e.WAV'), 'x');
  expect(await scanVolume(dir)).toEqual({ found: `${join(dir, 'e.WAV')} 1`, unread: [] });
});

test('a camera with one folder that cannot be read is there all the same; which folder is told', async () => {
  const root = join(dir, 'BWC1234567');
  const bad = join(root, 'DCIM', '101MEDIA');
  await dockCamera(camera('BWC1234567'), 'no-ffmpeg');
  await mkdir(bad, { recursive: true });
  await writeFile(join(bad, 'hidden.mp4'), 'x');
  await chmod(bad, 0o000);
  await chown(dir, 65_534, 65_534).catch(() => undefined);
  await withoutRights(async () => {
    const { watcher, look, of } = watch(root);
    await look();
    await look();
    expect(of('volume-appeared')).toEqual(['BWC1234567']);
    expect(watcher.health).toMatchObject({ state: 'attention', lastError: { code: 'DEV-303' } });
    expect(watcher.health.lastError?.sentence).toContain(`${bad} 读不出来`);
  });
  await chmod(bad, 0o700);
  const { watcher, look, of } = watch(root);
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['BWC1234567']);
  expect(watcher.health.state).toBe('ready');
});

test.each([
  ['lost+found of a stick that is no camera', 'stick', 'lost+found', 'absent', null],
  ['any folder of a stick that is no camera', 'stick', 'private', 'absent', null],
  ['lost+found of a camera', 'BWC1234567', 'lost+found', 'absent', null],
  ['the only folder of a camera', 'BWC1234567', 'DCIM', 'attention', '没有别的录像可以导入'],
])('a volume without a recording where %s cannot be read', async (_, label, folder, state, told) => {
  const bad = join(dir, label, folder);
  await mkdir(bad, { recursive: true });
  await chmod(bad, 0o000);
  await chown(dir, 65_534, 65_534).catch(() => undefined);
  await withoutRights(async () => {
    const { watcher, look, of } = watch(join(dir, label));
    await look();
    await look();
    expect(of('volume-appeared')).toEqual([]);
    expect(watcher.health.state).toBe(state);
    if (told === null) expect(watcher.health.lastError).toBeNull();
    else expect(watcher.health.lastError?.sentence).toContain(told);
  });
  await chmod(bad, 0o700);
});

test('files that are deleted while a volume is being read do not make it go', async () => {
  const root = join(dir, 'BWC1234567', 'DCIM');
  await mkdir(root, { recursive: true });
  const names = Array.from({ length: 2000 }, (_, n) => join(root, `FILE${n}.MP4`));
  await Promise.all(names.map((name) => writeFile(name, 'x')));
  // The folder is listed at once, the files are looked at one after the other: the last ones are gone by then.
  const scan = scanVolume(join(dir, 'BWC1234567'));
  for (let n = names.length - 1; n > 0; n -= 1) await rm(names[n] ?? '');
  expect((await scan).unread).toEqual([]);
  expect((await scan).found).toContain('FILE0.MP4');
  expect((await scanVolume(join(dir, 'BWC1234567'))).found).toBe(`${names[0]} 1`);
});

test('identity of a plain folder and of the root volume', async () => {
  const system = new LinuxVolumes();
  expect(await system.identify(dir)).toEqual({ label: dir.split('/').at(-1), serial: null });
  expect((await system.identify('/')).label).not.toBe('');
});

/** A folder that the kernel's table calls the mount of a device; a file in /dev/shm stands for the device's node. */
async function mounted() {
  const node = join('/dev/shm', `volume-${process.pid}-${Math.random().toString(36).slice(2)}`);
  await writeFile(node, '');
  const root = join(dir, 'card');
  await dockCamera(camera('card'), 'no-ffmpeg');
  const line = (at: string, of: string) => `36 35 98:0 / ${at} rw,nosuid shared:1 - exfat ${of} rw`;
  const table = { text: line(root.replaceAll(' ', '\\040'), node) };
  stops.push(() => rm(node, { force: true }));
  return { node, root, table, line, system: new LinuxVolumes(async () => table.text) };
}

test('pulled out: told at the next glance, half a second later at most, though the folder still lists from memory', async () => {
  const { node, root, system } = await mounted();
  const { glance, look, of, waits } = watchOn(system, [root]);
  await look();
  expect(of('volume-appeared')).toEqual(['card']);
  await glance();
  expect(of('volume-gone')).toEqual([]);
  await rm(node);
  await glance();
  expect(of('volume-gone')).toEqual(['card']);
  // A dead mount that is never unmounted is not taken for a camera that came back.
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['card']);
  expect(new Set(waits)).toEqual(new Set([500]));
});

test('unmounted: gone at the next glance though the folder stays; mounted again it is told again', async () => {
  const { node, root, table, line, system } = await mounted();
  const { glance, look, of } = watchOn(system, [root]);
  await look();
  expect(of('volume-appeared')).toEqual(['card']);
  table.text = '';
  await glance();
  expect(of('volume-gone')).toEqual(['card']);
  table.text = line(root, node);
  await look();
  await look();
  await look();
  expect(of('volume-appeared')).toEqual(['card', 'card']);
  // Another card in the same place.
  await rename(node, `${node}.other`);
  stops.push(() => rm(`${node}.other`, { force: true }));
  table.text = line(root, `${node}.other`);
  await glance();
  expect(of('volume-gone')).toEqual(['card', 'card']);
  await look();
  await look();
  await look();
  expect(of('volume-appeared')).toHaveLength(3);
});

test('auto takes what is mounted where desktops mount what is plugged in, and nothing else', async () => {
  const lines = [
    '22 1 8:1 / / rw - ext4 /dev/sda1 rw',
    '40 22 8:17 / /media/zhang/BWC\\0401234567 rw - vfat /dev/sdb1 rw',
    '41 22 8:33 / /run/media/zhang/CARD rw - exfat /dev/sdc1 rw',
    '42 22 0:50 / /media/zhang/share rw - cifs //nas/share rw',
    '43 22 8:49 / /mnt/backup rw - ext4 /dev/sdd1 rw',
  ];
  expect(await new LinuxVolumes(async () => lines.join('\n')).removable()).toEqual([
    '/media/zhang/BWC 1234567',
    '/run/media/zhang/CARD',
  ]);
});

test('a new look that somebody asks for comes at once', async () => {
  const { watcher, glance, of } = watch(join(dir, 'b'));
  await dockCamera(camera('b'), 'no-ffmpeg');
  watcher.retry();
  await glance();
  watcher.retry();
  await glance();
  expect(of('volume-appeared')).toEqual(['b']);
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
