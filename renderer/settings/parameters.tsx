import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { ParameterDrawer } from './parameter-drawer.tsx';
import { type Parameter, valueInWords } from './parameter-value.ts';

/** Every legal figure with its basis; 待核 ones must be confirmed by the town's legal staff before real use. */
export function Parameters({ mayChange }: { mayChange: boolean }) {
  const parameters = useQuery(query.settings.parameters.queryOptions());
  const [only, setOnly] = useState<'all' | 'unconfirmed' | 'changed'>('all');
  const [edited, setEdited] = useState<Parameter | null>(null);
  const all = parameters.data ?? [];
  const unconfirmed = all.filter((one) => one.status === '待核');
  const changed = all.filter((one) => one.value !== one.initial);
  return (
    <>
      <Refused error={parameters.error} />
      <div className="list-head">
        <Segmented
          value={only}
          onChange={setOnly}
          options={[
            { value: 'all', label: `全部 ${all.length}` },
            { value: 'unconfirmed', label: `待核 ${unconfirmed.length}` },
            { value: 'changed', label: `已改 ${changed.length}` },
          ]}
        />
        <span className="quiet">
          「待核」是各地口径不一的数字，正式办案前请法制人员确认。改动只影响以后，并记入账本。
        </span>
      </div>
      <Table<Parameter>
        size="small"
        rowKey="key"
        pagination={false}
        loading={parameters.isPending}
        dataSource={only === 'unconfirmed' ? unconfirmed : only === 'changed' ? changed : all}
        locale={{ emptyText: only === 'changed' ? '没有改过的参数，都是初始值。' : '没有待核的参数。' }}
        columns={[
          { title: '参数', render: (_, one) => one.name },
          {
            title: '现在的值',
            width: 190,
            render: (_, one) => (
              <>
                <b className="number">{valueInWords(one, one.value)}</b>
                {one.value === one.initial ? null : <div className="quiet">初始 {valueInWords(one, one.initial)}</div>}
              </>
            ),
          },
          {
            title: '状态',
            width: 80,
            render: (_, one) =>
              one.status === '待核' ? <Tag color="warning">待核</Tag> : <span className="quiet">{one.status}</span>,
          },
          { title: '依据', dataIndex: 'basis', className: 'quiet' },
          ...(mayChange
            ? [
                {
                  title: '',
                  width: 74,
                  render: (_: unknown, one: Parameter) => (
                    <Button size="small" onClick={() => setEdited(one)}>
                      修改
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <ParameterDrawer parameter={edited} onClose={() => setEdited(null)} />
    </>
  );
}
