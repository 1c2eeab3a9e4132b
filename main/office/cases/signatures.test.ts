import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fromInkml } from '../documents/inkml.ts';
import type { Signature } from '../documents/signature.ts';
import {
  begun,
  codeOf,
  decisionOf,
  filled,
  inventDrawing,
  numbered,
  openTown,
  PASSWORD,
  type Person,
  readyToDeliver,
  type Town,
} from './town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-07-20');
});
afterAll(() => town.close());

const fileOf = (sha256: string) => join(town.dir, 'files', sha256.slice(0, 2), sha256);
/** Flips one byte of a stored file while `look` looks. */
async function withFlippedByte<T>(sha256: string, look: () => Promise<T>): Promise<T> {
  const path = fileOf(sha256);
  const stored = readFileSync(path);
  const changed = Buffer.from(stored);
  const at = changed.length - 7;
  changed[at] = (changed[at] ?? 0) ^ 1;
  writeFileSync(path, changed);
  try {
    return await look();
  } finally {
    writeFileSync(path, stored);
  }
}

const sign = (documentId: string, role: 'OFFICER_1' | 'OFFICER_2', who: Person | undefined, password = PASSWORD) =>
  codeOf(() =>
    town.sit('lead').documents.sign({
      ...{ documentId, role, drawing: inventDrawing('签名') },
      ...(who === undefined ? {} : { credentials: { number: town.numberOf(who), password } }),
    }),
  );

test('an officer signs under his own credentials, once', async () => {
  const caseId = await numbered(town, filled(town));
  const documentId = decisionOf(town, caseId);
  expect(await sign(documentId, 'OFFICER_1', undefined)).toBe('DOC-205');
  expect(await sign(documentId, 'OFFICER_1', 'second')).toBe('DOC-206');
  expect(await sign(documentId, 'OFFICER_2', 'lead')).toBe('DOC-206');
  expect(await sign(documentId, 'OFFICER_1', 'lead', 'Wrong@2026')).toBe('PPL-102');
  expect(await sign(documentId, 'OFFICER_1', 'lead')).toBe('OK');
  expect(await sign(documentId, 'OFFICER_1', 'lead')).toBe('DOC-204');
  expect(await sign(documentId, 'OFFICER_2', 'second')).toBe('OK');
  const { documents } = town.office().cases.page(caseId);
  // The officer signs once; record and decision each bind it to their own bytes.
  for (const paper of documents) {
    expect(paper.signatures.filter((one) => one.role !== 'PARTY').map((one) => one.state)).toEqual([
      'SIGNED',
      'SIGNED',
    ]);
  }
  const record = documents.find((one) => one.paper === 'D30')?.id ?? '';
  expect(await sign(record, 'OFFICER_1', 'lead')).toBe('DOC-204');
  const lead = town.sit('lead');
  const drawing = inventDrawing('某');
  expect(await codeOf(() => lead.documents.sign({ documentId, role: 'WITNESS', drawing }))).toBe('DOC-203');
  expect(
    await codeOf(() => lead.documents.sign({ documentId, role: 'PARTY', drawing: { ...drawing, strokes: [] } })),
  ).toBe('SYS-422');
  await lead.documents.sign({ documentId, role: 'PARTY', drawing });
  expect(await codeOf(() => lead.documents.refuseSign({ documentId, reason: '不服', witness: '王文书' }))).toBe(
    'DOC-204',
  );
});

test('five wrong passwords while signing lock the account; the paper waits', async () => {
  const who = { officerIds: [town.staff.lead, town.staff.third] };
  const caseId = await numbered(town, filled(town, { who }));
  const documentId = decisionOf(town, caseId);
  for (let i = 0; i < 4; i += 1) expect(await sign(documentId, 'OFFICER_2', 'third', 'Wrong@2026')).toBe('PPL-102');
  expect(await sign(documentId, 'OFFICER_2', 'third', 'Wrong@2026')).toBe('PPL-103');
  expect(await sign(documentId, 'OFFICER_2', 'third')).toBe('PPL-103');
  town.on('2026-07-20', '11:00');
  expect(await sign(documentId, 'OFFICER_2', 'third')).toBe('OK');
  town.on('2026-07-20');
});

