import { SearchOutlined } from '@ant-design/icons';
import { Empty, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { PARTY_TYPES } from '../../preload/contract/subjects.ts';
import { unlessSomethingLiesOnTop } from '../cases/closing.ts';
import { type Column, LongList } from '../cases/long-list.tsx';
import { PAGE_ROWS, usePages } from '../cases/use-pages.ts';
import { useKeys } from '../frame/keys.tsx';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { office, query } from '../office/client.ts';
import { shownNo } from './shown-no.ts';
import { SubjectOpen } from './subject-open.tsx';
import './subjects.css';

type Row = Awaited<ReturnType<typeof office.subjects.list>>['rows'][number];

const WIDE: readonly Column<Row>[] = [
  { key: 'name', title: '姓名或名称', width: 240, show: (row) => <b className="subject-name">{row.name}</b> },
  { key: 'type', title: '类别', width: 110, spare: true, show: (row) => PARTY_TYPES[row.partyType] },
  { key: 'no', title: '证件号码', width: 210, show: (row) => shownNo(row.maskedNo) || '—' },
  { key: 'address', title: '地址', show: (row) => row.address || '—' },
  { key: 'matters', title: '案件', width: 80, number: true, show: (row) => `${row.matters} 件` },
  { key: 'last', title: '最近一次', width: 120, spare: true, show: (row) => row.lastOn ?? '—' },
];
const NARROW: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '姓名或名称',
    show: (row) => (
      <span title={row.name}>
        <b className="subject-name">{row.name}</b>
        {row.partyType === 'CITIZEN' && row.maskedNo ? (
          <small className="quiet subject-tail">尾号 {row.maskedNo.slice(-4)}</small>
        ) : null}
      </span>
    ),
  },
  { key: 'matters', title: '案件', width: 58, number: true, show: (row) => `${row.matters} 件` },
];

/** Whom the office has met: people and enterprises, with what was done before. */
export default function SubjectsPage() {
  const { subjectId } = useParams();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const [active, setActive] = useState(0);
  const pages = usePages<Row>((offset) => {
    const input = { query: asked, offset, limit: PAGE_ROWS };
    return { queryKey: query.subjects.list.queryKey({ input }), queryFn: () => office.subjects.list(input) };
  });
  useKeys([
    { keys: '↑ ↓', words: '上一个、下一个' },
    { keys: 'Enter', words: '打开' },
    ...(subjectId
      ? [{ keys: 'Esc', words: '回到名单', run: unlessSomethingLiesOnTop(() => navigate('/subjects')) }]
      : []),
  ]);
  const nothing = !pages.pending && pages.total === 0 && !pages.error;
  return (
    <Page fill title="对象" note={pages.pending ? null : `共 ${pages.total} 个，证件号码默认遮盖`}>
      <Refused error={pages.error} />
      <div className={subjectId ? 'subjects subjects-open' : 'subjects'}>
        <div className="subjects-list">
          <Input
            allowClear
            data-list-search
            prefix={<SearchOutlined />}
            placeholder="姓名、名称、地址，或完整证件号"
            aria-label="查找对象"
            maxLength={100}
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
              setActive(0);
            }}
          />
          {nothing ? (
            <div className="sheet subjects-none">
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={
                  asked ? '没有符合的对象。证件号要写全才能找到。' : '还没有对象。办理案件时登记的当事人会出现在这里。'
                }
              />
            </div>
          ) : (
            <div className="subjects-rows">
              <LongList<Row>
                label="对象名单"
                columns={subjectId ? NARROW : WIDE}
                narrow={subjectId !== undefined}
                total={pages.total}
                rowAt={pages.rowAt}
                addressOf={(row) => `/subjects/${row.id}`}
                onOpen={(row) => navigate(`/subjects/${row.id}`)}
                question={asked}
                onVisible={pages.onVisible}
                active={active}
                onActive={setActive}
                isOpen={(row) => row.id === subjectId}
              />
            </div>
          )}
        </div>
        {subjectId ? <SubjectOpen key={subjectId} subjectId={subjectId} /> : null}
      </div>
    </Page>
  );
}
