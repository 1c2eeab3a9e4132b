import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SerialScan } from '../../../preload/contract/office.ts';
import { ScannerSimulator } from '../../devices/simulators/scanner.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { attachDevices } from './attach-in-test.ts';

let town: Town;
const simulator = new ScannerSimulator();
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  const { link, devices } = town.office();
  closers.push(attachDevices(link));
  const scanner = `tcp://127.0.0.1:${await simulator.listen(0)}?simulated`;
  closers.push(() => simulator.close());
  await devices.configure({ ...devices.settings(), scanner });
  closers.push(() => link.configure({ scanner: null }));
  await eventually(() => devices.list().some((one) => one.kind === 'scanner' && one.state === 'ready'));
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await town.close();
});

async function heardBy(window: ReturnType<Town['sit']>, pageId = '') {
  const heard: SerialScan[] = [];
  const stream = await window.office.scans({ pageId });
  void (async () => {
    for await (const event of stream) heard.push(event);
  })().catch(() => undefined);
  return () => heard;
}

test('a scanned code reaches windows at which somebody works, and none that is signed out', async () => {
  const lead = await heardBy(town.sit('lead'));
  const other = town.sit('second');
  const gone = await heardBy(other);
  await other.people.signOut();
  await simulator.scan('0a1b2c3d');
  await eventually(() => lead().length === 1);
  expect(lead()).toEqual([{ text: '0a1b2c3d', symbology: 'QR 二维码', simulated: true }]);
  await simulator.scan('1a1b2c3d');
  await eventually(() => lead().length === 2);
  expect(gone()).toEqual([]);
});

test('a scanned code reaches one page: the one in front, else the one that was there last', async () => {
  const [lead, second] = [town.sit('lead'), town.sit('second')];
  const pages = [await heardBy(lead, 'a'), await heardBy(lead, 'b'), await heardBy(second, 'a')];
  const counts = () => pages.map((heard) => heard().length);
  const scan = async (text: string) => {
    const before = counts().reduce((sum, count) => sum + count);
    await simulator.scan(text);
    await eventually(() => counts().reduce((sum, count) => sum + count) > before);
  };
  await lead.office.focused({ pageId: 'b' });
  await second.office.focused({ pageId: 'a' });
  await scan('3a1b2c3d');
  expect(counts()).toEqual([0, 0, 1]);
  await lead.office.focused({ pageId: 'a' });
  await scan('4a1b2c3d');
  expect(counts()).toEqual([1, 0, 1]);
  // The page in front belongs to somebody who left: the one before it takes the code.
  await second.office.focused({ pageId: 'a' });
  await second.people.signOut();
  await scan('5a1b2c3d');
  expect(counts()).toEqual([2, 0, 1]);
});

test('a page that only follows the office, as the screen in the hall, takes no code although it was in front last', async () => {
  const lead = town.sit('lead');
  const heard = await heardBy(lead, 'desk');
  await lead.office.focused({ pageId: 'desk' });
  const hall = await lead.office.events();
  const told: unknown[] = [];
  void (async () => {
    for await (const event of hall) told.push(event);
  })().catch(() => undefined);
  await lead.office.focused({ pageId: 'hall' });
  await simulator.scan('6a1b2c3d');
  await eventually(() => heard().length === 1);
  expect(JSON.stringify(told)).not.toContain('6a1b2c3d');
});

test('the training scanner reads its first code although the driver has just been told of it', async () => {
  const third = town.sit('third');
  const heard = await heardBy(third);
  await third.office.focused({ pageId: '' });
  const admin = town.sitAdmin();
  await admin.devices.train({ family: 'scanner', on: true });
  await admin.demo.scan({ text: '青溪 2a1b2c3d' });
  await eventually(() => heard().length === 1);
  expect(heard()[0]).toMatchObject({ text: '青溪 2a1b2c3d', simulated: true });
  await admin.devices.train({ family: 'scanner', on: false });
  expect(await codeOf(() => admin.demo.scan({ text: '1' }))).toBe('DEV-907');
});
