import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { PNG } from 'pngjs';
import type { CodeBinding } from '../../../preload/contract/inspections.ts';
import { codeOf, company, openTown, PASSPHRASE, type Town } from '../cases/town-in-test.ts';
import { createKeyFile, createLedger, openLedger, replay, unlockWithPassphrase } from '../ledger/index.ts';
import { modules } from '../modules.ts';
import { inspectionsProjection } from './index.ts';
import { codes as codeTable } from './tables.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown({ papersToo: false });
  town.on('2026-07-06');
});
afterAll(() => town.close());

const address = (n: number | string) => `https://example.invalid/demo-code?id=${n}`;
const binding = (over: Partial<CodeBinding> = {}): CodeBinding => ({
  ...{ text: address(randomUUID()), partyName: '越州县柳塘餐饮有限公司', uscc: '', kind: 'ENTERPRISE' as const },
  ...{ matter: '餐饮油烟排放', place: '青溪镇滨河步行街 12 号', officerIds: [town.staff.lead, town.staff.second] },
  ...{ issuedOn: '2026-07-06', checkOn: '2026-07-06', ...over },
});
const codes = (who: Parameters<Town['sit']>[0] = 'lead') => town.sit(who).inspections.codes;
const registered = async (over: Partial<CodeBinding> = {}) => (await codes().register(binding(over))).codeId;
const pageOf = (codeId: string) => codes().page({ codeId });
const now = () => town.office().clock.iso();
/** Corrected by somebody who saw the page as it is. */
const corrected = async (
  codeId: string,
  by: CodeBinding,
  reason: string,
  { who = 'lead', simulated = false }: { who?: 'lead' | 'intake'; simulated?: boolean } = {},
) => {
  const { version } = await pageOf(codeId);
  return codes(who).correct({ codeId, binding: by, reason, simulated, version });
};

let shades = 0;
/** A picture that no other one is. */
const picture = (): Buffer => {
  shades += 1;
  const png = new PNG({ width: 4, height: 3 });
  png.data.fill(shades);
  return PNG.sync.write(png);
};
const proofOf = (codeId: string, kind: 'CODE_PICTURE' | 'SCAN', bytes = picture()) => ({
  ...{ codeId, kind, proofId: randomUUID(), picture: bytes.toString('base64') },
});

test('a code is registered as it was scanned, with party, officers and day; who did it stands in the journal', async () => {
  const uscc = company().uscc;
  const text = ' https://example.invalid/demo-code?id=中文&a=%20 ';
  const { codeId, existed } = await codes().register(binding({ text, uscc: uscc.toLowerCase() }));
  expect(existed).toBe(false);
  expect(await pageOf(codeId)).toMatchObject({
    ...{ id: codeId, text: text.trim(), uscc, state: 'BOUND', counted: 'OPEN', withdrawn: false, simulated: false },
    ...{ registeredBy: '周立诚', issuedOn: '2026-07-06', checkOn: '2026-07-06', shown: null, proofs: [] },
    officers: [
      { id: town.staff.lead, name: '周立诚', certNo: '1106330101' },
      { id: town.staff.second, name: '沈念慈', certNo: '1106330102' },
    ],
    story: [{ title: '登记行政行为码', actor: '周立诚' }],
  });
  expect(town.office().ledger.journal.bySubject(codeId)).toMatchObject([
    { kind: 'inspection-code.registered', actor: town.staff.lead, scope: 'town', payload: { text: text.trim() } },
  ]);
});

test('one code once: the second registration opens the first, whoever sends it and whatever it says', async () => {
  const text = address('once');
  const codeId = await registered({ text });
  const head = town.office().ledger.journal.head().deskSeq;
  const again = await codes('intake').register(binding({ text: ` ${text} `, partyName: '别家', officerIds: [] }));
  expect(again).toEqual({ codeId, existed: true });
  const both = binding();
  const [one, other] = await Promise.all([codes().register(both), codes('intake').register(both)]);
  expect(one.codeId).toBe(other.codeId);
  expect([one.existed, other.existed].sort()).toEqual([false, true]);
  expect(town.office().ledger.journal.head().deskSeq).toBe(head + 1);
});

