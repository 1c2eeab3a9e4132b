import { afterEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { Devices } from '../devices.ts';
import { eventually } from '../testing/eventually.ts';
import { startSimulator } from '../testing/simulator-process.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test('matrix row 6: the simulator in its own process signs over TCP, is pulled in mid stroke and signs again', async () => {
  const events: DeviceEvent[] = [];
  const devices = new Devices((event) => events.push(event));
  closers.push(() => devices.stop());
  const { address, ask, stop } = await startSimulator('signature-pad', '--tcp', '0');
  closers.push(stop);
  await devices.configure({ signaturePad: { path: address } });
  const pad = devices.pad;
  if (!pad) throw new Error('no pad');
  const told = () => events.flatMap((event) => (event.type === 'pad' ? [event.event] : []));
  const ready = () => eventually(() => pad.health.state === 'ready');
  await ready();
  expect(pad.health).toMatchObject({ kind: 'signature-pad', transport: 'tcp', model: 'STU-430', simulated: true });
  const picture = Buffer.alloc(8000, 0xf0);

  await pad.begin('one', picture);
  expect(JSON.parse(await ask('seen'))).toMatchObject({
    picture: Buffer.alloc(8000, 0x0f).toString('base64'),
    inking: true,
  });
  expect(await ask('pull')).toBe('ok pull');
  expect(await eventually(() => told().find((event) => event.step === 'ended'))).toMatchObject({ code: 'DEV-412' });
  expect(await ask('confirm')).toContain('DEV-906');

  expect(await ask('plug')).toBe('ok plug');
  await ready();
  await pad.begin('two', picture);
  expect(await ask('write')).toBe('ok write');
  expect(await ask('confirm')).toBe('ok confirm');
  expect(await eventually(() => told().find((event) => event.step === 'signed'))).toMatchObject({
    sessionId: 'two',
    drawing: { device: 'pad', lostSamples: 0, strokes: { length: 5 }, pad: { simulated: true } },
  });
  expect(await ask('fault nonsense')).toContain('DEV-902');
});
