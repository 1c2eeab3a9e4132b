import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { NameProfile } from '../../../preload/contract/name-profiles.ts';
import { titleOf } from '../action-titles.ts';
import { type Ledger, replay, unlockDemo } from '../ledger/index.ts';
import { ADMIN_ACTIONS } from '../people/index.ts';
import { cameraCarrierWritten, cameraClockRead } from './actions.ts';
import { evidenceOn, ledgerWithOfficers, modules, openAgain, recording } from './office-in-test.ts';
import { SHIPPED_PROFILES } from './shipped-profiles.ts';

const LONG = '8888888_123456_20260129205547_0001.mp4';

let base: string;
let dir: string;
let camera: string;
let ledger: Ledger;
let zhang: string;
let li: string;
let on: ReturnType<typeof evidenceOn>;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'naming-'));
  dir = join(base, 'data');
  camera = join(base, 'BWC8888888');
  mkdirSync(dir);
  ({ ledger, zhang, li } = await ledgerWithOfficers(dir));
  on = evidenceOn(ledger);
});
afterEach(async () => {
  await on.evidence.stop();
  ledger.close();
  rmSync(base, { recursive: true, force: true });
});

const MAKER: NameProfile = {
  key: 'maker',
  name: '某厂新机',
  expression: String.raw`^BC(?<dev>\d{7})-(?<off>\d{6})-(?<ts>\d{14})\.(?<ext>\w+)$`,
  example: 'BC8888888-654321-20260129205547.mp4',
  fromFolders: false,
  enabled: true,
};
const list = () => on.evidence.naming.view();
const set = (profiles: readonly NameProfile[], reason = '新机器') =>
  on.evidence.naming.set(zhang, { version: list().version, profiles, reason });
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'OK';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const last = () => ledger.journal.after(ledger.journal.head().deskSeq - 1, 1)[0];

test('the shipped list is there from the start; rows are added, moved, switched off and put back, each recorded', async () => {
  expect(list()).toMatchObject({ version: 0, asShipped: true, profiles: SHIPPED_PROFILES, learned: [] });
  expect(on.evidence.naming.try(MAKER.example)).toMatchObject({ profile: 'generic-ts', deviceNo: '' });

  expect(set([MAKER, ...SHIPPED_PROFILES])).toMatchObject({ version: 1, asShipped: false });
  expect(last()).toMatchObject({ kind: 'evidence.name-profiles-set', actor: zhang, payload: { reason: '新机器' } });
  expect(ADMIN_ACTIONS).toHaveProperty(['evidence.name-profiles-set']);
  expect(on.evidence.naming.try(`E:\\DCIM\\100MEDIA\\${MAKER.example}`)).toEqual({
    ...{ profile: 'maker', profileName: '某厂新机', deviceNo: '8888888', officerNo: '654321', officerName: '李四' },
    ...{ startAt: '2026-01-29T12:55:47.000Z', sequence: '', important: false, encrypted: false },
  });

  set([...SHIPPED_PROFILES, MAKER]);
  expect(on.evidence.naming.try(MAKER.example)?.profile).toBe('generic-ts');
  set([...SHIPPED_PROFILES.map((one) => ({ ...one, enabled: one.key !== 'generic-ts' })), MAKER]);
  expect(on.evidence.naming.try(MAKER.example)?.profile).toBe('maker');

  // It is the ledger's: there after a restart, and the same when it is replayed.
  await on.evidence.stop();
  ledger.close();
  ledger = await openAgain(dir);
  on = evidenceOn(ledger);
  expect(list()).toMatchObject({ version: 3, asShipped: false });
  expect(on.evidence.naming.try(MAKER.example)?.profile).toBe('maker');
  expect(await replay({ dir, dataKey: unlockDemo(dir), modules })).toMatchObject({ ok: true, differences: [] });

  expect(on.evidence.naming.reset(li, { version: 3, reason: '恢复' })).toMatchObject({ version: 4, asShipped: true });
  expect(list().profiles).toEqual(SHIPPED_PROFILES);
});