test('an address in capital letters is the same code, and stays as it came', async () => {
  const text = address('Capital');
  const codeId = await registered({ text });
  const loud = text.replace('https://example', 'HTTPS://EXAMPLE');
  expect(await codes().register(binding({ text: loud }))).toEqual({ codeId, existed: true });
  expect(await town.sit('lead').cases.scanned({ text: loud })).toMatchObject({ kind: 'CODE', id: codeId });
  expect((await codes().register(binding({ text: address('capital') }))).existed).toBe(false);
  const other = await registered();
  expect(await codeOf(() => corrected(other, binding({ text: loud }), '写错'))).toBe('INS-109');
  expect((await corrected(codeId, binding({ text: loud }), '照原样')).text).toBe(loud);
});

test('what is missing or wrong is said at its field, and nothing is recorded', async () => {
  const head = town.office().ledger.journal.head().deskSeq;
  const refused = async (over: Partial<CodeBinding>) => {
    try {
      await codes().register(binding(over));
      return 'OK';
    } catch (error) {
      const { code, data } = error as { code: string; data: { field: string } };
      return `${code} ${data.field}`;
    }
  };
  expect(await refused({ text: '  ' })).toBe('INS-102 text');
  expect(await refused({ text: 'a\u0007b' })).toBe('INS-126 text');
  expect(await refused({ text: 'a\u00a0b' })).toBe('INS-126 text');
  expect(await refused({ partyName: '' })).toBe('INS-103 partyName');
  expect(await refused({ uscc: '91330699MA2000001A' })).toBe('ID-206 uscc');
  expect(await refused({ matter: '' })).toBe('INS-104 matter');
  expect(await refused({ place: '' })).toBe('INS-105 place');
  expect(await refused({ issuedOn: '2026-07-07', checkOn: '2026-07-07' })).toBe('INS-106 issuedOn');
  expect(await refused({ checkOn: '2026-07-05' })).toBe('INS-107 checkOn');
  const { lead, second, aux, expired } = town.staff;
  expect(await refused({ officerIds: [lead, lead] })).toBe('INS-108 officerIds');
  expect(await refused({ officerIds: [lead, aux] })).toBe('CASE-262 officerIds');
  expect(await refused({ officerIds: [lead, expired] })).toBe('CASE-265 officerIds');
  // The certificate must be valid on the day of the check, not only today.
  expect(await refused({ officerIds: [lead, second], checkOn: '2030-01-01' })).toBe('CASE-265 officerIds');
  expect(town.office().ledger.journal.head().deskSeq).toBe(head);
});

test('a known party is recognised by its credit code', async () => {
  const party = company();
  const { ledger, subjects } = town.office();
  ledger.record(town.staff.lead, (inside) => [subjects.meet(inside, party).action]);
  const subjectId = (await town.sit('lead').subjects.recognise({ no: party.uscc }))?.subjectId;
  expect(subjectId).toBeDefined();
  expect(await pageOf(await registered({ uscc: party.uscc }))).toMatchObject({ subjectId });
});

