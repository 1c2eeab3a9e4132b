import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { z } from 'zod';
import { type ActionKind, act, type Ledger, openLedger, unlockDemo } from '../ledger/index.ts';
import { clipStored } from './actions.ts';
import { hashFile, openReadOnly } from './copy.ts';
import { evidenceProjection } from './index.ts';
import { emptyOffice, evidenceOn, findCase, modules, openAgain, recording } from './office-in-test.ts';
import type { Seams } from './offloader.ts';
import { clips } from './tables.ts';

/** Faults of a camera and of the disk that are not in offload.test.ts. hardware.md §4.8 */
const FILM = 'DCIM/100MEDIA/8888888_123456_20260129205547_0001.mp4';
/** 5 000 and 9.5 in `npm run test:long`. */
const SMALL_FILES = Number(process.env.SMALL_FILES ?? 200);
const BIG_GIB = Number(process.env.BIG_GIB ?? 0.05);

let base: string;
let dir: string;
let camera: string;
let ledger: Ledger;
let zhang: string;
let on: ReturnType<typeof evidenceOn>;
beforeEach(async () => {
  ({ base, dir, camera, ledger, zhang, on } = await emptyOffice('faults'));
});
afterEach(async () => {
  await on.evidence.stop();
  ledger.close();
  rmSync(base, { recursive: true, force: true });
});

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const last = () => on.evidence.offloads()[0];
const stored = () => ledger.read.select().from(clips).all();
const hashes = () =>
  stored()
    .map((clip) => clip.sha256)
    .sort();
/** Path, content and times of everything on a camera. */
const tree = (root: string) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const found = statSync(join(root, name), { bigint: true });
      const content = found.isFile() ? sha(readFileSync(join(root, name))) : '';
      return [name, content, found.mtimeNs, found.ctimeNs, found.mode, found.size].join(' ');
    });
/** Calls `at` with path and position before each block of 64 KiB is read. */
const reading = (at: (path: string, position: number) => void): Partial<Seams> => ({
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
async function offloaded(seams: Partial<Seams> = {}) {
  on = evidenceOn(ledger, seams);
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
}

test.each([0, 50, 99])(
  'matrix row 12: pulled at %d %% of a film: paused, and whole after it comes back',
  async (percent) => {
    const size = 64 * 65_536;
    const film = recording(camera, FILM, randomBytes(size));
    const before = tree(camera);
    let pulled = false;
    let back = false;
    await offloaded(
      reading((path, position) => {
        if (!pulled && position >= Math.floor((size * percent) / 100 / 65_536) * 65_536) {
          renameSync(camera, `${camera}.away`);
          pulled = true;
        }
        if (pulled && !back && path.startsWith(camera))
          throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
      }),
    );
    expect(pulled).toBe(true);
    expect(last()).toMatchObject({ state: 'INTERRUPTED', done: 0, failures: [] });
    expect(stored()).toEqual([]);
    renameSync(`${camera}.away`, camera);
    back = true;
    on.volume('volume-appeared', camera);
    await until(() => last()?.state === 'DONE');
    expect(last()).toMatchObject({ done: 1, total: 1 });
    expect(hashes()).toEqual([sha(film)]);
    expect(tree(camera)).toEqual(before);
  },
);

test('pressed at the moment when it goes on by itself: one import, not two on one copy', async () => {
  const film = recording(camera, FILM, randomBytes(64 * 65_536));
  for (let turn = 0; turn < 5; turn += 1) {
    let pulled = false;
    const path = FILM.replace('0001', `100${turn}`);
    recording(
      camera,
      path,
      film.map((byte) => byte ^ turn),
    );
    await offloaded(
      reading((_, position) => {
        if (!pulled && position > 1_000_000) renameSync(camera, `${camera}.away`);
        pulled ||= position > 1_000_000;
        if (pulled) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
      }),
    );
    expect(last()).toMatchObject({ state: 'INTERRUPTED' });
    renameSync(`${camera}.away`, camera);
    // An office that opens goes on with what was interrupted; the person presses at once.
    on = evidenceOn(ledger);
    await on.evidence.offload(zhang, camera, null).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'EVI-205' });
    });
    await until(() => last()?.state !== 'COPYING' && last()?.state !== 'INTERRUPTED');
    expect(last()).toMatchObject({ state: 'DONE', failures: [] });
  }
  expect(hashes()).toHaveLength(5);
});

