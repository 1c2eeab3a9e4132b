import { expect, test } from '@jest/globals';
import { placed } from './places.ts';

const first = placed(new Map(), ['a', 'b', 'c'], { batchId: 'one', title: '营业执照' });

test('pages that are stored together are numbered together', () => {
  expect([...first.values()].map(({ page, pages }) => `${page}/${pages}`)).toEqual(['1/3', '2/3', '3/3']);
});

test('what is left after a refusal keeps its numbers and its name; what was taken since stands for itself', () => {
  const second = placed(first, ['b', 'c', 'd'], { batchId: 'two', title: '其他材料' });
  expect(second.get('b')).toEqual({ batchId: 'one', title: '营业执照', page: 2, pages: 3 });
  expect(second.get('c')).toEqual({ batchId: 'one', title: '营业执照', page: 3, pages: 3 });
  expect(second.get('d')).toEqual({ batchId: 'two', title: '其他材料', page: 1, pages: 1 });
});
