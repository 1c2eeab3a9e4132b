import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Ledger } from '../ledger/index.ts';
import { openReadOnly } from './copy.ts';
import { emptyOffice, evidenceOn, openAgain, recording } from './office-in-test.ts';
import type { Seams } from './offloader.ts';
import { clips, offloadFiles } from './tables.ts';

const A = 'DCIM/100MEDIA/8888888_123456_20260129205547_0001.mp4';
const B = 'DCIM/100MEDIA/8888888_123456_20260129210000_0002IMP.mp4';
const C = 'DCIM/100MEDIA/8888888_123456_20260129220000_0003.mp4';
const MIB = 1024 * 1024;

let base: string;
let dir: string;
let camera: string;
let ledger: Ledger;
let zhang: string;
let on: ReturnType<typeof evidenceOn>;

beforeEach(async () => {
  ({ base, dir, camera, ledger, zhang, on } = await emptyOffice('offload'));
  mkdirSync(camera);
});
afterEach(async () => {
  await on.evidence.stop();
  ledger.close();
  rmSync(base, { recursive: true, force: true });
});

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const start = (more: Partial<Seams> = {}) => {
  if (Object.keys(more).length > 0) on = evidenceOn(ledger, more);
  return on.evidence.offload(zhang, camera, null);
};
const last = () => on.evidence.offloads()[0];
const all = () => on.evidence.clips.list({ offset: 0, limit: 200 }).rows;
/** Path, content and times of everything in a tree. */
function tree(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(root, name);
      const found = statSync(path, { bigint: true });
      return [
        name,
        found.isFile() ? sha(readFileSync(path)) : '',
        found.mtimeNs,
        found.ctimeNs,
        found.mode,
        found.size,
      ].join(' ');
    });
}
/** Reads blocks of 64 KiB, and calls `at` with path and position before each. */
const slow = (at: (path: string, position: number) => void): Partial<Seams> => ({
  openSource: async (path) => {
    const file = await openReadOnly(path);
    return {
      ...file,
      read: async (into, length, position) => {
        at(path, position);
        return file.read(into, Math.min(length, 65_536), position);
      },
    };
  },
});
const fault = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

test('matrix row 12: recordings are copied, proven and only then recorded; the source stays as it was', async () => {
  const bytes = [A, B, C].map((path) => recording(camera, path, randomBytes(MIB + 999)));
  recording(camera, 'DCIM/SEGTEMP/8888888_123456_20260129205547_0009.mp4');
  recording(camera, 'DCIM/100MEDIA/._8888888_123456_20260129205547_0001.mp4');
  recording(camera, 'System Volume Information/8888888_123456_20260129205547_0008.mp4');
  recording(camera, 'DCIM/100MEDIA/8888888_123456_20260129205547_0007.mp4', new Uint8Array());
  recording(camera, 'DCIM/LOGS/camera.log');
  recording(camera, 'DCIM/100MEDIA/setup.xml');
  const before = tree(camera);
  const volume = await on.evidence.inspectFolder(camera);
  expect(volume).toMatchObject({ deviceNo: '8888888', profile: 'ga947-a', clips: 3, fresh: 3, officerName: '张三' });

  const begun = await start();
  expect(begun).toMatchObject({ state: 'COPYING', total: 3, totalBytes: 3 * (MIB + 999) });
  await on.evidence.idle();
  expect(tree(camera)).toEqual(before);
  expect(last()).toMatchObject({ state: 'DONE', done: 3, doneBytes: 3 * (MIB + 999), failures: [] });
  expect(last()?.sentence).toContain('已导入 3 段');
  // 重点 first, then the newest.
  const stored = ledger.read
    .select()
    .from(clips)
    .all()
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(stored.map((row) => row.name)).toEqual([B, C, A].map((path) => path.split('/').at(-1)));
  expect(stored[2]).toMatchObject({
    ...{ sha256: sha(bytes[0] ?? Buffer.of()), officerId: zhang, deviceNo: '8888888', important: false },
    ...{ startAt: '2026-01-29T12:55:47.000Z', startFrom: 'NAME', source: 'BWC8888888', caseId: null, simulated: false },
  });
  expect(stored[0]?.important).toBe(true);
  for (const row of stored) {
    const file = join(dir, 'footage', row.path);
    expect(row.path).toBe(`2026/01/${row.sha256}.mp4`);
    expect(sha(readFileSync(file))).toBe(row.sha256);
    expect(statSync(file).mode & 0o777).toBe(0o444);
  }
  expect(readdirSync(join(dir, 'footage/.partial'))).toEqual([]);
  expect((await on.evidence.inspectFolder(camera)).fresh).toBe(0);
  await expect(start()).rejects.toMatchObject({ code: 'EVI-206' });
  expect(on.told.filter((event) => event.kind === 'progress').at(-1)).toMatchObject({ done: 3, total: 3 });
});

