import { Empty, Space } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { CaseRow } from '../../preload/contract/cases.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { office, query } from '../office/client.ts';
import { NARROW_COLUMNS, wideColumns } from './case-columns.tsx';
import { CaseView } from './case-view.tsx';
import { ExportShown } from './export-shown.tsx';
import { addressOf, filterOf, inWords, wantedOf } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { LongList } from './long-list.tsx';
import { NumberCheck } from './number-check.tsx';
import { PAGE_ROWS, usePages } from './use-pages.ts';
import './cases.css';

/** The case ledger; with a case open the list stays beside it, at the same row. */
export default function CasesPage() {
  const { caseId } = useParams();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const today = useMe().office.legalDay;
  const wanted = wantedOf(address);
  const filter = filterOf(wanted, today);
  const paper = address.get('paper') ?? '';
  const question = JSON.stringify(filter);
  const columns = useMemo(() => (caseId ? NARROW_COLUMNS : wideColumns(today)), [caseId, today]);
  const pages = usePages<CaseRow>((offset) => {
    const input = { filter, offset, limit: PAGE_ROWS };
    return { queryKey: query.cases.list.queryKey({ input }), queryFn: () => office.cases.list(input) };
  });
  const [active, setActive] = useState(0);
  const back = addressOf(wanted).toString();
  const to = (id: string) => `/cases/${id}${back ? `?${back}` : ''}`;
  const close = () => navigate(`/cases${back ? `?${back}` : ''}`);
  const step = (by: number) => {
    const row = pages.rowAt(active + by);
    if (!row) return;
    setActive(active + by);
    navigate(to(row.id), { replace: true });
  };
  useKeys([
    { keys: '↑ ↓', words: '上一件、下一件' },
    { keys: 'Enter', words: '打开案件' },
    ...(caseId
      ? [
          { keys: 'Alt+ArrowDown', words: '打开下一件', run: () => step(1) },
          { keys: 'Alt+ArrowUp', words: '打开上一件', run: () => step(-1) },
        ]
      : []),
  ]);

  const list = (
    <LongList<CaseRow>
      label="案件台账"
      columns={columns}
      narrow={caseId !== undefined}
      total={pages.total}
      rowAt={pages.rowAt}
      addressOf={(row) => to(row.id)}
      onOpen={(row) => navigate(to(row.id))}
      question={question}
      onVisible={pages.onVisible}
      active={active}
      onActive={setActive}
      isOpen={(row) => row.id === caseId}
    />
  );
  const nothing = !pages.pending && pages.total === 0 && !pages.error;
  const emptyWords = back
    ? '没有符合筛选的案件。可以清除筛选，或换几个字再找。'
    : '还没有案件。按 Ctrl+N 新建当场处罚，办理的案件会出现在这里。';

  if (caseId) {
    return (
      <div className="case-desk">
        <aside className="case-desk-list">
          <header>
            <button type="button" onClick={close}>
              ‹ 台账
            </button>
            <span className="quiet">
              {[inWords(wanted, { item: '', officer: '' }), `${pages.total} 件`].filter(Boolean).join('，')}
            </span>
          </header>
          {nothing ? <p className="quiet case-desk-none">{emptyWords}</p> : list}
        </aside>
        <CaseView key={`${caseId} ${paper}`} caseId={caseId} paperId={paper} onClose={close} />
      </div>
    );
  }
  return (
    <Page
      fill
      title="案件"
      note={pages.pending ? null : `共 ${pages.total} 件`}
      extra={
        <Space>
          <NumberCheck year={Number(today.slice(0, 4))} />
          <ExportShown filter={filter} total={pages.total} day={today} />
        </Space>
      }
    >
      <div className="ledger">
        <FilterBar
          wanted={wanted}
          onChange={(next) => {
            setActive(0);
            setAddress(addressOf(next), { replace: true });
          }}
        />
        <Refused error={pages.error} />
        {nothing ? (
          <div className="sheet ledger-none">
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyWords} />
          </div>
        ) : (
          <div className={pages.old ? 'ledger-list ledger-old' : 'ledger-list'}>{list}</div>
        )}
      </div>
    </Page>
  );
}
