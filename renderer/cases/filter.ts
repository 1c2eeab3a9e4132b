import { CASE_STATES, type CaseFilter, type CaseState } from '../../preload/contract/cases.ts';

export const DUES = { overdue: '逾期', today: '今天到期', '3days': '三天内', week: '本周' } as const;
export type Due = keyof typeof DUES;

const STATES = Object.keys(CASE_STATES) as CaseState[];
/** 在办: everything that is not closed or archived. */
const OPEN_STATES = STATES.filter((state) => state !== 'Q_CLOSED' && state !== 'ARCHIVED');

/** What the address of the ledger says: `?due=today`, `?open=1`, `?month=1`, `?state=Q_PAY15,Q_RECORDED`, `?q=张三`. */
export interface Wanted {
  readonly query: string;
  readonly states: readonly CaseState[];
  readonly itemCode: string;
  readonly officerId: string;
  readonly from: string;
  readonly to: string;
  readonly due: Due | '';
  readonly mine: boolean;
  readonly open: boolean;
  readonly month: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f-]{36}$/;
const checked = (value: string | null, shape: RegExp) => (value !== null && shape.test(value) ? value : '');

/** Reads the address; what is not understood is left out. */
export function wantedOf(address: URLSearchParams): Wanted {
  const states = (address.get('state') ?? '').split(',');
  const due = address.get('due') ?? '';
  return {
    query: (address.get('q') ?? '').slice(0, 100),
    states: STATES.filter((state) => states.includes(state)),
    itemCode: (address.get('item') ?? '').slice(0, 20),
    officerId: checked(address.get('officer'), UUID),
    from: checked(address.get('from'), DAY),
    to: checked(address.get('to'), DAY),
    due: due in DUES ? (due as Due) : '',
    mine: address.get('mine') === '1',
    open: address.get('open') === '1',
    month: address.get('month') === '1',
  };
}

export const NOTHING: Wanted = wantedOf(new URLSearchParams());

/** The other way round; {@link wantedOf} of it is the same again. */
export function addressOf(wanted: Wanted): URLSearchParams {
  const said: Record<string, string> = {
    q: wanted.query,
    state: wanted.states.join(','),
    item: wanted.itemCode,
    officer: wanted.officerId,
    from: wanted.from,
    to: wanted.to,
    due: wanted.due,
    mine: wanted.mine ? '1' : '',
    open: wanted.open ? '1' : '',
    month: wanted.month ? '1' : '',
  };
  return new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''));
}

/** The question to the office. 在办 and 本月 depend on the legal day. */
export function filterOf(wanted: Wanted, today: string): CaseFilter {
  const states = wanted.states.length > 0 ? [...wanted.states] : wanted.open ? OPEN_STATES : [];
  return {
    query: wanted.query.trim(),
    states,
    itemCode: wanted.itemCode,
    officerId: wanted.officerId || null,
    from: wanted.month ? `${today.slice(0, 8)}01` : wanted.from || null,
    to: wanted.month ? today : wanted.to || null,
    due: wanted.due,
    mine: wanted.mine,
  };
}

/** A filter in words: the name that a saved one gets by itself. */
export function inWords(wanted: Wanted, names: { item: string; officer: string }): string {
  const words = [
    wanted.query.trim() && `“${wanted.query.trim()}”`,
    wanted.mine && '我办的',
    wanted.open && '在办',
    wanted.month && '本月',
    wanted.due && DUES[wanted.due],
    ...wanted.states.map((state) => CASE_STATES[state]),
    names.item,
    names.officer,
    (wanted.from || wanted.to) && `${wanted.from || '最早'} 至 ${wanted.to || '今天'}`,
  ];
  return words.filter(Boolean).join(' · ');
}
