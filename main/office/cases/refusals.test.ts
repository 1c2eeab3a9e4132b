import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DraftContent } from '../../../preload/contract/cases.ts';
import { powerItems } from '../powers/index.ts';
import { begun, citizen, codeOf, company, delivered, filled, openTown, signed, type Town } from './town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-06-01');
});
afterAll(() => town.close());

/** What stops a form, step by step. */
function stops(content: DraftContent): string[] {
  const { steps } = town.office().cases.check(town.staff.lead, content);
  return steps.flatMap(({ step, problems }) =>
    problems.flatMap((one) => (one.weight === 'stop' ? [`${step} ${one.code}`] : [])),
  );
}
const check = (content: DraftContent) => town.office().cases.check(town.staff.lead, content);
const DOG = { itemCode: 'CG023' };

describe('T05 limits', () => {
  test('a citizen: 200 yuan pass, 201 need the ordinary procedure, what is filled in stays', async () => {
    const fine = (fineFen: number) =>
      filled(town, { violation: { itemCode: 'CG007' }, penalty: { fineFen, tier: 'LIGHT' } });
    expect(stops(fine(20_000))).toEqual([]);
    expect(stops(fine(20_100))).toEqual(['4 CASE-205']);
    expect(check(fine(20_100)).wayOut).toBe('ORDINARY_PROCEDURE');
    const lead = town.sit('lead');
    const draft = await lead.drafts.open({});
    await lead.drafts.save({ draftId: draft.id, step: 4, content: fine(20_100) });
    const begins = await lead.drafts.begin({ draftId: draft.id });
    expect(await codeOf(() => lead.drafts.inform({ draftId: draft.id }))).toBe('CASE-205');
    const kept = (await lead.drafts.mine()).find((one) => one.id === draft.id);
    expect(kept?.content.penalty.fineFen).toBe(20_100);
    expect(town.office().cases.page(begins.caseId ?? '').state).toBe('Q_IDENT');
  });
  test("an amount of one's own wants its reason; the suggested one does not", () => {
    const fine = (fineFen: number, tierReason: string) =>
      stops(filled(town, { violation: { itemCode: 'CG007' }, penalty: { fineFen, tier: 'LIGHT', tierReason } }));
    const suggested = check(filled(town, { violation: { itemCode: 'CG007' } })).discretion?.suggestedFen ?? 0;
    expect(suggested).toBeGreaterThan(0);
    expect(fine(suggested, '')).toEqual([]);
    expect(fine(suggested + 1_000, ' ')).toEqual(['4 CASE-288']);
    expect(fine(suggested + 1_000, '当事人拒不配合')).toEqual([]);
  });
  test('a company: 3000 yuan pass, 3001 do not', () => {
    const fine = (fineFen: number) =>
      filled(town, { party: company(), violation: { itemCode: 'CG022' }, penalty: { fineFen, tier: 'LIGHT' } });
    expect(stops(fine(300_000))).toEqual([]);
    expect(stops(fine(300_100))).toEqual(['4 CASE-205']);
  });
  test('a sole trader counts as a citizen until the town decides otherwise', () => {
    const party = company({ partyType: 'SOLE_TRADER', name: '青溪镇阿根记小吃店', legalRep: '章阿根' });
    const content = filled(town, { party, violation: { itemCode: 'CG022' }, penalty: { fineFen: 100_000 } });
    expect(stops(content)).toEqual(['4 CASE-205']);
    const decide = (value: boolean) =>
      town
        .office()
        .settings.setParameter('system', { key: 'individualBusinessAsCitizen', value, reason: '按县级口径' });
    decide(false);
    expect(stops(content)).toEqual([]);
    decide(true);
  });
  test('an item whose lowest fine is above the limit needs the ordinary procedure, also for a warning', () => {
    const content = filled(town, { violation: { itemCode: 'CG012' }, penalty: { fineFen: 200_000 } });
    expect(stops(content)).toContain('3 CASE-205');
    expect(check(content)).toMatchObject({ wayOut: 'ORDINARY_PROCEDURE', limitFen: 20_000 });
    const warning = filled(town, { violation: { itemCode: 'CG012' }, penalty: { kind: 'WARNING', fineFen: 0 } });
    expect(stops(warning)).toEqual(['3 CASE-205']);
  });
});

