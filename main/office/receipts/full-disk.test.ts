import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReceiptPrinterSimulator } from '../../devices/simulators/receipt-printer.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { openTown, type Town } from '../cases/town-in-test.ts';
import { attachDevices } from '../devices/attach-in-test.ts';

let town: Town;
const printer = new ReceiptPrinterSimulator(58);
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  closers.push(attachDevices(town.office().link));
  closers.push(() => printer.close());
  closers.push(() => town.office().link.configure({ receiptPrinter: null }));
}, 120_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await town.close();
});

test('the disk is full when the result of a job comes: it is written when there is room, and nothing is printed twice', async () => {
  const { devices, receipts, ledger, link } = town.office();
  await devices.configure({ ...devices.settings(), receiptPrinter: `tcp://127.0.0.1:${await printer.listen(0)}` });
  const states = () => receipts.queue(true).map((job) => job.state);
  let room = true;
  let refused = 0;
  const write = ledger.local.bind(ledger);
  const local: typeof ledger.local = (work) => {
    if (!room) {
      refused += 1;
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    }
    const answer = write(work);
    // Full from the moment in which the job is on its way.
    room = refused > 0 || !states().includes('sending');
    return answer;
  };
  Object.assign(ledger, { local });

  receipts.testPage(town.staff.lead);
  await eventually(() => refused > 1);
  expect(states()).toEqual(['sending']);
  // The printer reports meanwhile that it is well again: what waits is hurried, which cannot be written either.
  printer.paper(false);
  expect((await link.ask().printerStatus()).problem?.code).toBe('DEV-211');
  const before = refused;
  printer.paper(true);
  expect((await link.ask().printerStatus()).problem).toBeUndefined();
  await eventually(() => refused > before);
  expect(states()).toEqual(['sending']);
  room = true;
  await eventually(() => states().every((state) => state === 'done'));
  receipts.testPage(town.staff.lead);
  await eventually(() => states().every((state) => state === 'done'));
  expect(printer.papers().map((paper) => paper.cut)).toEqual([true, true]);
}, 180_000);
