import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decisionOf, filled, numbered, openTown, type Town } from '../cases/town-in-test.ts';

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
