import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { titleOf } from '../action-titles.ts';
import { type ActionKind, act, type Ledger, openLedger, replay, unlockDemo } from '../ledger/index.ts';
import { clipFoundAgain, clipStored } from './actions.ts';
import { openReadOnly } from './copy.ts';
import { freshOf } from './fresh.ts';
import { evidenceProjection } from './index.ts';
import { emptyOffice, evidenceOn, findCase, modules, openAgain, recording } from './office-in-test.ts';
import { clipBeside, clips } from './tables.ts';
import { footageRows, verifyFootage } from './verify-footage.ts';

const FILM = 'DCIM/100MEDIA/8888888_123456_20260129205547_0001.mp4';
const OTHER = 'DCIM/100MEDIA/8888888_123456_20260130205547_0002.mp4';
const LOG = 'DCIM/LOGS/20260129.log';
const trackOf = (film: string) => film.replace(/mp4$/i, 'xml');
const gps = (places: readonly (readonly [number, number])[]) =>
  Buffer.from(
    `<?xml version="1.0"?><locations usrName="张三" policeNum="123456" devNum="8888888" beginTime="2026-01-29 20:55:47">${places
      .map(([x, y]) => `<location id="1"><longitude>${x}</longitude><latitude>${y}</latitude></location>`)
      .join('')}</locations>`,
  );

let base: string;
let dir: string;
let camera: string;
let ledger: Ledger;
let zhang: string;
let on: ReturnType<typeof evidenceOn>;
beforeEach(async () => {
  ({ base, dir, camera, ledger, zhang, on } = await emptyOffice('beside'));
  mkdirSync(camera);
});
afterEach(async () => {
  await on.evidence.stop();
  ledger.close();
  rmSync(base, { recursive: true, force: true });
});

const take = async () => {
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  return on.evidence.offloads()[0];
};
const films = () => on.evidence.clips.list({ offset: 0, limit: 200 }).rows;
const filmOf = (path: string) => films().find((one) => path.endsWith(`/${one.name}`))?.id ?? '';
const besideOf = (path: string) => on.evidence.clips.beside(filmOf(path)).map(({ kind, name }) => [kind, name]);
const names = (...paths: string[]) => paths.map((path) => path.split('/').at(-1));

test('track and log are copied with the same care, are no recordings, and stand at their film', async () => {
  recording(camera, FILM);
  recording(camera, OTHER);
  const track = recording(
    camera,
    trackOf(FILM),
    gps([
      [120.5, 30.1],
      [120.501, 30.1],
    ]),
  );
  recording(camera, LOG, Buffer.from('2026-01-29 20:55:47 开机\n'));
  recording(camera, 'DCIM/LOGS/20260201.log');
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ clips: 2, fresh: 2, freshBeside: 3, others: [] });
  expect(await take()).toMatchObject({
    ...{ state: 'DONE', done: 2, total: 2, doneBeside: 3, totalBeside: 3 },
    sentence: expect.stringContaining('已导入 2 段和 3 个附带文件'),
  });
  expect(films().map(({ kind }) => kind)).toEqual(['MEDIA', 'MEDIA']);
  expect(besideOf(FILM)).toEqual([
    ['GPS', ...names(trackOf(FILM))],
    ['LOG', '20260129.log'],
  ]);
  expect(besideOf(OTHER)).toEqual([]);
  const row = ledger.read
    .select()
    .from(clips)
    .all()
    .find((one) => one.kind === 'GPS');
  expect(row).toMatchObject({
    deviceNo: '8888888',
    officerId: zhang,
    startAt: '2026-01-29T12:55:47.000Z',
    cutOff: null,
  });
  const file = join(dir, 'footage', row?.path ?? '');
  expect(readFileSync(file).equals(Buffer.from(track))).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o444);
  expect(ledger.journal.bySubject(row?.id ?? '')).toMatchObject([
    { kind: 'clip.stored', version: 3, scope: 'town', payload: { kind: 'GPS', beside: { name: names(FILM)[0] } } },
  ]);
  const titles = (id = '') => ledger.journal.bySubject(id).map(titleOf);
  expect([titles(row?.id), titles(filmOf(FILM))]).toEqual([['轨迹或设备日志入库'], ['录像入库']]);
  expect(await verifyFootage(dir, footageRows(ledger.read), ledger.info.desk)).toMatchObject({
    problems: [],
    files: 5,
  });
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, freshBeside: 0 });
  await expect(take()).rejects.toMatchObject({ code: 'EVI-206' });
  // All of it is found again where nobody looks for the film.
  expect(on.evidence.clips.list({ beside: true, offset: 0, limit: 9 }).total).toBe(3);

  // A rebuild from the journal gives the same rows.
  ledger.close();
  expect(await replay({ dir, dataKey: unlockDemo(dir), modules })).toMatchObject({ ok: true, differences: [] });
  ledger = await openAgain(dir);
  on = evidenceOn(ledger);
});