test('a changed paper, signature or signed copy is found; untouched ones are not accused', async () => {
  const caseId = await readyToDeliver(town, filled(town));
  await town.office().cases.steps.deliver(town.staff.lead, caseId);
  const documentId = decisionOf(town, caseId);
  const { documents, ledger } = town.office();
  const row = documents.record(documentId);
  const verify = () => town.sit('lead').documents.verify({ documentId });
  expect(await verify()).toEqual({ ok: true, findings: [] });
  expect(row.signatures).toHaveLength(3);
  for (const sha256 of [row.sha256, row.signedSha256, ...row.signatures.map((one) => one.sha256)]) {
    const found = await withFlippedByte(sha256 ?? '', verify);
    expect(found).toEqual({ ok: false, findings: [expect.stringContaining('不一致')] });
  }
  expect(await verify()).toEqual({ ok: true, findings: [] });

  // A signature binds these bytes and no others, even where somebody could store his own.
  const text = new TextDecoder().decode(await ledger.files.get(row.signatures[0]?.sha256 ?? ''));
  const signature = fromInkml(text) as Signature;
  expect(signature).toMatchObject({ documentSha256: row.sha256, signerName: '周立诚', signerIdMasked: '' });
  expect(signature.strokes[0]?.[0]).toEqual({ x: expect.any(Number), y: expect.any(Number), p: 0.5, t: 0 });
});

test('the party’s number stands masked in the signature; the signed copy is made once and beside the original', async () => {
  const content = filled(town);
  const caseId = await numbered(town, content);
  const documentId = decisionOf(town, caseId);
  const before = town.office().documents.record(documentId).sha256;
  await sign(documentId, 'OFFICER_1', 'lead');
  await sign(documentId, 'OFFICER_2', 'second');
  const lead = town.sit('lead');
  const done = await lead.documents.sign({ documentId, role: 'PARTY', drawing: inventDrawing('吴小满') });
  expect(done).toMatchObject({ state: 'SIGNED', sha256: before, signedSha256: expect.any(String) });
  const { signing, ledger, documents } = town.office();
  const again = await signing.signedCopy(town.staff.lead, documentId);
  expect(again.signedSha256).toBe(done.signedSha256);
  await lead.cases.deliver({ caseId });
  const copies = ledger.journal.bySubject(documentId).filter((one) => one.kind === 'document.signed-copy-made');
  expect(copies).toHaveLength(1);
  const sha256 = documents.record(documentId).signatures.find((one) => one.role === 'PARTY')?.sha256 ?? '';
  const text = new TextDecoder().decode(await ledger.files.get(sha256));
  expect(text).toContain('********');
  expect(text).not.toContain(content.party.idNo);
});

test('a record signed by nobody but the party does not stop the delivery; signed later it gets its copy and is bound', async () => {
  const content = filled(town, { penalty: { kind: 'WARNING', fineFen: 0, tier: '' } });
  const draft = begun(town, content);
  const { steps, after, bind, page } = town.office().cases;
  await steps.inform(town.staff.lead, draft.id);
  await steps.number(town.staff.lead, draft.id);
  const documentId = decisionOf(town, draft.caseId);
  // Straight on the decision, as if the desk had died before it came to the record.
  for (const [role, who] of [
    ['OFFICER_1', 'lead'],
    ['OFFICER_2', 'second'],
  ] as const) {
    await town.office().signing.sign(town.staff.lead, {
      ...{ documentId, role, drawing: inventDrawing(who), idMasked: '' },
      credentials: { number: town.numberOf(who), password: PASSWORD },
    });
  }
  await town
    .office()
    .signing.sign(town.staff.lead, { documentId, role: 'PARTY', drawing: inventDrawing('某'), idMasked: '' });
  await steps.deliver(town.staff.lead, draft.caseId);
  expect(page(draft.caseId).missing).toContain('《陈述申辩记录》签名不全');
  const record = page(draft.caseId).documents.find((one) => one.paper === 'D30')?.id ?? '';
  expect(await sign(record, 'OFFICER_1', 'lead')).toBe('OK');
  expect(await sign(record, 'OFFICER_2', 'second')).toBe('OK');
  expect(town.office().documents.get(record)).toMatchObject({ state: 'SIGNED', signedSha256: expect.any(String) });
  await after.record(town.staff.lead, draft.caseId);
  await after.close(town.staff.leader, draft.caseId);
  expect(page(draft.caseId).missing).not.toContain('《陈述申辩记录》签名不全');
  await bind(town.staff.archivist, draft.caseId);
});
