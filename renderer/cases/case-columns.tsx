import type { CaseRow } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import type { Column } from './long-list.tsx';
import { DueMark, StandingMark } from './marks.tsx';

function Name({ row }: { row: CaseRow }) {
  const over = row.end === 'ABANDONED';
  return (
    <span title={`${row.partyName} ${row.cause}`}>
      <b className="case-party">{row.partyName || (over ? '当事人未登记' : '当事人待登记')}</b>
      <span className="case-cause">{row.cause || (over ? '' : '案由待选')}</span>
    </span>
  );
}

function Penalty({ row }: { row: CaseRow }) {
  if (row.kind === 'FINE') return formatYuan(row.fineFen);
  return <span className="quiet">{row.kind === 'WARNING' ? '警告' : '—'}</span>;
}

/** The ledger, widest first: what a person calls the case, then stage, who, due. */
export function wideColumns(today: string): Column<CaseRow>[] {
  return [
    { key: 'name', title: '当事人与案由', show: (row) => <Name row={row} /> },
    {
      key: 'number',
      title: '文号',
      spare: true,
      width: 224,
      show: (row) =>
        row.number ? (
          <span className="long-tail" title={row.number}>
            <bdi dir="ltr">{row.number}</bdi>
          </span>
        ) : (
          <span className="quiet">未取号</span>
        ),
    },
    { key: 'state', title: '状态', width: 126, show: (row) => <StandingMark row={row} /> },
    { key: 'penalty', title: '处罚', width: 92, number: true, show: (row) => <Penalty row={row} /> },
    { key: 'officers', title: '执法人员', width: 126, spare: true, show: (row) => row.officers },
    {
      key: 'decided',
      title: '决定日期',
      width: 104,
      spare: true,
      show: (row) => row.decidedOn ?? <span className="quiet">—</span>,
    },
    {
      key: 'due',
      title: '下一期限',
      width: 234,
      show: (row) => <DueMark dueOn={row.dueOn} dueWhat={row.dueWhat} today={today} />,
    },
  ];
}

/** Beside an open case: name and stage. */
export const NARROW_COLUMNS: readonly Column<CaseRow>[] = [
  { key: 'name', title: '当事人与案由', show: (row) => <Name row={row} /> },
  { key: 'state', title: '状态', width: 114, show: (row) => <StandingMark row={row} /> },
];
