import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DraftContent } from '../../../preload/contract/cases.ts';
import { Refusal } from '../../../preload/contract/refusal.ts';
import type { Party } from '../../../preload/contract/subjects.ts';
import { addNaturalDays } from '../calendar/index.ts';
import { sequence } from '../demo/people-of-the-town.ts';
import { replay, unlockWithPassphrase, verify } from '../ledger/index.ts';
import { modules } from '../modules.ts';
import { overview } from '../today/service.ts';
import {
  begun,
  citizen,
  company,
  decisionOf,
  filled,
  inventDrawing,
  openTown,
  PASSPHRASE,
  PASSWORD,
  refusedToSign,
  signed,
  type Town,
} from './town-in-test.ts';

/** So many things are tried one after another, right ones and wrong ones. */
const STEPS = 110;

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('whatever the office does in whatever order, the journal tells the same tables again', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const pick = sequence(seed);
  const one = <T>(of: readonly T[]): T => of[pick(of.length)] as T;
  const { cases, signing, people, clock } = town.office();
  const { lead, second, third, expired, leader, cashier, archivist, intake } = town.staff;
  let day = '2026-03-02';
  town.on(day);
  const parties: Party[] = [citizen(), citizen({ birth: '2009-02-02' }), company(), citizen()];
  const draftIds: string[] = [];
  const caseIds: string[] = [];
  const orderIds: string[] = [];
  let ticket = 0;

  const content = (): DraftContent =>
    filled(town, {
      who: {
        officerIds: one([[lead, second], [lead, second], [lead, third], [lead], [lead, expired]]),
        certShown: pick(9) > 0,
      },
      party: pick(3) === 0 ? citizen() : one(parties),
      violation: { itemCode: one(['CG007', 'CG007', 'CG006', 'CG001', 'CG002', 'CG022', 'CG008']) },
      penalty: {
        kind: one(['FINE', 'FINE', 'WARNING']),
        fineFen: one([10_000, 2_000, 20_000, 0, 30_000]),
        collectOnSite: pick(3) === 0,
        ticketNo: `ZJ-${1000 + pick(40)}`,
      },
      notice: pick(4) === 0 ? { sign: refusedToSign } : {},
    });
  const well = () =>
    filled(town, {
      party: one([...parties, citizen()].filter((party) => party.birthDate !== '2009-02-02')),
      violation: { itemCode: 'CG022' },
      penalty: {
        kind: one(['FINE', 'FINE', 'WARNING']),
        collectOnSite: pick(3) === 0,
        ticketNo: `ZJ-${2000 + pick(999)}`,
      },
    });
  const pay = (caseId = one(caseIds)) => {
    ticket += 1;
    const { dueFen } = cases.page(caseId);
    const amountFen = one([dueFen, dueFen, 1_000, Math.ceil(dueFen / 2)]);
    const paid = { ticketNo: `YH-${1000 + ticket - pick(2)}`, amountFen, paidOn: addNaturalDays(day, -pick(3)) };
    cases.after.pay(cashier, { caseId, ...paid, channel: 'BANK' });
  };
  const sign = async (caseId = one(caseIds)) => {
    const documentId = decisionOf(town, caseId);
    const number = (id: string | undefined) => people.byId(id ?? '').number;
    const { officersFull } = cases.page(caseId);
    const drawing = inventDrawing('签');
    for (const [i, role] of (['OFFICER_1', 'OFFICER_2'] as const).entries()) {
      const credentials = { number: number(officersFull[i]?.id), password: PASSWORD };
      await cases.steps.signOfficer(lead, { documentId, role, drawing, credentials });
    }
    if (pick(4) === 0) signing.refuseSign(lead, { documentId, reason: '不服', witness: '王文书' });
    else await signing.sign(lead, { documentId, role: 'PARTY', drawing, idMasked: '' });
  };
  const handOver = (caseId = one(caseIds)) => {
    const step = one(['AUTHORITY', 'BANK'] as const);
    cases.after.handOver(lead, { caseId, step, on: day });
  };
  const order = async () => {
    const given = { draftId: one(draftIds), requirement: '立即改正', correctBefore: day, recheckOn: day };
    orderIds.push((await cases.orders.issue(lead, { ...given, sign: signed('某') })).id);
  };
  const reinspect = () => {
    const result = one(['CORRECTED', 'NOT_CORRECTED', 'PARTLY', 'REFUSED'] as const);
    const given = { orderId: one(orderIds), result, note: '已复查。', officerIds: [lead, one([second, third, lead])] };
    return cases.orders.reinspect(lead, { ...given, sign: signed('某') });
  };
  const exempt = () => {
    const given = { draftId: one(draftIds), correctBefore: day, corrected: pick(5) > 0, harmless: true };
    return cases.orders.exempt(lead, { ...given, sign: signed('某') });
  };
  const create = () => {
    const { id } = cases.drafts.create(lead, content());
    draftIds.push(id);
    const { caseId } = cases.steps.begin(lead, id);
    if (caseId !== null) caseIds.push(caseId);
  };
  const change = () => {
    const draft = cases.drafts.get(one(draftIds), lead);
    cases.drafts.put({ ...draft, content: content() });
  };
  const tomorrow = () => {
    day = addNaturalDays(day, 1 + pick(9));
    town.on(day);
  };
  /** What the page of a recent case offers as its next step. */
  const advance = async () => {
    const caseId = one(caseIds.slice(-6));
    const { next, draftId } = cases.page(caseId);
    const steps = {
      CONTINUE: async () => {
        if (draftId === null) return;
        const draft = cases.drafts.get(draftId, lead);
        if (pick(4) > 0) cases.drafts.put({ ...draft, content: well() });
        cases.steps.begin(lead, draftId);
        await cases.steps.inform(lead, draftId);
        await cases.steps.number(lead, draftId);
      },
      SIGN: () => sign(caseId),
      DELIVER: () => cases.steps.deliver(lead, caseId),
      RECORD: () => cases.after.record(intake, caseId),
      PAY: () => pay(caseId),
      HAND_OVER: () => handOver(caseId),
      CLOSE: () => cases.after.close(leader, caseId),
      BIND: () => cases.bind(archivist, caseId),
      NONE: create,
    };
    await steps[next]();
  };
  const acts: readonly (readonly [string, () => unknown])[] = [
    ['create', create],
    ['begin', () => cases.steps.begin(lead, one(draftIds))],
    ['inform', () => cases.steps.inform(lead, one(draftIds))],
    ['number', () => cases.steps.number(lead, one(draftIds))],
    ['change', change],
    ['sign', () => sign()],
    ['deliver', () => cases.steps.deliver(lead, one(caseIds))],
    ['record', () => cases.after.record(intake, one(caseIds))],
    ['pay', () => pay()],
    ['handOver', () => handOver()],
    ['close', () => cases.after.close(leader, one(caseIds))],
    ['bind', () => cases.bind(archivist, one(caseIds))],
    ['void', () => cases.after.voidDecision(leader, one(caseIds), '文书有误，作废')],
    ['reissue', () => draftIds.push(cases.reissue(lead, one(caseIds)).id)],
    ['discard', () => cases.discard(lead, one(draftIds), one(['', '无法核实身份']))],
    ['order', order],
    ['reinspect', reinspect],
    ['exempt', exempt],
    ['tomorrow', tomorrow],
  ];

  const first = begun(town, filled(town));
  draftIds.push(first.id);
  caseIds.push(first.caseId);
  const done = new Map<string, number>();
  for (let i = 0; i < STEPS; i += 1) {
    const [name, act] = pick(5) < 2 ? one(acts) : (['advance', advance] as const);
    if (name === 'reinspect' && orderIds.length === 0) continue;
    try {
      await act();
      done.set(name, (done.get(name) ?? 0) + 1);
    } catch (error) {
      // A rule may say no; anything else is a bug.
      if (!(error instanceof Refusal)) throw new Error(`seed ${seed}, step ${i}: ${name}`, { cause: error });
      expect({ seed, name, code: error.code }).not.toMatchObject({ code: 'LED-302' });
    }
  }
  expect({ seed, advanced: done.get('advance') ?? 0 }).not.toEqual({ seed, advanced: 0 });

  for (const caseId of caseIds) {
    const page = cases.page(caseId);
    if (page.end === 'PERFORMED') expect({ seed, caseId, dueFen: page.dueFen }).toMatchObject({ dueFen: 0 });
    if (page.next === 'NONE') expect({ seed, caseId, draftId: page.draftId }).toMatchObject({ draftId: null });
    const paid = page.payments.reduce((sum, line) => sum + line.amountFen - line.surchargeFen, 0);
    expect(paid).toBeLessThanOrEqual(page.fineFen);
    expect(
      page.documents.filter((paper) => paper.paper === 'D36' && paper.state !== 'VOIDED').length,
    ).toBeLessThanOrEqual(1);
  }
  expect(cases.numberReport(2026)).toEqual([]);
  expect(overview(town.office(), lead).counts.drafts).toBe(cases.drafts.mine(lead).length);
  expect(clock.today()).toBe(day);
  const dataKey = await unlockWithPassphrase(town.dir, PASSPHRASE);
  expect({ seed, ...(await replay({ dir: town.dir, dataKey, modules })) }).toMatchObject({
    seed,
    ok: true,
    differences: [],
  });
  expect(await verify({ dir: town.dir, dataKey })).toMatchObject({ ok: true, problems: [] });
}, 300_000);
