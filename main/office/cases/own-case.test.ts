import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DraftContent } from '../../../preload/contract/cases.ts';
import {
  begun,
  citizen,
  codeOf,
  decisionOf,
  delivered,
  filled,
  inventDrawing,
  openTown,
  readyToDeliver,
  signed,
  type Town,
} from './town-in-test.ts';

/** Only the officers of a case act in it, and the exemption has the same ground to stand on as the fine. */

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-06-01');
});
afterAll(() => town.close());

const check = (content: DraftContent) => town.office().cases.check(town.staff.lead, content);
const spit = (parts: Parameters<typeof filled>[1] = {}) =>
  filled(town, { ...parts, violation: { itemCode: 'CG006', ...parts.violation }, penalty: { fineFen: 2_000 } });

test('T08 an officer who is not among the two begins nothing', async () => {
  const others = spit({ who: { officerIds: [town.staff.second, town.staff.third] } });
  expect(await codeOf(() => begun(town, others))).toBe('CASE-268');
});

test('a colleague of another case neither has papers signed nor hands them or the money over', async () => {
  const onSite = { fineFen: 10_000, tier: 'LIGHT', collectOnSite: true, collectReason: 'SMALL', ticketNo: 'ZJ7001' };
  const content = filled(town, { penalty: onSite as Partial<DraftContent['penalty']> });
  const caseId = await readyToDeliver(town, content);
  const third = town.sit('third');
  const documentId = decisionOf(town, caseId);
  const drawing = inventDrawing('某');
  expect(await codeOf(() => third.cases.deliver({ caseId }))).toBe('CASE-321');
  const record =
    town
      .office()
      .cases.page(caseId)
      .documents.find((one) => one.paper === 'D30')?.id ?? '';
  const credentials = { number: town.numberOf('third'), password: 'Wrong@2026' };
  expect(await codeOf(() => third.documents.sign({ documentId: record, role: 'PARTY', drawing, credentials }))).toBe(
    'DOC-204',
  );
  await town.sit('lead').cases.deliver({ caseId });
  expect(await codeOf(() => third.cases.handOver({ caseId, step: 'AUTHORITY', on: '2026-06-01' }))).toBe('CASE-321');
  await town.sit('cashier').cases.handOver({ caseId, step: 'AUTHORITY', on: '2026-06-01' });
  await town.sit('second').cases.handOver({ caseId, step: 'BANK', on: '2026-06-01' });
  expect(documentId).not.toBe('');
});

test('a colleague cannot write a refusal to sign or a signature on a paper that waits', async () => {
  const draft = begun(town, filled(town));
  const { steps, page } = town.office().cases;
  await steps.inform(town.staff.lead, draft.id);
  const caseId = await steps.number(town.staff.lead, draft.id);
  const documentId = decisionOf(town, caseId);
  const third = town.sit('third');
  const drawing = inventDrawing('某');
  expect(await codeOf(() => third.documents.sign({ documentId, role: 'PARTY', drawing }))).toBe('DOC-208');
  expect(await codeOf(() => third.documents.refuseSign({ documentId, reason: '不服', witness: '王文书' }))).toBe(
    'DOC-208',
  );
  const waiting = page(caseId).documents.find((one) => one.id === documentId)?.signatures ?? [];
  expect(waiting.map((one) => one.state)).toEqual(['WAITING', 'WAITING', 'WAITING']);
  await town.sit('second').documents.refuseSign({ documentId, reason: '不服', witness: '王文书' });
});

