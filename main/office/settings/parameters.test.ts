import { expect, test } from '@jest/globals';
import { defaultParameters, PARAMETERS } from './parameters.ts';

test('every parameter appears once and has a source', () => {
  const keys = PARAMETERS.map((parameter) => parameter.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(PARAMETERS.filter((parameter) => parameter.basis === '' || parameter.nameZh === '')).toEqual([]);
});

// domain.md §10: figures that no text confirms are shown as 待核.
test.each([
  'individualBusinessAsCitizen',
  'firstViolationYears',
  'surchargeBase',
  'mitigatedFloorPercent',
  'summaryFilingDays',
])('%s is marked 待核', (key) => {
  expect(PARAMETERS.find((parameter) => parameter.key === key)?.status).toBe('待核');
});

test('defaults carry the values of the list', () => {
  expect(defaultParameters.summaryLimitCitizenFen).toBe(20_000);
  expect(defaultParameters.surchargeBase).toBe('ORIGINAL');
  expect(defaultParameters.documentNumberTemplate).toContain('〔');
});
