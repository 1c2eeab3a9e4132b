import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { caseArchived } from '../cases/actions.ts';
import { act, backup, type Ledger, replay, restore, unlockDemo, verify } from '../ledger/index.ts';
import { evidenceOn, findCase, ledgerWithOfficers, modules, openAgain, recording } from './office-in-test.ts';
import { footageRows, verifyFootage } from './verify-footage.ts';

let base: string;
let dir: string;
let camera: string;
let ledger: Ledger;
let zhang: string;
let li: string;
let on: ReturnType<typeof evidenceOn>;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'clips-'));
  dir = join(base, 'data');
  camera = join(base, 'camera');
  mkdirSync(dir);
  ({ ledger, zhang, li } = await ledgerWithOfficers(dir));
  on = evidenceOn(ledger);
});
afterEach(async () => {
  await on.evidence.stop();
  ledger.close();
  rmSync(base, { recursive: true, force: true });
});

/** Imports one recording for each `HHmm` (Asia/Shanghai, 29 January 2026) and officer number. */
async function imported(...starts: readonly (readonly [string, string])[]): Promise<void> {
  for (const [time, officer] of starts) recording(camera, `8888888_${officer}_20260129${time}00_0001.mp4`);
  await on.evidence.offload(zhang, camera, zhang);
  await on.evidence.idle();
}
const times = (rows: readonly { startAt: string | null }[]) => rows.map((row) => row.startAt?.slice(11, 16));
const all = () => on.evidence.clips.list({ offset: 0, limit: 200 }).rows;

test('a case is offered what its officers recorded within two hours, and what nobody is known for', async () => {
  await imported(
    ['1159', '123456'],
    ['1200', '123456'],
    ['1400', '123456'],
    ['1600', '123456'],
    ['1601', '123456'],
    ['1401', '654321'],
  );
  // 14:00 in Shanghai is 06:00 UTC.
  const caseId = findCase(ledger, '2026-01-29T06:00:00.000Z', [zhang]);
  expect(times(on.evidence.clips.offered(caseId))).toEqual(['08:00', '06:00', '04:00']);
  const both = findCase(ledger, '2026-01-29T06:00:00.000Z', [li, zhang]);
  expect(times(on.evidence.clips.offered(both))).toEqual(['08:00', '06:01', '06:00', '04:00']);
  expect(() => on.evidence.clips.offered(v7())).toThrow(expect.objectContaining({ code: 'CASE-102' }));
});

test('attached and detached: in the journal, in the lists, in the bound file', async () => {
  await imported(['1400', '123456'], ['1410', '123456']);
  const caseId = findCase(ledger, '2026-01-29T06:00:00.000Z', [zhang]);
  const [later, earlier] = all();
  if (later === undefined || earlier === undefined) throw new Error('two clips are there');
  expect(on.evidence.clips.attach(zhang, later.id, caseId)).toMatchObject({ caseId });
  on.evidence.clips.attach(zhang, earlier.id, caseId);
  expect(on.evidence.clips.offered(caseId)).toEqual([]);
  expect(on.evidence.clips.list({ loose: true, offset: 0, limit: 5 })).toEqual({ total: 0, rows: [] });
  expect(on.evidence.clips.list({ caseId, offset: 1, limit: 5 })).toMatchObject({
    total: 2,
    rows: [{ id: earlier.id }],
  });
  // In the order in which it happened.
  expect(on.evidence.clipsOfCase(caseId)).toMatchObject([
    { id: earlier.id, officer: '张三', device: '8888888', simulated: false, sha256: earlier.sha256 },
    { id: later.id },
  ]);

  const other = findCase(ledger, '2026-01-29T06:00:00.000Z', [zhang]);
  const { clips } = on.evidence;
  expect(() => clips.attach(zhang, later.id, other)).toThrow(expect.objectContaining({ code: 'EVI-402' }));
  expect(clips.detach(li, later.id, '关联错了案件')).toMatchObject({ caseId: null });
  expect(() => clips.detach(li, later.id, '再来一次')).toThrow(expect.objectContaining({ code: 'EVI-403' }));
  clips.attach(zhang, later.id, other);
  expect(clips.historyOf(caseId).filter((action) => action.subject === later.id)).toMatchObject([
    { kind: 'clip.attached', actor: zhang, payload: { caseId, name: later.name } },
    { kind: 'clip.detached', actor: li, payload: { caseId, name: later.name, reason: '关联错了案件' } },
  ]);
  expect(() => clips.attach(zhang, v7(), other)).toThrow(expect.objectContaining({ code: 'EVI-401' }));
  expect(() => clips.attach(zhang, later.id, v7())).toThrow(expect.objectContaining({ code: 'CASE-102' }));
});