test('shown, scanned, evaluated: each with its proof, stored before it is recorded, read back byte for byte', async () => {
  const codeId = await registered();
  const evaluation = { codeId, score: 5, comment: '说得清楚', anonymous: true };
  expect(await codeOf(() => codes().keepProof(proofOf(codeId, 'SCAN')))).toBe('INS-115');
  expect(await codes().shown({ codeId, how: 'CODE', at: now() })).toMatchObject({ state: 'SHOWN', counted: 'SHOWN' });
  expect(await codeOf(() => codes().evaluated(evaluation))).toBe('INS-120');
  const bytes = picture();
  const scan = proofOf(codeId, 'SCAN', bytes);
  const page = await codes('intake').keepProof(scan);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(page).toMatchObject({ state: 'SCANNED', proofs: [{ kind: 'SCAN', sha256, late: false, keptBy: '苏静怡' }] });
  expect(Buffer.from(await town.office().ledger.files.get(sha256))).toEqual(bytes);
  // A lost answer: sent again it is kept once; its id stands for nothing else.
  expect((await codes().keepProof(scan)).proofs).toHaveLength(1);
  expect(await codeOf(() => codes().keepProof({ ...scan, picture: picture().toString('base64') }))).toBe('INS-118');
  expect(await codeOf(() => codes().keepProof({ ...scan, proofId: codeId }))).toBe('INS-118');
  expect(await codes().evaluated(evaluation)).toMatchObject({
    state: 'EVALUATED',
    evaluation: { score: 5, comment: '说得清楚', anonymous: true },
  });
  const { url } = await codes('leader').proofTicket({ proofId: scan.proofId });
  const asked = new URL(url, 'http://127.0.0.1');
  const id = asked.pathname.slice('/file/'.length);
  const handed = await town.office().tickets.redeem(id, asked.searchParams.get('ticket') ?? '');
  if (!(handed.content instanceof Blob)) throw new Error('a proof is decrypted for the window');
  expect(Buffer.from(await handed.content.bytes())).toEqual(bytes);
});

test('an evaluation is replaced with a reason only, and falls with its screenshot', async () => {
  const codeId = await registered();
  await codes().shown({ codeId, how: 'CODE', at: now() });
  const scan = proofOf(codeId, 'SCAN');
  await codes().keepProof(scan);
  const evaluated = (score: number, reason = '') =>
    codes().evaluated({ codeId, score, comment: '照抄', anonymous: false, reason });
  await evaluated(1);
  expect(await codeOf(() => evaluated(5))).toBe('INS-123');
  expect((await pageOf(codeId)).evaluation?.score).toBe(1);
  const again = await evaluated(2, '看错一颗星');
  expect(again.evaluation?.score).toBe(2);
  expect(again.story[0]?.text).toContain('（更正：看错一颗星）');
  await codes().withdrawProof({ proofId: scan.proofId, reason: '传错' });
  expect(await codes().keepProof(proofOf(codeId, 'SCAN'))).toMatchObject({ state: 'SCANNED', evaluation: null });
  expect(await evaluated(4)).toMatchObject({ state: 'EVALUATED', evaluation: { score: 4 } });
});

test('a screenshot of the scan does not pay for the owed 码图, and a picture proves one check only', async () => {
  const owing = await registered();
  await codes().shown({ codeId: owing, how: 'ORAL', at: now() });
  expect(await codes().keepProof(proofOf(owing, 'SCAN'))).toMatchObject({ state: 'MISSING', counted: 'OPEN' });
  const bytes = picture();
  const first = proofOf(owing, 'CODE_PICTURE', bytes);
  expect(await codes().keepProof(first)).toMatchObject({ state: 'SCANNED', counted: 'SHOWN' });
  const other = await registered();
  await codes().shown({ codeId: other, how: 'ORAL', at: now() });
  expect(await codeOf(() => codes().keepProof(proofOf(other, 'CODE_PICTURE', bytes)))).toBe('INS-124');
  // Withdrawn there, it is free.
  await codes().withdrawProof({ proofId: first.proofId, reason: '是另一家的' });
  expect((await codes().keepProof(proofOf(other, 'CODE_PICTURE', bytes))).counted).toBe('SHOWN');
});

test('what the training scanner registered stands outside the rate, marked in the list and where it is found', async () => {
  const ask = { filter: 'ALL' as const, words: '', offset: 0, limit: 200 };
  const { rate } = await codes().list(ask);
  const drill = { ...binding({ partyName: '演练用样例店' }), simulated: true };
  const { codeId } = await codes().register(drill);
  await codes().shown({ codeId, how: 'CODE', at: now() });
  const after = await codes().list(ask);
  expect(after.rate).toEqual(rate);
  expect(after.rows.find((row) => row.id === codeId)).toMatchObject({ simulated: true, counted: 'OUTSIDE' });
  expect(await town.sit('lead').cases.scanned({ text: drill.text })).toMatchObject({
    text: expect.stringMatching(/模拟/),
  });
});

