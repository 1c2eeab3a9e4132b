import type { CasePage } from '../../preload/contract/cases.ts';

/** One step of the drawn flow. `on` is the instant when it was done. */
export interface FlowStep {
  readonly key: string;
  readonly name: string;
  readonly state: 'done' | 'here' | 'open' | 'ended';
  readonly on: string | null;
}

type Told = Pick<CasePage, 'kind' | 'end' | 'state' | 'content' | 'timeline' | 'dueFen' | 'payments'>;

/**
 * The way of an on-the-spot case (domain.md §1.4), each step with the action of the journal that proves it. A case that
 * ended early keeps the steps it made and then the end.
 */
export function flowOf(page: Told): FlowStep[] {
  const did = (kind: string) => page.timeline.findLast((one) => one.kind === kind)?.at ?? null;
  const handedOver = page.timeline.filter((one) => one.kind === 'case.handed-over');
  const onSite = page.payments.some((one) => one.channel === 'ONSITE') || page.content.penalty.collectOnSite;
  const paid = page.payments.length > 0 && page.dueFen === 0 ? (did('case.paid') ?? did('case.issued')) : null;
  const money: [string, string, string | null][] =
    page.kind !== 'FINE'
      ? []
      : onSite
        ? [['hand', '罚款缴存', handedOver.length > 1 ? (handedOver.at(-1)?.at ?? null) : null]]
        : [['pay', '缴款', paid]];
  const way: [string, string, string | null][] = [
    ['found', '发现违法', did('case.found')],
    ['ident', '亮证', did('case.identified')],
    ['inform', '告知申辩', did('case.informed')],
    ['issue', onSite && page.kind === 'FINE' ? '交付、收缴' : '交付决定书', did('case.issued')],
    ['record', '备案', did('case.recorded')],
    ...money,
    ['close', '结案', did('case.closed')],
    ['file', '归档', did('case.archived')],
  ];
  const early = EARLY[page.end ?? 'PERFORMED'];
  if (early) {
    const made = way.filter(([key, , on]) => on !== null && key !== 'close' && key !== 'file');
    return [
      ...made.map(([key, name, on]): FlowStep => ({ key, name, state: 'done', on })),
      { key: 'end', name: early.name, state: 'ended', on: did(early.kind) },
    ];
  }
  const closed = way.findIndex(([key, , on]) => key === 'close' && on !== null);
  const here = way.findIndex(([, , on], place) => on === null && place > closed);
  return way.map(([key, name, on], place) => ({
    key,
    name,
    on,
    state: on !== null ? 'done' : place === here ? 'here' : 'open',
  }));
}

const EARLY: Partial<Record<NonNullable<CasePage['end']>, { name: string; kind: string }>> = {
  VOIDED: { name: '决定书作废', kind: 'case.voided' },
  ABANDONED: { name: '终止办理', kind: 'case.abandoned' },
  EXEMPTED: { name: '首违不罚', kind: 'case.exempted' },
  ORDERED: { name: '责令改正', kind: 'case.ordered' },
};