test('what is bound in a filed case stays', async () => {
  await imported(['1400', '123456'], ['1410', '123456']);
  const caseId = findCase(ledger, '2026-01-29T06:00:00.000Z', [zhang]);
  const [one, two] = all();
  if (one === undefined || two === undefined) throw new Error('two clips are there');
  on.evidence.clips.attach(zhang, one.id, caseId);
  const archived = {
    documentId: v7(),
    archivedOn: '2026-02-01',
    pages: 3,
    sha256: one.sha256,
    headSeq: 1,
    headHash: '',
  };
  ledger.record('system', () => [act(caseArchived, caseId, archived)]);
  expect(() => on.evidence.clips.detach(zhang, one.id, '不需要')).toThrow(expect.objectContaining({ code: 'EVI-404' }));
  expect(() => on.evidence.clips.attach(zhang, two.id, caseId)).toThrow(expect.objectContaining({ code: 'EVI-404' }));
});

test('playing is written down and serves the file as it lies there', async () => {
  await imported(['1400', '123456']);
  const [clip] = all();
  if (clip === undefined) throw new Error('a clip is there');
  const url = new URL(await on.evidence.ticket(zhang, clip.id), 'http://desk');
  const handed = await on.tickets.redeem(clip.sha256, url.searchParams.get('ticket') ?? '');
  expect(handed).toMatchObject({ mediaType: 'video/mp4', name: clip.name });
  if (handed.content instanceof Blob) throw new Error('footage is served from its place');
  expect(createHash('sha256').update(readFileSync(handed.content.path)).digest('hex')).toBe(clip.sha256);
  expect(handed.content.size).toBe(clip.sizeBytes);
  const looked = ledger.read.all(sql`SELECT actor, what, subject FROM ledger_access`);
  expect(looked).toEqual([{ actor: zhang, what: 'play', subject: clip.id }]);

  chmodSync(handed.content.path, 0o644);
  appendFileSync(handed.content.path, 'x');
  await expect(on.evidence.ticket(zhang, clip.id)).rejects.toMatchObject({ code: 'EVI-302' });
  await expect(on.evidence.ticket(zhang, v7())).rejects.toMatchObject({ code: 'EVI-401' });
});

