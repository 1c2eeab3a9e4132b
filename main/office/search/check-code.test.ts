import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeOf, decisionOf, filled, numbered, openTown, type Town } from '../cases/town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-07-06');
});
afterAll(() => town.close());

test('the check code of a paper, typed or scanned from its QR, finds that paper and its case alone', async () => {
  const caseId = await numbered(town, filled(town));
  await numbered(town, filled(town));
  const lead = town.sit('lead');
  const paper = await lead.documents.get({ documentId: decisionOf(town, caseId) });
  const found = [
    {
      ...{ kind: 'PAPER', id: paper.id, caseId, title: '当场行政处罚决定书' },
      text: `${paper.number} 查验码 ${paper.checkCode}`,
    },
  ];
  expect(paper.checkCode).toMatch(/^[0-9a-f]{8}$/);
  expect(await lead.cases.find({ query: paper.checkCode })).toEqual(found);
  expect(await lead.cases.find({ query: ` ${paper.checkCode.toUpperCase()} ` })).toEqual(found);
  // What the QR of the paper and of the receipt say.
  expect(await lead.cases.find({ query: `${paper.number} ${paper.checkCode}` })).toEqual(found);
  // A number alone finds the case; other letters find no paper.
  expect((await lead.cases.find({ query: paper.number })).map((one) => one.kind)).toContain('CASE');
  expect((await lead.cases.find({ query: 'ffffffff' })).filter((one) => one.kind === 'PAPER')).toEqual([]);
  await town.sit('leader').cases.voidDecision({ caseId, reason: '违法地点写错', reissue: false });
  expect(await lead.cases.find({ query: paper.checkCode })).toMatchObject([
    { id: paper.id, text: expect.stringMatching(/已作废$/) },
  ]);
});

test('a scanned code opens exactly what it stands for, and what it does not know it says back', async () => {
  const caseId = await numbered(town, filled(town));
  const lead = town.sit('lead');
  const paper = await lead.documents.get({ documentId: decisionOf(town, caseId) });
  for (const text of [paper.checkCode, `${paper.number} ${paper.checkCode}`, `?? 1? ${paper.checkCode} `]) {
    expect(await lead.cases.scanned({ text })).toMatchObject({ kind: 'PAPER', id: paper.id, caseId });
  }
  const [row] = (await lead.cases.find({ query: paper.number })).filter((one) => one.kind === 'CASE');
  expect(await lead.cases.scanned({ text: paper.number })).toEqual(row);
  // A part of a number, a name, a code of a shop: the search may guess, a scan never does.
  for (const text of [paper.number.slice(0, -2), '6901234567892', 'ffffffff', '张三']) {
    expect(await codeOf(() => lead.cases.scanned({ text }))).toBe('SCAN-101');
  }
  await expect(lead.cases.scanned({ text: `${'长'.repeat(60)}` })).rejects.toMatchObject({
    message: expect.stringContaining(`「${'长'.repeat(40)}…」`),
  });
  // An address is said back to those who may not register a code (main/office/inspections has the others).
  const address = { text: 'https://example.gov.cn/code?id=1' };
  expect(await codeOf(() => town.sit('leader').cases.scanned(address))).toBe('SCAN-102');
});