test('what is no whole picture is not kept', async () => {
  const codeId = await registered();
  await codes().shown({ codeId, how: 'CODE', at: now() });
  const trailer = Buffer.from('what a telephone writes behind it');
  const phone = Buffer.concat([picture(), trailer]);
  const { proofs } = await codes().keepProof(proofOf(codeId, 'SCAN', phone));
  expect(Buffer.from(await town.office().ledger.files.get(proofs[0]?.sha256 ?? ''))).toEqual(phone);
  await codes().withdrawProof({ proofId: proofs[0]?.id ?? '', reason: '换一张' });
  for (const bytes of [Buffer.from('GIF89a nothing'), picture().subarray(0, -3), Buffer.from('%PDF-1.7 not a picture')])
    expect(await codeOf(() => codes().keepProof(proofOf(codeId, 'SCAN', bytes)))).toBe('INS-117');
  expect((await pageOf(codeId)).proofs).toEqual([]);
});

test('told orally, its number copied: the picture is owed within the hours of the parameter, else it counts as missed', async () => {
  town.on('2026-07-06', '10:00');
  const [inTime, late, never] = [await registered(), await registered(), await registered()];
  for (const codeId of [inTime, late, never]) {
    const page = await codes().shown({ codeId, how: 'ORAL', at: '2026-07-06T01:30:00.000Z' });
    expect(page).toMatchObject({ state: 'MISSING', counted: 'OPEN', proofDueAt: '2026-07-07T01:30:00.000Z' });
  }
  town.on('2026-07-07', '09:29');
  const kept = await codes().keepProof(proofOf(inTime, 'CODE_PICTURE'));
  expect(kept).toMatchObject({ state: 'SHOWN', counted: 'SHOWN', proofDueAt: null, proofs: [{ late: false }] });
  town.on('2026-07-07', '09:31');
  expect(await pageOf(never)).toMatchObject({ state: 'MISSING', counted: 'MISSED' });
  const after = await codes().keepProof(proofOf(late, 'CODE_PICTURE'));
  expect(after).toMatchObject({ state: 'SHOWN', counted: 'MISSED', proofs: [{ late: true }] });
  // Other hours for later ones; what was recorded before keeps its own.
  await town.sitAdmin().settings.setParameter({ key: 'inspectionProofHours', value: 48, reason: '县局通知' });
  const longer = await registered({ issuedOn: '2026-07-07', checkOn: '2026-07-07' });
  const shown = await codes().shown({ codeId: longer, how: 'ORAL', at: '2026-07-07T01:00:00.000Z' });
  expect(shown.proofDueAt).toBe('2026-07-09T01:00:00.000Z');
  expect((await pageOf(never)).proofDueAt).toBe('2026-07-07T01:30:00.000Z');
  await town.sitAdmin().settings.setParameter({ key: 'inspectionProofHours', value: 24, reason: '恢复原口径' });
  const set = (value: number) =>
    codeOf(() => town.sitAdmin().settings.setParameter({ key: 'inspectionProofHours', value, reason: '试填' }));
  expect([await set(0), await set(1.5), await set(1000)]).toEqual(['SET-105', 'SET-105', 'SET-105']);
  town.on('2026-07-06');
});

test('shown at a time that cannot be, or twice without a reason, is refused; a correction is a new fact', async () => {
  const codeId = await registered();
  const shown = (at: string, reason = '', how: 'CODE' | 'ORAL' = 'CODE') => codes().shown({ codeId, how, at, reason });
  expect(await codeOf(() => shown('2026-07-06T10:00:00.000Z'))).toBe('INS-112');
  expect(await codeOf(() => shown('2026-07-05T10:00:00.000Z'))).toBe('INS-113');
  await shown(now());
  expect(await codeOf(() => shown(now(), '', 'ORAL'))).toBe('INS-114');
  expect(await shown(now(), '当时网络不通，只口头亮证', 'ORAL')).toMatchObject({ state: 'MISSING' });
  expect((await pageOf(codeId)).story.map((one) => one.title)).toEqual(['记录亮码', '记录亮码', '登记行政行为码']);
});

