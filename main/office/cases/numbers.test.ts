import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  begun,
  codeOf,
  decisionOf,
  delivered,
  filled,
  numbered,
  openTown,
  readyToDeliver,
  type Town,
} from './town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-07-06');
});
afterAll(() => town.close());

const page = (caseId: string) => town.office().cases.page(caseId);

test('T15 thirty at once: thirty numbers without gap or double; one draft pressed many times takes one', async () => {
  const drafts = [];
  for (let i = 0; i < 30; i += 1) {
    const draft = begun(town, filled(town));
    await town.office().cases.steps.inform(town.staff.lead, draft.id);
    drafts.push(draft);
  }
  const calls = drafts.flatMap((draft) => [draft.id, draft.id]);
  const cases = await Promise.all(calls.map((id) => town.office().cases.steps.number(town.staff.lead, id)));
  const numbers = [...new Set(cases)].map((caseId) => page(caseId).number);
  expect([...numbers].sort()).toEqual(
    Array.from({ length: 30 }, (_, i) => `青溪当罚〔2026〕第${String(i + 1).padStart(4, '0')}号`),
  );
  for (const caseId of new Set(cases)) {
    expect(page(caseId).documents.map((one) => one.paper)).toEqual(['D30', 'D36']);
  }
  expect(town.office().cases.numberReport(2026)).toEqual([]);
}, 180_000);

test('every window hears of a number before its paper is made', async () => {
  const order: string[] = [];
  await town.reopen(async (page) => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push('paper');
    return town.render(page);
  });
  const draft = begun(town, filled(town));
  await town.office().cases.steps.inform(town.staff.lead, draft.id);
  order.length = 0;
  const stop = new AbortController();
  const hearing = (async () => {
    for await (const event of town.office().events.subscribe(stop.signal)) {
      if (event.kind === 'changed' && event.topics.includes('cases')) order.push('window');
    }
  })();
  await town.office().cases.steps.number(town.staff.lead, draft.id);
  expect(order).toEqual(['window', 'paper']);
  stop.abort();
  await hearing.catch(() => {});
  await town.reopen();
});

test('T21 voided and made again: the old one stays with its reason, the new one has its own number and the same facts', async () => {
  const content = filled(town, { who: { officerIds: [town.staff.lead, town.staff.third] } });
  const caseId = await readyToDeliver(town, content);
  const old = decisionOf(town, caseId);
  const { number } = page(caseId);
  const leader = town.sit('leader');
  expect(await codeOf(() => town.sit('lead').cases.voidDecision({ caseId, reason: '文书写错', reissue: false }))).toBe(
    'PPL-112',
  );
  expect(await codeOf(() => leader.cases.voidDecision({ caseId, reason: '错', reissue: false }))).toBe('SYS-422');
  const { page: voided, draft } = await leader.cases.voidDecision({ caseId, reason: '违法地点写错', reissue: true });
  expect(voided).toMatchObject({
    ...{ number, end: 'VOIDED', state: 'Q_CLOSED', next: 'NONE', deadlines: [], dueFen: 0, draftId: null },
  });
  expect(voided.documents.find((one) => one.id === old)).toMatchObject({
    number,
    state: 'VOIDED',
    voidReason: '违法地点写错',
  });
  expect((await leader.documents.verify({ documentId: old })).findings).toEqual([]);
  expect(await codeOf(() => leader.cases.voidDecision({ caseId, reason: '再作废一次', reissue: false }))).toBe(
    'CASE-319',
  );
  const lead = town.sit('lead');
  expect(await codeOf(() => lead.cases.deliver({ caseId }))).toBe('CASE-306');
  const cashier = town.sit('cashier');
  const money = { caseId, ticketNo: 'YH-9', amountFen: 100, paidOn: '2026-07-06', channel: 'BANK' } as const;
  expect(await codeOf(() => cashier.cases.pay(money))).toBe('CASE-306');
  expect(await codeOf(() => lead.cases.record({ caseId }))).toBe('CASE-290');

  // The leader learns where the draft is; what stands in it, with the full number, is the officer's.
  expect(draft).toEqual({ id: expect.any(String), officerId: town.staff.lead });
  expect(JSON.stringify(voided)).not.toContain(content.party.idNo);
  const left = (await lead.drafts.mine()).find((one) => one.id === draft?.id);
  expect(left?.content.party).toEqual(content.party);
  expect(left?.content.violation).toEqual(content.violation);
  expect(left?.content.penalty).toEqual(content.penalty);
  expect(left?.content.who).toMatchObject({
    officerIds: [town.staff.lead, town.staff.third],
    certShown: false,
    recorderOn: false,
  });
  expect(left?.content.notice).toMatchObject({ toldOrally: false, sign: { drawing: null } });
  const again = draft?.id ?? '';
  expect(await codeOf(() => lead.drafts.number({ draftId: again }))).toBe('CASE-301');
  await lead.drafts.save({ draftId: again, step: 1, content });
  await lead.drafts.begin({ draftId: again });
  await lead.drafts.inform({ draftId: again });
  const fresh = await lead.drafts.number({ draftId: again });
  expect(fresh.number).toBe('青溪当罚〔2026〕第0033号');
  expect(fresh.id).not.toBe(caseId);
  expect(town.office().cases.numberReport(2026)).toEqual([]);
  const earlier = town.office().subjects.recognise(content.party.idNo)?.earlier ?? [];
  expect(earlier.map((one) => [one.number, one.state])).toEqual([
    [fresh.number, 'Q_INFORM'],
    [number, 'VOIDED'],
  ]);
});

