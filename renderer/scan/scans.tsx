import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { Refusal } from '../../preload/contract/refusal.ts';
import { addressOf } from '../frame/found.ts';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { useSerialScans } from './use-serial-scans.ts';
import { useWedge } from './use-wedge.ts';

/** One code, whichever way it came. */
export interface Scanned {
  readonly text: string;
  /** The kind of code in words, when the scanner says it. */
  readonly symbology: string | null;
  readonly wire: 'serial' | 'keyboard';
  readonly simulated: boolean;
}
type Listener = (scanned: Scanned) => void;

interface Scans {
  /** The listener that came last takes the codes alone, until it goes. */
  listen(listener: { current: Listener }): () => void;
}

const ScansContext = createContext<Scans>({ listen: () => () => {} });

/** The one place where codes arrive, from the serial line and from a scanner that plays keyboard: it opens their page. */
export function ScanProvider({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useTell();
  const listeners = useRef<{ current: Listener }[]>([]);
  const open = useCallback(
    async ({ text, simulated }: Scanned) => {
      const asked = query.cases.scanned.queryOptions({ input: { text: text.slice(0, 4000) }, staleTime: 0 });
      const found = await queryClient.fetchQuery(asked);
      navigate(addressOf(found), { state: { simulated } });
      if (found.kind === 'NEW_CODE') tell.note('扫到的码还没有登记，是否登记？网址没有打开。');
      else tell.done(`已打开扫到的${found.title}`);
    },
    [navigate, queryClient, tell],
  );
  const take = (scanned: Scanned) => {
    const listener = listeners.current.at(-1);
    if (listener) {
      listener.current(scanned);
      return;
    }
    // What the last code could not do is not said of this one.
    tell.clear();
    open(scanned).catch(tell.refused);
  };
  useSerialScans((scan) => take({ ...scan, wire: 'serial' }));
  useWedge({
    code: (text, symbology) => take({ text, symbology, simulated: false, wire: 'keyboard' }),
    blocked: () =>
      tell.refused(
        new Refusal(
          'SCAN-103',
          '扫码枪的内容被中文输入法拦住了，没有打开任何页面；请按 Shift 切到英文，删去栏里多出的字母后再扫，或把扫码枪设为串口模式。',
        ),
      ),
  });
  const scans = useMemo<Scans>(
    () => ({
      listen: (listener) => {
        listeners.current.push(listener);
        return () => {
          listeners.current = listeners.current.filter((one) => one !== listener);
        };
      },
    }),
    [],
  );
  return <ScansContext value={scans}>{children}</ScansContext>;
}

/** Takes the codes while the component is shown, instead of opening their pages. */
export function useScans(listener: Listener): void {
  const scans = useContext(ScansContext);
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => scans.listen(latest), [scans]);
}
