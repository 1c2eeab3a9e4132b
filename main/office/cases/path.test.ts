import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import {
  codeOf,
  company,
  decisionOf,
  delivered,
  filled,
  inventDrawing,
  openTown,
  readyToDeliver,
  refusedToSign,
  signed,
  signedByOfficers,
  type Town,
} from './town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const row = (caseId: string) => {
  const { state, end, dueOn, dueWhat, next } = town.office().cases.page(caseId);
  return { state, end, dueOn, dueWhat, next };
};

async function wordsOf(sha256: string | null): Promise<string> {
  const pdf = await getDocumentProxy(await town.office().ledger.files.get(sha256 ?? ''));
  const { text } = await extractText(pdf, { mergePages: true });
  return text.replace(/\s/g, '');
}

test('a fine through every state at the windows, its dates kept over National Day (DL13, DL17, T02, T31)', async () => {
  town.on('2026-09-22');
  const lead = town.sit('lead');
  const content = filled(town);
  const opened = await lead.drafts.open({});
  expect(opened.content.who).toMatchObject({ officerIds: [town.staff.lead], authorityId: town.authorityId });
  const draftId = opened.id;
  const shown = { ...content, who: { ...content.who, certShown: false } };
  await lead.drafts.save({ draftId, step: 1, content: shown });
  const found = await lead.drafts.begin({ draftId });
  const caseId = found.caseId ?? '';
  expect(row(caseId)).toMatchObject({ state: 'Q_FOUND', next: 'CONTINUE', end: null });
  expect(await codeOf(() => lead.drafts.inform({ draftId }))).toBe('CASE-266');

  await lead.drafts.save({ draftId, step: 2, content });
  expect((await lead.drafts.begin({ draftId })).caseId).toBe(caseId);
  expect(row(caseId).state).toBe('Q_IDENT');
  await lead.drafts.inform({ draftId });
  expect(row(caseId).state).toBe('Q_INFORM');
  const issued = await lead.drafts.number({ draftId });
  expect(issued).toMatchObject({
    number: '青溪当罚〔2026〕第0001号',
    state: 'Q_INFORM',
    next: 'SIGN',
    fineFen: 10_000,
  });

  const documentId = decisionOf(town, caseId);
  const words = await wordsOf(town.office().documents.get(documentId).sha256);
  for (const said of [
    ...['青溪当罚〔2026〕第0001号', '壹佰元整', '应先申请行政复议', '对行政复议决定不服的', content.party.name],
    ...['2026年10月8日', '越州县人民法院', '倾倒生活污水'],
  ])
    expect(words).toContain(said);
  expect(words).not.toContain('六个月内');

  expect(await codeOf(() => lead.cases.deliver({ caseId }))).toBe('CASE-305');
  await signedByOfficers(town, caseId);
  await lead.documents.sign({ documentId, role: 'PARTY', drawing: inventDrawing('吴小满') });
  expect(row(caseId).next).toBe('DELIVER');
  await lead.cases.deliver({ caseId });
  expect(row(caseId)).toEqual({
    ...{ state: 'Q_PAY15', end: null, next: 'RECORD', dueOn: '2026-09-25', dueWhat: '报机关备案' },
  });
  expect(await lead.drafts.mine()).toEqual([]);

  const intake = town.sit('intake');
  const dated = (code: string) =>
    town
      .office()
      .cases.page(caseId)
      .deadlines.find((one) => one.code === code);
  expect(dated('DL17')).toMatchObject({ legalDate: '2026-09-25', state: 'SOON', doneOn: null });
  expect(dated('DL13')).toMatchObject({ legalDate: '2026-10-08', state: 'OK' });
  await intake.cases.record({ caseId });
  expect(row(caseId)).toMatchObject({ state: 'Q_RECORDED', dueOn: '2026-10-08', dueWhat: '缴纳罚款', next: 'PAY' });
  expect(dated('DL17')).toMatchObject({ state: 'DONE', doneOn: '2026-09-22' });

  const leader = town.sit('leader');
  expect(await codeOf(() => leader.cases.close({ caseId }))).toBe('CASE-292');
  expect(row(caseId).state).toBe('Q_RECORDED');
  town.on('2026-10-08');
  const cashier = town.sit('cashier');
  const page = await cashier.cases.pay({
    ...{ caseId, ticketNo: 'YH26000001', amountFen: 10_000, paidOn: '2026-10-08', channel: 'BANK' },
  });
  expect(page).toMatchObject({ dueFen: 0, surchargeFen: 0, next: 'CLOSE', dueOn: null });
  await leader.cases.close({ caseId });
  expect(row(caseId)).toMatchObject({ state: 'Q_CLOSED', end: 'PERFORMED', next: 'BIND' });
  const register = town
    .office()
    .cases.page(caseId)
    .documents.find((one) => one.paper === 'D46');
  expect(await wordsOf(register?.sha256 ?? null)).toContain('票据管理员汤予安');
  const file = await town.sit('archivist').cases.bindFile({ caseId });
  expect(row(caseId)).toMatchObject({ state: 'ARCHIVED', end: 'PERFORMED', next: 'NONE' });
  const bound = await wordsOf(file.sha256);
  for (const said of ['卷内目录', '备考表', '账本', '当场行政处罚备案表', '罚没票据', '陈述申辩'])
    expect(bound).toContain(said);
  expect((await town.sit('archivist').cases.bindFile({ caseId })).id).toBe(file.id);
});

