import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { TRAINING_FAULTS } from '../../../preload/contract/training.ts';
import { DemoTray } from './tray.ts';

const tray = new DemoTray();
afterEach(() => tray.stop());

test('every fault that a trainer is offered is one of the simulator, and it can be repaired', async () => {
  const set = {
    'id-card': async (fault: string) => (await tray.reader).fault(fault),
    'signature-pad': async (fault: string) => (await tray.pad).fault(fault),
    'receipt-printer': async (fault: string) => (await tray.printer).fault(fault),
  };
  for (const family of ['id-card', 'signature-pad', 'receipt-printer'] as const) {
    expect(TRAINING_FAULTS[family][0][0]).toBe('none');
    for (const [fault] of TRAINING_FAULTS[family]) await set[family](fault);
    await expect(set[family]('no such fault')).rejects.toThrow();
    await set[family]('none');
  }
});

test('an address is the same until the tray is put away', async () => {
  for (const kind of ['id-card', 'signature-pad', 'receipt-printer'] as const) {
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
  expect(tray.view()).toEqual({ laid: '', paperIn: true, papers: [] });
});