test('short names take device and officer from their folders; the binding and the asked officer fill what is missing', async () => {
  recording(camera, 'DCIM/100ANDRO/7777777/654321/20260129/20260129205547_0001.mp4');
  recording(camera, 'DCIM/101ANDRO/7777777/000000/20260129/20260129205648_0002IMP.mp4');
  await start();
  await on.evidence.idle();
  expect(all().map(({ officerName, deviceNo, important }) => [officerName, deviceNo, important])).toEqual([
    ['李四', '7777777', true],
    ['李四', '7777777', false],
  ]);
  const other = join(base, 'other');
  recording(other, '6666666_000000_20260129205547_0001.mp4');
  await expect(on.evidence.offload(zhang, other, null)).rejects.toMatchObject({ code: 'EVI-204', field: 'officerId' });
  on.evidence.bindDevice(zhang, '6666666', zhang);
  on.evidence.bindDevice(zhang, '6666666', zhang);
  expect(await on.evidence.inspectFolder(other)).toMatchObject({ officerId: zhang, officerName: '张三' });
  await on.evidence.offload(zhang, other, null);
  await on.evidence.idle();
  expect(all().find((clip) => clip.deviceNo === '6666666')?.officerName).toBe('张三');
});

test('the same content is linked, not copied: renamed on the camera when it was marked', async () => {
  const bytes = recording(camera, A);
  await start();
  await on.evidence.idle();
  renameSync(join(camera, A), join(camera, A.replace('.mp4', 'IMP.mp4')));
  recording(camera, C);
  await start();
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'DONE', done: 2, total: 2 });
  expect(all()).toHaveLength(2);
  const same = all().find((clip) => clip.sha256 === sha(bytes));
  expect(same).toMatchObject({ name: A.split('/').at(-1), important: true });
  expect(ledger.journal.bySubject(same?.id ?? '').map((action) => action.kind)).toEqual([
    'clip.stored',
    'clip.found-again',
  ]);
  expect((await on.evidence.inspectFolder(camera)).fresh).toBe(0);
});

test('matrix row 12: a recording that still grows is left out and named; the others are there', async () => {
  recording(camera, A);
  recording(camera, B);
  await start({ wait: async () => appendFileSync(join(camera, A), 'more') });
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'FAILED', done: 1, failures: [{ name: A, code: 'EVI-311' }] });
  on = evidenceOn(ledger);
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'DONE', failures: [] });
  expect(all()).toHaveLength(2);
});

test('matrix row 12: one recording that cannot be read does not stop the others', async () => {
  for (const path of [A, B, C]) recording(camera, path);
  await start(slow((path) => (path.includes('0003') ? fault('EIO') : undefined)));
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'FAILED', done: 2, failures: [{ name: C, code: 'EVI-314' }] });
  expect(readdirSync(join(dir, 'footage/.partial'))).toEqual([]);
});

test.each(['EIO', 'ENXIO', 'ENOENT'])(
  'matrix row 12: pulled out in the middle (%s): paused, goes on when the camera is back',
  async (code) => {
    const bytes = [A, B, C].map((path) => recording(camera, path, randomBytes(400_000)));
    let pulled = false;
    await start(
      slow((path, position) => {
        if (!pulled && path.includes('0003') && position > 200_000) {
          renameSync(camera, `${camera}.away`);
          pulled = true;
        }
        if (pulled && path.startsWith(camera)) fault(code);
      }),
    );
    await on.evidence.idle();
    expect(last()).toMatchObject({ state: 'INTERRUPTED', done: 1, total: 3, failures: [] });
    expect(last()?.sentence).toContain('设备被拔出');
    expect(readdirSync(join(dir, 'footage/.partial'))).toHaveLength(1);

    // It comes back in another slot.
    const slot = join(base, 'slot2');
    renameSync(`${camera}.away`, slot);
    on.volume('volume-appeared', slot, true);
    await until(() => last()?.state === 'DONE');
    expect(
      all()
        .map((clip) => clip.sha256)
        .sort(),
    ).toEqual(bytes.map(sha).sort());
    expect(on.evidence.offloads()).toHaveLength(1);
    expect(readdirSync(join(dir, 'footage/.partial'))).toEqual([]);
  },
);