test('what earlier versions recorded is a recording that lay beside nothing', () => {
  const lifted = (old: object, from: number) => clipStored.upcast?.(old, from);
  expect(lifted({ name: 'a' }, 1)).toEqual({ name: 'a', cutOff: null, kind: 'MEDIA', beside: null });
  expect(lifted({ name: 'a', cutOff: true }, 2)).toEqual({ name: 'a', cutOff: true, kind: 'MEDIA', beside: null });
  expect(clipFoundAgain.upcast?.({ name: 'a' }, 1)).toEqual({ name: 'a', beside: null });
});

test('a stick with xml and logs is no camera, and what lies beside no recording stays there', async () => {
  recording(camera, trackOf(FILM));
  recording(camera, LOG);
  await expect(on.evidence.inspectFolder(camera)).rejects.toMatchObject({ code: 'EVI-202' });
  recording(camera, FILM);
  recording(camera, 'setup.xml');
  recording(camera, 'DCIM/100MEDIA/20260129.log');
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 1, freshBeside: 2 });
});

test('the link is found whichever comes first', async () => {
  // The film cannot be read the first time.
  recording(camera, FILM);
  recording(camera, trackOf(FILM));
  on = evidenceOn(ledger, {
    openSource: async (path) => {
      if (path.endsWith('.mp4')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      return openReadOnly(path);
    },
  });
  expect(await take()).toMatchObject({ state: 'FAILED', done: 0, doneBeside: 1, failures: [{ code: 'EVI-314' }] });
  expect(on.evidence.offloads()[0]?.sentence).toContain('已导入 1 个附带文件；1 段没有导入');
  on = evidenceOn(ledger);
  await take();
  expect(besideOf(FILM)).toEqual([['GPS', ...names(trackOf(FILM))]]);

  recording(camera, OTHER);
  await take();
  recording(camera, trackOf(OTHER));
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, freshBeside: 1 });
  expect(await take()).toMatchObject({ state: 'DONE', total: 0, totalBeside: 1 });
  expect(besideOf(OTHER)).toEqual([['GPS', ...names(trackOf(OTHER))]]);
});

