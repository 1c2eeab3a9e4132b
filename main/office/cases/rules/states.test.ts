import { expect, test } from '@jest/globals';
import { CASE_STATES, type CaseState } from '../../../../preload/contract/cases.ts';
import { checkClosing, checkTransition, TRANSITIONS } from './states.ts';

const states = Object.keys(CASE_STATES) as CaseState[];

// domain.md §1.4
const allowed = [
  'Q_FOUND Q_IDENT',
  'Q_FOUND Q_CLOSED',
  'Q_IDENT Q_INFORM',
  'Q_IDENT Q_CLOSED',
  'Q_INFORM Q_ISSUED',
  'Q_INFORM Q_CLOSED',
  'Q_ISSUED Q_PAID_ONSITE',
  'Q_ISSUED Q_PAY15',
  'Q_ISSUED Q_RECORDED',
  'Q_ISSUED Q_CLOSED',
  'Q_PAID_ONSITE Q_RECORDED',
  'Q_PAID_ONSITE Q_CLOSED',
  'Q_PAY15 Q_RECORDED',
  'Q_PAY15 Q_CLOSED',
  'Q_RECORDED Q_CLOSED',
  'Q_CLOSED ARCHIVED',
];

test.each(states.flatMap((from) => states.map((to): [CaseState, CaseState] => [from, to])))('%s to %s', (from, to) => {
  expect(checkTransition(from, to).ok).toBe(allowed.includes(`${from} ${to}`));
});

test('every state is reached and every case can be archived', () => {
  const reached = new Set<CaseState>(['Q_FOUND']);
  for (const state of reached) for (const next of TRANSITIONS[state]) reached.add(next);
  expect([...reached].sort()).toEqual([...states].sort());
});

test('a refused step names the next ones', () => {
  expect(checkTransition('Q_FOUND', 'Q_ISSUED')).toMatchObject({
    code: 'CASE-290',
    sentence: '案件现在是“发现违法”，不能直接变为“已交付决定书”；下一步可以是：已亮证、已结案。',
  });
});

test.each([
  ['paid and filed', 'Q_RECORDED', 'PERFORMED', 'FINE', 0, 5000, 'ok'],
  ['money outstanding', 'Q_RECORDED', 'PERFORMED', 'FINE', 5000, 0, 'CASE-292'],
  ['not filed yet', 'Q_PAY15', 'PERFORMED', 'FINE', 0, 5000, 'CASE-291'],
  ['warning filed', 'Q_RECORDED', 'WARNED', 'WARNING', 0, 0, 'ok'],
  ['a fine closed as a warning', 'Q_RECORDED', 'WARNED', 'FINE', 0, 5000, 'CASE-293'],
  ['a warning closed as paid', 'Q_RECORDED', 'PERFORMED', 'WARNING', 0, 0, 'CASE-293'],
  ['voided after delivery', 'Q_PAY15', 'VOIDED', 'FINE', 5000, 0, 'ok'],
  ['voided with money kept', 'Q_PAID_ONSITE', 'VOIDED', 'FINE', 0, 5000, 'CASE-294'],
  ['exempted', 'Q_IDENT', 'EXEMPTED', 'FINE', 0, 0, 'ok'],
  ['exempted after delivery', 'Q_PAY15', 'EXEMPTED', 'FINE', 0, 0, 'CASE-291'],
  ['abandoned', 'Q_INFORM', 'ABANDONED', 'FINE', 0, 0, 'ok'],
  ['closed twice', 'Q_CLOSED', 'PERFORMED', 'FINE', 0, 0, 'CASE-290'],
] as const)('closing: %s', (_name, from, end, kind, outstandingFen, paidFen, code) => {
  const verdict = checkClosing({ from, end, kind, outstandingFen, paidFen });
  expect(verdict.ok ? 'ok' : verdict.code).toBe(code);
});

test('what to do where the money was taken already', () => {
  const facts = { from: 'Q_RECORDED', end: 'VOIDED', kind: 'FINE', outstandingFen: 0, paidFen: 5000 } as const;
  expect(checkClosing(facts)).toMatchObject({ sentence: expect.stringMatching(/撤销决定.*退库.*归档/) });
});