test('matrix row 12: a film that is written to while it is copied is not taken; the next time it is', async () => {
  recording(camera, FILM, randomBytes(300_000));
  let grown = false;
  await offloaded(
    reading((path, position) => {
      if (!grown && position > 100_000) appendFileSync(path, 'more');
      grown ||= position > 100_000;
    }),
  );
  expect(last()).toMatchObject({ state: 'FAILED', done: 0, failures: [{ code: 'EVI-312' }] });
  expect(stored()).toEqual([]);
  await offloaded();
  expect(hashes()).toEqual([sha(readFileSync(join(camera, FILM)))]);
});

test('matrix row 12: a bit that turns on our disk is found before anything is recorded', async () => {
  const film = recording(camera, FILM, randomBytes(300_000));
  const partials = join(dir, 'footage/.partial');
  let flipped = false;
  await offloaded(
    reading((_, position) => {
      if (flipped || position < 200_000) return;
      flipped = true;
      const handle = openSync(join(partials, readdirSync(partials)[0] ?? ''), 'r+');
      writeSync(handle, Buffer.of((film[7] ?? 0) ^ 0x10), 0, 1, 7);
      closeSync(handle);
    }),
  );
  expect(last()).toMatchObject({ state: 'FAILED', done: 0, failures: [{ code: 'EVI-313' }] });
  expect(stored()).toEqual([]);
  expect(readdirSync(partials)).toEqual([]);
  await offloaded();
  expect(hashes()).toEqual([sha(film)]);
});

test('matrix row 12: two cameras with one number: both come in whole, one behind the other', async () => {
  const twin = join(base, 'twin');
  const films = [
    recording(camera, FILM),
    recording(twin, FILM.replace('0001', '0002')),
    // Even the same name: the times of the files and their content tell them apart.
    recording(camera, FILM.replace('0001', '0003'), randomBytes(3000)),
    recording(twin, FILM.replace('0001', '0003'), randomBytes(3001)),
  ];
  await on.evidence.offload(zhang, camera, null);
  await expect(on.evidence.offload(zhang, twin, null)).rejects.toMatchObject({ code: 'EVI-205' });
  await on.evidence.idle();
  await on.evidence.offload(zhang, twin, null);
  await on.evidence.idle();
  expect(hashes()).toEqual(films.map(sha).sort());
});

test.each([
  ['three years behind', 2023, null],
  ['three years ahead', 2029, -1],
] as const)(
  'matrix row 12: a camera clock %s: told times are kept as they are, the offset only where it shows',
  async (_, year, sign) => {
    recording(camera, FILM.replace('2026', String(year)));
    await offloaded();
    const [clip] = stored();
    expect(clip?.startAt).toBe(`${year}-01-29T12:55:47.000Z`);
    expect(clip?.clockOffsetSeconds === null ? null : Math.sign(clip?.clockOffsetSeconds ?? 0)).toBe(sign);
  },
);

test('matrix row 12: Chinese and emoji names, long ones and ones with spaces', async () => {
  const names = ['录像 🎥.mp4', '巡查　城东市场.MP4', `${'长'.repeat(80)}.mp4`, "it's [1] #2 %41.mp4"];
  const films = names.map((name) => recording(camera, `DCIM/中文 夹/${name}`));
  films.push(recording(camera, FILM));
  const before = tree(camera);
  await offloaded();
  expect(last()).toMatchObject({ state: 'DONE', done: 5, failures: [] });
  expect(hashes()).toEqual(films.map(sha).sort());
  expect(stored().map((clip) => clip.name)).toEqual(expect.arrayContaining(names));
  expect(tree(camera)).toEqual(before);
});

