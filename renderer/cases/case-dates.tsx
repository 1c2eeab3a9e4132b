import { Table } from 'antd';
import type { DeadlineView } from '../../preload/contract/cases.ts';
import { DeadlineWhy } from './deadline-why.tsx';
import { leftInWords } from './next-step.ts';

const STATES = { DONE: '已办', OK: '正常', SOON: '临近', DUE: '今天', OVERDUE: '逾期' } as const;
const NEAR = { DONE: 'done', OK: 'ok', SOON: 'soon', DUE: 'due', OVERDUE: 'overdue' } as const;

/** Every legal date of the case, by when the office wants it done, what is left, and how it was counted. */
export function CaseDates({ deadlines }: { deadlines: readonly DeadlineView[] }) {
  return (
    <Table<DeadlineView>
      size="small"
      rowKey="code"
      pagination={false}
      dataSource={deadlines}
      columns={[
        {
          title: '轻重',
          width: 100,
          render: (_, one) => <span className={`near near-${NEAR[one.state]}`}>{STATES[one.state]}</span>,
        },
        { title: '期限', dataIndex: 'name' },
        { title: '法定期限', width: 150, render: (_, one) => `${one.legalDate}${one.estimated ? '（预估）' : ''}` },
        { title: '内部期限', width: 120, dataIndex: 'internalDate' },
        { title: '剩余', width: 170, render: (_, one) => (one.doneOn ? `${one.doneOn} 已办` : leftInWords(one)) },
        { title: '怎么算', width: 90, render: (_, one) => <DeadlineWhy deadline={one} /> },
      ]}
    />
  );
}