test('亮码 belongs to the day of the check: neither a later showing nor a moved check makes a missed one shown', async () => {
  town.on('2026-07-06', '10:00');
  const at = now();
  const shown = (codeId: string, how: 'CODE' | 'ORAL', when: string, reason = '') =>
    codes().shown({ codeId, how, at: when, reason });
  // Two weeks after the check.
  const old = await registered({ issuedOn: '2026-06-22', checkOn: '2026-06-22' });
  expect(await pageOf(old)).toMatchObject({ counted: 'MISSED' });
  expect(await codeOf(() => shown(old, 'CODE', at))).toBe('INS-113');
  expect(await pageOf(old)).toMatchObject({ state: 'BOUND', counted: 'MISSED' });
  // Days before it; the code was there already.
  const early = await registered({ issuedOn: '2026-07-01' });
  expect(await codeOf(() => shown(early, 'CODE', '2026-07-02T02:00:00.000Z'))).toBe('INS-113');
  expect(await shown(early, 'CODE', at)).toMatchObject({ counted: 'SHOWN' });
  // The check is moved away from its showing, or its code made later than the showing.
  const moved = (over: Partial<CodeBinding>, text: string) => corrected(early, binding({ text, ...over }), '日期写错');
  const { text } = await pageOf(early);
  for (const checkOn of ['2026-07-05', '2026-07-07'])
    expect(await codeOf(() => moved({ issuedOn: '2026-07-01', checkOn }, text))).toBe('INS-121');
  // Both were wrong: taken back as another day's check it waits for its showing again.
  await codes().withdraw({ codeId: early, reason: '日期和亮码时间都记错' });
  const back = await moved({ issuedOn: '2026-07-01', checkOn: '2026-07-03' }, text);
  expect(back).toMatchObject({ state: 'BOUND', counted: 'MISSED', shown: null });
  expect(back.story[0]?.text).toContain('原来的亮码记录和检查日期不是同一天，不再计入');
});

test('a code taken back into the register does not bring a picture that proves another check meanwhile', async () => {
  const one = binding();
  const { codeId } = await codes().register(one);
  await codes().shown({ codeId, how: 'CODE', at: now(), reason: '' });
  const [shared, own] = [picture(), picture()];
  await codes().keepProof(proofOf(codeId, 'SCAN', shared));
  await codes().keepProof(proofOf(codeId, 'CODE_PICTURE', own));
  await codes().evaluated({ codeId, score: 5, comment: '', anonymous: true, reason: '' });
  await codes().withdraw({ codeId, reason: '登记错了' });
  const other = await registered({ partyName: '越州县望湖餐饮店' });
  await codes().shown({ codeId: other, how: 'CODE', at: now(), reason: '' });
  // Free while the first is withdrawn.
  await codes().keepProof(proofOf(other, 'SCAN', shared));
  const back = await corrected(codeId, one, '其实没有错');
  expect(back.proofs.map(({ kind }) => kind)).toEqual(['CODE_PICTURE']);
  // What stood on the screenshot falls with it.
  expect(back).toMatchObject({ withdrawn: false, state: 'SHOWN', evaluation: null });
  expect(back.story[0]?.text).toContain('恢复登记时，这张图片已存在「越州县望湖餐饮店」的另一个码下');
  expect((await pageOf(other)).proofs).toHaveLength(1);
  expect(await codeOf(() => codes().keepProof(proofOf(codeId, 'SCAN', shared)))).toBe('INS-124');
});

test('a time for the picture that ran out is not given again by a correction', async () => {
  town.on('2026-07-06', '18:00');
  const codeId = await registered();
  const oral = (at: string, reason = '') => codes().shown({ codeId, how: 'ORAL', at, reason });
  await oral('2026-07-06T01:00:00.000Z');
  // Still running: it follows the corrected time.
  expect(await oral('2026-07-06T02:00:00.000Z', '时间记错')).toMatchObject({ proofDueAt: '2026-07-07T02:00:00.000Z' });
  town.on('2026-07-07', '10:30');
  expect(await codeOf(() => oral(now(), '再记一次'))).toBe('INS-113');
  const again = await oral('2026-07-06T09:00:00.000Z', '再记一次');
  expect(again).toMatchObject({ state: 'MISSING', counted: 'MISSED', proofDueAt: '2026-07-07T02:00:00.000Z' });
  // Nor by way of another word for it.
  await codes().shown({ codeId, how: 'CODE', at: '2026-07-06T09:00:00.000Z', reason: '看错' });
  expect(await oral('2026-07-06T09:30:00.000Z', '还是口头')).toMatchObject({ counted: 'MISSED' });
  town.on('2026-07-06');
});

