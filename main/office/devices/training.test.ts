import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasRareCharacter } from '../../../preload/contract/rare-characters.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { clips } from '../evidence/tables.ts';
import { deviceJobs } from '../receipts/index.ts';
import { attachDevices } from './attach-in-test.ts';
import { createTray } from './index.ts';

let town: Town;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  const { link } = town.office();
  closers.push(attachDevices(link));
  closers.push(async () => {
    await link.configure({ idCard: null, signaturePad: null, receiptPrinter: null, volumes: [] });
    await link.configure({ queueDisplay: null, cameraControl: null });
    await link.ask().demo.stop();
  });
}, 120_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await town.close();
});

const health = (kind: string) =>
  town
    .office()
    .devices.list()
    .find((one) => one.kind === kind);

test('a real office trains only by its administrator, and the journal says who switched what', async () => {
  const { devices, ledger, people } = town.office();
  const admin = people.list().find((one) => one.roles.includes('SYS_ADMIN'));
  const lead = town.sit('lead');
  expect(await codeOf(() => lead.devices.train({ family: 'id-card', on: true }))).toBe('PPL-112');
  expect(await codeOf(() => lead.demo.layCard({ name: 'resident' }))).toBe('DEV-907');
  expect(await lead.devices.training()).toEqual({ families: [] });

  await town.sitAdmin().devices.train({ family: 'id-card', on: true });
  expect(await lead.devices.training()).toEqual({ families: ['id-card'] });
  expect(devices.training()).toEqual(['id-card']);
  const [switched] = ledger.journal
    .bySubject(ledger.info.ledgerId)
    .filter((action) => action.kind === 'devices.training-set');
  expect(switched).toMatchObject({ actor: admin?.id, payload: { family: 'id-card', on: true } });

  // Asked twice: nothing is switched, and nothing is said to have been.
  await town.sitAdmin().devices.train({ family: 'id-card', on: true });
  await town.sitAdmin().devices.train({ family: 'scanner', on: false });
  const switches = ledger.journal.bySubject(ledger.info.ledgerId).map((action) => action.kind);
  expect(switches.filter((one) => one === 'devices.training-set')).toHaveLength(1);
});

test('matrix row 14: a card read while training is marked as simulated in the ledger', async () => {
  const { ledger } = town.office();
  const lead = town.sit('lead');
  await eventually(() => health('id-card')?.state === 'ready');
  expect(health('id-card')?.simulated).toBe(true);
  const read = (async () => {
    for await (const event of await lead.office.events()) if (event.kind === 'card') return event.reading;
    return null;
  })();
  await lead.demo.layCard({ name: 'resident' });
  const reading = await read;
  expect(reading).toMatchObject({ simulated: true, card: { name: '陈小满' } });
  const recorded = ledger.journal.after(0, 1000).filter((one) => one.kind === 'card.read');
  expect(recorded.map((one) => one.payload)).toEqual([expect.objectContaining({ simulated: true })]);
});

test('matrix row 14: a receipt of the training printer says so on the paper and in its row', async () => {
  const { ledger, receipts, devices } = town.office();
  await town.sitAdmin().devices.train({ family: 'receipt-printer', on: true });
  await eventually(() => health('receipt-printer')?.state === 'ready');
  const job = receipts.testPage(town.staff.lead);
  await eventually(() => receipts.queue(false).find(({ id, state }) => id === job.id && state === 'done'));
  const tray = await town.sit('lead').demo.tray();
  expect(tray.papers.flatMap((paper) => paper.lines).join('\n')).toContain('含模拟设备数据');
  const row = ledger.read
    .select()
    .from(deviceJobs)
    .all()
    .find(({ id }) => id === job.id);
  expect(row?.content).toMatchObject({ simulated: true });
  await devices.train('system', 'receipt-printer', false);
});

