import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { begun, citizen, delivered, filled, numbered, openTown, signed, type Town } from '../cases/town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const today = (who: 'lead' | 'third' = 'lead') => town.sit(who).today.overview();

test('an office that has done nothing yet', async () => {
  town.on('2026-03-02');
  expect(await today()).toMatchObject({
    ...{ today: [], threeDays: [], week: [], lastCases: [], lastBackupAt: null },
    counts: { open: 0, thisMonth: 0, waitingSignature: 0, drafts: 0 },
    // One certificate ended in February; the others end in years.
    certificates: [{ name: '陆远舟', daysLeft: -29 }],
  });
});

test('what is due, by legal weight; what waits; what was done last', async () => {
  town.on('2026-04-13');
  const onSite = { collectOnSite: true, collectReason: 'SMALL', ticketNo: 'ZJ-0001' } as const;
  const collected = await delivered(town, filled(town, { penalty: onSite }));
  await town.office().cases.after.record(town.staff.lead, collected);
  const fined = await delivered(town, filled(town));
  const warning = await delivered(town, filled(town, { penalty: { kind: 'WARNING', fineFen: 0, tier: '' } }));
  const waiting = await numbered(town, filled(town));
  const open = begun(town, filled(town)).caseId;
  const shop = begun(town, filled(town, { party: citizen(), violation: { itemCode: 'CG002' } }));
  const order = await town.office().cases.orders.issue(town.staff.lead, {
    ...{
      draftId: shop.id,
      requirement: '收回货架',
      correctBefore: '2026-04-15',
      recheckOn: '2026-04-15',
      sign: signed('某'),
    },
  });
  const lines = (of: { what: string; caseId: string | null; orderId: string | null }[]) =>
    of.map((one) => [one.what, one.caseId ?? one.orderId]);
  const monday = await today();
  expect(lines(monday.today)).toEqual([]);
  // By legal weight, not by day: money, then filing, then the re-inspection.
  expect(lines(monday.threeDays.slice(0, 1))).toEqual([['当场罚款交机关', collected]]);
  expect(lines(monday.threeDays.slice(1, 3)).sort()).toEqual(
    [
      ['报机关备案', fined],
      ['报机关备案', warning],
    ].sort(),
  );
  expect(lines(monday.threeDays.slice(3))).toEqual([['整改复查', order.id]]);
  expect(monday.threeDays.map((one) => [one.legalDate, one.state])).toEqual([
    ['2026-04-15', 'SOON'],
    ['2026-04-16', 'SOON'],
    ['2026-04-16', 'SOON'],
    ['2026-04-15', 'SOON'],
  ]);
  expect(monday.counts).toEqual({ open: 5, thisMonth: 4, waitingSignature: 1, drafts: 2 });
  expect((await today('third')).counts.drafts).toBe(0);
  expect(monday.lastCases).toHaveLength(6);
  expect(monday.lastCases.find((one) => one.id === open)?.title).toBe('当事人待登记');
  // A case that ended with a correction order says so, as in the case list.
  expect(monday.lastCases.map((one) => one.state)).toContain('已责令改正');

  town.on('2026-04-17');
  const friday = await today();
  expect(friday.today.map((one) => [one.what, one.state, one.remainingWorkingDays])).toEqual([
    ['当场罚款交机关', 'OVERDUE', -2],
    ['报机关备案', 'OVERDUE', -1],
    ['报机关备案', 'OVERDUE', -1],
    ['整改复查', 'OVERDUE', -2],
  ]);
  await town.office().cases.after.record(town.staff.intake, fined);
  await town.office().cases.after.record(town.staff.intake, warning);
  town.office().cases.after.handOver(town.staff.lead, { caseId: collected, step: 'AUTHORITY', on: '2026-04-15' });
  await town.office().cases.orders.reinspect(town.staff.lead, {
    ...{ orderId: order.id, result: 'CORRECTED', note: '已收回。', officerIds: [town.staff.lead, town.staff.second] },
    sign: signed('某'),
  });
  expect(lines((await today()).today)).toEqual([['罚款缴存银行', collected]]);
  town.on('2026-04-24');
  expect(lines((await today()).week)).toEqual([['缴纳罚款', fined]]);
  town.office().cases.after.voidDecision(town.staff.leader, waiting, '当事人身份有误');
  const later = await today();
  expect(later.counts).toMatchObject({ open: 4, thisMonth: 3, waitingSignature: 0, drafts: 1 });
  town.on('2026-05-04');
  expect((await today()).counts.thisMonth).toBe(0);
});

test('a picture that is owed for a code told orally stands there until it is handed in', async () => {
  town.on('2026-07-06', '15:30');
  const { codes } = town.sit('lead').inspections;
  const registered = async (matter: string, simulated = false) => {
    const { codeId } = await codes.register({
      ...{ text: `https://example.invalid/${matter}`, partyName: '柳塘餐饮', uscc: '', kind: 'ENTERPRISE', matter },
      ...{ place: '步行街 12 号', officerIds: [town.staff.lead, town.staff.second], simulated },
      ...{ issuedOn: '2026-07-06', checkOn: '2026-07-06' },
    });
    return codeId;
  };
  const shown = (codeId: string, how: 'CODE' | 'ORAL') =>
    codes.shown({ codeId, how, at: town.office().clock.iso(), reason: '' });
  const owed = async () => {
    const { today: now, threeDays, week } = await today();
    return [...now, ...threeDays, ...week].filter((one) => one.codeId !== null);
  };
  const codeId = await registered('油烟');
  await shown(await registered('当场亮码'), 'CODE');
  await shown(await registered('培训', true), 'ORAL');
  await registered('还没有亮码');
  expect(await owed()).toEqual([]);
  town.on('2026-07-06', '15:30');
  await shown(codeId, 'ORAL');
  // 24 hours, the parameter as it comes.
  expect((await today()).threeDays).toContainEqual({
    ...{ caseId: null, orderId: null, codeId, title: '柳塘餐饮 油烟', what: '补传码图', state: 'SOON' },
    ...{ legalDate: '2026-07-07', internalDate: '2026-07-07', dueAt: expect.stringMatching(/^2026-07-07T07:30:/) },
    ...{ remainingHours: expect.any(Number), remainingWorkingDays: 1 },
  });
  town.on('2026-07-07', '10:30');
  expect(await owed()).toMatchObject([{ codeId, state: 'DUE', remainingHours: expect.any(Number) }]);
  expect((await owed())[0]?.remainingHours).toBeGreaterThanOrEqual(4);
  // The hour is over while the day is not.
  town.on('2026-07-07', '16:00');
  expect(await owed()).toMatchObject([{ codeId, state: 'OVERDUE', remainingHours: -1 }]);
  const png = new PNG({ width: 4, height: 3 });
  png.data.fill(7);
  const proof = { codeId, proofId: randomUUID(), picture: PNG.sync.write(png).toString('base64') };
  await codes.keepProof({ ...proof, kind: 'SCAN' });
  // A screenshot of the scan does not pay for the owed picture.
  expect(await owed()).toHaveLength(1);
  await codes.keepProof({ ...proof, proofId: randomUUID(), kind: 'CODE_PICTURE' });
  expect(await owed()).toEqual([]);
  const [picture] = (await codes.page({ codeId })).proofs.filter((one) => one.kind === 'CODE_PICTURE');
  await codes.withdrawProof({ proofId: picture?.id ?? '', reason: '拍糊了' });
  expect(await owed()).toHaveLength(1);
  await codes.withdraw({ codeId, reason: '登记错了' });
  expect(await owed()).toEqual([]);
});