test('an exemption needs the power, the time, the age and no open order, as the fine does', async () => {
  const { orders } = town.office().cases;
  const exempt = (content: DraftContent) => {
    const draft = begun(town, content);
    const ask = { draftId: draft.id, correctBefore: '2026-06-01', corrected: true, harmless: true };
    return codeOf(() => orders.exempt(town.staff.lead, { ...ask, sign: content.notice.sign }));
  };
  expect(await exempt(spit({ violation: { at: '2024-05-30T02:00:00.000Z' } }))).toBe('CASE-230');
  const guardian = { name: '吴建国', relation: '父亲', phone: '13912345670' };
  expect(await exempt(spit({ party: { ...citizen({ birth: '2013-01-01' }), guardian } }))).toBe('CASE-220');
  const { powers } = town.office();
  const line = powers.assignments().find((one) => one.itemCode === 'CG006');
  if (line === undefined) throw new Error('CG006 is not assigned');
  powers.assign('system', [{ ...line, to: '2026-05-31' }]);
  expect(await exempt(spit())).toBe('CASE-271');
  powers.assign('system', [{ ...line, to: null }]);

  const stall = filled(town, { violation: { itemCode: 'CG001' }, penalty: { fineFen: 1_000 } });
  const ordered = begun(town, stall);
  const until = { correctBefore: '2026-06-01', recheckOn: '2026-06-01' };
  const order = await orders.issue(town.staff.lead, {
    ...{ ...until, draftId: ordered.id, requirement: '立即停止设摊', sign: stall.notice.sign },
  });
  expect(check(stall).firstViolation).toMatchObject({ offered: false, why: expect.stringContaining(order.number) });
  expect(await exempt(stall)).toBe('CASE-255');
  const looked = { orderId: order.id, result: 'CORRECTED', note: '已收摊', sign: signed('') } as const;
  const others = [town.staff.second, town.staff.third];
  expect(await codeOf(() => orders.reinspect(town.staff.lead, { ...looked, officerIds: others }))).toBe('CASE-268');
  await orders.reinspect(town.staff.second, { ...looked, officerIds: others });
  expect(await exempt(stall)).toBe('OK');
});

test('who has no number: the order that the draft was opened on opens the fine, and the history is asked for', async () => {
  const party = citizen({ idType: 'NONE', idNo: '', name: '无名小满' });
  const stall = filled(town, { party, violation: { itemCode: 'CG001' }, penalty: { fineFen: 1_000 } });
  expect(check(stall).firstViolation).toMatchObject({ offered: true, why: expect.stringContaining('人工核实') });
  const { orders } = town.office().cases;
  const until = { correctBefore: '2026-06-01', recheckOn: '2026-06-01' };
  const { id } = await orders.issue(town.staff.lead, {
    ...{ ...until, draftId: begun(town, stall).id, requirement: '立即停止设摊', sign: stall.notice.sign },
  });
  const officerIds = [town.staff.lead, town.staff.second];
  const looked = { orderId: id, result: 'REFUSED', note: '仍在设摊', sign: signed('') } as const;
  await orders.reinspect(town.staff.lead, { ...looked, officerIds });
  const { content } = orders.punish(town.staff.lead, id);
  const fine = { ...content, who: stall.who, notice: stall.notice, penalty: stall.penalty };
  fine.violation.at = stall.violation.at;
  expect(check(fine)).toMatchObject({ wayOut: 'NONE', openOrder: { id } });
  expect(check({ ...fine, party: { ...party, name: '另一人' } }).wayOut).toBe('CORRECTION_ORDER');
  await delivered(town, fine);
});

test.each([
  // The National Day holiday lasts until 7 October.
  ['2026-09-30', '2026-10-08'],
  // Saturday 10 October is a working day.
  ['2026-10-09', '2026-10-10'],
  ['2026-06-05', '2026-06-08'],
])('correction by %s is looked at again on %s, the next working day', async (correctBefore, recheckOn) => {
  expect(await town.sit('lead').drafts.recheckDay({ correctBefore })).toEqual({ recheckOn });
});

test('the variants of an item are those of this kind of party', () => {
  const of = (itemCode: string, party = citizen()) => check(filled(town, { party, violation: { itemCode } })).variants;
  expect(of('CG006')).toEqual(['']);
  expect(of('CG013')).toEqual(['秸秆、落叶', '有毒有害烟尘物质']);
});

test('T29 an authority without a reconsideration body or a court begins nothing', async () => {
  const { powers } = town.office();
  const { id, ...authority } = powers.authority(town.authorityId);
  for (const lost of [{ reconsiderBody: '' }, { court: ' ' }]) {
    powers.saveAuthority('system', { ...authority, ...lost }, id);
    expect(await codeOf(() => begun(town, filled(town)))).toBe('CASE-272');
  }
  powers.saveAuthority('system', authority, id);
  expect(begun(town, filled(town)).caseId).not.toBe('');
});
