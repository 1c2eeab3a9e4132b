import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { QueueDisplaySimulator } from '../../devices/simulators/queue-display.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, PASSPHRASE, type Town } from '../cases/town-in-test.ts';
import { attachDevices } from '../devices/attach-in-test.ts';
import { replay, unlockWithPassphrase } from '../ledger/index.ts';
import { modules } from '../modules.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown({ papersToo: false });
});
afterAll(() => town.close());

const numbers = (of: readonly { number: string }[]) => of.map(({ number }) => number);

test('numbers are taken, called in their order, called again, passed over and done; every day begins at 1', async () => {
  town.on('2026-07-06');
  const intake = town.sit('intake');
  const take = async (letter: 'A' | 'B' | 'C') => (await intake.reception.take({ letter })).ticket.number;
  expect(await codeOf(() => intake.reception.callNext())).toBe('QUE-101');
  expect([await take('A'), await take('B'), await take('A'), await take('A')]).toEqual([
    'A001',
    'B001',
    'A002',
    'A003',
  ]);

  const first = await intake.reception.callNext();
  expect(first.current).toMatchObject({ number: 'A001', state: 'CALLED', calls: 1, window: '1号窗口' });
  expect(numbers(first.waiting)).toEqual(['B001', 'A002', 'A003']);
  const ticketId = first.current?.id ?? '';
  expect((await intake.reception.callAgain({ ticketId })).current?.calls).toBe(2);
  const passed = await intake.reception.end({ ticketId, how: 'SKIPPED' });
  expect(passed).toMatchObject({ current: null, skipped: 1, served: 0 });
  expect(await codeOf(() => intake.reception.callAgain({ ticketId }))).toBe('QUE-103');
  expect(await codeOf(() => intake.reception.end({ ticketId, how: 'SERVED' }))).toBe('QUE-103');

  // Calling the next one says that the one before is done.
  expect((await intake.reception.callNext()).current?.number).toBe('B001');
  const third = await intake.reception.callNext();
  expect(third).toMatchObject({ current: { number: 'A002' }, served: 1, skipped: 1 });
  expect(numbers(third.ended)).toEqual(['B001']);
  expect(numbers(third.passed)).toEqual(['A001']);
  // Nobody waits any more: who is at the window stays there.
  await intake.reception.callNext();
  expect(await codeOf(() => intake.reception.callNext())).toBe('QUE-101');
  expect((await intake.reception.desk()).current?.number).toBe('A003');

  town.on('2026-07-07');
  expect(await intake.reception.desk()).toMatchObject({ day: '2026-07-07', current: null, waiting: [], ended: [] });
  expect(await take('A')).toBe('A001');
  expect(await codeOf(() => intake.reception.callAgain({ ticketId }))).toBe('QUE-102');
});

test('who was passed over and comes back is called again; the hall never takes a passed number for one at the window', async () => {
  town.on('2026-07-12');
  const intake = town.sit('intake');
  for (let i = 0; i < 3; i++) await intake.reception.take({ letter: 'A' });
  const id = async () => (await intake.reception.callNext()).current?.id ?? '';
  const passed = await id();
  const hall = async () => (await intake.reception.board()).calls.map(({ number, state }) => `${number} ${state}`);
  expect(await codeOf(() => intake.reception.recall({ ticketId: passed }))).toBe('QUE-107');
  await intake.reception.end({ ticketId: passed, how: 'SKIPPED' });
  expect(await hall()).toEqual(['A001 SKIPPED']);

  const served = await id();
  expect(await codeOf(() => intake.reception.recall({ ticketId: passed }))).toBe('QUE-108');
  await intake.reception.end({ ticketId: served, how: 'SERVED' });
  expect(await codeOf(() => intake.reception.recall({ ticketId: served }))).toBe('QUE-107');
  expect(await hall()).toEqual(['A002 SERVED', 'A001 SKIPPED']);

  const again = await intake.reception.recall({ ticketId: passed });
  expect(again).toMatchObject({ current: { number: 'A001', calls: 2 }, passed: [], skipped: 0, served: 1 });
  expect(await hall()).toEqual(['A001 CALLED', 'A002 SERVED']);
  const { ledger } = town.office();
  expect(ledger.journal.bySubject(passed).map(({ kind }) => kind)).toEqual([
    ...['queue.number-taken', 'queue.number-called', 'queue.number-ended', 'queue.number-called'],
  ]);
  await intake.reception.end({ ticketId: passed, how: 'SERVED' });
  expect(await codeOf(() => intake.reception.recall({ ticketId: passed }))).toBe('QUE-107');
  town.on('2026-07-13');
  expect(await codeOf(() => intake.reception.recall({ ticketId: passed }))).toBe('QUE-102');
});