test('verification names the first recording that is missing, cut or changed, and files that nobody recorded', async () => {
  await imported(['1400', '123456'], ['1410', '123456'], ['1420', '123456'], ['1430', '123456']);
  const rows = footageRows(ledger.read);
  expect(await verifyFootage(dir, rows, ledger.info.desk)).toEqual({ problems: [], notes: [], files: 4 });
  const [a, b, c] = rows.map((row) => ({ ...row, file: join(dir, 'footage', row.path) }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('four clips are there');
  rmSync(a.file);
  chmodSync(b.file, 0o644);
  appendFileSync(b.file, 'x');
  chmodSync(c.file, 0o644);
  const bytes = readFileSync(c.file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(c.file, bytes);
  writeFileSync(join(dir, 'footage/2026/01/stranger.mp4'), 'x');
  const report = await verifyFootage(dir, rows, ledger.info.desk);
  expect(report.problems.map((line) => line.split('：')[1])).toEqual([
    '文件缺失',
    '长度与登记不符，已损坏或被改动',
    '内容与登记的哈希不符，已损坏或被改动',
  ]);
  expect(report.problems[0]).toContain(a.name);
  expect(report.notes).toEqual(['录像文件夹里的 2026/01/stranger.mp4 没有登记，未删除']);
});

test('the ledger with footage in it verifies and replays to the same tables', async () => {
  await imported(['1400', '123456']);
  const caseId = findCase(ledger, '2026-01-29T06:00:00.000Z', [zhang]);
  const [clip] = all();
  if (clip === undefined) throw new Error('a clip is there');
  on.evidence.clips.attach(zhang, clip.id, caseId);
  on.evidence.bindDevice(zhang, '8888888', li);
  // The same content under another name, marked as important.
  renameSync(join(camera, clip.name), join(camera, clip.name.replace('.mp4', 'IMP.mp4')));
  await on.evidence.offload(zhang, camera, null, 'FILE');
  await on.evidence.idle();
  expect(all()).toMatchObject([{ important: true, caseId }]);
  expect(await replay({ dir, dataKey: unlockDemo(dir), modules })).toMatchObject({
    ok: true,
    differences: [],
    notCompared: [],
  });
  expect(await verify({ dir, dataKey: unlockDemo(dir) })).toMatchObject({ ok: true, problems: [] });
});

test('after a restore elsewhere each recording says where its file is; nothing else fails, and the copied folder heals it', async () => {
  await imported(['1400', '123456'], ['1410', '123456']);
  const dataKey = unlockDemo(dir);
  const to = join(base, 'backup.tar');
  backup({ dir, dataKey, to, clock: () => new Date() });
  const place = join(base, 'another-pc');
  await restore({ from: to, dir: place, secret: { kind: 'demo' }, clock: () => new Date() });
  const back = await openAgain(place);
  const there = evidenceOn(back);
  try {
    // The camera has been emptied since; a recording of the restored office that is gone is damage, as ever.
    for (const name of readdirSync(camera)) rmSync(join(camera, name));
    recording(camera, '8888888_123456_20260129142000_0001.mp4');
    await there.evidence.offload(zhang, camera, zhang);
    await there.evidence.idle();
    const clips = there.evidence.clips.list({ offset: 0, limit: 200 }).rows;
    expect(clips).toHaveLength(3);
    const [own, later, earlier] = clips;
    if (own === undefined || later === undefined || earlier === undefined) throw new Error('three clips are there');
    await expect(there.evidence.ticket(zhang, later.id)).rejects.toMatchObject({
      code: 'EVI-303',
      message: expect.stringContaining('恢复前的电脑'),
    });
    const check = () => verifyFootage(place, footageRows(back.read), back.info.desk);
    expect(await check()).toMatchObject({ problems: [], files: 3 });
    expect((await check()).notes.map((line) => line.split('：')[0])).toEqual(
      footageRows(back.read)
        .slice(0, 2)
        .map((row) => `录像 ${row.name}（${row.path}）`),
    );
    expect(await verify({ dir: place, dataKey })).toMatchObject({ ok: true, problems: [] });
    const cli = fileURLToPath(new URL('../ledger/cli.ts', import.meta.url));
    const said = spawnSync(process.execPath, ['--no-warnings', cli, 'verify', '--data', place], { encoding: 'utf8' });
    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(said.stdout).toContain('提示：录像 8888888_123456_20260129140000_0001.mp4');

    cpSync(join(dir, 'footage'), join(place, 'footage'), { recursive: true });
    await there.evidence.ticket(zhang, later.id);
    expect(await check()).toEqual({ problems: [], notes: [], files: 3 });
    const { path = '' } = footageRows(back.read).at(-1) ?? {};
    rmSync(join(place, 'footage', path));
    expect((await check()).problems).toEqual([`录像 ${own.name}（${path}）：文件缺失`]);
    await expect(there.evidence.ticket(zhang, own.id)).rejects.toMatchObject({ code: 'EVI-302' });
  } finally {
    await there.evidence.stop();
    back.close();
  }
});
