import { NumberOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Empty, Segmented, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { holds } from '../frame/access.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

/** T15 for those who answer for the numbers: gaps, doubles and inversions among the papers of a year. */
export function NumberCheck({ year }: { year: number }) {
  const { roles } = useMe().session.officer;
  const [open, setOpen] = useState(false);
  if (!holds(roles, 'TEAM_LEADER', 'HEAD', 'LEGAL_REVIEWER', 'ARCHIVIST', 'SUPERVISOR')) return null;
  return (
    <>
      <Button icon={<NumberOutlined />} onClick={() => setOpen(true)}>
        文号检查
      </Button>
      <Drawer title="文号检查" size={520} open={open} onClose={() => setOpen(false)} destroyOnHidden>
        <Report thisYear={year} />
      </Drawer>
    </>
  );
}

function Report({ thisYear }: { thisYear: number }) {
  const [year, setYear] = useState(thisYear);
  const report = useQuery(query.cases.numberReport.queryOptions({ input: { year }, staleTime: 0 }));
  return (
    <>
      <p className="quiet">从第 1 号查到已取的最后一号，看有没有断号、重号、日期倒挂；作废的号算已用。</p>
      <p>
        <Segmented
          aria-label="年份"
          options={[thisYear, thisYear - 1].map((one) => ({ value: one, label: `${one} 年` }))}
          value={year}
          onChange={setYear}
        />
      </p>
      <Refused error={report.error} />
      {report.isPending ? <Skeleton active /> : null}
      {report.data?.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={`${year} 年的文号连续，没有断号、重号和倒挂。`} />
      ) : null}
      {report.data && report.data.length > 0 ? (
        <Table
          size="small"
          rowKey="trouble"
          pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={report.data}
          columns={[
            { title: '文号', dataIndex: 'number', width: 190 },
            { title: '问题', dataIndex: 'trouble' },
          ]}
        />
      ) : null}
    </>
  );
}