test.each([
  ['no closing bracket', '^(?<ts>\\d{14}', 'EVI-501'],
  ['an unknown group', '^(?<foo>\\d{14})_(?<seq>1)', 'EVI-502'],
  ['no group at all', '^\\d{14}', 'EVI-508'],
  ['half a moment', '^(?<y>\\d{4})(?<mo>\\d\\d)_(?<seq>\\d+)', 'EVI-508'],
  ['a date without its time', '^(?<d>\\d{8})_(?<seq>\\d+)', 'EVI-508'],
  ['nested repetition', '^(?<seq>(?:\\d+)+)x$', 'EVI-503'],
  ['a repeated choice', '^(?<seq>(?:a|a)*)x$', 'EVI-503'],
  ['a counted group', '^(?<seq>(?:a?){30})x$', 'EVI-503'],
  ['many optional pieces', `^(?<seq>${'a?'.repeat(30)}${'a'.repeat(30)})$`, 'EVI-503'],
  ['a reference back', '^(?<seq>\\d)\\1', 'EVI-503'],
  ['a reference back by name', '^(?<seq>\\d)\\k<seq>', 'EVI-503'],
  ['looking around', '^(?=.*\\d)(?<seq>\\d+)', 'EVI-503'],
  ['polynomial, but far too slow', '^(?<seq>.*.*.*.*)\\u0002$', 'EVI-503'],
  ['open ends of a character that no example shows', '[#]*[#]*[#]*[#]*(?<seq>\\d{3})x', 'EVI-503'],
  ['the same with a fixed start', '^[#]*[#]*[#]*[#]*(?<seq>\\d{3})x', 'EVI-503'],
  ['ends that are not open but many', '^#{0,20}#{0,20}#{0,20}#{0,20}#{0,20}#{0,20}#{0,20}(?<seq>1)x', 'EVI-503'],
  ['open ends beside many', 'Q#*#*#{0,15}#{0,15}#{0,15}(?<seq>\\d{3})x', 'EVI-503'],
  ['a fixed start in one choice only', '^Q|#*#*#*(?<seq>\\d{3})x', 'EVI-503'],
  ['five open ends', '^(?<seq>\\d+)a*b*c*d*', 'EVI-503'],
  ['an example that does not fit', '^CAM(?<seq>\\d+)\\.mp4$', 'EVI-504'],
])('refused with its own code and nothing changed: %s', (_, expression, code) => {
  expect(codeOf(() => set([{ ...MAKER, expression }, ...SHIPPED_PROFILES]))).toBe(code);
  expect(list()).toMatchObject({ version: 0, asShipped: true });
});

test('a refusal is one Chinese sentence and names the row', () => {
  const bad = { ...MAKER, expression: '(' };
  expect(() => set([...SHIPPED_PROFILES, bad])).toThrow(
    expect.objectContaining({
      code: 'EVI-501',
      field: 'profiles.6.expression',
      message: expect.stringMatching(/^「某厂新机」.*没有保存.*。$/),
    }),
  );
});

test('one row is refused before it is in the list, at its own field; a good one is not', () => {
  const told = (change: Partial<NameProfile>, others: string[] = []) => {
    try {
      on.evidence.naming.check({ ...MAKER, ...change }, others);
      return 'OK';
    } catch (error) {
      const { code, field } = error as { code: string; field: string };
      return `${code} ${field}`;
    }
  };
  expect(told({ expression: '(' })).toBe('EVI-501 expression');
  expect(told({ expression: '^(?<seq>\\d+)a*b*c*d*' })).toBe('EVI-503 expression');
  expect(told({ example: 'IMG.jpg' })).toBe('EVI-504 example');
  expect(told({}, ['长格式', MAKER.name])).toBe('EVI-506 name');
  expect(told({}, ['长格式'])).toBe('OK');
  expect(list()).toMatchObject({ version: 0, asShipped: true });
});

test('two rows of one name, an empty list in effect, and a list somebody else changed meanwhile are refused', () => {
  expect(codeOf(() => set([MAKER, { ...MAKER, key: 'other' }]))).toBe('EVI-506');
  expect(codeOf(() => set([{ ...MAKER, enabled: false }]))).toBe('EVI-509');
  set([MAKER]);
  const stale = () => on.evidence.naming.set(zhang, { version: 0, profiles: SHIPPED_PROFILES, reason: '旧页面' });
  expect(codeOf(stale)).toBe('EVI-505');
  expect(list().profiles).toEqual([MAKER]);
});

