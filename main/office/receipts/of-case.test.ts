import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readPapers } from '../../devices/simulators/escpos-paper.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import {
  begun,
  citizen,
  codeOf,
  decisionOf,
  delivered,
  filled,
  numbered,
  openTown,
  refusedToSign,
  signedByOfficers,
  type Town,
} from '../cases/town-in-test.ts';
import { ofCase } from './of-case.ts';
import { deviceJobs } from './tables.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** No devices process: a job is tried once and waits for its next attempt, so that it can be cancelled. */
const waitsAgain = (jobId: string) =>
  eventually(() => {
    const job = town
      .office()
      .receipts.queue(true)
      .find(({ id }) => id === jobId);
    return job?.state === 'queued' && job.attempts > 0;
  });

/** What a job of the queue prints. */
function paperOf(jobId: string): string {
  const jobs = town.office().ledger.read.select().from(deviceJobs).all();
  const payload = jobs.find((one) => one.id === jobId)?.payload ?? Buffer.alloc(0);
  const [paper] = readPapers(payload, 32);
  return paper?.lines.map((line) => line.text).join('') ?? '';
}

test('a case prints its penalty receipt and its receipt of delivery once it has come to them, and not before', async () => {
  town.on('2026-06-11', '10:20');
  const { receipts } = town.office();
  const officer = town.staff.lead;
  const party = citizen({ name: '㐀小满' });
  const caseId = await numbered(town, filled(town, { party }));
  expect(await codeOf(() => receipts.printOfCase(officer, caseId, 'delivery-receipt'))).toBe('PRN-106');
  expect(await codeOf(() => receipts.printOfCase(officer, caseId, 'first-violation'))).toBe('PRN-107');

  const done = await delivered(town, filled(town, { party: citizen() }));
  const job = receipts.printOfCase(officer, done, 'delivery-receipt');
  const { number } = town.office().cases.page(done);
  expect(job.title).toBe(`送达回执 ${number}`);
  const words = paperOf(job.id);
  for (const said of ['受送达人：吴＊', number, '直接送达', '青溪镇农贸市场东门', '受送达人已签收。', '周立诚'])
    expect(words).toContain(said);
  expect(words).toMatch(/送达时间 +2026-06-11 10:2/);
  const { ledger } = town.office();
  const { looked } = ledger;
  const noted: string[] = [];
  Object.assign(ledger, {
    looked: (entry: Parameters<typeof looked>[0]) => {
      noted.push(entry.detail);
      looked.call(ledger, entry);
    },
  });
  // Nothing is sent, so that no print is noted.
  expect(receipts.printOfCase(officer, done, 'delivery-receipt').id).toBe(job.id);
  expect(noted).toEqual([]);
  expect(receipts.printOfCase(officer, done, 'penalty-receipt').id).not.toBe(job.id);
  expect(noted).toHaveLength(1);
  await waitsAgain(job.id);
  receipts.cancel(job.id);
  expect(receipts.printOfCase(officer, done, 'delivery-receipt').id).toBe(job.id);
  expect(noted).toHaveLength(2);
});

test('who would not sign is not said to have signed', async () => {
  const caseId = await numbered(town, filled(town, { party: citizen() }));
  await signedByOfficers(town, caseId);
  const { cases, signing, receipts } = town.office();
  signing.refuseSign(town.staff.lead, {
    documentId: decisionOf(town, caseId),
    reason: refusedToSign.refusalReason,
    witness: refusedToSign.witness,
  });
  await cases.steps.deliver(town.staff.lead, caseId);
  const words = paperOf(receipts.printOfCase(town.staff.lead, caseId, 'delivery-receipt').id);
  expect(words).toContain('受送达人拒绝签收：');
  expect(words).toContain('对处罚有异议');
  expect(words).not.toContain('已签收');
});

test('a forgiven first violation prints its 温馨提示单', async () => {
  town.on('2026-06-12');
  const content = filled(town, { party: citizen(), violation: { itemCode: 'CG006' }, penalty: { fineFen: 2_000 } });
  const { cases, receipts } = town.office();
  const caseId = await cases.orders.exempt(town.staff.lead, {
    draftId: begun(town, content).id,
    correctBefore: '2026-06-12',
    corrected: true,
    harmless: true,
    sign: content.notice.sign,
  });
  const words = paperOf(receipts.printOfCase(town.staff.lead, caseId, 'first-violation').id);
  for (const said of ['温馨提示单', '青溪温〔2026〕第0001号', '吴＊', '第三十三条第一款', '2026年6月12日'])
    expect(words).toContain(said);
  expect(await codeOf(() => receipts.printOfCase(town.staff.lead, caseId, 'penalty-receipt'))).toBe('PRN-105');
});

test('samples of every kind are marked and can be printed again', () => {
  const { receipts } = town.office();
  const job = receipts.sample(town.staff.lead, 'acceptance-receipt');
  expect(job.title).toBe('受理回执（样张）');
  expect(paperOf(job.id)).toContain('【样张 不作为凭证】');
});

test('the queue says of a copy once that it is one: by its number, not in its title as well', async () => {
  const { receipts } = town.office();
  const job = receipts.testPage(town.staff.lead);
  await waitsAgain(job.id);
  expect(receipts.cancel(job.id).state).toBe('cancelled');
  const copy = receipts.reprint(town.staff.lead, job.id);
  expect(copy).toMatchObject({ title: '打印机测试页', reprint: 1 });
});

test('the pay code is the address alone, whatever ends the sentence around it', async () => {
  const caseId = await delivered(town, filled(town, { party: citizen() }));
  const page = town.office().cases.page(caseId);
  const codeIn = (payChannel: string) => ofCase['penalty-receipt']({ page, payChannel, demo: false });
  for (const [channel, address] of [
    ['浙里办 https://pay.example.cn/a?b=1&c=2，或各网点', 'https://pay.example.cn/a?b=1&c=2'],
    ['扫码(https://pay.example.cn/330600).', 'https://pay.example.cn/330600'],
    ['see "http://pay.example.cn/x/", or the bank', 'http://pay.example.cn/x/'],
    ['[https://pay.example.cn/p(1)]; 银行', 'https://pay.example.cn/p(1)'],
    ['https://pay.example.cn/330600, https://other.example.cn', 'https://pay.example.cn/330600'],
    ['https://pay.example.cn/end=', 'https://pay.example.cn/end='],
    ['越州农商银行', null],
  ] as const)
    expect(codeIn(channel)).toMatchObject({ payment: { way: 'BANK', channel, payCode: address } });
});