test('60 days later the time for reconsideration is simply over, not somebody’s omission', async () => {
  town.on('2026-03-02');
  const caseId = await delivered(town, filled(town));
  town.on('2026-06-30');
  const line = town
    .office()
    .cases.page(caseId)
    .deadlines.find((one) => one.code === 'DL20');
  expect(line).toMatchObject({ legalDate: '2026-05-06', state: 'DONE', doneOn: '2026-05-06' });
});

test('surcharge grows to 99 % on day 33 and stops at the fine on day 34 (T03)', async () => {
  town.on('2026-03-02');
  const caseId = await delivered(town, filled(town));
  const owed = (day: string) => {
    town.on(day);
    const { surchargeFen, dueFen } = town.office().cases.page(caseId);
    return [surchargeFen, dueFen];
  };
  expect(owed('2026-03-17')).toEqual([0, 10_000]);
  expect(owed('2026-03-18')).toEqual([300, 10_300]);
  expect(owed('2026-04-19')).toEqual([9_900, 19_900]);
  expect(owed('2026-04-20')).toEqual([10_000, 20_000]);
  expect(owed('2026-12-31')).toEqual([10_000, 20_000]);
});

test('payments: in parts, too much, too early, one ticket twice; late with surcharge to the fen', async () => {
  town.on('2026-03-02');
  const caseId = await delivered(town, filled(town));
  const other = await delivered(town, filled(town));
  await town.office().cases.after.record(town.staff.intake, caseId);
  const cashier = town.sit('cashier');
  const pay = (on: Partial<Parameters<typeof cashier.cases.pay>[0]>) =>
    cashier.cases.pay({ caseId, ticketNo: 'YH-0001', amountFen: 1_000, paidOn: '2026-03-02', channel: 'BANK', ...on });
  town.on('2026-03-10');
  expect(await codeOf(() => pay({ paidOn: '2026-03-01' }))).toBe('CASE-311');
  expect(await codeOf(() => pay({ paidOn: '2026-03-11' }))).toBe('CASE-311');
  expect(await codeOf(() => pay({ amountFen: 10_001 }))).toBe('CASE-313');
  expect(await codeOf(() => pay({ ticketNo: '票据 0001' }))).toBe('CASE-214');
  expect(await pay({ amountFen: 4_000 })).toMatchObject({ dueFen: 6_000, next: 'PAY' });
  expect(await codeOf(() => pay({ amountFen: 6_000 }))).toBe('CASE-312');
  // 一票一案: nor may another case use it.
  expect(await codeOf(() => pay({ caseId: other, amountFen: 4_000 }))).toBe('CASE-312');
  town.on('2026-03-27');
  // Ten days late: 3 % of the whole fine a day.
  expect(await pay({ ticketNo: 'YH-0002', amountFen: 6_000, paidOn: '2026-03-27' })).toMatchObject({
    ...{ surchargeFen: 3_000, dueFen: 3_000, next: 'PAY' },
  });
  expect(await codeOf(() => town.sit('leader').cases.close({ caseId }))).toBe('CASE-292');
  town.on('2026-04-20');
  const settled = await pay({ ticketNo: 'YH-0003', amountFen: 3_000, paidOn: '2026-04-20' });
  expect(settled).toMatchObject({ surchargeFen: 3_000, dueFen: 0, next: 'CLOSE' });
  expect(settled.payments.map((one) => [one.amountFen, one.surchargeFen])).toEqual([
    [4_000, 0],
    [6_000, 0],
    [3_000, 3_000],
  ]);
  expect(await codeOf(() => pay({ ticketNo: 'YH-0004', amountFen: 100 }))).toBe('CASE-310');
});

