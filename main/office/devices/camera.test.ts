import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Role } from '../../../preload/contract/people.ts';
import { ControlledCameraSimulator } from '../../devices/simulators/controlled-camera.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { clips } from '../evidence/tables.ts';
import { attachDevices } from './attach-in-test.ts';

const HELPER = join(import.meta.dirname, '../../../resources/camera-helper/e12.mjs');

const NOBODY = {
  ...{ certNo: '', certIssuer: '', certFrom: null, certTo: null, unit: '执法队', areas: [] },
  status: 'ACTIVE',
} as const;

let town: Town;
let dir = '';
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'camera-'));
  town = await openTown({ papersToo: false });
});
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await town.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a camera is switched to storage by an officer; its clock stands in the ledger and beside its clips', async () => {
  const camera = new ControlledCameraSimulator({ dir: join(dir, 'BWC1234567'), ahead: -30 * 60_000 });
  const port = await camera.listen(0);
  const office = town.office();
  const end = attachDevices(office.link);
  closers.push(
    () => camera.close(),
    end,
    () => office.link.configure({ cameraControl: null, volumes: [] }),
  );
  const lead = town.sit('lead');
  const target = encodeURIComponent(`tcp://127.0.0.1:${port}`);
  const settings = await lead.devices.settings();
  await lead.devices.configure({
    ...settings,
    cameraControl: `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(HELPER)}&arg=${target}&simulated`,
    volumes: [`${dir}/*?simulated`],
  });
  const line = async () => (await lead.devices.list()).find((one) => one.kind === 'camera-control');
  await eventually(async () => (await line())?.state === 'ready', 60_000);
  expect((await line())?.camera).toMatchObject({ deviceNo: '1234567', battery: 76 });

  // 写入编号: on the camera, read back, and in the journal; a simulated camera is bound to nobody here.
  const { lead: officerId } = town.staff;
  const officer = office.people.byId(officerId);
  expect(await codeOf(() => lead.devices.camera.writeCarrier({ password: '999999', officerId }))).toBe('DEV-334');
  expect(await lead.devices.camera.writeCarrier({ password: '000000', officerId })).toEqual({
    ...{ deviceNo: '1234567', officerNo: officer.number, simulated: true, readBack: true },
  });
  await eventually(async () => (await line())?.camera?.officerNo === officer.number);
  expect((await line())?.camera).toMatchObject({ officerName: officer.name });
  const journal = office.ledger.journal.after(0, 10_000);
  expect(journal.filter((one) => one.kind === 'evidence.camera-carrier')).toMatchObject([
    { actor: officerId, payload: { deviceNo: '1234567', officerId, officerNo: officer.number, simulated: true } },
  ]);
  expect(journal.filter((one) => one.kind === 'evidence.device-bound')).toEqual([]);

  // Who carries no camera, and a number that means nobody: nothing is asked of the camera.
  const asked = camera.passwords.length;
  const write = (id: string) => codeOf(() => lead.devices.camera.writeCarrier({ password: '000000', officerId: id }));
  const someone = (change: { number: string; name: string; status?: 'LEFT' }, role: Role) => {
    const { id } = office.people.save('system', { ...NOBODY, ...change });
    office.people.setRoles('system', id, [role]);
    return id;
  };
  expect(await write(town.staff.cashier)).toBe('DEV-342');
  expect(await write(someone({ number: '330131', name: '钱已退', status: 'LEFT' }, 'OFFICER'))).toBe('DEV-342');
  expect(await write(someone({ number: '000000', name: '孙零零' }, 'AUX'))).toBe('DEV-341');
  expect(camera.passwords.length).toBe(asked);

  // A name that the camera cannot carry reads otherwise: told, and in the journal, for the number is on it.
  const rare = someone({ number: '330132', name: '韩𬭚秋' }, 'AUX');
  expect(await write(rare)).toBe('DEV-340');
  const [last] = office.ledger.journal.after(office.ledger.journal.head().deskSeq - 1, 1);
  expect(last).toMatchObject({
    kind: 'evidence.camera-carrier',
    payload: { officerId: rare, officerNo: '330132', readBack: false },
  });

  expect(await codeOf(() => lead.devices.camera.toStorage({ password: '999999' }))).toBe('DEV-334');
  const told = await lead.devices.camera.toStorage({ password: '000000' });
  expect(Math.abs((told.before ?? 0) - 30 * 60)).toBeLessThanOrEqual(5);
  const [action] = office.ledger.journal.after(office.ledger.journal.head().deskSeq - 1, 1);
  expect(action).toMatchObject({
    kind: 'evidence.camera-clock',
    actor: town.staff.lead,
    payload: { deviceNo: '1234567', order: 'STORAGE', before: told.before, after: null, simulated: true },
  });
  expect(JSON.stringify(action)).not.toContain('000000"');

  const [volume] = await eventually(async () => {
    const there = await lead.evidence.volumes();
    return there.length > 0 ? there : null;
  }, 60_000);
  await lead.evidence.offload({ path: volume?.path ?? '', officerId: town.staff.lead });
  await office.evidence.idle();
  const rows = office.ledger.read.select().from(clips).where(eq(clips.deviceNo, '1234567')).all();
  expect(rows.map((row) => row.clockOffsetSeconds)).toEqual(Array(5).fill(told.before));
});

/** A helper with a camera behind it that ends by itself in the middle of this call. */
const FAILING = (at: string) => `
  const GOOD = {
    Init_Device: { result: 1 },
    GetIDCode: { result: 1, idCode: 'HACH8' },
    GetZFYInfo: { result: 1, info: { serial: 'ZZ30003', userNo: '330101', userName: '', unitNo: '', unitName: '' } },
    ReadDeviceBatteryDumpEnergy: { result: 1, battery: 76 },
    SetMSDC: { result: 8 },
  };
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, call } = JSON.parse(line);
    if (call === '${at}') process.exit(3);
    else process.stdout.write(JSON.stringify({ id, call, ...GOOD[call] }) + '\\n');
  }).on('close', () => process.exit(0));
`;

test('an order that the helper took and did not answer is kept as in doubt; one that was refused is not kept', async () => {
  const office = town.office();
  const end = attachDevices(office.link, 2);
  const helper = join(dir, 'helper.cjs');
  writeFileSync(helper, FAILING('SyncDevTime'));
  closers.push(end, () => office.link.configure({ cameraControl: null, volumes: [] }));
  await office.link.configure({
    cameraControl: { path: `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(helper)}` },
  });
  const lead = town.sit('lead');
  const ready = () =>
    eventually(async () => {
      const line = (await lead.devices.list()).find((one) => one.kind === 'camera-control');
      return line?.state === 'ready' && line.camera?.deviceNo === 'ZZ30003';
    }, 60_000);
  await ready();
  const head = office.ledger.journal.head().deskSeq;
  expect(await codeOf(() => lead.devices.camera.toStorage({ password: '000000' }))).toBe('DEV-336');
  expect(office.ledger.journal.head().deskSeq).toBe(head);
  expect(await codeOf(() => lead.devices.camera.syncClock({ password: '000000' }))).toBe('DEV-344');
  expect(office.ledger.journal.after(head, 10)).toMatchObject([
    { kind: 'evidence.camera-clock', payload: { deviceNo: 'ZZ30003', order: 'SET', after: null, unsure: true } },
  ]);
});
