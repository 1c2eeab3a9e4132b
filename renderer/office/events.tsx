import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { CardReading, OfficeEvent } from '../../preload/contract/office.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { office } from './client.ts';

type Listener = (event: OfficeEvent) => void;
type Progress = Extract<OfficeEvent, { kind: 'progress' }>;

interface Hub {
  listen(listener: Listener): () => void;
}

const HubContext = createContext<Hub>({ listen: () => () => {} });
const LostContext = createContext<unknown>(null);

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** Of this page as long as it is not loaded anew. */
const PAGE = { pageId: Math.random().toString(36).slice(2) };
const AWAY = '与办公服务的连接断开了，已保存的内容没有丢失，正在重新连接…';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Listens to the office once for the whole window: refetches what changed and hands cards to the form that waits. */
export function OfficeEvents({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const listeners = useRef(new Set<Listener>());
  const [lost, setLost] = useState<unknown>(null);
  const hub = useMemo<Hub>(
    () => ({
      listen: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [],
  );

  useEffect(() => {
    const stop = new AbortController();
    const hear = (event: OfficeEvent) => {
      if (event.kind === 'changed') {
        for (const topic of event.topics) queryClient.invalidateQueries({ queryKey: keyOf(topic) });
      }
      for (const listener of listeners.current) listener(event);
    };
    const follow = async () => {
      let waitMs = SHORTEST_WAIT_MS;
      let missed = false;
      while (!stop.signal.aborted) {
        try {
          const events = await office.office.events(PAGE, { signal: stop.signal });
          if (document.hasFocus()) inFront();
          setLost(null);
          if (missed) queryClient.invalidateQueries();
          waitMs = SHORTEST_WAIT_MS;
          for await (const event of events) hear(event);
          if (!stop.signal.aborted) setLost(new Refusal('SYS-503', AWAY));
        } catch (error) {
          // The port closed or the office is restarting; the next round opens a new one.
          if (!stop.signal.aborted) setLost(error instanceof Refusal ? error : new Refusal('SYS-503', AWAY));
        }
        missed = true;
        await wait(waitMs);
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      }
    };
    follow();
    window.addEventListener('focus', inFront);
    return () => {
      window.removeEventListener('focus', inFront);
      stop.abort();
    };
  }, [queryClient]);

  return (
    <HubContext value={hub}>
      <LostContext value={lost}>{children}</LostContext>
    </HubContext>
  );
}

/** A scanned code goes to the page that was last in front. What is not heard now is said again with the next connection. */
function inFront(): void {
  office.office.focused(PAGE).catch(() => undefined);
}

/** Topics are names of contract modules; one that this window does not know concerns nothing it shows. */
function keyOf(topic: string) {
  return [[topic]];
}

/** Calls the listener for every event of the office while the component is shown. */
export function useOfficeEvent(listener: Listener): void {
  const hub = useContext(HubContext);
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => hub.listen((event) => latest.current(event)), [hub]);
}

/** Hands every identity card that is read to the form that waits for one. */
export function useCard(listener: (reading: CardReading) => void): void {
  useOfficeEvent((event) => {
    if (event.kind === 'card') listener(event.reading);
  });
}

/** The last word of the card reader (放卡, 取走卡 …); empty after a card was read. */
export function useCardPrompt(): string {
  const [sentence, setSentence] = useState('');
  useOfficeEvent((event) => {
    if (event.kind === 'card-prompt') setSentence(event.sentence);
    if (event.kind === 'card') setSentence('');
  });
  return sentence;
}

/** Long work of the office that is under way, by task. */
export function useProgress(): Progress[] {
  const [tasks, setTasks] = useState<Progress[]>([]);
  useOfficeEvent((event) => {
    if (event.kind !== 'progress') return;
    setTasks((before) => {
      const others = before.filter((one) => one.task !== event.task);
      return event.done >= event.total ? others : [...others, event];
    });
  });
  return tasks;
}

/** Why the window cannot reach the office at the moment (it keeps trying); null when it can. */
export function useLost(): unknown {
  return useContext(LostContext);
}