test('what an earlier version stored gets its track and its picture, and its ledger is read as it is', async () => {
  const picture = FILM.replace('mp4', 'jpg');
  const bytes = [FILM, picture].map((path) => recording(camera, path));
  await on.evidence.stop();
  ledger.close();
  // The module as it was then, for these two kinds of actions.
  const older = new Map<string, number>([
    [clipStored.kind, 2],
    [clipFoundAgain.kind, 1],
  ]);
  const olden = (kind: object & { kind: string }) =>
    ({ ...kind, version: older.get(kind.kind), payload: z.looseObject({}) }) as unknown as ActionKind<object>;
  const [stored, again] = [olden(clipStored), olden(clipFoundAgain)];
  const { kinds, apply, tables } = evidenceProjection;
  const projection = {
    ...{ module: 'evidence', version: 4, tables },
    kinds: kinds.map((kind) => (older.has(kind.kind) ? (olden(kind) as unknown as ActionKind<never>) : kind)),
    apply: { ...apply, [clipStored.kind]: () => {}, [clipFoundAgain.kind]: () => {} },
  };
  const others = modules.filter((one) => one.projection.module !== 'evidence');
  const opened = { dir, dataKey: unlockDemo(dir), clock: () => new Date() };
  const then = await openLedger({ ...opened, modules: [...others, { projection }] });
  const at = '2026-01-29T13:00:00.000Z';
  for (const [n, path] of [FILM, picture].entries()) {
    const [name = ''] = names(path);
    const content = Buffer.from(bytes[n] ?? []);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const place = `2026/01/${sha256}${name.slice(-4)}`;
    mkdirSync(join(dir, 'footage/2026/01'), { recursive: true });
    writeFileSync(join(dir, 'footage', place), content);
    const seen = { name, deviceNo: '8888888', modifiedAt: at, important: false, source: '', offloadId: v7() };
    const id = v7();
    then.record(zhang, () => [
      act(stored, id, {
        ...{ ...seen, sizeBytes: 2000, sha256, officerId: zhang, startAt: '2026-01-29T12:55:47.000Z' },
        ...{ startFrom: 'NAME', clockOffsetSeconds: null, path: place, simulated: false, cutOff: null },
      }),
      act(again, id, { ...seen, important: true }),
    ]);
  }
  then.close();
  ledger = await openAgain(dir);
  on = evidenceOn(ledger);
  expect(films().map(({ important, kind }) => [important, kind])).toEqual([
    [true, 'MEDIA'],
    [true, 'MEDIA'],
  ]);
  expect(besideOf(FILM)).toEqual([]);

  recording(camera, trackOf(FILM));
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 1, freshBeside: 1 });
  expect(await take()).toMatchObject({ state: 'DONE' });
  expect(besideOf(FILM).sort()).toEqual([
    ['GPS', ...names(trackOf(FILM))],
    ['MEDIA', ...names(picture)],
  ]);
  expect(films()).toHaveLength(2);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, freshBeside: 0 });
  ledger.close();
  expect(await replay({ dir, dataKey: unlockDemo(dir), modules })).toMatchObject({ ok: true, differences: [] });
  ledger = await openAgain(dir);
  on = evidenceOn(ledger);
  expect(besideOf(FILM)).toHaveLength(2);
});

test('a link counts for the camera on which it was seen', async () => {
  const nothing = gps([[0, 0]]);
  recording(camera, FILM);
  recording(camera, trackOf(FILM), nothing);
  await take();
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, freshBeside: 0 });
  // Content and name were seen on the camera, and a link to a film of that name only on another one.
  const at = '2026-01-29T13:00:00.000Z';
  const file = (path: string, sizeBytes: number) => ({
    path,
    name: path.split('/').at(-1) ?? '',
    sizeBytes,
    modifiedMs: Date.parse(at),
  });
  const track = { ...file(trackOf(FILM), nothing.length), said: null, kind: 'GPS' as const };
  const clipId = ledger.read.select().from(clipBeside).all()[0]?.clipId ?? '';
  ledger.record(zhang, () => [
    act(clipFoundAgain, clipId, {
      ...{ name: track.name, deviceNo: '7777777', modifiedAt: at, important: false },
      ...{ source: '', offloadId: v7(), beside: null },
    }),
  ]);
  const docked = { deviceNo: '7777777', recordings: [{ ...track, beside: file(FILM, 2000) }] };
  expect(freshOf(ledger.read, dir, docked)).toHaveLength(1);
});

test('a counting name comes again for another film: each track stays with its own', async () => {
  const [film, track] = ['DCIM/100MEDIA/FILE0001.MP4', 'DCIM/100MEDIA/FILE0001.xml'];
  on.evidence.bindDevice(zhang, '8888888', zhang);
  on.volume('volume-appeared', camera);
  recording(camera, film);
  recording(camera, track, Buffer.from('<locations a="1"/>'));
  await take();
  const first = filmOf(film);
  // Wiped, and filled again with a film and a track of other content, as long as before.
  for (const path of [film, track]) rmSync(join(camera, path));
  recording(camera, film, randomBytes(2000));
  recording(camera, track, Buffer.from('<locations a="2"/>'));
  for (const path of [film, track]) utimesSync(join(camera, path), new Date('2026-02-02'), new Date('2026-02-02'));
  expect(await take()).toMatchObject({ state: 'DONE', done: 1, doneBeside: 1 });
  const second = films().find((one) => one.id !== first)?.id ?? '';
  const one = (id: string) => on.evidence.clips.beside(id).map(({ sha256 }) => sha256);
  expect(one(first)).toHaveLength(1);
  expect(one(second)).toHaveLength(1);
  expect(one(first)).not.toEqual(one(second));
});

