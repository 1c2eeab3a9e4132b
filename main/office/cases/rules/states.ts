import { type CASE_ENDS, CASE_STATES, type CaseState } from '../../../../preload/contract/cases.ts';
import { no, type Verdict, yes } from './verdict.ts';
import { yuan } from './yuan.ts';

// domain.md §1.4
const BASIS = '行政处罚法第五十一条、第五十二条';

type CaseEnd = keyof typeof CASE_ENDS;

/** Where an on-the-spot case may go from each state. A warning has no payment and is filed straight after delivery. */
export const TRANSITIONS = {
  Q_FOUND: ['Q_IDENT', 'Q_CLOSED'],
  Q_IDENT: ['Q_INFORM', 'Q_CLOSED'],
  Q_INFORM: ['Q_ISSUED', 'Q_CLOSED'],
  Q_ISSUED: ['Q_PAID_ONSITE', 'Q_PAY15', 'Q_RECORDED', 'Q_CLOSED'],
  Q_PAID_ONSITE: ['Q_RECORDED', 'Q_CLOSED'],
  Q_PAY15: ['Q_RECORDED', 'Q_CLOSED'],
  Q_RECORDED: ['Q_CLOSED'],
  Q_CLOSED: ['ARCHIVED'],
  ARCHIVED: [],
} as const satisfies Record<CaseState, readonly CaseState[]>;

/** Before delivery a case ends without a penalty; after it by performance or by voiding the decision. T21 */
const ENDS: Readonly<Record<CaseState, readonly CaseEnd[]>> = {
  Q_FOUND: ['ABANDONED'],
  Q_IDENT: ['ABANDONED', 'EXEMPTED'],
  Q_INFORM: ['ABANDONED', 'EXEMPTED'],
  Q_ISSUED: ['VOIDED'],
  Q_PAID_ONSITE: ['VOIDED'],
  Q_PAY15: ['VOIDED'],
  Q_RECORDED: ['PERFORMED', 'WARNED', 'VOIDED'],
  Q_CLOSED: [],
  ARCHIVED: [],
};

/** Whether a case may go from one state to another; use {@link checkClosing} for the way into Q_CLOSED. */
export function checkTransition(from: CaseState, to: CaseState): Verdict {
  const allowed: readonly CaseState[] = TRANSITIONS[from];
  if (allowed.includes(to)) return yes;
  const next = allowed.map((state) => CASE_STATES[state]).join('、');
  return no(
    'CASE-290',
    `案件现在是“${CASE_STATES[from]}”，不能直接变为“${CASE_STATES[to]}”；${next === '' ? '案件已办完。' : `下一步可以是：${next}。`}`,
    BASIS,
  );
}

/** Whether the case may be closed with this end. Money is counted in fen. */
export function checkClosing(facts: {
  readonly from: CaseState;
  readonly end: CaseEnd;
  readonly kind: 'WARNING' | 'FINE';
  /** Fine and surcharge that are still to be paid. */
  readonly outstandingFen: number;
  /** Money taken and not refunded. */
  readonly paidFen: number;
}): Verdict {
  const step = checkTransition(facts.from, 'Q_CLOSED');
  if (!step.ok) return step;
  if (!ENDS[facts.from].includes(facts.end)) {
    return no('CASE-291', `案件现在是“${CASE_STATES[facts.from]}”，不能以这种方式结案；请先办完前面的步骤。`, BASIS);
  }
  if (facts.end === 'PERFORMED' && facts.outstandingFen > 0) {
    return no(
      'CASE-292',
      `还有 ${yuan(facts.outstandingFen)} 元没有缴清，不能结案；请登记缴款后再结案。`,
      '行政处罚法第六十七条、第七十二条',
    );
  }
  if (
    (facts.end === 'WARNED') !== (facts.kind === 'WARNING') &&
    facts.end !== 'VOIDED' &&
    facts.from === 'Q_RECORDED'
  ) {
    return no('CASE-293', '结案方式与处罚种类不一致：罚款案按“已履行”结案，警告案按“已警告”结案。', BASIS);
  }
  if (facts.end === 'VOIDED' && facts.paidFen > 0) {
    return no(
      'CASE-294',
      `已收罚款 ${yuan(facts.paidFen)} 元，不能直接作废，决定书和缴款记录都没有改动；决定确有错误的，请机关负责人依法作出撤销决定，并凭撤销决定向财政部门申请退库，本件照常备案、结案，撤销和退库材料一并归档。`,
      '行政处罚法第七十五条',
    );
  }
  return yes;
}
