import { expect, test } from '@jest/globals';
import type { AccessEntry } from './ledger/types.ts';
import { createViewed } from './views.ts';

test('a screen that fetches again is one look; another officer, another thing or a later look is another', () => {
  let now = 0;
  const written: AccessEntry[] = [];
  const viewed = createViewed({ looked: (entry) => void written.push(entry) }, () => now);
  viewed('甲', 'case-1', '查看案件');
  viewed('甲', 'case-1', '查看案件');
  viewed('乙', 'case-1', '查看案件');
  viewed('甲', 'case-2', '查看案件');
  now = 4 * 60_000;
  viewed('甲', 'case-1', '查看案件');
  expect(written.map(({ actor, subject }) => [actor, subject])).toEqual([
    ['甲', 'case-1'],
    ['乙', 'case-1'],
    ['甲', 'case-2'],
  ]);
  now = 5 * 60_000;
  viewed('甲', 'case-1', '查看案件');
  expect(written).toHaveLength(4);
});

test('a look that could not be written is tried again', () => {
  let full = true;
  const written: AccessEntry[] = [];
  const looked = (entry: AccessEntry) => {
    if (full) throw new Error('disk full');
    written.push(entry);
  };
  const viewed = createViewed({ looked }, () => 0);
  expect(() => viewed('甲', 'case-1', '查看案件')).toThrow('disk full');
  full = false;
  viewed('甲', 'case-1', '查看案件');
  expect(written).toHaveLength(1);
});