test('a correction says what it changed; the first words stay in the journal; another code is not taken', async () => {
  const text = address('typo-0');
  const codeId = await registered({ text });
  const other = await registered();
  const right = binding({ text: address('typo-O'), partyName: '越州县望湖餐饮店' });
  const fixed = await corrected(codeId, right, '手抄时看错', { who: 'intake' });
  expect(fixed).toMatchObject({ text: address('typo-O'), partyName: '越州县望湖餐饮店', registeredBy: '周立诚' });
  expect(fixed.story[0]).toMatchObject({
    ...{ title: '更正行政行为码登记', actor: '苏静怡' },
    text: expect.stringContaining(`码由「${text}」改为「${address('typo-O')}」，被检查对象由`),
  });
  expect(town.office().ledger.journal.bySubject(codeId)).toMatchObject([{ payload: { text } }, {}]);
  const correct = (over: Partial<CodeBinding>) => codeOf(() => corrected(codeId, { ...right, ...over }, '再改'));
  expect(await correct({})).toBe('INS-110');
  expect(await correct({ text: (await pageOf(other)).text })).toBe('INS-109');
  // The old text is free again, and scanning it finds nothing of this code.
  expect(await town.sit('lead').cases.scanned({ text })).toMatchObject({ kind: 'NEW_CODE' });
});

test('a code that the training scanner put in by a correction is marked, in its story too', async () => {
  const codeId = await registered();
  const drill = binding({ text: address(randomUUID()) });
  const marked = await corrected(codeId, drill, '换成扫到的', { simulated: true });
  expect(marked).toMatchObject({ text: drill.text, simulated: true });
  expect(marked.story[0]?.text).toContain('来源由「正式登记」改为「模拟扫码枪」');
  const real = await corrected(codeId, binding({ text: address(randomUUID()) }), '换回正式的');
  expect(real.simulated).toBe(false);
  expect(real.story[0]?.text).toContain('来源由「模拟扫码枪」改为「正式登记」');
});

test('of two who correct the same code the second is told, and what the first one wrote stays', async () => {
  const codeId = await registered();
  const { text, version } = await pageOf(codeId);
  const by = (who: 'lead' | 'intake', over: Partial<CodeBinding>) =>
    codes(who).correct({ codeId, binding: binding({ text, ...over }), reason: '写错', simulated: false, version });
  await by('lead', { matter: '门前三包' });
  expect(await codeOf(() => by('intake', { place: '青溪镇滨河步行街 13 号' }))).toBe('INS-122');
  expect(await pageOf(codeId)).toMatchObject({ matter: '门前三包', place: '青溪镇滨河步行街 12 号' });
  // A picture that came in the meantime is nothing that a correction could undo.
  await codes().shown({ codeId, how: 'CODE', at: now() });
  const seen = (await pageOf(codeId)).version;
  await codes().keepProof(proofOf(codeId, 'SCAN'));
  expect((await pageOf(codeId)).version).toBe(seen);
});

test('an officer who left since stays on the check that he made, and is taken for no other', async () => {
  const codeId = await registered({ officerIds: [town.staff.lead, town.staff.third] });
  const { people } = town.office();
  const third = people.byId(town.staff.third);
  people.save('system', { ...third, status: 'LEFT' });
  const before = await pageOf(codeId);
  const fixed = binding({ text: before.text, officerIds: before.officers.map((one) => one.id), matter: '门前三包' });
  expect(await corrected(codeId, fixed, '事项写错')).toMatchObject({ matter: '门前三包' });
  expect(await codeOf(() => registered({ officerIds: [town.staff.lead, town.staff.third] }))).toBe('CASE-261');
  people.save('system', { ...third, status: 'ACTIVE' });
});