test('T06 150 yuan are collected on the spot only with the reason written down, and with a ticket', () => {
  const collect = (penalty: Partial<DraftContent['penalty']>) =>
    filled(town, { penalty: { fineFen: 15_000, collectOnSite: true, ticketNo: 'ZJ0001', ...penalty } });
  expect(stops(collect({ collectReason: 'SMALL' }))).toEqual(['4 CASE-211']);
  expect(stops(collect({ collectReason: 'HARD_LATER' }))).toEqual(['4 CASE-212']);
  expect(stops(collect({ collectReason: 'HARD_LATER', collectNote: '当事人系外地过境人员，无固定住所' }))).toEqual([]);
  expect(stops(collect({ collectReason: 'REMOTE' }))).toEqual(['4 CASE-213']);
  expect(stops(collect({ collectReason: 'SMALL', fineFen: 10_000 }))).toEqual([]);
  expect(stops(collect({ collectReason: 'SMALL', fineFen: 10_000, ticketNo: '' }))).toEqual(['4 CASE-214']);
});

describe('T07 order first', () => {
  const orderItems = powerItems.filter((item) => item.trigger === 'O' || item.trigger === 'R').map((item) => item.code);
  test('all items of mode O and R', () => {
    expect(orderItems).toEqual(['CG001', 'CG002', 'CG003', 'CG004', 'CG005', 'CG015', 'CG021', 'CG024']);
  });

  /** A form on which nothing but the order is missing. */
  const formOf = (itemCode: string, party = citizen()): DraftContent => {
    const item = powerItems.find((one) => one.code === itemCode);
    const range = item?.ranges.find((one) => one.party === 'PERSON');
    const fineFen = range?.kind === 'FINE' ? Math.max(100, range.minFen) : 0;
    return filled(town, { party, violation: { itemCode }, penalty: { fineFen, tier: 'LIGHT' } });
  };
  const issue = (content: DraftContent) => {
    const { clock, cases } = town.office();
    const draft = begun(town, content);
    const until = clock.today();
    const order = { draftId: draft.id, requirement: '立即停止并改正', correctBefore: until, recheckOn: until };
    return cases.orders.issue(town.staff.lead, { ...order, sign: content.notice.sign });
  };
  const reinspect = (orderId: string, result: 'CORRECTED' | 'PARTLY' | 'NOT_CORRECTED' | 'REFUSED') =>
    town.office().cases.orders.reinspect(town.staff.lead, {
      ...{ orderId, result, note: '复查时看到的情况。', officerIds: [town.staff.lead, town.staff.third] },
      sign: signed('当事人'),
    });

  test.each(orderItems)('%s: fine closed, order, re-inspection opens it or closes it for ever', async (itemCode) => {
    town.on('2026-06-01');
    const content = formOf(itemCode);
    expect(stops(content).filter((one) => one.startsWith('3'))).toEqual(['3 CASE-242']);
    expect(check(content).wayOut).toBe('CORRECTION_ORDER');
    const draft = begun(town, content);
    expect(await codeOf(() => town.office().cases.steps.inform(town.staff.lead, draft.id))).toBe('CASE-242');

    const order = await issue(content);
    expect(order).toMatchObject({
      itemCode,
      state: 'ISSUED',
      recheckOn: '2026-06-01',
      number: expect.stringContaining('责改'),
    });
    expect(stops(content)).toContain('3 CASE-245');
    await reinspect(order.id, 'CORRECTED');
    expect(stops(content)).toContain('3 CASE-240');
    expect(check(content)).toMatchObject({ wayOut: 'NO_PENALTY', openOrder: { id: order.id, state: 'CORRECTED' } });
    expect(await codeOf(() => reinspect(order.id, 'NOT_CORRECTED'))).toBe('CASE-406');
    town.on('2026-08-01');
    expect(stops(content)).toContain('3 CASE-240');

    // Another party who does not correct: what remains, if anything, is a fine too high for the spot.
    town.on('2026-06-01');
    const stubborn = formOf(itemCode);
    const ignored = await issue(stubborn);
    await reinspect(ignored.id, itemCode === 'CG015' ? 'REFUSED' : 'NOT_CORRECTED');
    const left = stops(stubborn).filter((one) => one.startsWith('3'));
    expect(left).toEqual(
      { CG003: ['3 CASE-205'], CG015: ['3 CASE-205'], CG021: ['3 CASE-243'], CG024: ['3 CASE-205'] }[itemCode] ?? [],
    );
  });

  test('the fine stands on its order, which is used once', async () => {
    town.on('2026-06-02');
    const content = formOf('CG001');
    const order = await issue(content);
    await reinspect(order.id, 'NOT_CORRECTED');
    const caseId = await delivered(town, content);
    expect(town.office().cases.page(caseId)).toMatchObject({ state: 'Q_PAY15', fineFen: 100 });
    expect(stops(content)).toContain('3 CASE-242');
    expect(check(content).openOrder).toBeNull();
    town.office().cases.after.voidDecision(town.staff.leader, caseId, '文书有误，作废重出');
    expect(check(content).openOrder?.id).toBe(order.id);
  });

  test('partly corrected: enough for mode O, not for mode R, which needs another order', async () => {
    town.on('2026-06-03');
    const o = formOf('CG005');
    await reinspect((await issue(o)).id, 'PARTLY');
    expect(stops(o)).toEqual([]);
    const r = formOf('CG001');
    await reinspect((await issue(r)).id, 'PARTLY');
    expect(stops(r)).toEqual(['3 CASE-246']);
    expect((await issue(r)).state).toBe('ISSUED');
  });

  test('corrected once, done again later: a new matter that needs a new order', async () => {
    town.on('2026-06-04');
    const party = citizen();
    await reinspect((await issue(formOf('CG002', party))).id, 'CORRECTED');
    town.on('2026-07-01');
    const again = formOf('CG002', party);
    expect(stops(again).filter((one) => one.startsWith('3'))).toEqual(['3 CASE-242']);
    expect((await issue(again)).state).toBe('ISSUED');
  });

  test('too early to say that nothing was corrected; a good result may be written at once', async () => {
    town.on('2026-06-05');
    const content = formOf('CG004');
    const draft = begun(town, content);
    const order = {
      draftId: draft.id,
      requirement: '三日内清除',
      correctBefore: '2026-06-08',
      recheckOn: '2026-06-09',
    };
    const give = (on: Partial<typeof order>, sign = content.notice.sign) =>
      town.office().cases.orders.issue(town.staff.lead, { ...order, ...on, sign });
    expect(await codeOf(() => give({ correctBefore: '2026-06-04' }))).toBe('CASE-403');
    expect(await codeOf(() => give({ recheckOn: '2026-06-07' }))).toBe('CASE-404');
    expect(await codeOf(() => give({}, { drawing: null, refused: true, refusalReason: '', witness: '' }))).toBe(
      'CASE-405',
    );
    const { id, caseId } = await give({});
    expect(await codeOf(() => reinspect(id, 'NOT_CORRECTED'))).toBe('CASE-409');
    const two = town.office().cases.orders;
    const good = { orderId: id, result: 'CORRECTED', note: '已清除', sign: signed('') } as const;
    expect(
      await codeOf(() => two.reinspect(town.staff.lead, { ...good, officerIds: [town.staff.lead, town.staff.lead] })),
    ).toBe('CASE-260');
    expect(
      await codeOf(() =>
        two.reinspect(town.staff.lead, { ...good, officerIds: [town.staff.lead, town.staff.expired] }),
      ),
    ).toBe('CASE-265');
    await reinspect(id, 'CORRECTED');
    const page = town.office().cases.page(caseId ?? '');
    expect(page).toMatchObject({
      ...{
        end: 'ORDERED',
        state: 'Q_CLOSED',
        next: 'NONE',
        deadlines: [],
        itemCode: 'CG004',
        maskedNo: expect.stringContaining('****'),
      },
      ...{ partyName: content.party.name, place: content.violation.place, draftId: null },
    });
    expect(page.documents.map((one) => one.paper)).toEqual(['D20', 'D22']);
    const history = town.office().subjects.recognise(content.party.idNo);
    expect(history?.earlier).toMatchObject([{ kind: 'ORDER', id, state: 'CORRECTED' }]);
    expect(await codeOf(() => issue(filled(town)))).toBe('CASE-402');
  });
});