test('switched off, the devices of the settings are back; 断开 outlives both', async () => {
  const { devices, settings } = town.office();
  await devices.configure({ ...devices.settings(), idCard: 'tcp://127.0.0.1:9' });
  expect(health('id-card')?.path).not.toBe('tcp://127.0.0.1:9');
  await devices.train('system', 'id-card', false);
  await eventually(() => health('id-card')?.path === 'tcp://127.0.0.1:9');
  expect(health('id-card')?.simulated).toBe(false);
  await town.sit('lead').devices.connect({ deviceId: 'id-card', connected: false });
  await eventually(() => health('id-card')?.state === 'disabled');
  expect(settings.desk('devicesDisconnected', [])).toEqual(['id-card']);
  await devices.configure({ ...devices.settings(), idCard: 'tcp://127.0.0.1:10' });
  await eventually(() => health('id-card')?.path === 'tcp://127.0.0.1:10' && health('id-card')?.state === 'disabled');
  await town.sit('lead').devices.connect({ deviceId: 'id-card', connected: true });
  await eventually(() => health('id-card')?.state !== 'disabled');
});

test('what was found goes into the settings with one click and changes nothing else', async () => {
  const { devices } = town.office();
  const lead = town.sit('lead');
  const before = devices.settings();
  await lead.devices.takeOver({ kind: 'receipt-printer', address: 'usb:0483:5743:A1' });
  await lead.devices.takeOver({ kind: 'bodycam', address: '/media/police/*' });
  await lead.devices.takeOver({ kind: 'bodycam', address: '/media/police/*' });
  expect(devices.settings()).toEqual({ ...before, receiptPrinter: 'usb:0483:5743:A1', volumes: ['/media/police/*'] });
  expect(await codeOf(() => lead.devices.takeOver({ kind: 'id-card', address: 'simulator' }))).toBe('DEV-004');
  expect(await codeOf(() => lead.devices.takeOver({ kind: 'id-card', address: 'what' }))).toBe('DEV-002');
  expect(Array.isArray(await lead.devices.find())).toBe(true);
});

test('the tray does what a hand does to each family, and nothing to one that does not train', async () => {
  const office = town.office();
  const tray = createTray(office);
  await office.devices.train('system', 'bodycam', true);
  // Names are words that every screen can show.
  const names = (await tray.view()).cards.map((card) => card.title);
  expect(names).toContain('李〔生僻字〕');
  expect(names.filter(hasRareCharacter)).toEqual([]);
  await expect(tray.lay('resident')).rejects.toMatchObject({ code: 'DEV-907' });
  await expect(tray.fault('bodycam', 'no such fault')).rejects.toMatchObject({ code: 'DEV-902' });
  await expect(tray.fault('scanner', 'none')).rejects.toMatchObject({ code: 'DEV-907' });
  await tray.dock(true);
  await eventually(() => health('bodycam')?.state === 'ready');
  expect(health('bodycam')?.simulated).toBe(false);
  const [volume] = await office.evidence.volumes();
  expect(volume).toMatchObject({ simulated: true });
  // A tray of the next start sees the camera that is still in the dock, and can pull it out.
  const next = createTray(office);
  expect((await next.view()).camera).toBe(true);
  await next.dock(false);
  expect((await next.view()).camera).toBe(false);
  await eventually(() => health('bodycam')?.state !== 'ready');
});

test('a call stands on the training board by the template of the settings; without power it is dark, and told again', async () => {
  const { devices } = town.office();
  expect(
    await codeOf(() => town.sit('lead').devices.configure({ ...devices.settings(), queueDisplay: 'simulator' })),
  ).toBe('DEV-004');
  await devices.configure({ ...devices.settings(), displayTemplate: '{num}/{text}\\r' });
  await devices.train('system', 'queue-display', true);
  await eventually(() => health('queue-display')?.state === 'ready');
  expect(health('queue-display')?.simulated).toBe(true);
  const intake = town.sit('intake');
  const board = async () => (await intake.demo.tray()).board;
  expect(await board()).toEqual({ lit: true, showing: null, broken: 0 });
  await intake.reception.take({ letter: 'A' });
  const { current } = await intake.reception.callNext();
  const showing = { number: current?.number, window: '', text: `请${current?.number}号到1号窗口办理` };
  await eventually(async () => (await board()).showing !== null);
  expect(await board()).toEqual({ lit: true, showing, broken: 0 });

  await intake.demo.fault({ family: 'queue-display', fault: 'refused' });
  expect(await board()).toEqual({ lit: false, showing: null, broken: 0 });
  await eventually(() => health('queue-display')?.lastError?.code === 'DEV-601', 60_000);
  await intake.demo.fault({ family: 'queue-display', fault: 'none' });
  await intake.devices.retry({ deviceId: 'queue-display' });
  await eventually(async () => (await board()).showing !== null, 60_000);
  expect(await board()).toEqual({ lit: true, showing, broken: 0 });
  await devices.train('system', 'queue-display', false);
}, 120_000);

