import { CloudUploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Skeleton, Table } from 'antd';
import type { SyncState } from '../../preload/contract/desk.ts';
import { offsetWords } from '../devices/device-words.ts';
import { holds, seesCases } from '../frame/access.ts';
import { Dot } from '../frame/dot.tsx';
import { formatInstant, formatTime } from '../frame/format.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { countyInShort } from '../frame/status-dots.tsx';
import { query } from '../office/client.ts';
import { clockWords, isWrong } from './clock-words.ts';
import { Enrol } from './enrol.tsx';
import { Schedule } from './schedule.tsx';
import './sync.css';

const BUNDLES: Record<string, string> = {
  powers: '权力事项清单',
  officers: '执法人员名册',
  'power-list': '权力事项清单',
};

/** Troubles that only a new code of the county heals: a token it does not know, a desk from before a restore. */
const NEEDS_CODE = ['SYNC-304', 'SYNC-107'];

/** What went to the county, what waits, and when it goes next. */
export default function SyncPage() {
  const queryClient = useQueryClient();
  const { roles } = useMe().session.officer;
  const state = useQuery(query.sync.state.queryOptions());
  const now = useMutation(
    query.sync.now.mutationOptions({
      onSuccess: (data) => queryClient.setQueryData(query.sync.state.queryKey(), data),
      onSettled: () => queryClient.invalidateQueries({ queryKey: query.sync.key() }),
    }),
  );
  const mayPush = holds(roles, 'SYS_ADMIN', 'OFFICER', 'TEAM_LEADER', 'INTAKE', 'CASHIER', 'HEAD', 'ARCHIVIST');
  const sysAdmin = holds(roles, 'SYS_ADMIN');
  const push = () => {
    if (mayPush && state.data?.enrolled && !now.isPending) now.mutate({});
  };
  useKeys(mayPush ? [{ keys: 'Ctrl+Enter', words: '立即同步', run: push }] : []);
  return (
    <Page
      title="同步"
      note="断网照常办案，网络恢复后自动补传，每条记录只算一次。"
      extra={
        mayPush ? (
          <Button
            type="primary"
            icon={<CloudUploadOutlined />}
            disabled={!state.data?.enrolled}
            loading={now.isPending || state.data?.state === 'RUNNING'}
            onClick={push}
          >
            立即同步
          </Button>
        ) : null
      }
    >
      <Refused error={state.error ?? now.error} />
      {state.isPending ? <Skeleton active /> : null}
      {state.data ? (
        <>
          {state.data.trouble ? (
            <Alert
              className="refused"
              type="warning"
              showIcon
              title={`${state.data.trouble.sentence}（${state.data.trouble.code}）`}
              description={`${formatInstant(state.data.trouble.at)} 发生，待传内容都在本机，没有丢。`}
            />
          ) : null}
          {state.data.clock && isWrong(state.data.clock) ? (
            <Alert
              className="refused"
              type="warning"
              showIcon
              title={`与县级平台相比，${clockWords(state.data.clock)}，请校准电脑的日期和时间。`}
              description="文书、签名和录像的时间都以本机时钟为准；校准后，下一次同步成功时再比对。"
            />
          ) : null}
          <div className="sync-columns">
            <State state={state.data} sysAdmin={sysAdmin} />
            {state.data.enrolled && !NEEDS_CODE.includes(state.data.trouble?.code ?? '') ? (
              <Bundles state={state.data} />
            ) : (
              <Enrol allowed={sysAdmin} />
            )}
          </div>
          {seesCases(roles) && state.data.enrolled ? <Queue /> : null}
        </>
      ) : null}
    </Page>
  );
}

function State({ state, sysAdmin }: { state: SyncState; sysAdmin: boolean }) {
  const short = countyInShort(state);
  return (
    <section className="sheet sync-sheet">
      <h2>县级平台</h2>
      <Descriptions
        size="small"
        column={1}
        styles={{ label: { width: 110 } }}
        items={[
          { key: 'state', label: '状态', children: <Dot state={short.state}>{short.words}</Dot> },
          { key: 'url', label: '地址', children: state.url || '尚未接入' },
          { key: 'counts', label: '上报', children: `已送达 ${state.sent} 条记录，待传 ${state.waiting} 条` },
          { key: 'last', label: '上次成功', children: formatInstant(state.lastSuccessAt) },
          { key: 'receipt', label: '最近回执', children: state.lastReceiptNo ? `第 ${state.lastReceiptNo} 号` : '—' },
          {
            key: 'clock',
            label: '本机时钟',
            children: state.clock ? (
              <Dot state={isWrong(state.clock) ? 'look' : 'good'}>
                {`${offsetWords(-state.clock.pcAheadSeconds)}（${formatInstant(state.clock.at)} 比对）`}
              </Dot>
            ) : (
              '尚未比对，下一次同步成功时比对'
            ),
          },
          {
            key: 'next',
            label: '下次自动',
            children: state.nextAt ? `${formatTime(state.nextAt)}（每 ${state.everyMinutes} 分钟）` : '—',
          },
        ]}
      />
      {sysAdmin ? <Schedule everyMinutes={state.everyMinutes} /> : null}
    </section>
  );
}

function Bundles({ state }: { state: SyncState }) {
  return (
    <section className="sheet sync-sheet">
      <h2>县级下发</h2>
      <Table
        size="small"
        rowKey="kind"
        pagination={false}
        dataSource={state.bundles}
        locale={{ emptyText: '还没有收到县级下发的清单，同步成功后会出现在这里。' }}
        columns={[
          { title: '内容', render: (_, one) => BUNDLES[one.kind] ?? one.kind },
          { title: '版本', width: 90, align: 'right', render: (_, one) => `第 ${one.version} 版` },
          { title: '收到时间', width: 150, className: 'number', render: (_, one) => formatInstant(one.at) },
        ]}
      />
    </section>
  );
}

function Queue() {
  const queue = useQuery(query.sync.queue.queryOptions());
  return (
    <section className="sheet sync-sheet">
      <h2>等待上报</h2>
      <Refused error={queue.error} />
      <Table
        size="small"
        rowKey={(one) => `${one.at} ${one.deskSeq}`}
        loading={queue.isPending}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={queue.data ?? []}
        locale={{ emptyText: '全部已经上报。办案产生新的记录后会排到这里。' }}
        columns={[
          { title: '序号', dataIndex: 'deskSeq', width: 80, align: 'right' },
          { title: '内容', dataIndex: 'title', ellipsis: true },
          { title: '产生时间', width: 150, className: 'number', render: (_, one) => formatInstant(one.at) },
        ]}
      />
    </section>
  );
}