test('a camera whose files all follow one profile is learned; next time that profile is tried first, until it is forgotten', async () => {
  // Two makers whose names both rows fit: the order of the list gives the first one right.
  const first = {
    ...MAKER,
    key: 'first',
    name: '甲厂',
    expression: String.raw`^(?<off>\d{7})_(?<dev>\d{7})_(?<ts>\d{14})\.\w+$`,
  };
  const second = {
    ...MAKER,
    key: 'second',
    name: '乙厂',
    expression: String.raw`^(?<dev>\d{7})_(?<off>\d{7})_(?<ts>\d{14})\.\w+$`,
  };
  const example = '1111111_2222222_20260129205547.mp4';
  set([{ ...second, example }]);
  recording(camera, `DCIM/${example}`);
  recording(camera, 'DCIM/1111111_2222222_20260129215547.mp4');
  on.volume('volume-appeared', camera, false, { serial: 'ABCD-1234' });
  expect(await on.evidence.volumes()).toMatchObject([{ deviceNo: '1111111', profileName: '乙厂', learned: false }]);
  expect(list().learned).toEqual([]);
  await on.evidence.offload(zhang, camera, zhang);
  await on.evidence.idle();
  expect(list().learned).toMatchObject([
    { deviceNo: '1111111', serial: 'ABCD-1234', profile: 'second', profileName: '乙厂' },
  ]);

  set([
    { ...first, example },
    { ...second, example },
  ]);
  const next = 'DCIM/1111111_2222222_20260130205547.mp4';
  recording(camera, next);
  on.volume('volume-appeared', camera, false, { serial: 'ABCD-1234' });
  expect(await on.evidence.volumes()).toMatchObject([{ deviceNo: '1111111', profileName: '乙厂', learned: true }]);
  // Another volume with the same names is read in the order of the list.
  on.volume('volume-appeared', camera, false, { serial: 'FFFF-0000' });
  expect(await on.evidence.volumes()).toMatchObject([{ deviceNo: '2222222', profileName: '甲厂', learned: false }]);

  on.volume('volume-appeared', camera, false, { serial: 'ABCD-1234' });
  expect(on.evidence.naming.forget(zhang, list().learned[0]?.id ?? '').learned).toEqual([]);
  expect(last()).toMatchObject({ kind: 'evidence.name-profile-forgotten', actor: zhang });
  expect(codeOf(() => on.evidence.naming.forget(zhang, '019a9f00-0000-7000-8000-000000000000'))).toBe('EVI-507');
  on.evidence.relook();
  expect(await on.evidence.volumes()).toMatchObject([{ deviceNo: '2222222', learned: false }]);
  expect(await replay({ dir, dataKey: unlockDemo(dir), modules })).toMatchObject({ ok: true, differences: [] });
});

test('a mixed volume, and one that only the loose rows fit, teach nothing', async () => {
  recording(camera, `DCIM/${LONG}`);
  recording(camera, 'DCIM/FILE0012.MP4');
  await on.evidence.offload(zhang, camera, null);
  await on.evidence.idle();
  expect(list().learned).toEqual([]);
  const loose = join(base, 'loose');
  recording(loose, 'VID_20260129_205547.mp4');
  on.volume('volume-appeared', loose, false, { serial: 'ABCD-1234', deviceNo: '7777777' });
  await on.evidence.offload(zhang, loose, zhang);
  await on.evidence.idle();
  expect(list().learned).toEqual([]);
});