test('T08 two officers with certificates of their own', () => {
  const who = (...officerIds: string[]) => stops(filled(town, { who: { officerIds } }));
  const { lead, second, expired, aux, leader } = town.staff;
  expect(who(lead, second)).toEqual([]);
  expect(who(lead)).toEqual(['1 CASE-260']);
  expect(who(lead, lead)).toEqual(['1 CASE-260']);
  expect(who(lead, expired)).toEqual(['1 CASE-265']);
  expect(who(lead, aux)).toEqual(['1 CASE-262']);
  expect(who(lead, leader)).toEqual(['1 CASE-262']);
  const offered = town.office().selectable('2026-06-01');
  expect(offered.find((one) => one.officer.id === expired)).toMatchObject({ allowed: false });
  expect(offered.some((one) => one.officer.id === leader)).toBe(false);
});

test('T12 thirteen: no penalty; seventeen: lighter, and with a guardian', () => {
  town.on('2026-06-10');
  const young = citizen({ birth: '2012-09-01' });
  const content = filled(town, { party: young });
  expect(stops(content)).toEqual(expect.arrayContaining(['4 CASE-220']));
  expect(check(content).wayOut).toBe('NO_PENALTY');
  expect(stops(filled(town, { party: young, penalty: { kind: 'WARNING' } }))).toContain('4 CASE-220');
  const minor = citizen({ birth: '2009-03-01' });
  expect(stops(filled(town, { party: minor }))).toEqual(['2 SUB-209']);
  const guardian = { name: '吴建国', relation: '父亲', phone: '13912345670' };
  expect(stops(filled(town, { party: { ...minor, guardian } }))).toEqual([]);
  const heavy = { fineFen: 4_000, tier: 'NORMAL' } as const;
  const spit = { itemCode: 'CG006' };
  expect(stops(filled(town, { party: { ...minor, guardian }, violation: spit, penalty: heavy }))).toEqual([
    '4 CASE-221',
  ]);
});