/** `ftyp`, `moov` and `mdat`, or the first 60 % of `ftyp` and `mdat`, as a camera leaves it that lost its power. */
function film(closed: boolean): Buffer {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const [ftyp, moov, mdat] = [
    box('ftyp', Buffer.from('isom\0\0\x02\0isom', 'latin1')),
    box('moov', Buffer.alloc(108)),
    box('mdat', randomBytes(4000)),
  ];
  if (closed) return Buffer.concat([ftyp, moov, mdat]);
  const open = Buffer.concat([ftyp, mdat]);
  return open.subarray(0, Math.ceil(open.length * 0.6));
}

test('matrix row 12: a film that was not closed is kept as it is, and flagged in the list and with its case', async () => {
  const names = ['0001', '0002'].map((number) => FILM.replace('0001', number));
  const bytes = [false, true].map((closed, i) => recording(camera, names[i] ?? '', film(closed)));
  recording(camera, 'DCIM/100MEDIA/8888888_123456_20260129205547_0003.avi');
  const before = tree(camera);
  await offloaded();
  expect(last()).toMatchObject({ state: 'DONE', done: 3, total: 3, failures: [] });
  expect(tree(camera)).toEqual(before);
  const { rows } = on.evidence.clips.list({ offset: 0, limit: 9 });
  expect(Object.fromEntries(rows.map(({ name, cutOff }) => [name.slice(-8), cutOff]))).toEqual({
    '0001.mp4': true,
    '0002.mp4': false,
    '0003.avi': null,
  });
  const broken = rows.find((row) => row.cutOff);
  expect(broken?.sha256).toBe(sha(bytes[0] ?? Buffer.alloc(0)));
  const id = broken?.id ?? '';
  expect(ledger.journal.bySubject(id)).toMatchObject([{ kind: 'clip.stored', payload: { cutOff: true } }]);
  const caseId = findCase(ledger, broken?.startAt ?? '', [zhang]);
  on.evidence.clips.attach(zhang, id, caseId);
  expect(on.evidence.clipsOfCase(caseId)).toMatchObject([{ id, cutOff: true }]);
});

test('a recording from before they were looked at is not told as whole: nobody knows', async () => {
  await on.evidence.stop();
  ledger.close();
  const first = { ...clipStored, version: 1, payload: z.looseObject({}) };
  const { kinds, apply, tables } = evidenceProjection;
  const old = kinds.map((kind) => (kind.kind === clipStored.kind ? (first as unknown as ActionKind<never>) : kind));
  // What it made of them then does not matter: its tables are made anew from the journal.
  const projection = {
    ...{ module: 'evidence', version: 3, tables, kinds: old },
    apply: { ...apply, [clipStored.kind]: () => {} },
  };
  const others = modules.filter((one) => one.projection.module !== 'evidence');
  const opened = { dir, dataKey: unlockDemo(dir), clock: () => new Date() };
  const then = await openLedger({ ...opened, modules: [...others, { projection }] });
  const id = v7();
  const at = '2026-01-29T12:55:47.000Z';
  then.record(zhang, () => [
    act(first, id, {
      ...{ name: 'a.mp4', sizeBytes: 1, sha256: sha(Buffer.of(1)), deviceNo: '8888888', officerId: zhang, startAt: at },
      ...{ startFrom: 'NAME', modifiedAt: at, important: false, clockOffsetSeconds: null, source: '', path: 'a' },
      ...{ offloadId: v7(), simulated: false },
    }),
  ]);
  then.close();
  ledger = await openAgain(dir);
  on = evidenceOn(ledger);
  expect(on.evidence.clips.list({ offset: 0, limit: 9 }).rows).toMatchObject([{ id, cutOff: null, kind: 'MEDIA' }]);
  expect(ledger.journal.bySubject(id)).toMatchObject([
    { version: 1, payload: { cutOff: null, kind: 'MEDIA', beside: null } },
  ]);
});

test(`matrix row 12: ${SMALL_FILES} small files`, async () => {
  const films = Array.from({ length: SMALL_FILES }, (_, at) =>
    recording(camera, FILM.replace('0001', String(at + 1).padStart(4, '0')), randomBytes(64)),
  );
  await offloaded();
  expect(last()).toMatchObject({ state: 'DONE', done: SMALL_FILES, failures: [] });
  expect(hashes()).toEqual(films.map(sha).sort());
  expect((await on.evidence.inspectFolder(camera)).fresh).toBe(0);
}, 3_600_000);

