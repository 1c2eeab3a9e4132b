import { afterEach, expect, test } from '@jest/globals';
import { TRAINING_FAULTS } from '../../../preload/contract/training.ts';
import { DemoTray } from './tray.ts';

const tray = new DemoTray();
afterEach(() => tray.stop());

test('every fault that a trainer is offered is one of the simulator, and it can be repaired', async () => {
  await tray.start();
  await tray.padStart();
  const set = {
    'id-card': (fault: string) => tray.reader.fault(fault),
    'signature-pad': (fault: string) => tray.pad.fault(fault),
    'receipt-printer': (fault: string) => tray.printer.fault(fault),
  };
  for (const family of ['id-card', 'signature-pad', 'receipt-printer'] as const) {
    expect(TRAINING_FAULTS[family][0][0]).toBe('none');
    for (const [fault] of TRAINING_FAULTS[family]) await set[family](fault);
    await expect((async () => set[family]('no such fault'))()).rejects.toThrow();
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