test('T13 two years after the act nothing is punished any more', () => {
  town.on('2026-06-10');
  const done = (day: string) => stops(filled(town, { violation: { at: `${day}T02:00:00.000Z` } }));
  expect(done('2024-06-10')).toEqual([]);
  expect(done('2024-06-09')).toEqual(['3 CASE-230']);
  expect(done('2023-06-10')).toEqual(['3 CASE-230']);
  expect(done('2026-06-11')).toContain('3 CASE-231');
});

test('T14 the first violation is forgiven once in two years, with correction, slight harm and a signature', async () => {
  town.on('2026-06-11');
  const party = citizen();
  const content = filled(town, { party, violation: { itemCode: 'CG006' }, penalty: { fineFen: 2_000 } });
  expect(check(content).firstViolation.offered).toBe(true);
  expect(check(filled(town, { party, violation: { itemCode: 'CG014' } })).firstViolation.offered).toBe(false);
  const draft = begun(town, content);
  const ask = {
    draftId: draft.id,
    correctBefore: '2026-06-11',
    corrected: true,
    harmless: true,
    sign: content.notice.sign,
  };
  const { orders } = town.office().cases;
  const exempt = (on: Partial<typeof ask>) => codeOf(() => orders.exempt(town.staff.lead, { ...ask, ...on }));
  expect(await exempt({ harmless: false })).toBe('CASE-252');
  expect(await exempt({ corrected: false })).toBe('CASE-253');
  expect(await exempt({ sign: { ...ask.sign, drawing: null } })).toBe('CASE-254');
  expect(await exempt({ correctBefore: '2026-06-10' })).toBe('CASE-403');
  const caseId = await orders.exempt(town.staff.lead, ask);
  const page = town.office().cases.page(caseId);
  expect(page).toMatchObject({
    ...{
      end: 'EXEMPTED',
      state: 'Q_CLOSED',
      partyName: party.name,
      itemName: expect.stringContaining('吐痰'),
      deadlines: [],
    },
    ...{ number: '青溪温〔2026〕第0001号', next: 'BIND', draftId: null },
  });
  expect(page.documents.map((one) => [one.paper, one.signatures.find((sign) => sign.role === 'PARTY')?.state])).toEqual(
    [['D38', 'SIGNED']],
  );
  await town.office().cases.bind(town.staff.archivist, caseId);
  expect(town.office().cases.page(caseId).state).toBe('ARCHIVED');

  const again = filled(town, { party, violation: { itemCode: 'CG006' }, penalty: { fineFen: 2_000 } });
  expect(check(again).firstViolation).toMatchObject({
    offered: false,
    why: expect.stringContaining('青溪温〔2026〕第0001号'),
  });
  const second = begun(town, again);
  expect(await codeOf(() => orders.exempt(town.staff.lead, { ...ask, draftId: second.id }))).toBe('CASE-251');
  expect(town.office().subjects.recognise(party.idNo)?.exemptionsUsed).toEqual([
    { itemCode: 'CG006', on: '2026-06-11' },
  ]);
  // Another item is not touched; after two years it is open again.
  expect(check(filled(town, { party, violation: DOG })).firstViolation.offered).toBe(true);
  town.on('2028-06-12');
  const later = filled(town, { party, violation: { itemCode: 'CG006' }, penalty: { fineFen: 2_000 } });
  expect(check(later).firstViolation.offered).toBe(true);
});