test('one content beside two films is one file with two links; a film that was renamed keeps its track', async () => {
  recording(camera, FILM);
  recording(camera, OTHER);
  const nothing = gps([[0, 0]]);
  recording(camera, trackOf(FILM), nothing);
  recording(camera, trackOf(OTHER), nothing);
  await take();
  expect(
    ledger.read
      .select()
      .from(clips)
      .all()
      .filter(({ kind }) => kind === 'GPS'),
  ).toHaveLength(1);
  expect([besideOf(FILM), besideOf(OTHER)].map((all) => all.length)).toEqual([1, 1]);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, freshBeside: 0 });

  // Each is told as it lay beside its own film.
  const second = on.evidence.clips.list({ offset: 0, limit: 9 }).rows.find((one) => OTHER.endsWith(one.name));
  expect(besideOf(OTHER)).toEqual([['GPS', ...names(trackOf(OTHER))]]);
  expect(on.evidence.clips.beside(second?.id ?? '')).toMatchObject([{ startAt: second?.startAt, officerId: zhang }]);
  const caseId = findCase(ledger, '2026-01-29T13:00:00.000Z', [zhang]);
  for (const { id } of films()) on.evidence.clips.attach(zhang, id, caseId);
  expect(on.evidence.clips.boundOf(caseId).map(({ name, startAt }) => [name, startAt])).toEqual([
    ...[FILM, trackOf(FILM)].map((path) => [...names(path), '2026-01-29T12:55:47.000Z']),
    ...[OTHER, trackOf(OTHER)].map((path) => [...names(path), '2026-01-30T12:55:47.000Z']),
  ]);

  const marked = FILM.replace('.mp4', 'IMP.mp4');
  renameSync(join(camera, FILM), join(camera, marked));
  renameSync(join(camera, trackOf(FILM)), join(camera, trackOf(marked)));
  await take();
  expect(besideOf(FILM)).toHaveLength(1);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, freshBeside: 0 });
});

test('a track whose film was deleted on the camera goes to the stored film; without one it is named', async () => {
  recording(camera, FILM);
  recording(camera, OTHER);
  await take();
  rmSync(join(camera, FILM));
  recording(camera, trackOf(FILM));
  const stray = trackOf(OTHER.replace('0002', '0003'));
  recording(camera, stray);
  recording(camera, 'setup.xml');
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({
    clips: 1,
    fresh: 0,
    freshBeside: 1,
    strays: [stray],
  });
  expect(await take()).toMatchObject({ state: 'DONE', totalBeside: 1 });
  expect(besideOf(FILM)).toEqual([['GPS', ...names(trackOf(FILM))]]);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ freshBeside: 0, strays: [stray] });
  // Tracks alone are no camera, whatever is stored.
  rmSync(join(camera, OTHER));
  await expect(on.evidence.inspectFolder(camera)).rejects.toMatchObject({ code: 'EVI-202' });
});

test('a track that comes after its film is his to whom the film was given', async () => {
  recording(camera, FILM.replace('123456', '654321'));
  on.evidence.bindDevice(zhang, '8888888', zhang);
  await on.evidence.offload(zhang, camera, null, 'CARRIER');
  await on.evidence.idle();
  recording(camera, trackOf(FILM.replace('123456', '654321')));
  expect(await take()).toMatchObject({ state: 'DONE', total: 0, totalBeside: 1 });
  expect(ledger.read.select().from(clips).all()).toMatchObject([
    { kind: 'MEDIA', officerId: zhang },
    { kind: 'GPS', officerId: zhang },
  ]);
});

test('sound and picture of a film are recordings of their own, and stand at it', async () => {
  recording(camera, FILM);
  for (const ending of ['jpg', 'wav']) recording(camera, FILM.replace('mp4', ending));
  expect(await take()).toMatchObject({ done: 3, total: 3, totalBeside: 0 });
  expect(films()).toHaveLength(3);
  expect(besideOf(FILM)).toEqual(
    names(FILM.replace('mp4', 'jpg'), FILM.replace('mp4', 'wav')).map((one) => ['MEDIA', one]),
  );
});

