import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReceiptPrinterSimulator } from '../../devices/simulators/receipt-printer.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { openTown, type Town } from '../cases/town-in-test.ts';
import { attachDevices } from '../devices/attach-in-test.ts';

let town: Town;
/** Stands for a real printer: nothing in its address says that it is simulated. */
const printer = new ReceiptPrinterSimulator(58);
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  const { link } = town.office();
  closers.push(attachDevices(link));
  closers.push(() => printer.close());
  closers.push(() => link.ask().demo.stop());
  closers.push(() => link.configure({ receiptPrinter: null }));
}, 120_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await town.close();
});

const titles = (words: string) => [...words.matchAll(/A\d{3}/g)].map(([number]) => number);
const jobs = () => town.office().receipts.queue(true);
const stateOf = (number: string) => jobs().find((job) => job.title.endsWith(number))?.state;
const realPaper = () =>
  printer
    .papers()
    .flatMap((paper) => paper.lines.map((line) => line.text))
    .join('');
const trainingPaper = async () => (await town.sit('lead').demo.tray()).papers.flatMap((paper) => paper.lines).join('');

test('with nothing plugged in a training printer prints the slips of the queue, and marks them', async () => {
  const intake = town.sit('intake');
  expect((await intake.reception.take({ letter: 'A' })).slip).toContain('没有设置小票打印机');
  await town.office().devices.train('system', 'receipt-printer', true);
  expect((await intake.reception.take({ letter: 'A' })).slip).toBe('');
  await eventually(() => stateOf('A002') === 'done');
  expect(await trainingPaper()).toMatch(/含模拟设备数据.*A002/);
  await town.office().tray.emptyPaper();
  await town.office().devices.train('system', 'receipt-printer', false);
});

test('what waits for the real printer is not printed by the training printer, nor the other way round', async () => {
  const { devices, receipts } = town.office();
  printer.paper(false);
  await devices.configure({ ...devices.settings(), receiptPrinter: `tcp://127.0.0.1:${await printer.listen(0)}` });
  const intake = town.sit('intake');
  for (let i = 0; i < 3; i++) await intake.reception.take({ letter: 'A' });
  await eventually(() => jobs().filter((job) => job.sentence.includes('纸')).length === 3);

  await devices.train('system', 'receipt-printer', true);
  await eventually(() => jobs().filter((job) => job.sentence.includes('DEV-231')).length === 3);
  const practised = receipts.sample(town.staff.lead, 'queue-number');
  await eventually(() => jobs().find((job) => job.id === practised.id)?.state === 'done');
  expect(titles(await trainingPaper())).toEqual(['A012']);
  expect(['A003', 'A004', 'A005'].map(stateOf)).toEqual(['queued', 'queued', 'queued']);
  // One more of the training stays behind without paper.
  await town.office().tray.paper(false);
  await intake.reception.take({ letter: 'A' });
  await eventually(() => jobs().some((job) => job.title.endsWith('A006') && job.sentence !== ''));

  printer.paper(true);
  await devices.train('system', 'receipt-printer', false);
  await eventually(() => ['A003', 'A004', 'A005'].every((number) => stateOf(number) === 'done'));
  await eventually(() => jobs().some((job) => job.title.endsWith('A006') && job.sentence.includes('DEV-232')));
  expect(titles(realPaper())).toEqual(['A003', 'A004', 'A005']);
  expect(realPaper()).not.toContain('模拟');
});
