import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { refusalText } from '../frame/refusals.ts';
import { query } from '../office/client.ts';
import { useLost } from '../office/events.tsx';
import { callWords, hallOf, spokenCall, Unsaid } from './say.ts';
import { useVoice, type VoiceState } from './voice.ts';
import './queue-display.css';

const FLASH_MS = 6000;

/** The second screen: who is called, read from five metres, and said aloud. Nobody signs in here. */
export default function QueueDisplayPage() {
  const board = useQuery(
    query.reception.board.queryOptions({ refetchInterval: ({ state }) => (state.error ? 5_000 : 60_000) }),
  );
  const lost = useLost();
  const voice = useVoice();
  const unsaid = useRef(new Unsaid<{ id: string; calls: number; number: string; window: string }>());
  const latest = useRef(voice);
  latest.current = voice;
  const [flash, setFlash] = useState('');
  const { data } = board;
  useEffect(() => {
    if (!data) return;
    for (const call of unsaid.current.of(data.calls)) {
      if (data.speak) latest.current.say(spokenCall(data.words, call));
      setFlash(`${call.id}:${call.calls}`);
    }
  }, [data]);
  useEffect(() => {
    if (flash === '') return;
    const timer = setTimeout(() => setFlash(''), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flash]);
  const { now, before } = hallOf(data?.calls ?? []);
  const notice = lost || board.error ? refusalText(lost ?? board.error) : data?.speak ? VOICE_WORDS[voice.state] : '';
  return (
    <main className="queue-display">
      <header>
        <h1>{data?.townName} 排队叫号</h1>
        {data?.demo ? <span className="queue-display-demo">演示</span> : null}
        <Clock />
      </header>
      <section className={flash ? 'queue-now queue-now-flash' : 'queue-now'} aria-live="assertive">
        {now && data ? (
          <>
            <b className="queue-number">{now.number}</b>
            <span className="queue-to" aria-hidden>
              →
            </span>
            <b className="queue-window">{now.window}</b>
            <p>{callWords(data.words, now)}</p>
          </>
        ) : (
          <p className="queue-none">请取号等候</p>
        )}
      </section>
      <section className="queue-before" aria-label="刚才叫过的号">
        {before.map((call) => (
          <div key={call.id} className={call.state === 'SKIPPED' ? 'queue-passed' : ''}>
            <b>{call.number}</b>
            <span>{call.state === 'SKIPPED' ? '已过号' : call.window}</span>
          </div>
        ))}
      </section>
      <footer>
        <span>
          等候 <b>{data?.waiting ?? 0}</b> 人
        </span>
        {notice && voice.state === 'blocked' && !lost ? (
          <button type="button" className="queue-notice" onClick={voice.unblock}>
            {notice}
          </button>
        ) : (
          <span className="queue-notice">{notice}</span>
        )}
      </footer>
    </main>
  );
}

const VOICE_WORDS: Record<VoiceState, string> = {
  looking: '',
  ready: '',
  none: '这台电脑没有中文语音，只显示不播报。请在系统里添加中文语音。',
  blocked: '点这里打开声音',
};

function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5000);
    return () => clearInterval(timer);
  }, []);
  const time = now.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' });
  return <time>{time}</time>;
}
