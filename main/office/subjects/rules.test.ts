import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { citizenCheckDigit, usccCheckCharacter } from '../../../preload/contract/id-number.ts';
import { type Party, party } from '../../../preload/contract/subjects.ts';
import { addNaturalDays } from '../calendar/index.ts';
import { ageOn, checkParty, maskIdNo, maskName, maskPhone } from './rules.ts';

const on = '2026-11-20';
const numberFor = (birth: string, order = '123') => {
  const first17 = `330602${birth.replaceAll('-', '')}${order}`;
  return first17 + citizenCheckDigit(first17);
};
const creditCode = (category: '91' | '92') => {
  const first17 = `${category}330602MA2ABCDE1`;
  return first17 + usccCheckCharacter(first17);
};
const citizen = (birth: string, more: Partial<Party> = {}): Party =>
  party.parse({
    partyType: 'CITIZEN',
    name: '王小明',
    gender: '男',
    birthDate: birth,
    idNo: numberFor(birth),
    address: '云溪镇桥头路 5 号',
    ...more,
  });
const unit = (partyType: Party['partyType'], more: Partial<Party> = {}): Party =>
  party.parse({
    partyType,
    name: '云溪早点铺',
    uscc: creditCode(partyType === 'SOLE_TRADER' ? '92' : '91'),
    legalRep: '李四',
    address: '云溪镇桥头路 6 号',
    ...more,
  });
const findings = (who: Party) => checkParty(who, on).map(({ field, code, weight }) => `${field} ${code} ${weight}`);
const guardian = { name: '王大明', relation: '父亲', phone: '13800138000' };

test.each<[string, Party, string[]]>([
  ['a citizen', citizen('1990-01-02'), []],
  ['a sole trader', unit('SOLE_TRADER'), []],
  ['a company', unit('COMPANY'), []],
  ['another organisation without a code', unit('OTHER_ORG', { uscc: '' }), ['uscc SUB-210 warn']],
  ['a minor with guardian', citizen('2010-05-01', { guardian }), []],
  ['a minor without', citizen('2010-05-01'), ['guardian.name SUB-209 stop']],
  [
    'a minor with half a guardian',
    citizen('2010-05-01', { guardian: { ...guardian, relation: '', phone: '' } }),
    ['guardian.relation SUB-201 stop', 'guardian.phone SUB-201 stop'],
  ],
  [
    'no name and no address',
    citizen('1990-01-02', { name: ' ', address: '' }),
    ['name SUB-201 stop', 'address SUB-201 stop'],
  ],
  ['no birth date', citizen('1990-01-02', { birthDate: null }), ['birthDate SUB-202 stop']],
  [
    'born tomorrow',
    citizen('2026-11-21', { idType: 'NONE', idNo: '' }),
    ['idNo SUB-207 warn', 'birthDate SUB-203 stop'],
  ],
  [
    'another birth date than the number',
    citizen('1990-01-02', { birthDate: '1990-01-03' }),
    ['birthDate SUB-204 stop'],
  ],
  ['another sex than the number', citizen('1990-01-02', { gender: '女' }), ['gender SUB-205 stop']],
  ['wrong check digit', citizen('1990-01-02', { idNo: '110105194912310021' }), ['idNo ID-106 stop']],
  ['30 February', citizen('1990-01-02', { idNo: '110105194902301234' }), ['idNo ID-105 stop']],
  ['expired card', citizen('1990-01-02', { idValidTo: '2026-11-19' }), ['idValidTo SUB-208 warn']],
  ['card for life', citizen('1990-01-02', { idValidTo: '长期' }), []],
  ['card on its last day', citizen('1990-01-02', { idValidTo: on }), []],
  ['passport', citizen('1990-01-02', { idType: 'PASSPORT', idNo: 'E12345678' }), []],
  ['bad passport', citizen('1990-01-02', { idType: 'PASSPORT', idNo: 'E-1' }), ['idNo SUB-206 stop']],
  ['no paper at all', citizen('1990-01-02', { idType: 'NONE', idNo: '' }), ['idNo SUB-207 warn']],
  ['a name from a private code', citizen('1990-01-02', { name: '李\uE863' }), ['name SUB-214 warn']],
  [
    'half a character in name and address',
    citizen('1990-01-02', { name: '王\uD800', address: '桥头\uFFFD路' }),
    ['name SUB-214 warn', 'address SUB-214 warn'],
  ],
  ['odd phone', citizen('1990-01-02', { phone: '12345' }), ['phone SUB-213 warn']],
  ['landline', citizen('1990-01-02', { phone: '0575-85123456' }), []],
  ['company without a head', unit('COMPANY', { legalRep: '' }), ['legalRep SUB-201 stop']],
  ['company without a code', unit('COMPANY', { uscc: '' }), ['uscc ID-201 stop']],
  ['company with a sole trader’s code', unit('COMPANY', { uscc: creditCode('92') }), ['uscc SUB-212 stop']],
  ['sole trader with a company’s code', unit('SOLE_TRADER', { uscc: creditCode('91') }), ['uscc SUB-211 warn']],
  ['wrong operator number', unit('SOLE_TRADER', { idNo: '110105194912310021' }), ['idNo ID-106 stop']],
])('%s', (_name, who, expected) => {
  expect(findings(who)).toEqual(expected);
});

test.each([
  ['2012-11-20', 13],
  ['2012-11-19', 14],
  ['2008-11-20', 17],
  ['2008-11-19', 18],
  ['1990-01-02', 36],
  ['2026-11-20', 0],
])('T12 born %s is %i on 2026-11-20', (birth, age) => {
  expect(ageOn(birth, on)).toBe(age);
});

test('born on 29 February', () => {
  expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
  expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
});

test('nobody grows younger', () => {
  const days = fc.integer({ min: 0, max: 12_000 });
  fc.assert(
    fc.property(days, days, (born, later) => {
      const birth = addNaturalDays('1990-01-01', born);
      const day = addNaturalDays(birth, later);
      expect(ageOn(birth, addNaturalDays(day, 1)) - ageOn(birth, day)).toBeGreaterThanOrEqual(0);
      // A leap year has 366 days, and the year is full only on the day after the birthday.
      expect(ageOn(birth, addNaturalDays(day, 367)) - ageOn(birth, day)).toBeGreaterThanOrEqual(1);
    }),
  );
});

test.each([
  ['11010519491231002X', '110105********002X'],
  ['91350100M000100Y43', '91350100M000100Y43'],
  ['E12345678', 'E1*****78'],
  ['1234', '****'],
  ['', ''],
])('§7.1 number %p is shown as %p', (no, masked) => {
  expect(maskIdNo(no)).toBe(masked);
});

test('§7.1 a citizen number never passes as a public credit code', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 999 }), (days, order) => {
      const no = numberFor(addNaturalDays('1950-01-01', days), String(order).padStart(3, '0'));
      expect(maskIdNo(no)).toBe(`330602********${no.slice(-4)}`);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['13800138000', '138****8000'],
  ['85123456', '851*3456'],
  ['110', '***'],
])('§7.1 phone %s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

test.each([
  ['张三', '张＊'],
  ['欧阳修远', '欧阳＊'],
  ['欧阳', '欧＊'],
  ['阿卜杜拉·买买提', '阿＊'],
  ['𠮷田', '𠮷＊'],
  ['', ''],
])('§7.1 name %p is shown as %p', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});
