import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Space, Table } from 'antd';
import type { PrintJob } from '../../preload/contract/receipts.ts';
import { Dot } from '../frame/dot.tsx';
import { formatInstant } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { JOB_DOTS, JOB_STATES, jobChoices, SAMPLES } from './print-jobs.ts';

/** What waits for the receipt printer. A job whose end is unknown waits for a person: nothing prints twice by itself. */
export function PrintQueue({ mayDecide }: { mayDecide: boolean }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const queue = useQuery(query.receipts.queue.queryOptions());
  const refresh = { onSettled: () => queryClient.invalidateQueries({ queryKey: query.receipts.key() }) };
  const actions = {
    reprint: useMutation(query.receipts.reprint.mutationOptions(refresh)),
    markDone: useMutation(query.receipts.markDone.mutationOptions(refresh)),
    cancel: useMutation(query.receipts.cancel.mutationOptions(refresh)),
  };
  const testPage = useMutation(
    query.receipts.testPage.mutationOptions({ ...refresh, onSuccess: () => tell.done('测试页已送去打印') }),
  );
  const sample = useMutation(
    query.receipts.sample.mutationOptions({ ...refresh, onSuccess: () => tell.done('样张已送去打印') }),
  );
  const error = queue.error ?? testPage.error ?? sample.error ?? Object.values(actions).find((one) => one.error)?.error;
  return (
    <>
      <Refused error={error} />
      <div className="queue-head">
        <span className="quiet">打印结果不确定时，请先看打印机出了什么，再选「补打」或「标记完成」。</span>
        <Space size={8}>
          {mayDecide ? (
            <Dropdown
              trigger={['click']}
              menu={{
                items: SAMPLES.map(({ kind, label }) => ({ key: kind, label, onClick: () => sample.mutate({ kind }) })),
              }}
            >
              <Button loading={sample.isPending}>打印样张</Button>
            </Dropdown>
          ) : null}
          <Button icon={<PrinterOutlined />} loading={testPage.isPending} onClick={() => testPage.mutate({})}>
            打印测试页
          </Button>
        </Space>
      </div>
      <Table<PrintJob>
        size="small"
        rowKey="id"
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        loading={queue.isPending}
        dataSource={queue.data ?? []}
        locale={{
          emptyText: mayDecide
            ? '没有小票。案件小票和排队号小票打印时排到这里。'
            : '没有测试页。案件小票和排队号小票由办案人员处理，这里只列测试页。',
        }}
        columns={[
          {
            title: '小票',
            ellipsis: true,
            render: (_, job) => (
              <>
                {job.title} {job.reprint > 0 ? <span className="quiet">第 {job.reprint} 次补打</span> : null}
              </>
            ),
          },
          {
            title: '状态',
            width: 130,
            render: (_, job) => <Dot state={JOB_DOTS[job.state]}>{JOB_STATES[job.state]}</Dot>,
          },
          { title: '说明', dataIndex: 'sentence', width: 320 },
          { title: '排队时间', width: 150, className: 'number', render: (_, job) => formatInstant(job.createdAt) },
          {
            title: '',
            width: 220,
            render: (_, job) =>
              mayDecide ? (
                <Space size={6}>
                  {jobChoices(job.state).map(({ act, words }) => (
                    <Button
                      key={act}
                      size="small"
                      loading={actions[act].isPending && actions[act].variables.jobId === job.id}
                      onClick={() => actions[act].mutate({ jobId: job.id })}
                    >
                      {words}
                    </Button>
                  ))}
                </Space>
              ) : null,
          },
        ]}
      />
    </>
  );
}
