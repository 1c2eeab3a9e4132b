import { useQuery } from '@tanstack/react-query';
import { Input, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useArrowKeys } from '../cases/arrow-keys.ts';
import { useKeys } from '../frame/keys.tsx';
import { ListDesk, NothingOpen } from '../frame/list-desk.tsx';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { OrderList } from './order-list.tsx';
import { OrderOpen } from './order-open.tsx';
import './orders.css';

type Tab = 'waiting' | 'done';

/** Correction orders: what waits for its re-inspection, and what became of the others. */
export default function OrdersPage() {
  const today = useMe().office.legalDay;
  const [address, setAddress] = useSearchParams();
  const all = useQuery(query.cases.orders.queryOptions({ input: { open: false } }));
  const [words, setWords] = useState('');
  const asked = address.get('order') ?? '';
  const orders = all.data ?? [];
  const waiting = orders
    .filter((one) => one.state === 'ISSUED')
    .toSorted((one, other) => one.recheckOn.localeCompare(other.recheckOn));
  const done = orders.filter((one) => one.state !== 'ISSUED');
  const named = orders.find((one) => one.id === asked);
  const tab: Tab =
    address.get('tab') === 'done' || (named && named.state !== 'ISSUED' && !address.has('tab')) ? 'done' : 'waiting';
  const part = words.trim();
  const rows = (tab === 'done' ? done : waiting).filter((one) =>
    [one.partyName, one.itemName, one.place, one.number].some((text) => text.includes(part)),
  );
  const open = rows.find((one) => one.id === asked) ?? (named && !part ? named : rows[0]);
  const choose = (id: string, on: Tab = tab) => setAddress({ tab: on, order: id }, { replace: true });
  const step = (by: number) => {
    const next = rows[rows.findIndex((one) => one.id === open?.id) + by];
    if (next) choose(next.id);
  };
  useArrowKeys({ ArrowDown: () => step(1), ArrowUp: () => step(-1) });
  useKeys([{ keys: '↑ ↓', words: '上一份、下一份' }]);

  return (
    <Page fill title="责令改正" note="责令改正通知书到期后复查；未改正的，可以转为当场处罚。">
      <Refused error={all.error} />
      {all.isPending ? <Skeleton active /> : null}
      {all.data ? (
        <ListDesk
          list={
            <>
              <header>
                <Segmented<Tab>
                  block
                  value={tab}
                  onChange={(to) => setAddress({ tab: to }, { replace: true })}
                  options={[
                    { value: 'waiting', label: `待复查 ${waiting.length}` },
                    { value: 'done', label: `已复查 ${done.length}` },
                  ]}
                />
                <Input
                  allowClear
                  data-list-search
                  placeholder="当事人、事项、地点、文号"
                  aria-label="查找责令改正"
                  value={words}
                  onChange={(event) => setWords(event.target.value)}
                />
              </header>
              <OrderList rows={rows} open={open?.id ?? ''} today={today} onChoose={choose} />
            </>
          }
        >
          {open ? (
            <OrderOpen key={open.id} order={open} onDone={() => choose(open.id, 'done')} />
          ) : (
            <NothingOpen
              why={
                part
                  ? '没有符合的责令改正。'
                  : tab === 'done'
                    ? '还没有复查过的责令改正。复查后结果会列在这里。'
                    : '没有待复查的责令改正。办理需先责令改正的事项时，在当场处罚第三步开具，会列在这里。'
              }
            />
          )}
        </ListDesk>
      ) : null}
    </Page>
  );
}