test('a wrong picture and a wrong registration are withdrawn with a reason, kept, and count no more', async () => {
  const codeId = await registered();
  await codes().shown({ codeId, how: 'ORAL', at: now() });
  const wrong = proofOf(codeId, 'CODE_PICTURE');
  const [kept] = (await codes().keepProof(wrong)).proofs;
  const withdrawn = await codes().withdrawProof({ proofId: wrong.proofId, reason: '传错了别家的' });
  expect(withdrawn).toMatchObject({ state: 'MISSING', proofs: [] });
  expect(town.office().ledger.files.has(kept?.sha256 ?? '')).toBe(true);
  expect(await codeOf(() => codes().proofTicket({ proofId: wrong.proofId }))).toBe('INS-119');
  const gone = await codes().withdraw({ codeId, reason: '扫的是菜单，不是行政行为码' });
  expect(gone).toMatchObject({ withdrawn: true, counted: 'OUTSIDE' });
  expect(await codeOf(() => codes().keepProof(proofOf(codeId, 'SCAN')))).toBe('INS-111');
  expect(await codeOf(() => codes().withdraw({ codeId, reason: '再来一次' }))).toBe('INS-111');
  // Registered again it is still the first one; a correction takes it back.
  expect(await codes().register(binding({ text: gone.text }))).toEqual({ codeId, existed: true });
  const back = await corrected(codeId, binding({ text: gone.text }), '确是行政行为码');
  expect(back).toMatchObject({ withdrawn: false, state: 'MISSING' });
});

test('亮码检查率 counts this year’s checks of enterprises that are due, and says over how many', async () => {
  const before = (await codes().list({ filter: 'ALL', words: '', offset: 0, limit: 1 })).rate;
  const day = { issuedOn: '2026-07-03', checkOn: '2026-07-03' };
  const shownOne = await registered(day);
  await codes().shown({ codeId: shownOne, how: 'CODE', at: '2026-07-03T03:00:00.000Z' });
  await registered(day);
  await registered({ ...day, kind: 'PATROL' });
  await registered({ issuedOn: '2025-12-30', checkOn: '2025-12-30' });
  await registered();
  const { rate } = await codes().list({ filter: 'ALL', words: '', offset: 0, limit: 1 });
  expect(rate).toEqual({ year: 2026, shown: before.shown + 1, due: before.due + 2, patrols: false });
});

test('the list is found by words and by how it stands, page by page', async () => {
  const unlike = await registered({ partyName: '望湖路样例药店', matter: '药品陈列' });
  const ask = (over: object) => codes('leader').list({ filter: 'ALL', words: '', offset: 0, limit: 200, ...over });
  expect((await ask({ words: '样例药店' })).rows.map((row) => row.id)).toEqual([unlike]);
  expect((await ask({ words: '药品陈' })).total).toBe(1);
  // What a pattern would take for any letter is a letter.
  const signs = await registered({ text: `${address('signs')}&a=%20_x`, checkOn: '2026-07-09' });
  const found = (words: string, limit = 5) =>
    town
      .office()
      .inspections.found(words, limit)
      .map((row) => row.id);
  expect([found('%20_X'), found('%2_'), found('药品陈')]).toEqual([[signs], [], [unlike]]);
  expect(found('EXAMPLE.invalid', 1)).toEqual([signs]);
  expect((await ask({ words: '%20_x' })).total).toBe(1);
  const all = await ask({});
  expect(all.tally.ALL).toBe(all.total);
  for (const filter of ['BOUND', 'MISSING', 'SHOWN', 'SCANNED', 'EVALUATED', 'MISSED', 'WITHDRAWN'] as const)
    expect((await ask({ filter })).total).toBe(all.tally[filter]);
  expect((await ask({ offset: 1, limit: 2 })).rows).toEqual(all.rows.slice(1, 3));
});