test('a voided decision leaves no draft behind on which work could go on', async () => {
  const draft = begun(town, filled(town));
  await town.office().cases.steps.inform(town.staff.lead, draft.id);
  const caseId = await town.office().cases.steps.number(town.staff.lead, draft.id);
  expect(await codeOf(() => town.office().cases.discard(town.staff.lead, draft.id, '不办了'))).toBe('CASE-105');
  town.office().cases.after.voidDecision(town.staff.leader, caseId, '当事人身份有误');
  expect(await codeOf(() => town.office().cases.steps.number(town.staff.lead, draft.id))).toBe('CASE-101');
});

test('money must be paid back before a decision is voided', async () => {
  const onSite = { collectOnSite: true, collectReason: 'SMALL', ticketNo: 'ZJ-0001' } as const;
  const caseId = await delivered(town, filled(town, { penalty: onSite }));
  const { after } = town.office().cases;
  expect(await codeOf(() => after.voidDecision(town.staff.leader, caseId, '当事人有异议'))).toBe('CASE-294');
  expect(page(caseId).end).toBeNull();
});

test('a case that is given up before its number: reason, end, no gap', async () => {
  const draft = begun(town, filled(town));
  expect(await codeOf(() => town.office().cases.discard(town.staff.lead, draft.id, ' '))).toBe('CASE-106');
  town.office().cases.discard(town.staff.lead, draft.id, '当事人身份无法核实');
  expect(page(draft.caseId)).toMatchObject({
    end: 'ABANDONED',
    number: '',
    next: 'NONE',
    deadlines: [],
    maskedNo: '',
    draftId: null,
  });
  const empty = town.office().cases.drafts.create(town.staff.lead);
  town.office().cases.discard(town.staff.lead, empty.id, '');
  expect(
    town
      .office()
      .cases.drafts.mine(town.staff.lead)
      .some((one) => one.id === empty.id),
  ).toBe(false);
});

