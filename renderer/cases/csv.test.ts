import { expect, test } from '@jest/globals';
import type { CaseRow } from '../../preload/contract/cases.ts';
import { csvOf } from './csv.ts';
import { nearness, standingOf } from './standing.ts';

const row: CaseRow = {
  id: '0198f0de-0000-7000-8000-000000000001',
  number: '柳综执当罚〔2026〕12号',
  partyName: '=cmd()',
  cause: '占道经营，"流动"摊点',
  itemCode: 'CG-01',
  place: '东街',
  kind: 'FINE',
  fineFen: 10_050,
  state: 'Q_PAY15',
  end: null,
  decidedOn: '2026-11-20',
  foundAt: '2026-11-20T06:05:00Z',
  officers: '张三、李四',
  dueOn: '2026-12-05',
  dueWhat: '缴纳罚款',
  simulated: false,
};

test('the file opens in a spreadsheet: BOM, quoted cells, money with two digits, no formulas', () => {
  const [head, line, end] = csvOf([row]).split('\r\n');
  expect(head?.startsWith('\uFEFF当事人,案由,文号')).toBe(true);
  expect(line).toContain(`'=cmd()`);
  expect(line).toContain('"占道经营，""流动""摊点"');
  expect(line).toContain(',100.50,');
  expect(line).toContain('2026-11-20 14:05');
  expect(end).toBe('');
});

test('a voided case says so and not that it was closed', () => {
  expect(standingOf({ state: 'Q_CLOSED', end: 'VOIDED' })).toEqual({ word: '决定书作废', shape: 'cross' });
  expect(standingOf({ state: 'Q_CLOSED', end: 'PERFORMED' }).word).toBe('已结案');
});

test('days to a legal date in words', () => {
  expect(nearness('2026-11-18', '2026-11-20')).toEqual({ word: '逾期 2 天', weight: 'overdue' });
  expect(nearness('2026-11-20', '2026-11-20').weight).toBe('due');
  expect(nearness('2026-11-23', '2026-11-20').weight).toBe('soon');
  expect(nearness('2026-12-05', '2026-11-20')).toEqual({ word: '还有 15 天', weight: 'ok' });
});
