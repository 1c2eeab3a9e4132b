import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pipe } from '../../../preload/contract/pipe.ts';
import { hasRareCharacter } from '../../../preload/contract/rare-characters.ts';
import { serveDevices } from '../../devices/main.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { deviceJobs } from '../receipts/index.ts';
import { createTray } from './index.ts';

let town: Town;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  const [here, there] = pipe();
  serveDevices(there);
  const { link } = town.office();
  link.attach(here, 1);
  closers.push(() => here.close());
  closers.push(async () => {
    await link.configure({ idCard: null, signaturePad: null, receiptPrinter: null, volumes: [] });
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
  await expect(tray.fault('bodycam', 'none')).rejects.toMatchObject({ code: 'DEV-908' });
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
}, 60_000);
