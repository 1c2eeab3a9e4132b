import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { citizen, codeOf, company, delivered, filled, numbered, openTown, type Town } from '../cases/town-in-test.ts';
import { accessLines } from '../ledger/audit.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-03-02');
});
afterAll(() => town.close());

test('the same number is the same person, with what he did before; numbers are masked', async () => {
  const party = citizen({ name: '郑阿根', address: '越州县青溪镇下渡村 3 号' });
  const lead = town.sit('lead');
  expect(await lead.subjects.recognise({ no: party.idNo })).toBeNull();
  const first = await delivered(town, filled(town, { party }));
  town.on('2026-04-01');
  const moved = { ...party, name: '郑阿根', address: '越州县青溪镇石桥头村 9 号', phone: '13800001111' };
  const second = await numbered(
    town,
    filled(town, { party: moved, violation: { itemCode: 'CG006' }, penalty: { fineFen: 2_000 } }),
  );
  const found = await lead.subjects.recognise({ no: ` ${party.idNo.toLowerCase()} ` });
  expect(found).toMatchObject({ name: '郑阿根', address: moved.address, phone: moved.phone });
  expect(found?.maskedNo).toBe(`${party.idNo.slice(0, 6)}********${party.idNo.slice(-4)}`);
  expect(found?.earlier.map((one) => [one.id, one.itemCode, one.fineFen, one.state])).toEqual([
    [second, 'CG006', 2_000, 'Q_INFORM'],
    [first, 'CG007', 10_000, 'Q_PAY15'],
  ]);
  expect(found?.firstSeen.slice(0, 10)).toBe('2026-03-02');
  // The paper of the first case still tells what was true then.
  expect(town.office().cases.page(first).content.party.address).toBe(party.address);
  expect(town.office().cases.page(first).maskedNo).toBe(found?.maskedNo);
  const rows = async (query: string) => (await lead.subjects.list({ query, offset: 0, limit: 10 })).rows;
  expect(await rows('阿根')).toMatchObject([{ id: found?.subjectId, matters: 2, maskedNo: found?.maskedNo }]);
  expect(await rows('石桥头')).toHaveLength(1);
  expect(await rows(party.idNo)).toHaveLength(1);
  expect(await rows(party.idNo.slice(0, 10))).toEqual([]);
  expect(JSON.stringify([found, await rows('')])).not.toContain(party.idNo);
});

test('a full number is shown for a reason, and the look is written down', async () => {
  const party = citizen();
  const caseId = await numbered(town, filled(town, { party }));
  const subjectId = town.office().cases.page(caseId).subjectId ?? '';
  const lead = town.sit('lead');
  expect(await codeOf(() => lead.subjects.reveal({ subjectId, reason: '' }))).toBe('SYS-422');
  expect(await codeOf(() => town.sit('cashier').subjects.reveal({ subjectId, reason: '想看看' }))).toBe('PPL-112');
  expect(await lead.subjects.reveal({ subjectId, reason: '核对送达地址' })).toEqual({
    no: party.idNo,
    phone: party.phone,
  });
  // Who may not reveal sees no telephone either; the page of a party never shows it whole.
  const masked = `${party.phone.slice(0, 3)}****${party.phone.slice(-4)}`;
  expect(await town.sit('cashier').subjects.recognise({ no: party.idNo })).toMatchObject({ phone: masked });
  expect(await lead.subjects.page({ subjectId })).toMatchObject({ phone: masked });
  const ask = { from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z', offset: 0, limit: 50 };
  const looks = accessLines(town.office().ledger.read, ask).lines;
  expect(
    looks
      .filter((one) => one.what === 'view' && one.subject === subjectId)
      .map((one) => one.detail)
      .sort(),
  ).toEqual(['查看当事人', '按证件号查询当事人'].sort());
  expect(looks.filter((one) => one.what === 'reveal')).toMatchObject([
    { actor: town.staff.lead, subject: subjectId, detail: '核对送达地址' },
  ]);
});

test('a unit is known by its credit code, never by the number of the person who heads it', async () => {
  const head = citizen({ name: '钱立新' });
  const unit = company({ partyType: 'OTHER_ORG', uscc: '', idNo: head.idNo, name: '青溪镇望湖业主委员会' });
  await numbered(town, filled(town, { party: unit, violation: { itemCode: 'CG022' } }));
  const { subjects } = town.office();
  expect(subjects.recognise(head.idNo)).toBeNull();
  const known = company();
  await numbered(town, filled(town, { party: known, violation: { itemCode: 'CG022' } }));
  expect(subjects.recognise(known.uscc)).toMatchObject({ name: known.name, maskedNo: known.uscc });
  expect(subjects.recognise('')).toBeNull();
});

test('a known number under another name is asked about, and may go on: the party may have been renamed', async () => {
  const party = citizen({ name: '郑阿根' });
  await delivered(town, filled(town, { party }));
  const lead = town.sit('lead');
  const found = async (name: string) => {
    const content = filled(town, { party: { ...party, name } });
    const { id } = town.office().cases.drafts.create(town.staff.lead, content);
    const { steps } = await lead.drafts.check({ draftId: id, content });
    return steps[1]?.problems.filter((one) => one.field === 'party.name');
  };
  const sentence = expect.stringContaining('“郑阿根”');
  expect(await found('郑阿艮')).toMatchObject([{ code: 'SUB-220', weight: 'warn', sentence }]);
  expect(await found('郑阿根')).toEqual([]);
});
