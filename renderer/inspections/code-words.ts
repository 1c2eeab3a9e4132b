import { CODE_STATES, type CodeFilter, type CodeRow } from '../../preload/contract/inspections.ts';

/** How a code stands, in a word. What is owed and past its time is missed, whatever it waits for. */
export function standingWord({ state, withdrawn, counted }: Pick<CodeRow, 'state' | 'withdrawn' | 'counted'>): string {
  if (withdrawn) return '登记已作废';
  if (counted !== 'MISSED') return CODE_STATES[state];
  if (state === 'MISSING') return '逾期未补码图';
  return state === 'BOUND' ? '未亮码' : `${CODE_STATES[state]}（码图补晚）`;
}

/** The shape says as much as the word. */
export function standingShape({ state, withdrawn, counted }: Pick<CodeRow, 'state' | 'withdrawn' | 'counted'>): string {
  if (withdrawn) return 'cross';
  if (counted === 'MISSED') return 'cross-red';
  if (state === 'MISSING') return 'triangle';
  if (state === 'BOUND') return 'ring';
  return state === 'SHOWN' ? 'disc' : 'tick';
}

export const FILTER_WORDS: Readonly<Record<CodeFilter, string>> = {
  ALL: '全部',
  ...CODE_STATES,
  SCANNED: '已扫码',
  EVALUATED: '已评价',
  MISSED: '计入未亮码',
  WITHDRAWN: '登记已作废',
};

/** `5/6，83.3%`; no percentage of nothing. */
export const rateInWords = ({ shown, due }: { shown: number; due: number }): string =>
  due === 0 ? '还没有应亮码的检查' : `${((100 * shown) / due).toFixed(1)}%`;

/** The number of a known party as a credit code: a masked one is none. */
export const usccOf = (maskedNo: string): string => (maskedNo.includes('*') ? '' : maskedNo);