test(`matrix row 12: a file of ${BIG_GIB} GiB`, async () => {
  recording(camera, FILM, randomBytes(10));
  const file = openSync(join(camera, FILM), 'r+');
  const size = Math.floor(BIG_GIB * 2 ** 30);
  // Mostly holes: what is behind 4 GiB must come from there and not from the beginning.
  for (const at of [0, Math.floor(size / 2), size - 100]) writeSync(file, randomBytes(100), 0, 100, at);
  closeSync(file);
  const expected = await hashFile(join(camera, FILM));
  await offloaded();
  expect(last()).toMatchObject({ state: 'DONE', doneBytes: size });
  expect(hashes()).toEqual([expected]);
}, 3_600_000);

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; !holds(); n += 1) {
    if (n > 4000) throw new Error('it did not come to an end');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await on.evidence.idle();
  }
}

/** As somebody whom the system refuses a folder without rights; root is refused nothing. */
async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) {
    for (const name of ['', ...readdirSync(base, { recursive: true, encoding: 'utf8' })])
      chownSync(join(base, name), 65_534, 65_534);
    process.seteuid?.(65_534);
  }
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test('one folder that cannot be read hides only itself: it is named, the rest is imported, and later it is too', async () => {
  const hidden = 'DCIM/101MEDIA/8888888_123456_20260129220000_0003.mp4';
  const bad = join(camera, 'DCIM', '101MEDIA');
  recording(camera, FILM);
  recording(camera, hidden);
  chmodSync(bad, 0o000);
  await withoutRights(async () => {
    expect(await on.evidence.inspectFolder(camera)).toMatchObject({ clips: 1, fresh: 1, unread: ['DCIM/101MEDIA'] });
    // What could not be read at one look is looked at again at the next.
    on.volume('volume-appeared', camera);
    expect(await on.evidence.volumes()).toMatchObject([{ clips: 1, unread: ['DCIM/101MEDIA'] }]);
    chmodSync(bad, 0o700);
    expect(await on.evidence.volumes()).toMatchObject([{ clips: 2, unread: [] }]);
    chmodSync(bad, 0o000);
    on.volume('volume-gone', camera);
    await on.evidence.offload(zhang, camera, null);
    await on.evidence.idle();
  });
  expect(stored()).toHaveLength(1);
  expect(last()).toMatchObject({ state: 'FAILED', done: 1, total: 1, failures: [] });
  expect(last()?.sentence).toContain(
    '已导入 1 段；记录仪里的 DCIM/101MEDIA 读不出来，里面的录像没有导入，原录像没有改动',
  );
  // Nothing else lies there: then nobody can say whose camera it is, but which folder is in the way.
  rmSync(join(camera, FILM));
  await withoutRights(async () => {
    await expect(on.evidence.inspectFolder(camera)).rejects.toMatchObject({
      code: 'EVI-201',
      message: expect.stringContaining('读不了 DCIM/101MEDIA'),
    });
  });
  chmodSync(bad, 0o700);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 1, unread: [] });
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  expect(stored()).toHaveLength(2);
  expect(last()).toMatchObject({ state: 'DONE' });
});

test('a recording that waits in a folder that cannot be read now is not said to be gone from the camera', async () => {
  const hidden = 'DCIM/101MEDIA/8888888_123456_20260129220000_0003.mp4';
  recording(camera, FILM);
  recording(camera, hidden);
  await on.evidence.stop();
  // Looks once, and then only at whether it was stopped.
  on = evidenceOn(ledger, {
    wait: async (_, signal) => {
      while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
      signal.throwIfAborted();
    },
  });
  const { id } = await on.evidence.offload(zhang, camera, null);
  await on.evidence.cancelOffload(id);
  on = evidenceOn(ledger);
  chmodSync(join(camera, 'DCIM', '101MEDIA'), 0o000);
  await withoutRights(async () => {
    await on.evidence.offload(zhang, camera, null);
    await on.evidence.idle();
  });
  chmodSync(join(camera, 'DCIM', '101MEDIA'), 0o700);
  expect(last()?.failures).toEqual([expect.objectContaining({ name: hidden, code: 'EVI-314' })]);
});
