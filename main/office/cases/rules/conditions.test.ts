import { expect, test } from '@jest/globals';
import { itemByCode } from '../../powers/data/index.ts';
import { defaultParameters } from '../../settings/parameters.ts';
import { checkAge, checkAgeTier, type Tier } from './age.ts';
import { checkExemption, checkFirstViolation, type EarlierMatter } from './first-violation.ts';
import { checkTimeBar } from './time-bar.ts';
import { checkTrigger, type OrderFacts } from './trigger.ts';
import type { Verdict } from './verdict.ts';

const code = (verdict: Verdict) => (verdict.ok ? 'ok' : verdict.code);

test.each([
  [13, 'CASE-220'],
  [14, 'ok'],
  [17, 'ok'],
  [18, 'ok'],
  [null, 'ok'],
])('T12 a party of %p: %s', (age, expected) => {
  expect(code(checkAge(age))).toBe(expected);
});

test.each<[number | null, Tier, string]>([
  [13, 'LIGHT', 'CASE-220'],
  [14, 'LIGHT', 'ok'],
  [17, 'MITIGATED', 'ok'],
  [17, 'LIGHT', 'ok'],
  [17, 'NORMAL', 'CASE-221'],
  [17, 'HEAVY', 'CASE-221'],
  [18, 'HEAVY', 'ok'],
  [null, 'HEAVY', 'ok'],
])('T12 a party of %p and tier %s: %s', (age, tier, expected) => {
  expect(code(checkAgeTier(age, tier))).toBe(expected);
});

test.each([
  ['three years ago', '2023-11-20', '2026-11-20', false, 'CASE-230'],
  ['the last day of two years', '2024-11-20', '2026-11-20', false, 'ok'],
  ['a day later', '2024-11-19', '2026-11-20', false, 'CASE-230'],
  ['three years ago with harm to life', '2023-11-20', '2026-11-20', true, 'ok'],
  ['over five years with harm', '2021-11-19', '2026-11-20', true, 'CASE-230'],
  ['29 February', '2024-02-29', '2026-02-28', false, 'ok'],
  ['after it was found', '2026-11-21', '2026-11-20', false, 'CASE-231'],
])('T13 time bar, %s', (_name, endedOn, foundOn, serious, expected) => {
  expect(code(checkTimeBar({ endedOn, foundOn, serious }, defaultParameters))).toBe(expected);
});

const order = (state: OrderFacts['state']): OrderFacts => ({
  number: '责改〔2026〕第0001号',
  state,
  recheckOn: '2026-11-25',
});

test.each(['CG001', 'CG002', 'CG003', 'CG004', 'CG005', 'CG015', 'CG021', 'CG024'])(
  'T07 %s corrected in time closes the fine',
  (itemCode) => {
    const trigger = itemByCode(itemCode)?.trigger ?? 'I';
    const result = checkTrigger({ trigger, rangeKind: 'FINE', order: order('CORRECTED') });
    expect([code(result.verdict), result.wayOut]).toEqual(['CASE-240', 'NO_PENALTY']);
  },
);