test('money taken on the spot goes to the authority in two working days, then to the bank in two (DL15, DL16)', async () => {
  town.on('2026-02-13');
  const onSite = { collectOnSite: true, collectReason: 'SMALL', ticketNo: 'ZJ260001' } as const;
  const caseId = await delivered(town, filled(town, { penalty: onSite }));
  expect(row(caseId)).toMatchObject({ state: 'Q_PAID_ONSITE', next: 'RECORD', dueOn: '2026-02-16' });
  const lead = town.sit('lead');
  const cashier = town.sit('cashier');
  await lead.cases.record({ caseId });
  expect(row(caseId)).toMatchObject({ dueOn: '2026-02-24', dueWhat: '当场罚款交机关', next: 'HAND_OVER' });
  const leader = town.sit('leader');
  expect(await codeOf(() => leader.cases.close({ caseId }))).toBe('CASE-317');
  const handOver = (step: 'AUTHORITY' | 'BANK', on: string) => cashier.cases.handOver({ caseId, step, on });
  expect(await codeOf(() => handOver('BANK', '2026-02-13'))).toBe('CASE-316');
  expect(await codeOf(() => handOver('AUTHORITY', '2026-02-12'))).toBe('CASE-311');
  expect(await codeOf(() => handOver('AUTHORITY', '2026-02-14'))).toBe('CASE-311');
  town.on('2026-02-24');
  await lead.cases.handOver({ caseId, step: 'AUTHORITY', on: '2026-02-24' });
  expect(await codeOf(() => handOver('AUTHORITY', '2026-02-24'))).toBe('CASE-315');
  expect(row(caseId)).toMatchObject({ dueOn: '2026-02-26', dueWhat: '罚款缴存银行' });
  expect(await codeOf(() => handOver('BANK', '2026-02-23'))).toBe('CASE-311');
  await handOver('BANK', '2026-02-24');
  expect(row(caseId)).toMatchObject({ dueOn: null, next: 'CLOSE' });
  expect(
    town
      .office()
      .cases.page(caseId)
      .deadlines.map((one) => [one.code, one.legalDate, one.doneOn]),
  ).toEqual([
    ['DL17', '2026-02-16', '2026-02-13'],
    ['DL15', '2026-02-24', '2026-02-24'],
    ['DL16', '2026-02-26', '2026-02-24'],
    ['DL20', '2026-04-14', null],
  ]);
  await leader.cases.close({ caseId });
  expect(row(caseId)).toMatchObject({ state: 'Q_CLOSED', end: 'PERFORMED' });
  // The same ticket once more, for another party.
  const again = filled(town, { penalty: onSite });
  expect(town.office().cases.check(town.staff.lead, again).steps[3]?.problems).toMatchObject([
    { field: 'penalty.ticketNo', code: 'CASE-312' },
  ]);
});

