import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import type { NameProfiles } from '../../preload/contract/name-profiles.ts';
import { formatInstant } from '../frame/format.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

type Learned = NameProfiles['learned'][number];

/** 已学会的设备: which rule a camera was found to follow. It is tried first there. */
export function LearnedNames({ learned, mayChange }: { learned: readonly Learned[]; mayChange: boolean }) {
  const client = useQueryClient();
  const tell = useTell();
  const forget = useMutation(
    query.evidence.names.forget.mutationOptions({
      onSuccess: (list) => {
        client.setQueryData(query.evidence.names.list.queryKey(), list);
        tell.done('已忘记，下次按列表顺序重新认');
      },
      onError: tell.refused,
    }),
  );
  return (
    <>
      <h3 className="names-head">
        已学会的设备
        <span className="quiet">一台记录仪里的文件都符合同一条规则时，导入后会记住，下次先用它。</span>
      </h3>
      <Table<Learned>
        size="small"
        rowKey="id"
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...learned]}
        locale={{ emptyText: '还没有学会任何设备。导入一次记录仪后，会出现在这里。' }}
        columns={[
          { title: '设备号', width: 160, className: 'number', render: (_, one) => one.deviceNo || '—' },
          { title: '盘的序列号', width: 180, className: 'number', render: (_, one) => one.serial || '—' },
          { title: '先用的规则', render: (_, one) => one.profileName || '（这条规则已删除）' },
          { title: '学会时间', width: 160, className: 'number', render: (_, one) => formatInstant(one.at) },
          ...(mayChange
            ? [
                {
                  title: '',
                  width: 74,
                  render: (_: unknown, one: Learned) => (
                    <Button
                      size="small"
                      loading={forget.isPending && forget.variables.id === one.id}
                      onClick={() => forget.mutate({ id: one.id })}
                    >
                      忘记
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
