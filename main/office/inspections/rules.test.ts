import { expect, test } from '@jest/globals';
import { LONGEST_CODE } from '../../../preload/contract/inspections.ts';
import { type CodeFacts, codeTrouble, couldBeCode, countedAs, hostsOf, lookupOf, stateOf } from './rules.ts';

const facts = (over: Partial<CodeFacts> = {}): CodeFacts => ({
  ...{ kind: 'ENTERPRISE', checkOn: '2026-07-06', shownHow: null, proofDueAt: null, score: null, withdrawn: false },
  simulated: false,
  proofs: [],
  ...over,
});
const picture = (keptAt: string, kind: 'CODE_PICTURE' | 'SCAN' = 'CODE_PICTURE') => ({ kind, keptAt });
const DUE = '2026-07-07T02:00:00.000Z';
const oral = (...proofs: CodeFacts['proofs']) => facts({ shownHow: 'ORAL', proofDueAt: DUE, proofs });

// domain.md §4: BOUND→SHOWN→SCANNED→EVALUATED, exception MISSING.
test.each([
  ['BOUND', facts()],
  ['SHOWN', facts({ shownHow: 'CODE' })],
  ['MISSING', oral()],
  ['SHOWN', oral(picture(DUE))],
  // The picture of the code is owed, whatever else there is.
  ['MISSING', oral(picture(DUE, 'SCAN'))],
  ['SCANNED', oral(picture(DUE), picture(DUE, 'SCAN'))],
  ['SCANNED', facts({ shownHow: 'CODE', proofs: [picture(DUE, 'SCAN')] })],
  ['EVALUATED', facts({ shownHow: 'CODE', score: 5, proofs: [picture(DUE, 'SCAN')] })],
  // The screenshot was withdrawn: an evaluation stands on nothing.
  ['SHOWN', facts({ shownHow: 'CODE', score: 5 })],
])('the state is %s', (state, given) => {
  expect(stateOf(given)).toBe(state);
});

const at = (instant: string, patrols: boolean, demo = false) => ({
  now: new Date(instant),
  today: new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10),
  patrols,
  demo,
});

// domain.md §4.2: within 24 hours the picture, else it is missed; patrols do not count.
test.each<[string, CodeFacts, string, boolean]>([
  ['OPEN', facts(), '2026-07-06T10:00:00Z', false],
  ['MISSED', facts(), '2026-07-06T16:00:00Z', false],
  ['SHOWN', facts({ shownHow: 'CODE' }), '2026-07-20T00:00:00Z', false],
  ['OPEN', oral(), DUE, false],
  ['MISSED', oral(), '2026-07-07T02:00:00.001Z', false],
  ['SHOWN', oral(picture(DUE)), '2026-07-20T00:00:00Z', false],
  ['MISSED', oral(picture('2026-07-07T02:00:00.001Z')), '2026-07-20T00:00:00Z', false],
  ['OPEN', oral(picture('2026-07-06T03:00:00Z', 'SCAN')), DUE, false],
  [
    'MISSED',
    oral(picture('2026-07-09T00:00:00Z'), picture('2026-07-06T03:00:00Z', 'SCAN')),
    '2026-07-20T00:00:00Z',
    false,
  ],
  ['OUTSIDE', facts({ kind: 'PATROL' }), '2026-07-20T00:00:00Z', false],
  ['MISSED', facts({ kind: 'PATROL' }), '2026-07-20T00:00:00Z', true],
  ['OUTSIDE', facts({ withdrawn: true, shownHow: 'CODE' }), '2026-07-20T00:00:00Z', true],
])('it counts as %s', (counted, given, now, patrols) => {
  const verdict = countedAs(given, at(now, patrols));
  expect(verdict.counted).toBe(counted);
  expect(verdict.why).toMatch(/^[\u4e00-\u9fff].*。$/);
});

test('what the training scanner gave counts in the demo only', () => {
  const given = facts({ simulated: true, shownHow: 'CODE' });
  expect(countedAs(given, at('2026-07-20T00:00:00Z', true))).toEqual({
    counted: 'OUTSIDE',
    why: '用模拟扫码枪登记，不计入。',
  });
  expect(countedAs(given, at('2026-07-20T00:00:00Z', true, true)).counted).toBe('SHOWN');
});

test('a code is kept as it is: any text without control or invisible characters, up to the longest', () => {
  for (const text of [
    'https://example.invalid/code?id=1&x=中',
    '330699 / 2026 - 000001',
    '码',
    'x'.repeat(LONGEST_CODE),
  ])
    expect(codeTrouble(text)).toBeNull();
  // Hangul filler, variation selector, braille blank, ideographic and no-break space among them.
  const unseen = [
    '\u0000',
    '\n',
    '\u200b',
    '\u202e',
    '\u2028',
    '\u3164',
    '\ufe0f',
    '\u2800',
    '\u3000',
    '\u00a0',
    '\u034f',
  ];
  const bad = [
    ['', 'INS-102'],
    ['x'.repeat(LONGEST_CODE + 1), 'INS-125'],
    ...unseen.map((one) => [`a${one}b`, 'INS-126']),
  ];
  for (const [text = '', code] of bad)
    expect(codeTrouble(text)).toEqual({ code, sentence: expect.stringMatching(/[\u4e00-\u9fff].*。$/) });
});

test('an address is known again whatever the letters of its scheme and host; the rest is as it is', () => {
  expect(lookupOf('HTTPS://Ma.Example.INVALID:443/A?Id=B')).toBe('https://ma.example.invalid:443/A?Id=B');
  expect(lookupOf('http://User@A.test')).toBe('http://User@a.test');
  expect(lookupOf('https://a.test/Https://B.test')).toBe('https://a.test/Https://B.test');
  expect(lookupOf('XZXW-2026')).toBe('XZXW-2026');
});

test('only a web address could be a code, and only of the known hosts where there are some', () => {
  expect(hostsOf(' example.invalid，Code.Example.com ')).toEqual(['example.invalid', 'code.example.com']);
  expect(hostsOf('')).toEqual([]);
  const some = ['example.invalid'];
  for (const text of ['http://example.invalid/a', 'HTTPS://EXAMPLE.invalid/?q=1', 'https://m.example.invalid/x'])
    expect([couldBeCode(text, []), couldBeCode(text, some)]).toEqual([true, true]);
  for (const text of ['https://example.invalid.evil.test/a', 'https://notexample.invalid/', 'https://user@other.test/'])
    expect([couldBeCode(text, []), couldBeCode(text, some)]).toEqual([true, false]);
  for (const text of [
    '6901234567892',
    '青溪当罚〔2026〕第0001号',
    'https://',
    'javascript:alert(1)',
    'ftp://a.test/',
    '',
  ])
    expect([couldBeCode(text, []), couldBeCode(text, some)]).toEqual([false, false]);
  expect(couldBeCode(`https://example.invalid/${'x'.repeat(LONGEST_CODE)}`, [])).toBe(false);
});
