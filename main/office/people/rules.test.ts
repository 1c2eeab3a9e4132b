import { describe, expect, test } from '@jest/globals';
import { certificateState, passwordTrouble, rolesConflict } from './rules.ts';

describe('a certificate on a day, warned 30 days before its end (domain.md §1.2)', () => {
  const cert = { certNo: '33010100001', certFrom: '2024-01-01', certTo: '2026-06-30' };
  test.each([
    ['2023-12-31', 'EXPIRED', 912],
    ['2024-01-01', 'VALID', 911],
    ['2026-05-30', 'VALID', 31],
    ['2026-05-31', 'EXPIRING', 30],
    ['2026-06-30', 'EXPIRING', 0],
    ['2026-07-01', 'EXPIRED', -1],
  ])('%s: %s, %s days', (on, state, daysLeft) => {
    expect(certificateState(cert, on, 30)).toEqual({ state, daysLeft });
  });

  test('without a number or a date there is none', () => {
    expect(certificateState({ ...cert, certNo: '' }, '2026-01-01', 30).state).toBe('NONE');
    expect(certificateState({ ...cert, certTo: null }, '2026-01-01', 30).state).toBe('NONE');
  });
});

describe('a password has eight characters of three kinds (domain.md §7.3)', () => {
  test.each([
    ['Ab1@567', false],
    ['abcdefgh1', false],
    ['Abcdefg1', true],
    ['口令口令Ab1x', true],
    ['abcdef1@', true],
  ])('%s', (password, good) => {
    expect(passwordTrouble(password) === '').toBe(good);
  });
});

test('who collects does not decide, who reviews does not lead', () => {
  expect(rolesConflict(['CASHIER', 'INTAKE'])).toBe('');
  expect(rolesConflict(['CASHIER', 'OFFICER'])).not.toBe('');
  expect(rolesConflict(['LEGAL_REVIEWER', 'TEAM_LEADER'])).not.toBe('');
  expect(rolesConflict(['OFFICER', 'TEAM_LEADER'])).toBe('');
});