test('a numbered decision is not turned into an order or a forgiveness behind its back', async () => {
  town.on('2026-06-12');
  const content = filled(town);
  const draft = begun(town, content);
  await town.office().cases.steps.inform(town.staff.lead, draft.id);
  const caseId = await town.office().cases.steps.number(town.staff.lead, draft.id);
  const { orders } = town.office().cases;
  const ask = {
    draftId: draft.id,
    correctBefore: '2026-06-12',
    corrected: true,
    harmless: true,
    sign: content.notice.sign,
  };
  expect(await codeOf(() => orders.exempt(town.staff.lead, ask))).toBe('CASE-410');
  const order = { ...ask, requirement: '立即改正', recheckOn: '2026-06-12' };
  expect(await codeOf(() => orders.issue(town.staff.lead, order))).toBe('CASE-410');
  expect(town.office().cases.page(caseId).number).toContain('当罚');
});

test('T27 an authority or a power that has ended opens no new case', async () => {
  town.on('2026-06-15');
  const { powers } = town.office();
  const authority = powers.authority(town.authorityId);
  const content = filled(town);
  const line = { itemCode: 'CG007', authorityId: town.authorityId, from: '2026-01-05', noticeNo: '越政告〔2026〕1 号' };
  powers.assign('system', [{ ...line, to: '2026-06-14' }]);
  expect(stops(content)).toEqual(['3 CASE-271']);
  expect(powers.find('CG007', '2026-06-15')[0]?.notToday).toContain('2026-06-14');
  const draft = begun(town, content);
  expect(await codeOf(() => town.office().cases.steps.inform(town.staff.lead, draft.id))).toBe('CASE-271');
  powers.assign('system', [{ ...line, to: '2026-06-15' }]);
  expect(stops(content)).toEqual([]);
  powers.assign('system', [{ ...line, to: null }]);
  const { id, ...rest } = authority;
  powers.saveAuthority('system', { ...rest, to: '2026-06-14' }, id);
  expect(stops(content)).toContain('1 CASE-270');
  // Not even a found case: it would bear the name of an authority that is none.
  const notShown = filled(town, { who: { certShown: false } });
  expect(await codeOf(() => begun(town, notShown))).toBe('CASE-270');
  powers.saveAuthority('system', { ...rest, to: null }, id);
  expect(begun(town, notShown).caseId).not.toBe('');
});

test('a variant of the item has its own range and its own mode', () => {
  town.on('2026-06-16');
  const party = company();
  const duty = (variant: string, fineFen = 50_000) =>
    filled(town, { party, violation: { itemCode: 'CG009', variant }, penalty: { fineFen } });
  expect(stops(duty(''))).toEqual([]);
  expect(check(duty('')).discretion).toMatchObject({ minFen: 50_000 });
  expect(stops(duty('情节严重', 500_000))).toContain('3 CASE-241');
  const smoke = (variant: string) => check(filled(town, { party, violation: { itemCode: 'CG013', variant } }));
  expect(smoke('秸秆、落叶').discretion).toMatchObject({ minFen: 50_000 });
  expect(smoke('有毒有害烟尘物质')).toMatchObject({ wayOut: 'ORDINARY_PROCEDURE', discretion: { minFen: 1_000_000 } });
  expect(smoke('没有这一种').discretion).toMatchObject({ minFen: 50_000 });
});

test('S, W, ratio: refused with the way out', () => {
  const out = (itemCode: string, party = citizen()) => {
    const content = filled(town, { party, violation: { itemCode } });
    return [stops(content).find((one) => one.startsWith('3')), check(content).wayOut];
  };
  expect(out('CG008')).toEqual(['3 CASE-241', 'ORDINARY_PROCEDURE']);
  expect(out('CG019')).toEqual(['3 CASE-241', 'ORDINARY_PROCEDURE']);
  expect(out('CG020')).toEqual(['3 CASE-244', 'ORDINARY_PROCEDURE']);
  expect(out('CG006', company())).toEqual(['3 CASE-247', 'ORDINARY_PROCEDURE']);
});
