import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Spin } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import { IdleLock } from '../frame/idle-lock.tsx';
import { Layout } from '../frame/layout.tsx';
import { refusalOf } from '../frame/refusals.ts';
import { query } from '../office/client.ts';
import { Door } from './door.tsx';

const SetUp = lazy(() => import('./set-up.page.tsx'));
const Unlock = lazy(() => import('./unlock.page.tsx'));
const QueueDisplay = lazy(() => import('../reception/queue-display.page.tsx'));
const SignIn = lazy(() => import('../people/sign-in.page.tsx'));

/** Lets a person in stage by stage: set up, unlock, sign in, work. The screen in the hall asks for nobody. */
export function Gate() {
  const { pathname } = useLocation();
  return (
    <Suspense fallback={<Spin fullscreen description="正在打开" />}>
      {pathname === '/queue-display' ? <QueueDisplay /> : <Stage />}
    </Suspense>
  );
}

function Stage() {
  // Nobody announces midnight, so the legal date is asked for again now and then; while the ledger opens, often.
  const state = useQuery(
    query.office.state.queryOptions({
      refetchInterval: ({ state: { data } }) => (data?.phase === 'opening' ? 1_000 : 300_000),
    }),
  );
  const ready = state.data?.phase === 'ready';
  const me = useQuery(query.people.me.queryOptions({ enabled: ready }));
  // The recovery code is shown once; the page stays until it is printed, although the office is ready by then.
  const [settingUp, setSettingUp] = useState(false);

  if (!state.data) return <Waiting error={state.error} again={() => state.refetch()} />;
  if (settingUp || state.data.phase === 'setup') {
    return <SetUp office={state.data} onBegin={() => setSettingUp(true)} onDone={() => setSettingUp(false)} />;
  }
  if (state.data.phase === 'locked') return <Unlock office={state.data} />;
  if (state.data.phase === 'opening') return <Opening progress={state.data.progress} />;
  if (me.data === undefined) return <Waiting error={me.error} again={() => me.refetch()} />;
  if (me.data === null) return <SignIn office={state.data} />;
  return (
    <>
      <Layout office={state.data} me={me.data} />
      <IdleLock session={me.data} demo={state.data.kind === 'demo'} />
    </>
  );
}

function Waiting({ error, again }: { error: unknown; again: () => void }) {
  if (!error) return <Spin fullscreen description="正在连接办公服务" />;
  const { sentence, code } = refusalOf(error);
  return (
    <Door title="还没有连上办公服务">
      <p>
        {sentence}（{code}）
      </p>
      <Button type="primary" onClick={again} autoFocus>
        重新连接
      </Button>
    </Door>
  );
}

function Opening({ progress }: { progress: { task: string; done: number; total: number } | undefined }) {
  return (
    <Door title="正在打开账本">
      <p>{progress ? progress.task : '正在核对已有记录'}，可以离开，完成后自动进入。</p>
      <Progress
        percent={progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0}
        format={() => (progress ? `${progress.done} / ${progress.total}` : '')}
        status="active"
      />
    </Door>
  );
}