test('two cameras without a number and with one label: no log of the one stands at a film of the other', async () => {
  const [film, track] = ['DCIM/100MEDIA/VID_20260129_205547.mp4', 'DCIM/100MEDIA/VID_20260129_205547.xml'];
  for (const [n, at] of ['2026-01-29T13:00:00Z', '2026-01-29T14:00:00Z'].entries()) {
    camera = join(base, String(n), 'CAMERA');
    recording(camera, film, randomBytes(2000 + n));
    recording(camera, track, Buffer.from(`<locations a="${n}"/>`));
    recording(camera, LOG, Buffer.from(`${n}\n`));
    for (const path of [film, track, LOG]) utimesSync(join(camera, path), new Date(at), new Date(at));
    await on.evidence.offload(zhang, camera, zhang);
    await on.evidence.idle();
  }
  expect(on.evidence.clips.list({ beside: true, offset: 0, limit: 9 }).total).toBe(4);
  const sides = films().map(({ id }) => on.evidence.clips.beside(id));
  expect(sides.map((side) => side.map(({ kind }) => kind))).toEqual([['GPS'], ['GPS']]);
  expect(sides[0]?.[0]?.sha256).not.toBe(sides[1]?.[0]?.sha256);
});

test('the log of a day grows from docking to docking: each is kept, the last one first', async () => {
  recording(camera, FILM);
  recording(camera, LOG, Buffer.from('one\n'));
  await take();
  recording(camera, LOG, Buffer.from('one\ntwo\n'));
  expect(await take()).toMatchObject({ state: 'DONE', total: 0, totalBeside: 1 });
  const logs = on.evidence.clips.beside(filmOf(FILM));
  expect(logs.map(({ kind, sizeBytes }) => [kind, sizeBytes])).toEqual([
    ['LOG', 8],
    ['LOG', 4],
  ]);
});

test('a track goes with its film when it is tied to a case, and never without; a log stays here', async () => {
  recording(camera, FILM);
  recording(camera, trackOf(FILM));
  recording(camera, LOG);
  await take();
  const caseId = findCase(ledger, '2026-01-29T13:00:00.000Z', [zhang]);
  expect(on.evidence.clips.offered(caseId).map(({ kind }) => kind)).toEqual(['MEDIA']);
  const [track] = on.evidence.clips.beside(filmOf(FILM));
  expect(() => on.evidence.clips.attach(zhang, track?.id ?? '', caseId)).toThrow('轨迹和设备日志不单独关联案件');
  on.evidence.clips.attach(zhang, filmOf(FILM), caseId);
  expect(on.evidence.clipsOfCase(caseId)).toHaveLength(1);
  expect(on.evidence.clips.boundOf(caseId).map(({ kind, sha256 }) => [kind, sha256])).toEqual([
    ['MEDIA', films()[0]?.sha256],
    ['GPS', track?.sha256],
  ]);
  on.evidence.clips.detach(zhang, filmOf(FILM), '不是本案现场');
  expect(on.evidence.clips.boundOf(caseId)).toEqual([]);
});