test('a restart loses nothing, and the journal gives the same queue again', async () => {
  town.on('2026-07-08');
  const intake = town.sit('intake');
  await intake.reception.take({ letter: 'C' });
  await intake.reception.take({ letter: 'C' });
  await intake.reception.callNext();
  const before = await intake.reception.desk();
  await town.reopen();
  const again = town.sit('intake');
  expect(await again.reception.desk()).toEqual(before);
  expect((await again.reception.take({ letter: 'C' })).ticket.number).toBe('C003');
  const dataKey = await unlockWithPassphrase(town.dir, PASSPHRASE);
  expect(await replay({ dir: town.dir, dataKey, modules })).toMatchObject({ ok: true, differences: [] });
});

test('the hall sees numbers and windows before anybody has signed in, newest first, and no more than six', async () => {
  town.on('2026-07-09');
  const intake = town.sit('intake');
  for (let i = 0; i < 8; i++) await intake.reception.take({ letter: 'A' });
  for (let i = 0; i < 7; i++) await intake.reception.callNext();
  await intake.people.signOut();
  const board = await intake.reception.board();
  expect(numbers(board.calls)).toEqual(['A007', 'A006', 'A005', 'A004', 'A003', 'A002']);
  expect(board).toMatchObject({ waiting: 1, townName: '青溪镇', demo: false, speak: true });
  expect(JSON.stringify(board)).not.toContain('苏静怡');
});

test('window and words are set for this desk; a slip goes to the printer where there is one', async () => {
  town.on('2026-07-10');
  const intake = town.sit('intake');
  expect((await intake.reception.take({ letter: 'A' })).slip).toContain('没有设置小票打印机');
  const next = await intake.reception.configure({ window: '综合窗口', words: '{num}请到{window}', speak: false });
  expect(next.settings.window).toBe('综合窗口');
  expect((await intake.reception.callNext()).current?.window).toBe('综合窗口');
  expect(await codeOf(() => intake.reception.configure({ window: '一', words: '没有号码', speak: true }))).toBe(
    'SYS-422',
  );

  // Under another name nobody could end the number that is at this window.
  const { settings, current } = await intake.reception.desk();
  expect(await codeOf(() => intake.reception.configure({ ...settings, window: '3号窗口' }))).toBe('QUE-106');
  expect((await intake.reception.configure({ ...settings, speak: true })).current).toEqual(current);
  await intake.reception.end({ ticketId: current?.id ?? '', how: 'SERVED' });
  expect((await intake.reception.configure({ ...settings, window: '3号窗口' })).settings.window).toBe('3号窗口');

  const { devices, receipts } = town.office();
  await devices.configure({ ...devices.settings(), receiptPrinter: 'tcp://127.0.0.1:9' });
  const { ticket, slip } = await intake.reception.take({ letter: 'A' });
  expect(slip).toBe('');
  expect(receipts.queue(true)[0]).toMatchObject({ title: `排队号 ${ticket.number}` });
  await devices.configure({ ...devices.settings(), receiptPrinter: '' });
});

test('a call reaches the board on its line; a board that is away is told once and stops nobody', async () => {
  town.on('2026-07-11');
  const board = new QueueDisplaySimulator('none', {
    template: '{num}|{window}|{text}\\r',
    checksum: 'none',
    encoding: 'gb18030',
  });
  const queueDisplay = `tcp://127.0.0.1:${await board.listen(0)}?simulated`;
  const { link, devices } = town.office();
  const end = attachDevices(link);
  await devices.configure({ ...devices.settings(), queueDisplay, displayTemplate: '{num}|{window}|{text}\\r' });
  await eventually(() => devices.list().some((one) => one.kind === 'queue-display' && one.state === 'ready'));
  const intake = town.sit('intake');
  await intake.reception.configure({ window: '2号窗口', words: '请{num}号到{window}办理', speak: true });
  for (let i = 0; i < 4; i++) await intake.reception.take({ letter: 'A' });
  await intake.reception.callNext();
  await eventually(() => board.shown.length === 1);
  expect(board.shown).toEqual([{ number: 'A001', window: '2号窗口', text: '请A001号到2号窗口办理' }]);

  const notices: string[] = [];
  const stream = await intake.office.events();
  void (async () => {
    for await (const event of stream) if (event.kind === 'notice') notices.push(event.code);
  })().catch(() => undefined);
  await board.close();
  await eventually(() => devices.list().some((one) => one.kind === 'queue-display' && one.state === 'absent'));
  await intake.reception.callNext();
  await eventually(() => notices.length > 0);
  expect((await intake.reception.callNext()).current?.number).toBe('A003');
  expect(notices).toEqual(['DEV-604']);
  await link.configure({ queueDisplay: null });
  end();
});
