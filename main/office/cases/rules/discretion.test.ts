import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { powerItems } from '../../powers/data/index.ts';
import { defaultParameters } from '../../settings/parameters.ts';
import type { Tier } from './age.ts';
import { checkAmount, checkTier, discretionHint, type FineRange, tiersOf } from './discretion.ts';

const yuanRange = (min: number, max: number): FineRange => ({ minFen: min * 100, maxFen: max * 100 });
const bounds = (range: FineRange) =>
  tiersOf(range, defaultParameters).map((t) => [t.code, t.minFen / 100, t.maxFen / 100]);

test('§3.3 thirds of 30 % and 70 %, mitigated down to 10 % of the lower limit', () => {
  expect(bounds(yuanRange(100, 1000))).toEqual([
    ['MITIGATED', 10, 100],
    ['LIGHT', 100, 370],
    ['NORMAL', 370, 730],
    ['HEAVY', 730, 1000],
  ]);
});

test('§3.3 “up to” starts at nothing and knows no mitigation', () => {
  expect(bounds(yuanRange(0, 50))).toEqual([
    ['LIGHT', 0, 15],
    ['NORMAL', 15, 35],
    ['HEAVY', 35, 50],
  ]);
});

test('§3.4 the computed tiers are the examples of all items', () => {
  for (const range of powerItems.flatMap((item) => item.ranges)) {
    if (range.kind !== 'FINE') continue;
    const computed = tiersOf({ minFen: range.minFen, maxFen: range.maxFen }, defaultParameters);
    expect(computed.filter(({ code }) => code !== 'MITIGATED')).toMatchObject(range.tiers);
  }
});

const facts = (range: FineRange, age: number | null = null, limit = 200) => ({ range, age, limitFen: limit * 100 });

test.each<[string, Tier, FineRange, number | null, string]>([
  ['light', 'LIGHT', yuanRange(50, 300), 30, 'ok'],
  ['heavy above the on-the-spot limit', 'HEAVY', yuanRange(50, 300), 30, 'CASE-282'],
  ['mitigated needs review and panel', 'MITIGATED', yuanRange(50, 300), 30, 'CASE-281'],
  ['mitigated without a lower limit', 'MITIGATED', yuanRange(0, 50), 30, 'CASE-280'],
  ['T12 normal for a party of 17', 'NORMAL', yuanRange(0, 50), 17, 'CASE-221'],
  ['T12 any tier for a party of 13', 'LIGHT', yuanRange(0, 50), 13, 'CASE-220'],
])('tier: %s', (_name, tier, range, age, code) => {
  const verdict = checkTier(tier, facts(range, age), defaultParameters);
  expect(verdict.ok ? 'ok' : verdict.code).toBe(code);
});

test.each<[number, Tier, string]>([
  [100, 'LIGHT', 'ok'],
  [369, 'LIGHT', 'ok'],
  [370, 'LIGHT', 'CASE-287'],
  [370, 'NORMAL', 'ok'],
  [730, 'NORMAL', 'CASE-287'],
  [730, 'HEAVY', 'ok'],
  [1000, 'HEAVY', 'ok'],
  [1001, 'HEAVY', 'CASE-285'],
  [99, 'LIGHT', 'CASE-286'],
  [99, 'MITIGATED', 'ok'],
  [10, 'MITIGATED', 'ok'],
  [9, 'MITIGATED', 'CASE-287'],
  [100, 'MITIGATED', 'CASE-287'],
  [0, 'MITIGATED', 'CASE-284'],
  [150.5, 'LIGHT', 'CASE-283'],
])('amount %d yuan in 100–1000, tier %s: %s', (yuan, tier, code) => {
  const verdict = checkAmount(
    { fineFen: Math.round(yuan * 100), tier, range: yuanRange(100, 1000) },
    defaultParameters,
  );
  expect(verdict.ok ? 'ok' : verdict.code).toBe(code);
});

test('the hint gives range, suggestion and the calculation in words', () => {
  const hint = discretionHint('NORMAL', facts(yuanRange(100, 1000), 30, 3000), defaultParameters);
  expect(hint).toMatchObject({
    tier: 'NORMAL',
    tierName: '一般',
    minFen: 37_000,
    maxFen: 73_000,
    suggestedFen: 55_000,
  });
  expect(hint.words).toBe(
    '法定罚款幅度为 100 元以上 1000 元以下，上下限相差 900 元；“一般”阶次自 100＋900×30%＝370 元（含）至 100＋900×70%＝730 元（不含）。',
  );
});

test('the hint says which tiers are closed and why', () => {
  const hint = discretionHint('LIGHT', facts(yuanRange(50, 300), 17), defaultParameters);
  expect(hint.tiers.map(({ code, allowed }) => [code, allowed])).toEqual([
    ['MITIGATED', false],
    ['LIGHT', true],
    ['NORMAL', false],
    ['HEAVY', false],
  ]);
  expect(hint.tiers.filter(({ allowed, why }) => allowed !== (why === ''))).toEqual([]);
});

test('a local benchmark replaces the computed tiers', () => {
  const range: FineRange = {
    ...yuanRange(50, 300),
    tiers: [
      { code: 'LIGHT', minFen: 5_000, maxFen: 10_000 },
      { code: 'NORMAL', minFen: 10_000, maxFen: 20_000 },
      { code: 'HEAVY', minFen: 20_000, maxFen: 30_000 },
    ],
  };
  const hint = discretionHint('NORMAL', facts(range, 30), defaultParameters);
  expect(hint).toMatchObject({ minFen: 10_000, maxFen: 20_000, suggestedFen: 15_000 });
  expect(hint.words).toContain('按裁量基准，“一般”阶次为 100 元（含）至 200 元（不含）');
});

test('whatever tier is open, its suggestion passes every check', () => {
  const ranges = powerItems.flatMap((item) => item.ranges).filter((range) => range.kind === 'FINE');
  fc.assert(
    fc.property(
      fc.constantFrom(...ranges),
      fc.constantFrom<Tier>('LIGHT', 'NORMAL', 'HEAVY'),
      fc.constantFrom(200, 3000),
      (range, tier, limit) => {
        const about = facts(range, 30, limit);
        fc.pre(checkTier(tier, about, defaultParameters).ok);
        const { suggestedFen } = discretionHint(tier, about, defaultParameters);
        expect(checkAmount({ fineFen: suggestedFen, tier, range }, defaultParameters)).toEqual({ ok: true });
        expect(suggestedFen).toBeLessThanOrEqual(limit * 100);
      },
    ),
  );
});