test('what is in them: the route, the log in either encoding, and a sentence where a track cannot be read', async () => {
  recording(camera, FILM);
  recording(
    camera,
    trackOf(FILM),
    gps([
      [120.5, 30],
      [0, 0],
      [120.5, 30.001],
    ]),
  );
  recording(camera, OTHER);
  recording(camera, trackOf(OTHER), Buffer.from('<html>'));
  // 开机 in GBK.
  recording(camera, LOG, Buffer.from([0xbf, 0xaa, 0xbb, 0xfa, 0x0a]));
  recording(
    camera,
    'DCIM/LOGS/20260130.log',
    Buffer.from(`${'第一行\n'.repeat(20_000)}最后一行\n关机`).subarray(0, -1),
  );
  await take();
  const read = (path: string, at: number) =>
    on.evidence.readBeside(zhang, on.evidence.clips.beside(filmOf(path))[at]?.id ?? '');
  expect(await read(FILM, 0)).toMatchObject({
    kind: 'GPS',
    track: {
      ...{ points: 2, noFix: 1, bad: 0, whole: true, first: [120.5, 30], last: [120.5, 30.001], metres: 111 },
      ...{
        drawn: [
          [120.5, 30],
          [120.5, 30.001],
        ],
        deviceNo: '8888888',
        officer: '张三 123456',
      },
    },
  });
  expect(await read(FILM, 1)).toEqual({ kind: 'LOG', text: '开机\n', cut: false });
  await expect(read(OTHER, 0)).rejects.toMatchObject({ code: 'EVI-321' });
  const long = await read(OTHER, 1);
  expect(long).toMatchObject({ kind: 'LOG', cut: true });
  if (long.kind === 'LOG') {
    expect(long.text.startsWith('第一行\n')).toBe(true);
    expect(long.text.endsWith('最后一行\n关')).toBe(true);
  }
  await expect(on.evidence.readBeside(zhang, filmOf(FILM))).rejects.toMatchObject({ code: 'EVI-323' });
  const looked = ledger.read.all<{ detail: string }>(sql`SELECT detail FROM ledger_access`).map((one) => one.detail);
  const [log] = names(LOG);
  expect(looked).toEqual([
    ...[`查看轨迹 ${names(trackOf(FILM))}`, `查看设备日志 ${log}`],
    ...[`查看轨迹 ${names(trackOf(OTHER))}`, '查看设备日志 20260130.log'],
  ]);
  rmSync(join(dir, 'footage'), { recursive: true });
  await expect(read(FILM, 0)).rejects.toMatchObject({
    ...{ code: 'EVI-302', message: expect.stringMatching(/^轨迹文件不在原来的位置/) },
  });
  await expect(read(FILM, 1)).rejects.toMatchObject({ message: expect.stringMatching(/^设备日志文件不在/) });
});

test('one torn byte spoils its own line of a log; a long UTF-16 log and one long line begin whole', async () => {
  recording(camera, FILM);
  const shown = async (log: Buffer) => {
    recording(camera, LOG, log);
    await take();
    const [newest] = on.evidence.clips.beside(filmOf(FILM));
    const read = await on.evidence.readBeside(zhang, newest?.id ?? '');
    return read.kind === 'LOG' ? read.text : '';
  };
  const torn = Buffer.concat([Buffer.from('开机\n坏'), Buffer.of(0xff), Buffer.from('\n关机\n')]);
  expect((await shown(torn)).split('\n')).toEqual(['开机', expect.any(String), '关机', '']);
  const gb = [0xbf, 0xaa, 0xbb, 0xfa, 0x0a];
  expect(await shown(Buffer.concat([Buffer.from('开机\n'), Buffer.from(gb)]))).toBe('开机\n开机\n');

  const utf16 = Buffer.from(`\ufeff${'第一行\r\n'.repeat(20_000)}最后一行`, 'utf16le');
  for (const log of [utf16, Buffer.concat([utf16, Buffer.of(0x0a)])]) {
    const text = await shown(log);
    expect(text.startsWith('第一行\r\n第一行')).toBe(true);
    expect(text).toContain('最后一行');
  }
  for (const begin of ['', 'a', 'ab']) {
    const text = await shown(Buffer.from(`${begin}${'字'.repeat(60_000)}`));
    expect([text[0], text.at(-1), text.length > 43_000]).toEqual(['字', '字', true]);
  }
});

test('pulled out while a log is read: goes on with it when the camera is back', async () => {
  recording(camera, FILM);
  recording(camera, trackOf(FILM), gps([[120.5, 30]]));
  recording(camera, LOG);
  let pulled = false;
  on = evidenceOn(ledger, {
    openSource: async (path) => {
      if (!pulled && path.endsWith('.log')) {
        pulled = true;
        renameSync(camera, `${camera}.away`);
      }
      return openReadOnly(path);
    },
  });
  expect(await take()).toMatchObject({ state: 'INTERRUPTED', done: 1, total: 1, doneBeside: 0, totalBeside: 2 });
  renameSync(`${camera}.away`, camera);
  on.volume('volume-appeared', camera);
  while (on.evidence.offloads()[0]?.state !== 'DONE') {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await on.evidence.idle();
  }
  expect(besideOf(FILM)).toHaveLength(2);
  expect(readdirSync(join(dir, 'footage/.partial'))).toEqual([]);
});
