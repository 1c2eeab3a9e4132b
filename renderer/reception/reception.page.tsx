import { DesktopOutlined, SettingOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Skeleton } from 'antd';
import { useState } from 'react';
import { MATTER_LETTERS, MATTERS, type MatterLetter, type QueueDesk } from '../../preload/contract/reception.ts';
import { formatTime } from '../frame/format.ts';
import { useKeys } from '../frame/keys.tsx';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { CallSettingsDrawer } from './call-settings.tsx';
import { PrinterTrouble } from './printer-trouble.tsx';
import './reception.css';

const TAKE_KEYS: Record<MatterLetter, string> = { A: 'F2', B: 'F3', C: 'F4' };

/** 排队叫号: the front desk gives numbers and calls them; the screen in the hall shows and says them. */
export default function ReceptionPage() {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [setting, setSetting] = useState(false);
  const desk = useQuery(query.reception.desk.queryOptions());
  const took = {
    onSuccess: (next: QueueDesk) => queryClient.setQueryData(query.reception.desk.queryKey(), next),
    onError: tell.refused,
  };
  const take = useMutation(
    query.reception.take.mutationOptions({
      onSuccess: ({ ticket, slip }) => {
        if (slip === '') tell.done(`${ticket.number} 号，小票已送去打印`);
        else tell.note(`${ticket.number} 号。${slip}`);
      },
      onError: tell.refused,
    }),
  );
  const next = useMutation(query.reception.callNext.mutationOptions(took));
  const again = useMutation(query.reception.callAgain.mutationOptions(took));
  const recall = useMutation(query.reception.recall.mutationOptions(took));
  const end = useMutation(query.reception.end.mutationOptions(took));
  const display = useMutation(
    query.reception.openDisplay.mutationOptions({
      // Run from source without windows of its own: the browser opens a tab.
      onSuccess: ({ opened }) => {
        if (!opened) window.open('#/queue-display', 'zhenzhi-queue-display');
      },
      onError: tell.refused,
    }),
  );
  const current = desk.data?.current ?? null;
  const busy = next.isPending || again.isPending || recall.isPending || end.isPending;
  const callNext = () => {
    if (!busy) next.mutate({});
  };
  const callAgain = () => {
    if (current && !busy) again.mutate({ ticketId: current.id });
  };
  const finish = (how: 'SERVED' | 'SKIPPED') => {
    if (current && !busy) end.mutate({ ticketId: current.id, how });
  };
  useKeys([
    ...MATTER_LETTERS.map((letter) => ({
      keys: TAKE_KEYS[letter],
      words: `取号：${MATTERS[letter]}`,
      run: () => {
        if (!take.isPending) take.mutate({ letter });
      },
    })),
    { keys: 'Ctrl+Enter', words: '叫下一位', run: callNext },
    { keys: 'F8', words: '再叫一次', run: callAgain },
    { keys: 'F9', words: '办完', run: () => finish('SERVED') },
    { keys: 'F7', words: '过号', run: () => finish('SKIPPED') },
  ]);
  const { data } = desk;
  return (
    <Page
      title="排队叫号"
      note={data ? `本窗口：${data.settings.window}。号码每天从 1 起。` : ''}
      extra={
        <>
          <Button icon={<SettingOutlined />} onClick={() => setSetting(true)}>
            叫号设置
          </Button>
          <Button icon={<DesktopOutlined />} loading={display.isPending} onClick={() => display.mutate({})}>
            打开叫号屏
          </Button>
        </>
      }
    >
      <Refused error={desk.error} />
      <PrinterTrouble />
      {desk.isPending ? <Skeleton active /> : null}
      {data ? (
        <div className="reception">
          <section className="sheet reception-take" aria-label="取号">
            <h2>取号</h2>
            {MATTER_LETTERS.map((letter) => (
              <button key={letter} type="button" disabled={take.isPending} onClick={() => take.mutate({ letter })}>
                <b>{letter}</b>
                <span>{MATTERS[letter]}</span>
                <kbd>{TAKE_KEYS[letter]}</kbd>
              </button>
            ))}
            <p className="quiet">
              今天办完 {data.served} 人，过号 {data.skipped} 人。
            </p>
          </section>
          <section className="sheet reception-now" aria-label="正在办理">
            <h2>正在办理</h2>
            <div className="reception-number" aria-live="polite">
              {current ? (
                <>
                  <b>{current.number}</b>
                  <span>
                    {MATTERS[current.letter]}，{formatTime(current.calledAt ?? current.takenAt)} 叫号，共{' '}
                    {current.calls} 次
                  </span>
                </>
              ) : (
                <span className="reception-none">窗口空着</span>
              )}
            </div>
            <Button type="primary" size="large" block loading={next.isPending} onClick={callNext}>
              {current ? '办完，叫下一位' : '叫下一位'}（Ctrl+Enter）
            </Button>
            <div className="reception-acts">
              <Button disabled={!current} loading={again.isPending} onClick={callAgain}>
                再叫一次 F8
              </Button>
              <Button disabled={!current} onClick={() => finish('SKIPPED')}>
                过号 F7
              </Button>
              <Button disabled={!current} onClick={() => finish('SERVED')}>
                办完 F9
              </Button>
            </div>
          </section>
          <section className="sheet reception-list" aria-label="等候">
            <h2>等候 {data.waiting.length} 人</h2>
            {data.waiting.length === 0 ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有人等候。来人取号后按先后排在这里。" />
            ) : (
              <ol>
                {data.waiting.map((one) => (
                  <li key={one.id}>
                    <b>{one.number}</b>
                    <span>{MATTERS[one.letter]}</span>
                    <time>{formatTime(one.takenAt)}</time>
                  </li>
                ))}
              </ol>
            )}
          </section>
          <section className="sheet reception-list reception-over" aria-label="过号和办完的">
            {data.passed.length === 0 ? null : (
              <>
                <h2>过号 {data.passed.length} 人</h2>
                <ol aria-label="过号">
                  {data.passed.map((one) => (
                    <li key={one.id}>
                      <b>{one.number}</b>
                      <span>{MATTERS[one.letter]}</span>
                      <Button
                        size="small"
                        disabled={busy}
                        aria-label={`重新叫号 ${one.number}`}
                        onClick={() => recall.mutate({ ticketId: one.id })}
                      >
                        重新叫号
                      </Button>
                    </li>
                  ))}
                </ol>
              </>
            )}
            <h2>刚办完的</h2>
            {data.ended.length === 0 ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="今天还没有办完的号。" />
            ) : (
              <ol aria-label="刚办完的">
                {data.ended.map((one) => (
                  <li key={one.id}>
                    <b>{one.number}</b>
                    <span>{MATTERS[one.letter]}</span>
                    <em>办完</em>
                  </li>
                ))}
              </ol>
            )}
          </section>
          <CallSettingsDrawer open={setting} settings={data.settings} onClose={() => setSetting(false)} />
        </div>
      ) : null}
    </Page>
  );
}