test('matrix row 12: a card that lists but cannot be read is gone, not full of bad recordings', async () => {
  for (const path of [A, B, C]) recording(camera, path);
  await start(slow(() => fault('EIO')));
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'INTERRUPTED', done: 0, failures: [] });
});

test('cancelled: what is stored stays, a later start goes on with the same import', async () => {
  for (const path of [A, B, C]) recording(camera, path, randomBytes(300_000));
  let id = '';
  let cancelled: Promise<void> | undefined;
  const begun = await start(
    slow((path, position) => {
      if (path.includes('0003') && position > 100_000) cancelled ??= on.evidence.cancelOffload(id);
    }),
  );
  id = begun.id;
  await on.evidence.idle();
  await cancelled;
  expect(last()).toMatchObject({ id, state: 'INTERRUPTED', done: 1 });
  on.volume('volume-appeared', camera);
  await on.evidence.idle();
  expect(last()?.state).toBe('INTERRUPTED');
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  expect(last()).toMatchObject({ id, state: 'DONE', done: 3 });
});

test('matrix row 12: goes on after the office was closed in the middle', async () => {
  for (const path of [A, B, C]) recording(camera, path, randomBytes(300_000));
  let stopped: Promise<void> | undefined;
  await start(
    slow((_, position) => {
      if (position > 100_000) stopped ??= on.evidence.stop();
    }),
  );
  await on.evidence.idle();
  await stopped;
  expect(last()).toMatchObject({ state: 'INTERRUPTED' });
  ledger.close();
  ledger = await openAgain(dir);
  on = evidenceOn(ledger);
  await until(() => last()?.state === 'DONE');
  expect(all()).toHaveLength(3);
});

test('asked twice while it runs: refused', async () => {
  recording(camera, A);
  await start();
  await expect(on.evidence.offload(zhang, camera, null)).rejects.toMatchObject({ code: 'EVI-205' });
  await on.evidence.idle();
});

test('matrix row 12: not enough room is told before the first byte', async () => {
  recording(camera, A);
  // Sparse: it takes no room here, but as much as it says where it would be copied.
  truncateSync(join(camera, A), 12 * 1024 ** 4);
  await expect(start()).rejects.toMatchObject({ code: 'EVI-301', message: expect.stringContaining('磁盘空间不够') });
  expect(on.evidence.offloads()).toEqual([]);
});

test('matrix row 12: a disk that fills up in the middle stops cleanly and goes on later', async () => {
  recording(camera, A);
  let ready = () => {};
  const gate = new Promise<void>((resolve) => {
    ready = resolve;
  });
  await start({ wait: () => gate });
  const [row] = ledger.read.select().from(offloadFiles).all();
  const partial = join(dir, 'footage/.partial', row?.partial ?? '');
  symlinkSync('/dev/full', partial);
  ready();
  await on.evidence.idle();
  expect(last()).toMatchObject({
    state: 'FAILED',
    done: 0,
    failures: [],
    sentence: expect.stringContaining('磁盘写满'),
  });
  rmSync(partial);
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'DONE', done: 1 });
});

test('folders that are no camera are refused in words', async () => {
  const inspect = (path: string) => on.evidence.inspectFolder(path);
  await expect(inspect(join(base, 'nowhere'))).rejects.toMatchObject({ code: 'EVI-201' });
  await expect(inspect('relative/folder')).rejects.toMatchObject({ code: 'EVI-201' });
  await expect(inspect(camera)).rejects.toMatchObject({ code: 'EVI-202' });
  writeFileSync(join(camera, '电影.mp4'), 'x');
  await expect(inspect(camera)).rejects.toMatchObject({ code: 'EVI-202' });
  await expect(inspect(join(dir, 'footage'))).rejects.toMatchObject({ code: 'EVI-203' });
  await expect(inspect(dir)).rejects.toMatchObject({ code: 'EVI-203' });
  await expect(inspect(join(camera, '电影.mp4'))).rejects.toMatchObject({ code: 'EVI-201' });
});

