import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { CardReading, OfficeEvent } from '../../preload/contract/office.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { office } from './client.ts';
import { follow } from './follow.ts';

type Listener = (event: OfficeEvent) => void;
type Progress = Extract<OfficeEvent, { kind: 'progress' }>;

interface Hub {
  listen(listener: Listener): () => void;
}

const HubContext = createContext<Hub>({ listen: () => () => {} });
const LostContext = createContext<unknown>(null);

const AWAY = '与办公服务的连接断开了，已保存的内容没有丢失，正在重新连接…';

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
    let missed = false;
    const opened = () => {
      setLost(null);
      if (missed) queryClient.invalidateQueries();
    };
    const lostNow = (error: unknown) => {
      missed = true;
      setLost(error instanceof Refusal ? error : new Refusal('SYS-503', AWAY));
    };
    const { signal } = stop;
    follow(() => office.office.events(undefined, { signal }), { opened, hear, lost: lostNow }, signal);
    return () => stop.abort();
  }, [queryClient]);

  return (
    <HubContext value={hub}>
      <LostContext value={lost}>{children}</LostContext>
    </HubContext>
  );
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
