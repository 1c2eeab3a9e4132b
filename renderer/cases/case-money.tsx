import { Table } from 'antd';
import type { CasePage } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';

const CHANNELS: Record<string, string> = { BANK: '银行代收', ELECTRONIC: '电子支付', ONSITE: '当场收缴' };

/** What was fined, what grew by surcharge, what came in, and what is left. */
export function CaseMoney({ page }: { page: CasePage }) {
  const paid = page.payments.reduce((sum, one) => sum + one.amountFen, 0);
  return (
    <div className="case-money">
      <dl>
        <div>
          <dt>罚款</dt>
          <dd>{formatYuan(page.fineFen)}</dd>
        </div>
        <div>
          <dt>加处罚款</dt>
          <dd>{formatYuan(page.surchargeFen)}</dd>
        </div>
        <div>
          <dt>已缴</dt>
          <dd>{formatYuan(paid)}</dd>
        </div>
        <div className={page.dueFen > 0 ? 'money-left' : ''}>
          <dt>今天应缴</dt>
          <dd>{formatYuan(page.dueFen)}</dd>
        </div>
      </dl>
      <p className="quiet">逾期不缴的，每日按罚款数额的 3% 加处，加处总额不超过罚款本身（行政处罚法第七十二条）。</p>
      <Table
        size="small"
        rowKey="ticketNo"
        pagination={false}
        dataSource={page.payments}
        locale={{ emptyText: '还没有缴款。票据管理员或内勤登记后会出现在这里。' }}
        columns={[
          { title: '缴款日期', dataIndex: 'paidOn', width: 130, className: 'number' },
          { title: '票据号码', dataIndex: 'ticketNo', className: 'number' },
          { title: '方式', width: 140, render: (_, one) => CHANNELS[one.channel] ?? '其他' },
          {
            title: '其中加处罚款',
            width: 140,
            align: 'right',
            className: 'number',
            render: (_, one) => formatYuan(one.surchargeFen),
          },
          {
            title: '金额',
            width: 140,
            align: 'right',
            className: 'number',
            render: (_, one) => <b>{formatYuan(one.amountFen)}</b>,
          },
        ]}
      />
    </div>
  );
}