test('docked cameras are shown with what is new, and vanish when they go', async () => {
  recording(camera, A);
  recording(camera, 'DCIM/录像 🎥.mp4');
  on.volume('volume-appeared', camera, true);
  expect(await on.evidence.volumes()).toMatchObject([
    {
      path: camera,
      label: 'BWC8888888',
      deviceNo: '8888888',
      clips: 2,
      fresh: 2,
      officerName: '张三',
      simulated: true,
    },
  ]);
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  expect(all().map((clip) => [clip.name, clip.startAt, clip.simulated])).toEqual([
    ['录像 🎥.mp4', '2026-01-29T13:00:00.000Z', true],
    [A.split('/').at(-1), '2026-01-29T12:55:47.000Z', true],
  ]);
  expect(await on.evidence.volumes()).toMatchObject([{ fresh: 0 }]);
  on.volume('volume-gone', camera);
  expect(await on.evidence.volumes()).toEqual([]);
});

test('a clip whose file is gone (a backup holds no footage) comes back from the camera, as the clip it was', async () => {
  const bytes = recording(camera, A);
  recording(camera, C);
  await start();
  await on.evidence.idle();
  const stored = ledger.read
    .select()
    .from(clips)
    .where(eq(clips.sha256, sha(bytes)))
    .get();
  if (stored === undefined) throw new Error('the clip was not stored');
  const file = join(dir, 'footage', stored.path);
  rmSync(file);
  await expect(on.evidence.ticket(zhang, stored.id)).rejects.toMatchObject({ code: 'EVI-302' });
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ clips: 2, fresh: 1 });
  await start();
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'DONE', done: 1, total: 1, failures: [] });
  expect(sha(readFileSync(file))).toBe(stored.sha256);
  expect(ledger.read.select().from(clips).where(eq(clips.sha256, stored.sha256)).get()).toEqual(stored);
  expect(ledger.journal.bySubject(stored.id).map((one) => one.kind)).toEqual(['clip.stored', 'clip.found-again']);
  await on.evidence.ticket(zhang, stored.id);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ clips: 2, fresh: 0 });
});

test('matrix row 12: a camera clock that is years ahead is noted, never corrected', async () => {
  recording(camera, A.replace('2026', '2096'));
  recording(camera, C);
  await start();
  await on.evidence.idle();
  const rows = ledger.read.select().from(clips).all();
  expect(rows.map((row) => row.startAt).sort()).toEqual(['2026-01-29T14:00:00.000Z', '2096-01-29T12:55:47.000Z']);
  for (const row of rows) expect(row.clockOffsetSeconds).toBeLessThan(-60 * 86_400 * 365);
});

test('set in the morning, docked in the evening: each clip has the offset of its own time, and only of its own kind', async () => {
  /** The name of a clip that began so many minutes from now by the camera's clock. */
  const clipIn = (minutes: number, no: string) => {
    const local = new Date(Date.now() + minutes * 60_000 + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
    return `DCIM/100MEDIA/8888888_123456_${local}_${no}.mp4`;
  };
  const told = { deviceNo: '8888888', before: 600, after: 0 };
  on.evidence.cameraClock(zhang, 'SET', { ...told, simulated: false });
  on.evidence.cameraClock(zhang, 'STORAGE', { ...told, before: 9999, after: null, simulated: true });
  recording(camera, clipIn(-120, '0001'));
  recording(camera, clipIn(120, '0002'));
  await start();
  await on.evidence.idle();
  const rows = ledger.read.select().from(clips).all();
  expect(rows.sort((one, two) => one.name.localeCompare(two.name)).map((row) => row.clockOffsetSeconds)).toEqual([
    600, 0,
  ]);
});

test('an import runs and says so also when what its names teach cannot be written', async () => {
  recording(camera, A);
  Object.assign(on.evidence.naming, {
    learn: () => {
      throw new Error('disk I/O error');
    },
  });
  expect(await start()).toMatchObject({ state: 'COPYING' });
  await on.evidence.idle();
  expect(last()).toMatchObject({ state: 'DONE', done: 1 });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await on.evidence.idle();
  }
}
