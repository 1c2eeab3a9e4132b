import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  checkCitizenNumber,
  checkForeignerNumber,
  checkUscc,
  citizenCheckDigit,
  isRealDay,
  usccCheckCharacter,
} from './id-number.ts';

// hardware.md §1.8 and domain.md §7.1
test.each([
  ['11010519491231002X', '1949-12-31', '女'],
  ['440524188001010014', '1880-01-01', '男'],
  ['330621198504120012', '1985-04-12', '男'],
  ['330621198504120020', '1985-04-12', '女'],
  ['330602199003071238', '1990-03-07', '男'],
  ['330681198501010017', '1985-01-01', '男'],
  ['810000199001010019', '1990-01-01', '男'],
  ['810000199408230021', '1994-08-23', '女'],
  ['820000199001010029', '1990-01-01', '女'],
  ['830000199001010039', '1990-01-01', '男'],
  ['830000199201301025', '1992-01-30', '女'],
])('%s is valid', (number, birth, sex) => {
  expect(checkCitizenNumber(number)).toEqual({ ok: true, number, birth, sex, region: number.slice(0, 6) });
});

test.each(['933840199006150023', '911124198108030024'])('%s is a valid foreigner number', (number) => {
  expect(checkForeignerNumber(number)).toMatchObject({ ok: true, number });
  expect(checkCitizenNumber(number)).toMatchObject({ ok: false, code: 'ID-104' });
});

test.each([
  ['', 'ID-101'],
  ['33060219900307123', 'ID-102'],
  ['3306021990030712388', 'ID-102'],
  ['33060219900307I238', 'ID-103'],
  ['X30602199003071238', 'ID-103'],
  ['990602199003071238', 'ID-104'],
  ['330621198502300010', 'ID-105'],
  ['33062119850230001X', 'ID-105'],
  ['330602199003071230', 'ID-106'],
  ['330621850412001', 'ID-107'],
])('%s is refused with %s', (number, code) => {
  const verdict = checkCitizenNumber(number);
  expect(verdict).toMatchObject({ ok: false, code });
  expect(verdict.ok ? '' : verdict.sentence).toMatch(/^[^a-z]+。$/);
});

test('spaces and a small x are put right', () => {
  expect(checkCitizenNumber('110105 19491231 002x')).toMatchObject({ ok: true, number: '11010519491231002X' });
});

test('every single wrong digit is found', () => {
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(digit, { minLength: 17, maxLength: 17 }), fc.nat(16), digit, (digits, at, other) => {
      fc.pre(digits[at] !== other);
      const good = digits.join('');
      const bad = digits.with(at, other).join('');
      expect(citizenCheckDigit(bad)).not.toBe(citizenCheckDigit(good));
    }),
    { numRuns: 20_000 },
  );
});

test('days of the calendar', () => {
  expect(isRealDay('20240229')).toBe(true);
  expect(isRealDay('19000229')).toBe(false);
  expect(isRealDay('20230431')).toBe(false);
  expect(isRealDay('20231301')).toBe(false);
  expect(isRealDay('2023011')).toBe(false);
  expect(isRealDay('长期')).toBe(false);
});

test('the known unified social credit code is valid', () => {
  expect(checkUscc('91350100M000100Y43')).toEqual({
    ok: true,
    code: '91350100M000100Y43',
    category: '91',
    region: '350100',
  });
});

test.each([
  ['', 'ID-201'],
  ['91350100M000100Y4', 'ID-202'],
  ['91350100M0001O0Y43', 'ID-203'],
  ['01350100M000100Y43', 'ID-204'],
  ['91X50100M000100Y43', 'ID-205'],
  ['91350100M000100Y44', 'ID-206'],
  ['91350100M000110Y43', 'ID-206'],
])('code %s is refused with %s', (code, refusal) => {
  expect(checkUscc(code)).toMatchObject({ ok: false, code: refusal });
});

test('every single wrong character of a code is found', () => {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const character = fc.constantFrom(...alphabet);
  fc.assert(
    fc.property(fc.array(character, { minLength: 17, maxLength: 17 }), fc.nat(16), character, (code, at, other) => {
      fc.pre(code[at] !== other);
      expect(usccCheckCharacter(code.with(at, other).join(''))).not.toBe(usccCheckCharacter(code.join('')));
    }),
    { numRuns: 20_000 },
  );
});

test('arbitrary text is answered, never thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (text) => {
      expect(typeof checkCitizenNumber(text).ok).toBe('boolean');
      expect(typeof checkUscc(text).ok).toBe('boolean');
    }),
    { numRuns: 20_000 },
  );
});
