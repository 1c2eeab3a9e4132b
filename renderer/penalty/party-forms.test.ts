import { expect, test } from '@jest/globals';
import { party as partySchema } from '../../preload/contract/subjects.ts';
import { READING } from './card-in-test.ts';
import {
  ageOn,
  checkPersonNumber,
  knownBy,
  nameOnScreen,
  partyFromCard,
  typedOver,
  withPartyType,
} from './party-forms.ts';

const EMPTY = partySchema.parse({ partyType: 'CITIZEN', name: '' });

test('a card fills a citizen and marks where it came from', () => {
  const filled = partyFromCard({ ...EMPTY, phone: '13800000000' }, READING);
  expect(filled).toMatchObject({
    name: '王小明',
    gender: '男',
    birthDate: '1990-03-07',
    address: '新址 2 号',
    source: 'card',
    simulated: true,
    // another person: the telephone of the one before must not stay
    phone: '',
  });
  expect(partyFromCard({ ...filled, phone: '13800000000' }, READING).phone).toBe('13800000000');
});

test('for a unit the card is that of its representative; name and address of the unit stay', () => {
  const unit = { ...EMPTY, partyType: 'COMPANY' as const, name: '某某有限公司', address: '工业路 1 号' };
  expect(partyFromCard(unit, READING)).toMatchObject({
    name: '某某有限公司',
    address: '工业路 1 号',
    legalRep: '王小明',
  });
});

test('a fact changed by hand takes the card away, the telephone does not', () => {
  const filled = partyFromCard(EMPTY, READING);
  expect(typedOver(filled, { name: '王晓明' })).toMatchObject({ source: 'typed', cardSha256: null });
  expect(typedOver(filled, { phone: '13800000000' })).toEqual({ phone: '13800000000' });
  expect(typedOver(filled, { name: '王小明' })).toEqual({ name: '王小明' });
});

test('a name that the card cannot spell: the likely one is filled in, the clerk corrects it, the card stays the source', () => {
  const rare = {
    ...READING,
    card: {
      ...READING.card,
      name: '李\uE863',
      newestAddress: '\uE844家弄 2 号',
      rare: [
        { field: 'name' as const, onCard: '李〔U+E863〕', suggestion: '李䶮' },
        { field: 'newestAddress' as const, onCard: '〔U+E844〕家弄 2 号', suggestion: '䜣家弄 2 号' },
      ],
    },
  };
  const filled = partyFromCard(EMPTY, rare);
  expect(filled).toMatchObject({ name: '李䶮', nameOnCard: '李〔U+E863〕', address: '䜣家弄 2 号', source: 'card' });
  expect(typedOver(filled, { name: '李龑' })).toEqual({ name: '李龑' });
  // Another number is another person: nothing of the card is left.
  expect(typedOver(filled, { idNo: '330602199003071238' })).toMatchObject({ source: 'typed', nameOnCard: undefined });
  const unit = { ...EMPTY, partyType: 'COMPANY' as const, name: '某某有限公司' };
  expect(partyFromCard(unit, rare)).toMatchObject({ legalRep: '李䶮', nameOnCard: '李〔U+E863〕' });
  expect(typedOver(partyFromCard(unit, rare), { legalRep: '李龑' })).toEqual({ legalRep: '李龑' });
  // The next card takes the mark away.
  expect(partyFromCard(filled, READING).nameOnCard).toBeUndefined();
  const unknown = {
    ...rare,
    card: { ...rare.card, rare: [{ field: 'name' as const, onCard: '李〔U+E000〕', suggestion: '' }] },
  };
  expect([READING, rare, unknown].map((one) => nameOnScreen(one.card))).toEqual(['王小明', '李䶮', '李〔U+E000〕']);
  expect(partyFromCard(EMPTY, unknown)).toMatchObject({ name: '李\uE863', nameOnCard: '李〔U+E000〕' });
});

test('the person stays the person when the kind of party changes', () => {
  const trader = withPartyType(partyFromCard(EMPTY, READING), 'SOLE_TRADER');
  expect(trader).toMatchObject({ name: '', legalRep: '王小明', idNo: '11010519491231002X' });
  expect(withPartyType(trader, 'CITIZEN')).toMatchObject({ name: '王小明', legalRep: '' });
});

test('a party is known by a valid number only', () => {
  expect(knownBy({ ...EMPTY, idNo: '110105194912310021' })).toBe('');
  expect(knownBy({ ...EMPTY, idNo: '11010519491231002X' })).toBe('11010519491231002X');
  expect(knownBy({ ...EMPTY, partyType: 'COMPANY', uscc: '91350100M000100Y43' })).toBe('91350100M000100Y43');
  expect(knownBy({ ...EMPTY, partyType: 'COMPANY', uscc: '91350100M000100Y44', idNo: '11010519491231002X' })).toBe('');
  expect(checkPersonNumber({ idType: 'ID_CARD', idNo: '110105194902300025' })).toMatchObject({ code: 'ID-105' });
});

test('a year is full on the day after the birthday', () => {
  expect(ageOn('2012-11-20', '2026-11-20')).toBe(13);
  expect(ageOn('2012-11-20', '2026-11-21')).toBe(14);
});
