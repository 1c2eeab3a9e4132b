import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capitalAmount } from './capital-amount.ts';

// domain.md §2.6: 零元整, several zeros fall into one, 角分
test.each([
  [0, '零元整'],
  [10, '壹拾元整'],
  [50, '伍拾元整'],
  [100, '壹佰元整'],
  [200, '贰佰元整'],
  [305.06, '叁佰零伍元零陆分'],
  [0.5, '伍角整'],
  [0.05, '伍分'],
  [0.56, '伍角陆分'],
  [1.2, '壹元贰角整'],
  [1001, '壹仟零壹元整'],
  [1010, '壹仟零壹拾元整'],
  [3000, '叁仟元整'],
  [10000, '壹万元整'],
  [10001, '壹万零壹元整'],
  [10100, '壹万零壹佰元整'],
  [11000, '壹万壹仟元整'],
  [100000, '壹拾万元整'],
  [101000, '壹拾万零壹仟元整'],
  [1000001, '壹佰万零壹元整'],
  [1680.32, '壹仟陆佰捌拾元叁角贰分'],
  [107000.53, '壹拾万零柒仟元伍角叁分'],
  [100000000, '壹亿元整'],
  [100010000, '壹亿零壹万元整'],
  [1000000005, '壹拾亿零伍元整'],
])('%d yuan is %s', (yuan, words) => {
  expect(capitalAmount(Math.round(yuan * 100))).toBe(words);
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d fen is refused', (fen) => {
  expect(() => capitalAmount(fen)).toThrow(expect.objectContaining({ code: 'DOC-201' }));
});

/** Reads the words back, as a bank clerk would. */
function readBack(words: string): number {
  const units: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  let yuan = 0;
  let section = 0;
  let digit = 0;
  let fen = 0;
  for (const character of words) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character);
    if (value >= 0) digit = value;
    else if (character in units) {
      section += digit * (units[character] ?? 0);
      digit = 0;
    } else if (character === '万' || character === '亿') {
      const factor = character === '万' ? 10_000 : 100_000_000;
      if (section + digit === 0) yuan *= factor;
      else yuan += (section + digit) * factor;
      section = 0;
      digit = 0;
    } else if (character === '元') {
      yuan += section + digit;
      section = 0;
      digit = 0;
    } else if (character === '角') {
      fen += digit * 10;
      digit = 0;
    } else if (character === '分') {
      fen += digit;
      digit = 0;
    }
  }
  return yuan * 100 + fen;
}

const amounts = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999_999 }),
  fc.integer({ min: 0, max: 999 }).map((n) => n * 1_000_000),
  fc.integer({ min: 0, max: 9 }).chain((d) => fc.integer({ min: 0, max: 10 }).map((p) => d * 10 ** p)),
);

test('capital words read back to the same amount', () => {
  fc.assert(fc.property(amounts, (fen) => expect(readBack(capitalAmount(fen))).toBe(fen)));
});

test('no double zero, no zero before a unit, 整 exactly when there are no 分', () => {
  fc.assert(
    fc.property(amounts, (fen) => {
      const words = capitalAmount(fen);
      expect(words).not.toMatch(/零零|零[万亿角分]|.零元/);
      expect(words.endsWith('整')).toBe(fen % 10 === 0);
    }),
  );
});