test('a new year starts at one; an authority renamed under the same prefix goes on in the same numbers', async () => {
  const { powers, cases } = town.office();
  const { id: _, ...own } = powers.authority(town.authorityId);
  const other = powers.saveAuthority('system', { ...own, name: '青溪镇综合行政执法队', from: '2026-07-01' });
  powers.assign('system', [
    { itemCode: 'CG007', authorityId: other.id, from: '2026-07-01', to: null, noticeNo: '县级下发' },
  ]);
  const before = page(await numbered(town, filled(town))).number;
  const after = page(await numbered(town, filled(town, { who: { authorityId: other.id } }))).number;
  const seqOf = (number: string) => Number(/第(\d+)号/.exec(number)?.[1]);
  expect(seqOf(after)).toBe(seqOf(before) + 1);
  expect(cases.numberReport(2026)).toEqual([]);
  town.on('2027-01-04');
  expect(page(await numbered(town, filled(town))).number).toBe('青溪当罚〔2027〕第0001号');
});

test('a clock set back shows in the report as an inversion', async () => {
  town.on('2026-07-01');
  const { number } = page(await numbered(town, filled(town)));
  expect(town.office().cases.numberReport(2026)).toEqual([{ number, trouble: expect.stringContaining('倒挂') }]);
  town.on('2026-07-06');
});

test('after the notice nothing may change unheard: told again, the old record voided (T10)', async () => {
  const content = filled(town);
  const draft = begun(town, content);
  const { steps, drafts } = town.office().cases;
  await steps.inform(town.staff.lead, draft.id);
  const change = (part: Partial<typeof content>) => drafts.put({ ...draft, content: { ...content, ...part } });
  const number = () => codeOf(() => steps.number(town.staff.lead, draft.id));
  for (const part of [
    { penalty: { ...content.penalty, fineFen: 15_000 } },
    { penalty: { ...content.penalty, kind: 'WARNING' as const } },
    { violation: { ...content.violation, facts: `${content.violation.facts}另有垃圾一袋。` } },
    { party: { ...content.party, address: '越州县青溪镇下渡村 1 号' } },
    { who: { ...content.who, officerIds: [town.staff.lead, town.staff.third] } },
    {
      notice: {
        ...content.notice,
        defence: 'MADE' as const,
        defenceText: '初犯',
        defenceAnswer: '已考虑',
        adopted: 'NO' as const,
      },
    },
  ]) {
    change(part);
    expect(await number()).toBe('CASE-303');
  }
  // How the money is taken was no part of the notice.
  const ticket = { ...content.penalty, collectOnSite: true, collectReason: 'SMALL' as const, ticketNo: 'ZJ-0002' };
  const who = { ...content.who, officerIds: [town.staff.lead, town.staff.third] };
  change({ who, penalty: { ...content.penalty, fineFen: 15_000 } });
  await steps.inform(town.staff.lead, draft.id);
  expect(page(draft.caseId).documents.map((one) => [one.paper, one.state, one.voidReason])).toEqual([
    ['D30', 'VOIDED', '内容有变，重新告知'],
    ['D30', 'RENDERED', ''],
  ]);
  change({ who, penalty: { ...ticket, fineFen: 15_000, collectReason: 'HARD_LATER', collectNote: '外地过境人员' } });
  expect(await number()).toBe('OK');
  const issued = page(draft.caseId);
  expect(issued).toMatchObject({ fineFen: 15_000, content: { penalty: { fineFen: 15_000 } } });
  // The officers who told him are those who sign.
  expect(issued.officersFull.map((one) => one.id)).toEqual(who.officerIds);
  expect(issued.officers).toBe('周立诚、何守信');
  const signers = issued.documents
    .filter((one) => one.state !== 'VOIDED')
    .map((one) => one.signatures.map((s) => s.name));
  expect(signers).toEqual([
    ['周立诚', '何守信', content.party.name],
    ['周立诚', '何守信', content.party.name],
  ]);
  const mine = (officerId: string) =>
    town.office().cases.list({
      filter: { query: '', states: [], itemCode: '', officerId, from: null, to: null, due: '', mine: false },
      ...{ offset: 0, limit: 200, me: '' },
    });
  expect(mine(town.staff.third).rows.some((one) => one.id === draft.caseId)).toBe(true);
  expect(mine(town.staff.second).rows.some((one) => one.id === draft.caseId)).toBe(false);
  expect(await codeOf(() => steps.inform(town.staff.lead, draft.id))).toBe('CASE-302');
});
