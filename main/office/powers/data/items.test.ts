import { expect, test } from '@jest/globals';
import type { PartyType } from '../../../../preload/contract/subjects.ts';
import { defaultParameters } from '../../settings/parameters.ts';
import { findItems, isOrdinaryOnly, itemByCode, powerItems, rangeInWords, rangesFor } from './index.ts';

const codes = (query: string) => findItems(query).map(({ code }) => code);

test('CG001 to CG024 are all there, in order', () => {
  const expected = Array.from({ length: 24 }, (_, i) => `CG${String(i + 1).padStart(3, '0')}`);
  expect(powerItems.map(({ code }) => code)).toEqual(expected);
});

// domain.md §3.4 column trig
test('trigger modes are those of the table', () => {
  expect(powerItems.map(({ trigger }) => trigger).join('')).toBe('ROOOOIISIIIIIIRIIIWIOIIO');
});

// domain.md §3.6: CG007, CG010, CG012–CG019
test('ten items wait for the environmental code', () => {
  const waiting = powerItems.filter(({ needsRemap }) => needsRemap).map(({ code }) => code);
  expect(waiting).toEqual(['CG007', 'CG010', 'CG012', 'CG013', 'CG014', 'CG015', 'CG016', 'CG017', 'CG018', 'CG019']);
});

// domain.md §3.4: ranges and example tiers in yuan: min, light/normal, normal/heavy, max
test.each<[string, 'PERSON' | 'UNIT', string, number, number, number, number]>([
  ['CG001', 'PERSON', '', 0, 15, 35, 50],
  ['CG002', 'PERSON', '', 100, 370, 730, 1000],
  ['CG003', 'UNIT', '', 500, 1250, 2250, 3000],
  ['CG004', 'UNIT', '', 500, 1250, 2250, 3000],
  ['CG004', 'PERSON', '', 200, 440, 760, 1000],
  ['CG005', 'PERSON', '', 50, 125, 225, 300],
  ['CG006', 'PERSON', '', 20, 29, 41, 50],
  ['CG007', 'PERSON', '', 100, 220, 380, 500],
  ['CG008', 'PERSON', '', 200, 740, 1460, 2000],
  ['CG008', 'UNIT', '', 50000, 185000, 365000, 500000],
  ['CG009', 'UNIT', '', 500, 1850, 3650, 5000],
  ['CG009', 'UNIT', '情节严重', 5000, 12500, 22500, 30000],
  ['CG010', 'UNIT', '', 100000, 370000, 730000, 1000000],
  ['CG010', 'PERSON', '', 0, 60, 140, 200],
  ['CG011', 'UNIT', '施工单位', 10000, 37000, 73000, 100000],
  ['CG012', 'PERSON', '', 2000, 7400, 14600, 20000],
  ['CG013', 'PERSON', '秸秆、落叶', 500, 950, 1550, 2000],
  ['CG014', 'UNIT', '', 5000, 18500, 36500, 50000],
  ['CG015', 'UNIT', '', 10000, 37000, 73000, 100000],
  ['CG016', 'PERSON', '', 500, 6350, 14150, 20000],
  ['CG017', 'UNIT', '', 10000, 37000, 73000, 100000],
  ['CG018', 'UNIT', '', 5000, 18500, 36500, 50000],
  ['CG018', 'UNIT', '拒不改正', 50000, 95000, 155000, 200000],
  ['CG019', 'PERSON', '', 200, 440, 760, 1000],
  ['CG022', 'UNIT', '', 0, 6000, 14000, 20000],
  ['CG023', 'PERSON', '未牵领、弃养', 0, 60, 140, 200],
  ['CG024', 'UNIT', '户外广告设施', 1000, 3700, 7300, 10000],
])('%s %s %s: %i, %i, %i, %i yuan', (code, party, label, min, light, normal, max) => {
  const range = itemByCode(code)?.ranges.find((r) => r.party === party && r.label === label);
  expect(range).toMatchObject({
    kind: 'FINE',
    minFen: min * 100,
    maxFen: max * 100,
    tiers: [
      { code: 'LIGHT', minFen: min * 100, maxFen: light * 100 },
      { code: 'NORMAL', minFen: light * 100, maxFen: normal * 100 },
      { code: 'HEAVY', minFen: normal * 100, maxFen: max * 100 },
    ],
  });
});

