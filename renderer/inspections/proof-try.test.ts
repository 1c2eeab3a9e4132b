import { expect, test } from '@jest/globals';
import { proofTry } from './proof-try.ts';

test('the same picture keeps its id from try to try; another picture, kind or code gets its own', () => {
  const given = { codeId: 'a', kind: 'SCAN' as const, picture: 'AAAA' };
  const first = proofTry(null, given);
  expect(proofTry(first, { ...given })).toEqual(first);
  for (const other of [{ codeId: 'b' }, { kind: 'CODE_PICTURE' as const }, { picture: 'BBBB' }])
    expect(proofTry(first, { ...given, ...other }).proofId).not.toBe(first.proofId);
});