test('a file that names another officer than the camera is bound to is shown and asked about, never silently taken', async () => {
  recording(camera, `DCIM/${LONG}`);
  recording(camera, 'DCIM/8888888_654321_20260129215547_0002.mp4');
  recording(camera, 'DCIM/8888888_000000_20260129225547_0003.mp4');
  recording(camera, 'DCIM/8888888_999999_20260129235547_0004.mp4');
  on.evidence.bindDevice(zhang, '8888888', zhang);
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({
    officerId: zhang,
    others: [
      { officerNo: '654321', officerId: li, officerName: '李四', clips: 1 },
      { officerNo: '999999', officerId: null, officerName: '', clips: 1 },
    ],
  });
  await expect(on.evidence.offload(zhang, camera, null)).rejects.toMatchObject({
    code: 'EVI-208',
    field: 'believes',
    message: expect.stringMatching(/登记给张三，有 1 段.*李四（654321）/),
  });
  expect(on.evidence.offloads()).toEqual([]);
  await on.evidence.offload(zhang, camera, null, 'FILE');
  await on.evidence.idle();
  const owners = () =>
    on.evidence.clips
      .list({ offset: 0, limit: 200 })
      .rows.map((clip) => `${clip.name.slice(29, 34)} ${clip.officerName}`)
      .sort();
  expect(owners()).toEqual(['_0001 张三', '_0002 李四', '_0003 张三', '_0004 张三']);

  recording(camera, 'DCIM/8888888_654321_20260130215547_0005.mp4');
  await on.evidence.offload(zhang, camera, null, 'CARRIER');
  await on.evidence.idle();
  expect(owners()).toContain('_0005 张三');
  // What is stored asks no more.
  expect(await on.evidence.inspectFolder(camera)).toMatchObject({ fresh: 0, others: [] });
});

test('whoever is written onto a real camera is its carrier here too; a simulated one is bound to nobody', async () => {
  recording(camera, `DCIM/${LONG}`);
  const written = { deviceNo: '8888888', officerNo: '654321', readBack: true };
  on.evidence.carrierWritten(zhang, li, { ...written, simulated: true });
  expect(last()).toMatchObject({ kind: 'evidence.camera-carrier', payload: { ...written, officerId: li } });
  on.evidence.carrierWritten(zhang, li, { ...written, simulated: false, readBack: false });
  expect(last()).toMatchObject({ kind: 'evidence.camera-carrier', payload: { ...written, readBack: false } });
  expect((await on.evidence.inspectFolder(camera)).officerId).not.toBe(li);
  on.evidence.carrierWritten(zhang, li, { ...written, simulated: false });
  expect((await on.evidence.inspectFolder(camera)).officerId).toBe(li);
  const bound = last();
  expect(bound?.kind).toBe('evidence.device-bound');
  on.evidence.carrierWritten(zhang, li, { ...written, simulated: false });
  expect(last()).toMatchObject({ kind: 'evidence.camera-carrier', actor: zhang, subject: bound?.subject });
  // Nobody knows whether these orders were followed: they are kept as that, and bind nobody.
  const titles = () => ledger.journal.after(ledger.journal.head().deskSeq - 1, 1).map(titleOf);
  expect(titles()).toEqual(['把使用人编号写入记录仪']);
  const unsure = true;
  on.evidence.carrierWritten(zhang, zhang, { ...written, simulated: false, readBack: false, unsure });
  expect(last()).toMatchObject({ kind: 'evidence.camera-carrier', version: 2, payload: { officerId: zhang, unsure } });
  expect(titles()).toEqual(['把使用人编号写入记录仪（结果不明）']);
  expect((await on.evidence.inspectFolder(camera)).officerId).toBe(li);
  on.evidence.cameraClock(zhang, 'SET', { deviceNo: '8888888', before: 60, after: null, simulated: false, unsure });
  expect(last()).toMatchObject({ kind: 'evidence.camera-clock', version: 2, payload: { before: 60, unsure } });
  expect(titles()).toEqual(['记下记录仪的时钟偏差（结果不明）']);
  const carriers = ledger.journal.bySubject(bound?.subject ?? '').filter((one) => one.kind !== bound?.kind);
  expect(carriers.map((one) => one.kind)).toEqual(Array(3).fill('evidence.camera-carrier'));
  expect(await replay({ dir, dataKey: unlockDemo(dir), modules })).toMatchObject({ ok: true, differences: [] });
});

test('orders to cameras of the first version, which knew no doubt, are read as they stand', () => {
  const clock = { deviceNo: '8888888', order: 'SET', before: 60, after: 0, simulated: false };
  expect(cameraClockRead.payload.parse(cameraClockRead.upcast?.(clock, 1))).toEqual(clock);
  const carrier = { deviceNo: '8888888', officerId: li, officerNo: '654321', simulated: false, readBack: true };
  expect(cameraCarrierWritten.payload.parse(cameraCarrierWritten.upcast?.(carrier, 1))).toEqual(carrier);
});

test('the shipped list can be saved as it is', () => {
  set([MAKER, ...SHIPPED_PROFILES]);
  expect(list()).toMatchObject({ version: 1 });
});