test('the training camera is spoken to: clock set, switched to storage, imported, and all of it marked', async () => {
  const { devices, evidence, ledger } = town.office();
  const lead = town.sit('lead');
  await devices.train('system', 'camera-control', true);
  await eventually(() => health('camera-control')?.state === 'absent', 60_000);
  expect((await lead.demo.tray()).controlled).toBe('OUT');
  await lead.demo.fault({ family: 'camera-control', fault: 'low-battery' });
  await lead.demo.controlCamera({ pluggedIn: true });
  await eventually(() => health('camera-control')?.state === 'ready', 60_000);
  expect((await lead.demo.tray()).controlled).toBe('IN');
  expect(health('camera-control')).toMatchObject({
    ...{ simulated: true, path: 'simulator', serialNo: 'ZZ20002' },
    camera: { battery: 6, storage: false },
  });

  // Pulled out and put back with a clock that is half an hour behind.
  await lead.demo.controlCamera({ pluggedIn: false });
  await eventually(() => health('camera-control')?.state === 'absent', 60_000);
  await lead.demo.fault({ family: 'camera-control', fault: 'slow-clock' });
  await lead.demo.controlCamera({ pluggedIn: true });
  await eventually(() => health('camera-control')?.state === 'ready', 60_000);
  const set = await lead.devices.camera.syncClock({ password: '000000' });
  expect(Math.abs((set.before ?? 0) - 1800)).toBeLessThanOrEqual(5);
  expect(Math.abs(set.after ?? 99)).toBeLessThanOrEqual(5);
  expect(set.simulated).toBe(true);
  expect(await lead.devices.camera.toStorage({ password: '000000' })).toMatchObject({ simulated: true });
  const volume = await eventually(
    async () => (await lead.evidence.volumes()).find((one) => one.deviceNo === 'ZZ20002'),
    60_000,
  );
  expect(volume).toMatchObject({ simulated: true, clips: 3 });
  expect((await lead.demo.tray()).controlled).toBe('DISK');

  await lead.evidence.offload({ path: volume?.path ?? '', officerId: town.staff.lead });
  await evidence.idle();
  const rows = ledger.read.select().from(clips).all();
  const mine = rows.filter(({ deviceNo }) => deviceNo === 'ZZ20002');
  // Made before the clock was set, they carry the offset of that time, the track and the log as well.
  expect(mine.map(({ kind }) => kind).sort()).toEqual(['GPS', 'LOG', 'MEDIA', 'MEDIA', 'MEDIA']);
  expect(new Set(mine.map((one) => [one.simulated, one.clockOffsetSeconds].join()))).toEqual(
    new Set([`true,${set.before}`]),
  );
  await lead.demo.controlCamera({ pluggedIn: false });
  await eventually(async () => (await lead.evidence.volumes()).length === 0, 60_000);
  expect((await lead.demo.tray()).controlled).toBe('OUT');
  await devices.train('system', 'camera-control', false);
  expect(await codeOf(() => lead.demo.controlCamera({ pluggedIn: true }))).toBe('DEV-907');
}, 300_000);

