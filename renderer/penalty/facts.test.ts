import { expect, test } from '@jest/globals';
import { fillPhrase, openPlaceholders, paperTime, refill } from './facts.ts';

const PHRASE = '{时间}，{当事人}在{地点}设摊经营。';
const NOTHING = { at: null, place: '', party: '' };
const ALL = { at: '2026-11-20T06:05:00.000Z', place: '人民路 12 号门前', party: '王小明' };

test('papers write the time of Shanghai', () => {
  expect(paperTime('2026-11-20T06:05:00.000Z')).toBe('2026年11月20日14时05分');
  expect(paperTime('2026-11-20T16:30:00.000Z')).toBe('2026年11月21日0时30分');
});

test('a phrase is filled with what is known and shows what is not', () => {
  expect(fillPhrase(PHRASE, ALL)).toBe('2026年11月20日14时05分，王小明在人民路 12 号门前设摊经营。');
  expect(openPlaceholders(fillPhrase(PHRASE, { ...NOTHING, party: '王小明' }))).toEqual(['{时间}', '{地点}']);
  expect(openPlaceholders(fillPhrase(PHRASE, ALL))).toEqual([]);
});

test('the facts follow a changed place, also when words were added behind', () => {
  const first = fillPhrase(PHRASE, { ...ALL, place: '' });
  const typed = `${first}占地约 3 平方米。`;
  expect(refill(typed, [PHRASE], { ...ALL, place: '' }, ALL)).toBe(
    '2026年11月20日14时05分，王小明在人民路 12 号门前设摊经营。占地约 3 平方米。',
  );
});

test('a filled blank survives a changed time', () => {
  const phrase = '{时间}，当事人在{地点}兜售{物品}，占用{面积}平方米。';
  const first = fillPhrase(phrase, { ...NOTHING, at: ALL.at }).replace('{物品}', '烤肠');
  expect(refill(first, [phrase], { ...NOTHING, at: ALL.at }, { ...ALL, at: '2026-11-20T07:00:00.000Z' })).toBe(
    '2026年11月20日15时00分，当事人在人民路 12 号门前兜售烤肠，占用{面积}平方米。',
  );
});

test('a place typed letter by letter moves only the place', () => {
  const phrase = '{时间}，当事人在{地点}设摊。';
  const steps = ['', '人', '人民', '人民路', '人民', ''];
  let facts = fillPhrase(phrase, NOTHING);
  steps.forEach((place, i) => {
    facts = refill(facts, [phrase], { ...NOTHING, place: steps[i - 1] ?? '' }, { ...NOTHING, place });
    expect(facts).toBe(`{时间}，当事人在${place || '{地点}'}设摊。`);
  });
});

test('facts that a person rewrote are left alone', () => {
  const own = '经查，当事人占道经营。';
  expect(refill(own, [PHRASE], NOTHING, ALL)).toBe(own);
});
