import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Input, Pagination, Select, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { CODE_FILTERS, type CodeFilter } from '../../preload/contract/inspections.ts';
import { useArrowKeys } from '../cases/arrow-keys.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { ListDesk, ListDeskRow, NothingOpen } from '../frame/list-desk.tsx';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CodeForm } from './code-form.tsx';
import { CodeMark } from './code-mark.tsx';
import { CodeOpen } from './code-open.tsx';
import { FILTER_WORDS, rateInWords } from './code-words.ts';
import './inspections.css';

const PAGE_ROWS = 50;

/** 检查: so far the register of 行政行为码 and what 亮码检查率 follows from it. domain.md §4.2 */
export default function InspectionsPage() {
  const { codeId = '' } = useParams();
  const { roles } = useMe().session.officer;
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const { state } = useLocation() as { state: { simulated?: boolean } | null };
  const [filter, setFilter] = useState<CodeFilter>('ALL');
  const [words, setWords] = useState('');
  const [shownPage, setShownPage] = useState(1);
  const asked = useDeferredValue(words.trim());
  const input = { filter, words: asked, offset: (shownPage - 1) * PAGE_ROWS, limit: PAGE_ROWS };
  const list = useQuery(query.inspections.codes.list.queryOptions({ input, placeholderData: (before) => before }));
  const mayWrite = holds(roles, 'OFFICER', 'INTAKE');
  const scanned = address.get('new');
  const registering = scanned !== null && mayWrite;
  const rows = list.data?.rows ?? [];
  const open = codeId || (rows[0]?.id ?? '');
  const choose = (id: string) => navigate(`/inspections/${id}`, { replace: true });
  const step = (by: number) => {
    const next = rows[rows.findIndex((one) => one.id === open) + by];
    if (next && !registering) choose(next.id);
  };
  const register = () => navigate('/inspections?new=');
  useArrowKeys({ ArrowDown: () => step(1), ArrowUp: () => step(-1) });
  useKeys([
    { keys: '↑ ↓', words: '上一个、下一个' },
    ...(mayWrite && !registering ? [{ keys: 'Ctrl+N', words: '登记行政行为码', run: register }] : []),
  ]);
  const rate = list.data?.rate;
  return (
    <Page
      fill
      title="亮码检查"
      note="行政行为码由省平台生成，这里只登记、核对、留证。"
      extra={
        mayWrite ? (
          <Button type="primary" icon={<PlusOutlined />} disabled={registering} onClick={register}>
            登记行政行为码（Ctrl+N）
          </Button>
        ) : null
      }
    >
      <Refused error={list.error} />
      {list.isPending ? <Skeleton active /> : null}
      {list.data && rate ? (
        <ListDesk
          list={
            <>
              <section className="codes-rate" aria-label="亮码检查率">
                <b>{rateInWords(rate)}</b>
                <span>
                  {rate.year} 年亮码检查率
                  <small>
                    已亮码 {rate.shown} ÷ 应亮码 {rate.due}
                  </small>
                </span>
                <p className="quiet">
                  只按这里登记的检查算，没有登记的不在内；{rate.patrols ? '日常巡查也计入' : '日常巡查不计入'}
                  ，还没有到期的不计入。
                </p>
              </section>
              <header className="codes-filters">
                <Select<CodeFilter>
                  aria-label="按状态筛选"
                  value={filter}
                  onChange={(to) => {
                    setFilter(to);
                    setShownPage(1);
                  }}
                  options={CODE_FILTERS.map((one) => ({
                    value: one,
                    label: `${FILTER_WORDS[one]} ${list.data.tally[one] ?? 0}`,
                  }))}
                />
                <Input
                  allowClear
                  data-list-search
                  placeholder="对象、事项、码"
                  aria-label="查找行政行为码"
                  maxLength={500}
                  value={words}
                  onChange={(event) => {
                    setWords(event.target.value);
                    setShownPage(1);
                  }}
                />
              </header>
              <ul className="pick-list">
                {rows.map((row) => (
                  <ListDeskRow
                    key={row.id}
                    open={!registering && row.id === open}
                    onChoose={() => choose(row.id)}
                    name={row.partyName}
                    mark={<CodeMark row={row} />}
                    matter={row.matter}
                    date={row.checkOn}
                    title={row.text}
                  />
                ))}
              </ul>
              {rows.length === 0 ? (
                <Empty
                  className="codes-none"
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={asked || filter !== 'ALL' ? '没有符合的登记。' : '还没有登记行政行为码。'}
                />
              ) : null}
              {list.data.total > PAGE_ROWS ? (
                <Pagination
                  simple
                  size="small"
                  align="center"
                  current={shownPage}
                  pageSize={PAGE_ROWS}
                  total={list.data.total}
                  onChange={setShownPage}
                />
              ) : null}
            </>
          }
        >
          {registering ? (
            <CodeForm
              key={`new ${scanned}`}
              text={scanned}
              simulated={state?.simulated === true}
              onClose={() => navigate('/inspections', { replace: true })}
              onDone={choose}
            />
          ) : open ? (
            <CodeOpen key={open} codeId={open} mayWrite={mayWrite} />
          ) : (
            <NothingOpen
              why={
                mayWrite
                  ? '在任何一页用扫码枪扫检查通知书或手机上的行政行为码，就会带到这里登记；也可以按 Ctrl+N 手工登记。'
                  : '执法人员和内勤登记的行政行为码会列在这里。'
              }
            />
          )}
        </ListDesk>
      ) : null}
    </Page>
  );
}
