import { expect, test } from '@jest/globals';
import { addressOf, filterOf, inWords, wantedOf } from './filter.ts';

const TODAY = '2026-11-20';
const filter = (address: string) => filterOf(wantedOf(new URLSearchParams(address)), TODAY);

test('the addresses of the today page ask the right question', () => {
  expect(filter('due=today')).toMatchObject({ due: 'today', states: [], mine: false });
  expect(filter('state=Q_INFORM').states).toEqual(['Q_INFORM']);
  expect(filter('month=1')).toMatchObject({ from: '2026-11-01', to: '2026-11-20' });
  const open = filter('open=1').states;
  expect(open).toContain('Q_PAY15');
  expect(open).not.toContain('Q_CLOSED');
  expect(open).not.toContain('ARCHIVED');
});

test('an address that was tampered with asks for everything instead of failing', () => {
  expect(filter('due=soon&state=X,Y&from=20261120&officer=1&mine=yes')).toEqual(filter(''));
});

test('a filter survives the way through the address', () => {
  const said = 'q=%E5%BC%A0%E4%B8%89&state=Q_PAY15%2CQ_RECORDED&from=2026-01-01&due=week&mine=1';
  expect(addressOf(wantedOf(new URLSearchParams(said))).toString()).toBe(said);
});

test('a filter names itself', () => {
  const wanted = wantedOf(new URLSearchParams('due=overdue&mine=1&state=Q_PAY15'));
  expect(inWords(wanted, { item: '', officer: '' })).toBe('我办的 · 逾期 · 待缴款');
});
