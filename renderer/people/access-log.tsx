import { useQuery } from '@tanstack/react-query';
import { DatePicker, Table } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { formatInstant } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { lookInWords } from './look-words.ts';

const PAGE = 50;

/** Who looked at what: its own chain, month by month (audit administrator). */
export function AccessLog() {
  const { office } = useMe();
  const today = office.legalDay;
  const [span, setSpan] = useState({ from: dayjs(today).subtract(30, 'day').format('YYYY-MM-DD'), to: today });
  const [page, setPage] = useState(1);
  const log = useQuery(
    query.people.accessLog.queryOptions({ input: { ...span, offset: (page - 1) * PAGE, limit: PAGE }, staleTime: 0 }),
  );
  return (
    <>
      <div className="list-head">
        <DatePicker.RangePicker
          allowClear={false}
          aria-label="起止日期"
          value={[dayjs(span.from), dayjs(span.to)]}
          onChange={(range) => {
            const [from, to] = range ?? [];
            if (!from || !to) return;
            setSpan({ from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') });
            setPage(1);
          }}
        />
        <span className="quiet">登录、查看明文、打开文书、导出、打印都会记下，至少保存 6 个月，不能修改。</span>
      </div>
      <Refused error={log.error} />
      <Table
        size="small"
        rowKey={(one) => `${one.at} ${one.actor} ${one.what} ${one.subject} ${one.detail}`}
        loading={log.isPending}
        dataSource={log.data?.lines ?? []}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: log.data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          showTotal: (total) => `共 ${total} 条`,
        }}
        locale={{ emptyText: '这段时间没有查看记录。' }}
        columns={[
          { title: '时间', width: 150, className: 'number', render: (_, one) => formatInstant(one.at) },
          { title: '谁', dataIndex: 'actor', width: 120 },
          { title: '做了什么', width: 160, render: (_, one) => lookInWords(one.what) },
          {
            title: '说明',
            // What only says the look again is no news.
            render: (_, one) => (one.detail === lookInWords(one.what) ? '' : one.detail),
          },
        ]}
      />
    </>
  );
}
