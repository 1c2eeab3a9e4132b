import type { CasePage } from '../../preload/contract/cases.ts';
import type { Role } from '../../preload/contract/people.ts';

interface NextStep {
  /** The word on the main button. */
  readonly act: string;
  /** What it means, in one line. */
  readonly what: string;
  readonly roles: readonly Role[];
  /** Who that is, in words. */
  readonly who: string;
  /** Code of the deadline that this step keeps (domain.md §1.5). */
  readonly deadline: string;
}

export const NEXT_STEPS: Readonly<Record<CasePage['next'], NextStep>> = {
  CONTINUE: { act: '继续办理', what: '六个步骤还没有走完', roles: ['OFFICER'], who: '办案人员', deadline: '' },
  SIGN: {
    act: '去签名',
    what: '决定书已取号，等待签名',
    roles: ['OFFICER'],
    who: '两名办案人员、当事人',
    deadline: '',
  },
  DELIVER: { act: '交付当事人', what: '签名已齐，应当场交付', roles: ['OFFICER'], who: '办案人员', deadline: '' },
  RECORD: {
    act: '报机关备案',
    what: '当场处罚后应报所属机关备案',
    roles: ['OFFICER', 'TEAM_LEADER', 'INTAKE'],
    who: '办案人员、队长或内勤',
    deadline: 'DL17',
  },
  PAY: {
    act: '登记缴款',
    what: '等待当事人缴纳罚款',
    roles: ['CASHIER', 'INTAKE'],
    who: '票据管理员或内勤',
    deadline: 'DL13',
  },
  HAND_OVER: {
    act: '登记交款',
    what: '当场收缴的罚款要交机关、再存银行',
    roles: ['OFFICER', 'CASHIER'],
    who: '办案人员或票据管理员',
    deadline: 'DL15',
  },
  CLOSE: {
    act: '结案',
    what: '处罚已经履行，可以结案',
    roles: ['TEAM_LEADER', 'HEAD'],
    who: '队长或负责人（非本案办案人员）',
    deadline: '',
  },
  BIND: {
    act: '装订案卷',
    what: '已结案，装订后归档',
    roles: ['TEAM_LEADER', 'HEAD', 'LEGAL_REVIEWER', 'ARCHIVIST'],
    who: '档案员、法制审核员、队长或负责人',
    deadline: '',
  },
  NONE: { act: '', what: '', roles: [], who: '', deadline: '' },
};

/** Money work that may be done before its turn: its date can come before that of the filing. */
export function alsoOpen(
  page: Pick<CasePage, 'next' | 'kind' | 'end' | 'payments' | 'timeline' | 'dueFen'>,
): 'PAY' | 'HAND_OVER' | null {
  const did = (kind: string) => page.timeline.filter((one) => one.kind === kind).length;
  if (page.kind !== 'FINE' || page.end !== null || did('case.issued') === 0) return null;
  if (page.payments.some((one) => one.channel === 'ONSITE')) {
    return page.next !== 'HAND_OVER' && did('case.handed-over') < 2 ? 'HAND_OVER' : null;
  }
  return page.next !== 'PAY' && page.dueFen > 0 ? 'PAY' : null;
}

/** Dates that the office or the party must keep; the time for reconsideration (DL20) binds nobody here. */
export function openDeadlines({ deadlines, end }: Pick<CasePage, 'deadlines' | 'end'>): CasePage['deadlines'] {
  if (end !== null) return [];
  return deadlines.filter((one) => one.doneOn === null && one.code !== 'DL20');
}

/** The deadline to show beside the main button: the one this step keeps, otherwise the nearest that is open. */
export function deadlineNow(page: Pick<CasePage, 'next' | 'deadlines' | 'end'>): CasePage['deadlines'][number] | null {
  const open = openDeadlines(page);
  const { deadline } = NEXT_STEPS[page.next];
  const own = page.next === 'HAND_OVER' ? open.find((one) => one.code === 'DL15' || one.code === 'DL16') : undefined;
  return (
    own ??
    open.find((one) => one.code === deadline) ??
    open.toSorted((one, other) => one.legalDate.localeCompare(other.legalDate))[0] ??
    null
  );
}

/** 还剩 3 个工作日 · 今天到期 · 已逾期 2 个工作日 · 已办. A date on a day of rest may have no working day left before it. */
export function leftInWords({ state, remainingWorkingDays: days }: CasePage['deadlines'][number]): string {
  if (state === 'DONE') return '已办';
  if (state === 'OVERDUE') return days < 0 ? `已逾期 ${-days} 个工作日` : '已逾期';
  return state === 'DUE' ? '今天到期' : `还剩 ${Math.max(0, days)} 个工作日`;
}