test.each([
  ['I', 'FINE', null, 'ok', 'NONE'],
  ['O', 'FINE', null, 'CASE-242', 'CORRECTION_ORDER'],
  ['R', 'FINE', null, 'CASE-242', 'CORRECTION_ORDER'],
  ['O', 'NONE', null, 'CASE-242', 'CORRECTION_ORDER'],
  ['O', 'FINE', 'ISSUED', 'CASE-245', 'CORRECTION_ORDER'],
  ['O', 'FINE', 'NOT_CORRECTED', 'ok', 'NONE'],
  ['O', 'FINE', 'PARTLY', 'ok', 'NONE'],
  ['R', 'FINE', 'PARTLY', 'CASE-246', 'CORRECTION_ORDER'],
  ['R', 'FINE', 'REFUSED', 'ok', 'NONE'],
  ['R', 'FINE', 'NOT_CORRECTED', 'ok', 'NONE'],
  ['O', 'NONE', 'NOT_CORRECTED', 'CASE-243', 'ORDINARY_PROCEDURE'],
  ['S', 'FINE', null, 'CASE-241', 'ORDINARY_PROCEDURE'],
  ['W', 'FINE', null, 'CASE-241', 'ORDINARY_PROCEDURE'],
  ['I', 'NONE', null, 'CASE-243', 'ORDINARY_PROCEDURE'],
  ['I', 'RATIO', null, 'CASE-244', 'ORDINARY_PROCEDURE'],
] as const)('T07 mode %s with %s, order %s: %s, way out %s', (trigger, rangeKind, state, expected, wayOut) => {
  const result = checkTrigger({ trigger, rangeKind, order: state === null ? null : order(state) });
  expect([code(result.verdict), result.wayOut]).toEqual([expected, wayOut]);
  if (wayOut === 'ORDINARY_PROCEDURE')
    expect(result.verdict).toMatchObject({ sentence: expect.stringContaining('需走普通程序') });
});

const earlier = (kind: EarlierMatter['kind'], on: string): EarlierMatter => ({
  kind,
  on,
  number: '温〔2025〕第0003号',
});

test.each([
  ['nothing earlier', true, [], 'ok'],
  ['exempted a year ago', true, [earlier('FIRST_VIOLATION', '2025-11-20')], 'CASE-251'],
  ['penalised a year ago', true, [earlier('PENALTY', '2025-11-20')], 'CASE-251'],
  ['exempted exactly two years ago', true, [earlier('FIRST_VIOLATION', '2024-11-20')], 'CASE-251'],
  ['exempted longer ago', true, [earlier('FIRST_VIOLATION', '2024-11-19')], 'ok'],
  ['item that does not allow it', false, [], 'CASE-250'],
])('T14 first violation, %s', (_name, itemAllows, matters, expected) => {
  const facts = { itemAllows, on: '2026-11-20', earlier: matters, order: null };
  expect(code(checkFirstViolation(facts, defaultParameters))).toBe(expected);
});

test('T14 the earlier matters are listed', () => {
  const facts = {
    itemAllows: true,
    on: '2026-11-20',
    earlier: [earlier('FIRST_VIOLATION', '2025-11-20')],
    order: null,
  };
  expect(checkFirstViolation(facts, defaultParameters)).toMatchObject({
    sentence: expect.stringContaining('2025-11-20 首违免罚 温〔2025〕第0003号'),
  });
});

test('T14 the look-back is a parameter', () => {
  const facts = { itemAllows: true, on: '2026-11-20', earlier: [earlier('PENALTY', '2025-11-19')], order: null };
  expect(checkFirstViolation(facts, { ...defaultParameters, firstViolationYears: 1 }).ok).toBe(true);
});

test.each([
  [true, true, true, 'ok'],
  [false, true, true, 'CASE-252'],
  [true, false, true, 'CASE-253'],
  [true, true, false, 'CASE-254'],
])('T14 exemption: harmless %s, corrected %s, signed %s: %s', (harmless, corrected, signed, expected) => {
  const facts = { itemAllows: true, on: '2026-11-20', earlier: [], order: null, harmless, corrected, signed };
  expect(code(checkExemption(facts, defaultParameters))).toBe(expected);
});

test.each([
  ['ISSUED', 'CASE-255'],
  ['PARTLY', 'CASE-255'],
  ['NOT_CORRECTED', 'CASE-255'],
  ['REFUSED', 'CASE-255'],
  ['CORRECTED', 'ok'],
] as const)('T14 a correction order that is %s: %s', (state, expected) => {
  const order = { number: '青溪责改〔2026〕第0001号', state, recheckOn: '2026-11-25' };
  const facts = { itemAllows: true, on: '2026-11-20', earlier: [], order };
  expect(code(checkFirstViolation(facts, defaultParameters))).toBe(expected);
});
