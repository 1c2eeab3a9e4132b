import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { TRAINING_FAULTS, trainingFamily } from '../../../preload/contract/training.ts';
import { DemoTray } from './tray.ts';

const FAMILIES = trainingFamily.exclude(['bodycam']).options;

const tray = new DemoTray();
afterEach(() => tray.stop());

test('every fault that a trainer is offered is one of the simulator, and it can be repaired', async () => {
  for (const family of FAMILIES) {
    expect(TRAINING_FAULTS[family][0][0]).toBe('none');
    for (const [fault] of TRAINING_FAULTS[family]) {
      await tray.fault(family, fault);
      expect(tray.view().faults[family]).toBe(fault);
    }
    await expect(tray.fault(family, 'no such fault')).rejects.toThrow();
    await tray.fault(family, 'none');
  }
});

test('an address is the same until the tray is put away', async () => {
  for (const kind of FAMILIES) {
    const address = await tray.address(kind);
    expect(address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+\?simulated$/);
    expect(await tray.address(kind)).toBe(address);
  }
});

/** Whether anything listens at an address of the tray. */
async function answers(address: string): Promise<boolean> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return open;
}

test('when the training with a family ends its port is free, and the others go on', async () => {
  const [reader, scanner] = [await tray.address('id-card'), await tray.address('scanner')];
  await tray.follow({ idCard: { path: 'simulator' }, scanner: { path: 'simulator', baudRate: 9600 } });
  expect([await answers(reader), await answers(scanner)]).toEqual([true, true]);
  // Left out is left as it is.
  await tray.follow({ volumes: [] });
  await tray.follow({ idCard: { path: 'COM3' } });
  expect([await answers(reader), await answers(scanner)]).toEqual([false, true]);
  await tray.follow({ scanner: null });
  expect(await answers(scanner)).toBe(false);
  expect(tray.view()).toEqual({
    ...{ laid: '', paperIn: true, papers: [], cameraIn: false },
    board: { lit: true, showing: null, broken: 0 },
    faults: Object.fromEntries(FAMILIES.map((family) => [family, 'none'])),
  });
});

test('the board shows what comes by its template, is dark without power and then empty', async () => {
  const place = await tray.address('queue-display', { template: '<{num}>', checksum: 'none', encoding: 'ascii' });
  const send = async (text: string) => {
    const socket = connect(Number(new URL(place).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end(text);
    await once(socket.resume(), 'close');
  };
  await send('<A012>');
  expect(tray.view().board).toEqual({ lit: true, showing: { number: 'A012', window: '', text: '' }, broken: 0 });
  await send('A013 1\r\n>');
  expect(tray.view().board).toMatchObject({ showing: { number: 'A012' }, broken: 1 });
  await tray.fault('queue-display', 'other-template');
  await send('<A014>');
  expect(tray.view().board).toMatchObject({ showing: { number: 'A012' }, broken: 2 });
  await tray.fault('queue-display', 'refused');
  expect(tray.view().board).toMatchObject({ lit: false, showing: null });
  expect(await answers(place)).toBe(false);
  await tray.fault('queue-display', 'none');
  expect(await answers(place)).toBe(true);
  expect(tray.view().board).toMatchObject({ lit: true, showing: null });
});