test('CG020 is a share of the building cost, CG021 has no fine', () => {
  expect(itemByCode('CG020')?.ranges[0]).toMatchObject({ kind: 'RATIO', minPercent: 5, maxPercent: 10 });
  expect(itemByCode('CG021')?.ranges.map(({ kind }) => kind)).toEqual(['NONE', 'NONE']);
});

test('every item names what was violated and what the penalty stands on', () => {
  const bad = powerItems.filter(({ statutes }) => {
    const roles = statutes.map(({ role }) => role);
    return !roles.includes('BOTH') && !(roles.includes('VIOLATED') && roles.includes('PENALTY'));
  });
  expect(bad).toEqual([]);
});

test.each([
  ['CG006', 'CG006'],
  ['cg006', 'CG006'],
  ['烟蒂', 'CG006'],
  ['扔烟头', 'CG006'],
  ['牛皮癣', 'CG005'],
  ['烧烤', 'CG016'],
  ['lg', 'CG023'],
  ['ltsk', 'CG016'],
  ['dwjy', 'CG002'],
  ['zhandao', 'CG001'],
  ['luandao', 'CG007'],
  ['shaok', 'CG016'],
  ['城乡规划法 村', 'CG021'],
])('searching %s finds %s', (query, code) => {
  expect(codes(query)).toContain(code);
});

test('the best match comes first', () => {
  expect(codes('占道')[0]).toBe('CG001');
  expect(codes('CG021')[0]).toBe('CG021');
  expect(codes('lgbqs')).toEqual([]);
  expect(codes('bqs')).toEqual(['CG023']);
  // Letters begin at a syllable: no item has the syllable hand or andao.
  expect(codes('andao')).toEqual([]);
});

test('every word must match, an empty query lists all', () => {
  expect(codes('噪声 装修')).toEqual(['CG019']);
  expect(codes('噪声 狗证')).toEqual([]);
  expect(codes('  ')).toHaveLength(24);
});

test('a sole trader is a person or a unit by parameter', () => {
  const item = itemByCode('CG004');
  if (!item) throw new Error('CG004 is missing');
  const words = (person: boolean) => rangesFor(item, 'SOLE_TRADER', person).map(rangeInWords);
  expect(words(true)).toEqual(['200～1000 元']);
  expect(words(false)).toEqual(['500～3000 元']);
  expect(rangesFor(item, 'COMPANY', true)[0]?.party).toBe('UNIT');
});

test.each([
  ['CG001', '50 元以下'],
  ['CG010', '10 万～100 万元'],
  ['CG020', '建设工程造价 5%～10%'],
  ['CG021', '无罚款'],
])('the range of %s in words is %s', (code, words) => {
  expect(itemByCode(code)?.ranges.map(rangeInWords)).toContain(words);
});

test.each<[string, PartyType, boolean]>([
  ['CG007', 'CITIZEN', false],
  ['CG001', 'CITIZEN', false],
  // 2000 yuan at least, more than a citizen may be fined on the spot.
  ['CG012', 'CITIZEN', true],
  ['CG012', 'COMPANY', false],
  // A share of the building cost; only when serious; no fine for a unit.
  ['CG020', 'CITIZEN', true],
  ['CG008', 'CITIZEN', true],
  ['CG006', 'COMPANY', true],
  // One of its variants is open.
  ['CG009', 'COMPANY', false],
])('%s by a %s is for the ordinary procedure only: %s', (code, party, expected) => {
  const item = itemByCode(code);
  expect(item && isOrdinaryOnly(item, party, defaultParameters)).toBe(expected);
});