test('the training body camera is pulled in mid copy, cannot be read, and is whole again', async () => {
  const { devices, evidence, ledger } = town.office();
  const lead = town.sit('lead');
  await devices.train('system', 'bodycam', true);
  const stored = () =>
    ledger.read
      .select()
      .from(clips)
      .all()
      .filter(({ deviceNo, kind }) => deviceNo === 'ZZ10001' && kind === 'MEDIA').length;
  const last = () => evidence.offloads()[0];
  const dockedWith = async (fault: string) => {
    await lead.demo.fault({ family: 'bodycam', fault });
    await lead.demo.dockCamera({ docked: true });
    return eventually(async () => (await lead.evidence.volumes()).find(({ fresh }) => fresh === 3), 60_000);
  };

  const { path = '' } = (await dockedWith('unplug-mid-copy-once')) ?? {};
  await lead.evidence.offload({ path, officerId: town.staff.lead });
  await evidence.idle();
  expect(last()).toMatchObject({ state: 'INTERRUPTED', done: 1, total: 3 });
  // It strikes once.
  expect(await lead.demo.tray()).toMatchObject({
    camera: false,
    faults: { bodycam: 'none', 'camera-control': 'none' },
  });
  await eventually(async () => (await lead.evidence.volumes()).length === 0, 60_000);
  // Put back, it goes on by itself with what was left.
  await lead.demo.dockCamera({ docked: true });
  await eventually(() => last()?.state === 'DONE', 60_000);
  expect([last()?.done, stored()]).toEqual([3, 3]);
  await lead.demo.dockCamera({ docked: false });
  await eventually(async () => (await lead.evidence.volumes()).length === 0, 60_000);

  await dockedWith('unreadable');
  await lead.evidence.offload({ path, officerId: town.staff.lead });
  await evidence.idle();
  expect(last()).toMatchObject({ state: 'FAILED', failures: [{ code: 'EVI-314' }] });
  expect(stored()).toBe(5);
  // Repaired, the same recordings are there still, and the one that was left out comes in.
  await lead.demo.fault({ family: 'bodycam', fault: 'none' });
  await lead.evidence.offload({ path, officerId: town.staff.lead });
  await evidence.idle();
  expect([last()?.state, stored()]).toEqual(['DONE', 6]);

  // Pulled in mid copy once more: what is wrong in the files then lies in fresh recordings, not in those it had.
  await lead.demo.dockCamera({ docked: false });
  await eventually(async () => (await lead.evidence.volumes()).length === 0);
  await dockedWith('unplug-mid-copy-once');
  await lead.evidence.offload({ path, officerId: town.staff.lead });
  await evidence.idle();
  expect(last()).toMatchObject({ state: 'INTERRUPTED', done: 1 });
  await eventually(async () => (await lead.evidence.volumes()).length === 0);
  await lead.demo.fault({ family: 'bodycam', fault: 'foreign-names' });
  await lead.demo.dockCamera({ docked: true });
  const tree = () => readdirSync(path, { recursive: true }).map(String);
  expect(tree().some((name) => name.includes('巡查'))).toBe(true);
  // The hands of two windows at once: one after the other, and the last one holds.
  const [one, other] = [town.sit('lead'), town.sit('intake')];
  await Promise.all([
    one.demo.dockCamera({ docked: false }),
    other.demo.dockCamera({ docked: false }),
    one.demo.dockCamera({ docked: true }),
    other.demo.dockCamera({ docked: true }),
    one.demo.fault({ family: 'bodycam', fault: 'wrong-clock' }),
    other.demo.fault({ family: 'bodycam', fault: 'none' }),
  ]);
  expect(tree()).toHaveLength(8);
  expect(tree().some((name) => name.includes('巡查'))).toBe(false);

  // What lies in the files is there at once, in fresh recordings.
  await lead.demo.fault({ family: 'bodycam', fault: 'nobody' });
  const [named] = await eventually(async () => {
    const there = await lead.evidence.volumes();
    return there.some(({ fresh, officerId }) => fresh === 3 && officerId === null) ? there : null;
  }, 60_000);
  expect(named).toMatchObject({ simulated: true, deviceNo: 'ZZ10001' });
  await lead.demo.dockCamera({ docked: false });
  // Like every other device that is switched off and on, it is whole again.
  await devices.train('system', 'bodycam', false);
  await devices.train('system', 'bodycam', true);
  await lead.demo.dockCamera({ docked: true });
  const [number] = await eventually(async () => {
    const there = await lead.evidence.volumes();
    return there.length > 0 ? there.map(({ officerId }) => officerId) : null;
  }, 60_000);
  expect(number).not.toBeNull();
  await lead.demo.dockCamera({ docked: false });
}, 300_000);
