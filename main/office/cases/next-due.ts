import type { CaseRecord } from './tables.ts';

/** What must happen next on a case and by which legal day; the earliest of what is open. Pure. domain.md §1.5 DL13, 15–17 */
export function nextDue(row: CaseRecord): { dueOn: string | null; dueWhat: string } {
  if (row.state === 'Q_CLOSED' || row.state === 'ARCHIVED') return { dueOn: null, dueWhat: '' };
  const open: { on: string | null; what: string; done: string | null }[] = [
    { on: row.recordDue, what: '报机关备案', done: row.recordedOn },
    { on: row.payDue, what: '缴纳罚款', done: row.settledOn },
    { on: row.authorityDue, what: '当场罚款交机关', done: row.handedAuthorityOn },
    { on: row.bankDue, what: '罚款缴存银行', done: row.handedBankOn },
  ];
  const first = open
    .flatMap(({ on, what, done }) => (on !== null && done === null ? [{ dueOn: on, dueWhat: what }] : []))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
  return first ?? { dueOn: null, dueWhat: '' };
}
