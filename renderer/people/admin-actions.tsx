import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

const PAGE = 50;

/** Accounts, roles and settings: who changed what, no case content (audit administrator). */
export function AdminActions() {
  const [page, setPage] = useState(1);
  const actions = useQuery(
    query.people.adminActions.queryOptions({ input: { offset: (page - 1) * PAGE, limit: PAGE }, staleTime: 0 }),
  );
  return (
    <>
      <Refused error={actions.error} />
      <Table
        size="small"
        rowKey={(one) => `${one.at} ${one.actor} ${one.text}`}
        loading={actions.isPending}
        dataSource={actions.data?.lines ?? []}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: actions.data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          showTotal: (total) => `共 ${total} 条`,
        }}
        locale={{ emptyText: '还没有管理操作。改账号、角色、参数后会出现在这里。' }}
        columns={[
          { title: '时间', width: 150, className: 'number', render: (_, one) => formatInstant(one.at) },
          { title: '谁', dataIndex: 'actor', width: 120 },
          { title: '改了什么', dataIndex: 'text' },
        ]}
      />
    </>
  );
}