test('a warning is delivered, filed and closed; nothing is to be paid', async () => {
  town.on('2026-05-11');
  const caseId = await delivered(town, filled(town, { penalty: { kind: 'WARNING', fineFen: 0, tier: '' } }));
  expect(row(caseId)).toMatchObject({ state: 'Q_ISSUED', dueOn: '2026-05-14', next: 'RECORD' });
  const page = town.office().cases.page(caseId);
  expect(page.deadlines.map((one) => one.code)).toEqual(['DL17', 'DL20']);
  const words = await wordsOf(page.documents.find((one) => one.paper === 'D36')?.sha256 ?? null);
  expect(words).toContain('给予警告的行政处罚');
  expect(words).not.toMatch(/法定罚款幅度|缴纳罚款/);
  await town.office().cases.after.record(town.staff.lead, caseId);
  expect(row(caseId).next).toBe('CLOSE');
  await town.sit('leader').cases.close({ caseId });
  expect(row(caseId)).toMatchObject({ state: 'Q_CLOSED', end: 'WARNED' });
  await town.office().cases.bind(town.staff.archivist, caseId);
  expect(row(caseId).state).toBe('ARCHIVED');
});

test('a party who will not sign: reason and witness stand on record and decision', async () => {
  town.on('2026-05-12');
  const lead = town.sit('lead');
  const content = filled(town, { notice: { sign: refusedToSign } });
  const draft = await lead.drafts.open({});
  const save = (notice: Partial<typeof content.notice>) =>
    lead.drafts.save({ draftId: draft.id, step: 5, content: { ...content, notice: { ...content.notice, ...notice } } });
  await save({ sign: { ...refusedToSign, witness: '' } });
  const { caseId } = await lead.drafts.begin({ draftId: draft.id });
  expect(await codeOf(() => lead.drafts.inform({ draftId: draft.id }))).toBe('CASE-200');
  await save({ sign: { ...signed(''), drawing: null } });
  expect(await codeOf(() => lead.drafts.inform({ draftId: draft.id }))).toBe('CASE-208');
  await save({});
  await lead.drafts.inform({ draftId: draft.id });
  await lead.drafts.number({ draftId: draft.id });
  const documentId = decisionOf(town, caseId ?? '');
  await signedByOfficers(town, caseId ?? '');
  const refusal = { documentId, reason: '对罚款数额有异议', witness: '青溪社区 王文书' };
  await lead.documents.refuseSign(refusal);
  expect(await codeOf(() => lead.documents.refuseSign(refusal))).toBe('DOC-204');
  const page = await lead.cases.deliver({ caseId: caseId ?? '' });
  expect(page.timeline.filter((one) => one.kind === 'document.sign-refused')).toHaveLength(2);
  for (const paper of page.documents) {
    expect(paper.signatures.find((one) => one.role === 'PARTY')).toMatchObject({ state: 'REFUSED' });
    expect(await wordsOf(paper.signedSha256)).toContain('王文书');
    expect((await lead.documents.verify({ documentId: paper.id })).findings).toEqual([]);
  }
});

test('nobody closes his own case, not even a team leader', async () => {
  town.on('2026-05-13');
  const who = { officerIds: [town.staff.lead, town.staff.actingLeader] };
  const caseId = await delivered(town, filled(town, { who, penalty: { kind: 'WARNING', fineFen: 0, tier: '' } }));
  await town.office().cases.after.record(town.staff.lead, caseId);
  expect(await codeOf(() => town.sit('lead').cases.close({ caseId }))).toBe('PPL-112');
  expect(await codeOf(() => town.sit('actingLeader').cases.close({ caseId }))).toBe('CASE-320');
  await town.sit('leader').cases.close({ caseId });
  expect(row(caseId).state).toBe('Q_CLOSED');
});

test('filing counts from the day of the decision, payment from its delivery', async () => {
  town.on('2026-05-18');
  const caseId = await readyToDeliver(town, filled(town, { party: company(), violation: { itemCode: 'CG022' } }));
  town.on('2026-05-20');
  await town.office().cases.steps.deliver(town.staff.lead, caseId);
  expect(row(caseId)).toMatchObject({ dueOn: '2026-05-21', dueWhat: '报机关备案' });
  const dates = town.office().cases.page(caseId).deadlines;
  expect(dates.map((one) => [one.code, one.legalDate]).slice(0, 2)).toEqual([
    ['DL17', '2026-05-21'],
    ['DL13', '2026-06-04'],
  ]);
});