test('a scanned or searched code opens its page; an address is offered to those who may register it, to others not', async () => {
  const text = address('scan-me');
  const lead = town.sit('lead');
  const offer = { kind: 'NEW_CODE', id: text, title: '登记这个行政行为码', text };
  expect(await lead.cases.scanned({ text })).toEqual(offer);
  expect(await lead.cases.find({ query: text })).toEqual([offer]);
  expect(await codeOf(() => town.sit('leader').cases.scanned({ text }))).toBe('SCAN-102');
  expect(await town.sit('leader').cases.find({ query: text })).toEqual([]);
  const codeId = await registered({ text, partyName: '望湖路样例饭店' });
  for (const who of ['lead', 'leader', 'intake', 'cashier'] as const) {
    const found = { kind: 'CODE', id: codeId, title: '望湖路样例饭店 餐饮油烟排放' };
    expect(await town.sit(who).cases.scanned({ text: ` ${text}` })).toMatchObject(found);
    expect(await town.sit(who).cases.find({ query: text })).toMatchObject([found]);
    expect(await town.sit(who).cases.find({ query: '望湖路样例饭' })).toMatchObject([found]);
  }
  // A part of it is another text. Something that is no address is not offered.
  expect(await lead.cases.scanned({ text: text.slice(0, -1) })).toMatchObject({ kind: 'NEW_CODE' });
  expect(await codeOf(() => lead.cases.scanned({ text: 'XZXW-2026-000001' }))).toBe('SCAN-101');
  await registered({ text: 'XZXW-2026-000001' });
  expect(await lead.cases.scanned({ text: 'XZXW-2026-000001' })).toMatchObject({ kind: 'CODE' });
  const hosts = (value: string) =>
    town.sitAdmin().settings.setParameter({ key: 'inspectionCodeHosts', value, reason: '省平台网址已公布' });
  await hosts('code.example.com');
  expect(await codeOf(() => lead.cases.scanned({ text: address('new') }))).toBe('SCAN-102');
  expect(await lead.cases.scanned({ text: 'https://code.example.com/1' })).toMatchObject({ kind: 'NEW_CODE' });
  expect(await lead.cases.scanned({ text })).toMatchObject({ kind: 'CODE' });
  expect(await codeOf(() => hosts('https://code.example.com/'))).toBe('SET-105');
  await hosts('');
});

test('who looks at a code is written down; the administrators see nothing of it', async () => {
  const codeId = await registered();
  await codes('leader').page({ codeId });
  const admin = town.sitAdmin();
  expect(await codeOf(() => admin.inspections.codes.page({ codeId }))).toBe('PPL-112');
  expect(await codeOf(() => admin.inspections.codes.list({ filter: 'ALL', words: '', offset: 0, limit: 1 }))).toBe(
    'PPL-112',
  );
  const looks = town
    .office()
    .ledger.read.all<{ actor: string; detail: string }>(
      sql`SELECT actor, detail FROM ledger_access WHERE subject = ${codeId}`,
    );
  expect(looks).toContainEqual({ actor: town.staff.leader, detail: '查看行政行为码登记' });
});

test('replaying the journal gives the same tables, also after the office was closed and opened', async () => {
  const ask = { filter: 'ALL' as const, words: '', offset: 0, limit: 200 };
  const before = await codes().list(ask);
  await town.reopen();
  expect(await codes().list(ask)).toEqual(before);
  const dataKey = await unlockWithPassphrase(town.dir, PASSPHRASE);
  expect(await replay({ dir: town.dir, dataKey, modules })).toMatchObject({ ok: true, differences: [] });
});

test('a ledger made before there was a register gets its tables when it is opened', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'before-codes-'));
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  const clock = () => new Date();
  const older = modules.filter((one) => one.projection !== inspectionsProjection);
  (await createLedger({ dir, dataKey, modules: older, clock, kind: 'demo', deskName: '旧' })).close();
  const ledger = await openLedger({ dir, dataKey, modules, clock });
  expect(ledger.read.select().from(codeTable).all()).toEqual([]);
  ledger.close();
  rmSync(dir, { recursive: true });
});
