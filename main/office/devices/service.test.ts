import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { attachDevices } from './attach-in-test.ts';

let town: Town;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  const { link } = town.office();
  const end = attachDevices(link);
  closers.push(
    () => link.configure({ idCard: null, receiptPrinter: null, scanner: null, volumes: [], disconnected: [] }),
    end,
  );
});
afterAll(async () => {
  for (const close of closers) await close();
  await town.close();
});

test('changes of the settings that come together are made one after the other: none is lost', async () => {
  const { devices, settings } = town.office();
  const lead = town.sit('lead');
  const [reader, scanner] = ['tcp://127.0.0.1:9', 'tcp://127.0.0.1:10'];
  await Promise.all([
    lead.devices.takeOver({ kind: 'id-card', address: reader }),
    lead.devices.takeOver({ kind: 'scanner', address: scanner }),
    lead.devices.takeOver({ kind: 'bodycam', address: '/media/a' }),
    lead.devices.takeOver({ kind: 'bodycam', address: '/media/b' }),
    lead.devices.connect({ deviceId: 'id-card', connected: false }),
    lead.devices.connect({ deviceId: 'scanner', connected: false }),
  ]);
  expect(devices.settings()).toMatchObject({ idCard: reader, scanner, volumes: ['/media/a', '/media/b'] });
  expect(settings.desk('devicesDisconnected', [])).toEqual(['id-card', 'scanner']);
  // As they are remembered, so they are.
  await eventually(() =>
    ['id-card', 'scanner'].every((id) => devices.list().some((one) => one.deviceId === id && one.state === 'disabled')),
  );

  // One that is refused holds up nothing.
  const refused = codeOf(() => lead.devices.takeOver({ kind: 'scanner', address: 'what' }));
  await lead.devices.takeOver({ kind: 'receipt-printer', address: 'tcp://127.0.0.1:11' });
  expect(await refused).toBe('DEV-002');
  expect(devices.settings()).toMatchObject({ scanner, receiptPrinter: 'tcp://127.0.0.1:11' });
});
