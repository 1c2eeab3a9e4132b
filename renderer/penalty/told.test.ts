import { expect, test } from '@jest/globals';
import { draftContent } from '../../preload/contract/cases.ts';
import { withToldKept } from './told.ts';

const SIGN = { drawing: null, refused: true, refusalReason: '未说明理由', witness: '李某' };
const TOLD = draftContent.parse({
  party: { partyType: 'CITIZEN', name: '王小明' },
  penalty: { fineFen: 5000, tier: 'LIGHT' },
  notice: { toldOrally: true, defence: 'NONE', sign: SIGN },
});

test('another amount must be told and signed again (T10)', () => {
  const after = withToldKept(TOLD, { ...TOLD, penalty: { ...TOLD.penalty, fineFen: 10_000 } });
  expect(after.notice).toMatchObject({ toldOrally: false, defence: 'NONE', sign: { refused: false } });
});

test('a changed defence only asks for a new signature', () => {
  const after = withToldKept(TOLD, { ...TOLD, notice: { ...TOLD.notice, defence: 'MADE' } });
  expect(after.notice).toMatchObject({ toldOrally: true, defence: 'MADE', sign: { refused: false } });
});

test('the signature itself, the reason of a tier and the ticket number leave everything as told', () => {
  const signed = { ...TOLD, notice: { ...TOLD.notice, sign: { ...SIGN, witness: '张某' } } };
  expect(withToldKept(TOLD, signed)).toBe(signed);
  const ticket = { ...TOLD, penalty: { ...TOLD.penalty, ticketNo: '0012345', tierReason: '初次违法' } };
  expect(withToldKept(TOLD, ticket)).toBe(ticket);
});
