import { Cron } from 'croner';
import type { SyncState } from '../../../preload/contract/desk.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { ClockComparison } from '../../../preload/contract/values.ts';
import type { Ledger, Recorded } from '../ledger/index.ts';
import { fetchBundles, type OnBundle } from './bundles.ts';
import { type PcTime, pcTime, SetSince } from './clock-comparison.ts';
import { createCountyClient } from './county-client.ts';
import { deliver } from './deliver.ts';
import { enrolDesk } from './enrol.ts';
import { createStore, type SyncStore } from './store.ts';

const TIMEOUT_MS = 30_000;
const BATCH = 200;
const QUEUE_SHOWN = 200;
const LONGEST_BACK_OFF_MS = 60 * 60_000;

export interface SyncOptions {
  readonly ledger: Ledger;
  /** How the county names this desk; asked at each enrolment. */
  readonly about: () => {
    readonly deskName: string;
    readonly town: string;
    readonly publicInfo: Record<string, string>;
  };
  readonly onBundle: OnBundle;
  /** Title of a waiting action for people; its kind where none is given. */
  readonly titleOf?: (action: Recorded) => string;
  /** Something that is not a refusal went wrong: a bug, for the log. */
  readonly onError: (error: unknown) => void;
  readonly batch?: number;
  readonly timeoutMs?: number;
  /** For the comparison with the county's clock. */
  readonly time?: PcTime;
}

export interface SyncService {
  state(): SyncState;
  /**
   * Exchanges a one-time code; refuses SYNC-1xx. An enrolled desk may enrol anew (new token, other county). The code
   * serves a former desk when that one needs it and the running one does not.
   */
  enrol(request: { url: string; code: string }): Promise<SyncState>;
  /** 立即同步: runs until the queue is empty or trouble comes; trouble is in the answer, never thrown. */
  now(): Promise<SyncState>;
  setSchedule(request: { everyMinutes: number }): SyncState;
  /** Actions that wait, newest first, at most 200. */
  queue(): { deskSeq: number; kind: string; title: string; at: string }[];
  /** The PC's clock beside the county's, as last compared; null where it was set since. */
  clock(): ClockComparison | null;
  onChange(listener: (state: SyncState) => void): () => void;
  /** Begins the schedule with a first run at once. */
  start(): void;
  /** Ends the schedule, cuts a call that is under way and waits until nothing touches the ledger any more. */
  stop(): Promise<void>;
}

/** The running desk, or one that this ledger was before a restore: each has its own chain, token and cursor. */
interface Desk {
  readonly store: SyncStore;
  readonly last: () => number;
}

const NO_ENROLMENT = 'SYNC-107';
/** What only a new code heals: a token that the county does not know (any more), or none at all. */
const NEEDS_CODE: readonly string[] = [NO_ENROLMENT, 'SYNC-304'];

/** Brings the journal to the county and the county's bundles here: never loses, never doubles, survives any outage. */
export function createSync(options: SyncOptions): SyncService {
  const { ledger, onError } = options;
  const store = createStore(ledger, ledger.info.desk);
  const own: Desk = { store, last: () => ledger.journal.head().deskSeq };
  /** Newest first, as the queue is shown. */
  const former = ledger.journal.former
    .map(({ desk, deskSeq }): Desk => ({ store: createStore(ledger, desk), last: () => deskSeq }))
    .reverse();
  const stopping = new AbortController();
  const listeners = new Set<(state: SyncState) => void>();
  const iso = () => new Date().toISOString();
  let running: Promise<void> | undefined;
  let schedule: Cron | undefined;
  let failures = 0;
  /** Monotonic, so that a moved wall clock neither blocks nor floods the county. */
  let retryAt = 0;

  const time = options.time ?? pcTime;
  const setSince = new SetSince(time);
  const clientOf = (url: string, compared?: (found: ClockComparison) => void) =>
    createCountyClient(url, options.timeoutMs ?? TIMEOUT_MS, stopping.signal, time, compared);
  const clock = () => {
    const kept = store.clock();
    return kept === null || setSince.of(kept) ? null : kept;
  };

  const waitingAt = (desk: Desk) => Math.max(0, desk.last() - (desk.store.enrolment()?.sentThrough ?? 0));
  const troubleAt = (desk: Desk): SyncState['trouble'] => {
    const kept = desk.store.enrolment();
    if (kept?.troubleCode && kept.troubleSentence && kept.troubleAt) {
      return { code: kept.troubleCode, sentence: kept.troubleSentence, at: kept.troubleAt };
    }
    return null;
  };
  /** Why the actions of a former desk do not get to the county. */
  const formerTroubleAt = (desk: Desk): SyncState['trouble'] => {
    const waiting = waitingAt(desk);
    const enrolledAt = store.enrolment()?.enrolledAt;
    if (waiting === 0) return null;
    if (desk.store.enrolment() === undefined && enrolledAt !== undefined) {
      const sentence = `恢复前的席位没有接入过县级平台，它的 ${waiting} 条记录都在本机，没有上报；请向县级管理员再要一个接入码，在这里输入。`;
      return { code: NO_ENROLMENT, sentence, at: enrolledAt };
    }
    const trouble = troubleAt(desk);
    return trouble && { ...trouble, sentence: `恢复前的席位还有 ${waiting} 条记录没有送达：${trouble.sentence}` };
  };
  const trouble = () => former.reduce((found, desk) => found ?? formerTroubleAt(desk), troubleAt(own));

  const state = (): SyncState => {
    const enrolment = store.enrolment();
    const found = trouble();
    const phase = running ? 'RUNNING' : found ? 'TROUBLE' : 'IDLE';
    return {
      enrolled: enrolment !== undefined,
      url: enrolment?.url ?? '',
      state: enrolment === undefined ? 'OFF' : phase,
      waiting: [own, ...former].reduce((sum, desk) => sum + waitingAt(desk), 0),
      sent: enrolment?.sentThrough ?? 0,
      lastSuccessAt: enrolment?.lastSuccessAt ?? null,
      lastReceiptNo: String(store.lastReceiptNo() ?? ''),
      nextAt: enrolment === undefined ? null : (schedule?.nextRun()?.toISOString() ?? null),
      everyMinutes: store.everyMinutes(),
      trouble: found,
      bundles: store.bundles(),
      clock: clock(),
    };
  };
  const changed = () => {
    if (listeners.size === 0 || stopping.signal.aborted) return;
    const present = state();
    for (const listener of listeners) listener(present);
  };

  /** Whether everything of this desk reached its county; trouble is kept with the desk. */
  const served = async (desk: Desk): Promise<boolean> => {
    const enrolment = desk.store.enrolment();
    if (enrolment === undefined || (desk !== own && waitingAt(desk) === 0)) return true;
    let compared: ClockComparison | undefined;
    const client = clientOf(enrolment.url, (found) => {
      // The shortest call of a run says most.
      if (compared === undefined || found.withinSeconds <= compared.withinSeconds) compared = found;
    });
    const onProgress = () => {
      changed();
      return !stopping.signal.aborted;
    };
    try {
      await deliver({ ledger, ...desk, client, batch: options.batch ?? BATCH, onProgress });
      if (desk === own) await fetchBundles({ enrolment, store, client, onBundle: options.onBundle, now: iso });
      desk.store.succeeded(iso());
      return true;
    } catch (error) {
      if (stopping.signal.aborted) return false;
      if (error instanceof Refusal) desk.store.failed(error.code, error.message, iso());
      else {
        onError(error);
        const sentence = '同步程序内部出错，待传数据都在本机，稍后自动重试；请把日志交给维护人员。';
        desk.store.failed('SYNC-500', sentence, iso());
      }
      return false;
    } finally {
      if (compared !== undefined) {
        store.clockCompared(compared);
        setSince.compared();
      }
    }
  };
  /** Former desks first, oldest first: their actions came before. One that fails does not hold up the others. */
  const run = async () => {
    let well = true;
    for (const desk of [...former.toReversed(), own]) {
      if (stopping.signal.aborted) return;
      well = (await served(desk)) && well;
    }
    if (well) {
      failures = 0;
      retryAt = 0;
      return;
    }
    failures += 1;
    const wait = Math.min(store.everyMinutes() * 60_000 * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
    // Half an interval of slack: the first retry is the next tick, the later ones skip ticks.
    retryAt = performance.now() + wait - store.everyMinutes() * 30_000;
  };
  /** One run at a time; who comes while it runs waits for the same one. */
  const once = (): Promise<void> => {
    if (stopping.signal.aborted) return Promise.resolve();
    running ??= run().finally(() => {
      running = undefined;
      changed();
    });
    changed();
    return running;
  };

  const reschedule = () => {
    schedule?.stop();
    const interval = store.everyMinutes() * 60;
    const startAt = new Date(Date.now() + interval * 1000).toISOString();
    schedule = new Cron('* * * * * *', { interval, startAt, protect: true, unref: true, catch: onError }, async () => {
      if (performance.now() >= retryAt) await once();
    });
  };
  const forget = ledger.onRecorded(changed);

  return {
    state,
    async enrol(request) {
      await running;
      const about = options.about();
      const needing = former.find((desk) => NEEDS_CODE.includes(formerTroubleAt(desk)?.code ?? ''));
      const ownIsWell = store.enrolment() !== undefined && !NEEDS_CODE.includes(troubleAt(own)?.code ?? '');
      const chosen = ownIsWell && needing !== undefined ? needing : own;
      await enrolDesk({ ledger, store: chosen.store, request, about, clientOf, now: iso });
      failures = 0;
      retryAt = 0;
      changed();
      return state();
    },
    async now() {
      const sendable = former.some((desk) => desk.store.enrolment() !== undefined && waitingAt(desk) > 0);
      if (store.enrolment() === undefined && !sendable) {
        refuse('SYNC-101', '本席位还没有接入县级平台，数据都在本机；请先输入平台地址和一次性接入码。');
      }
      await once();
      return state();
    },
    setSchedule({ everyMinutes }) {
      store.setEveryMinutes(everyMinutes);
      if (schedule !== undefined) reschedule();
      changed();
      return state();
    },
    queue() {
      const shown: ReturnType<SyncService['queue']> = [];
      for (const desk of [own, ...former]) {
        const room = Math.min(QUEUE_SHOWN - shown.length, waitingAt(desk));
        const actions = ledger.journal.after(desk.last() - room, room, 'desk', desk.store.desk);
        for (const action of actions.toReversed()) {
          const { deskSeq, kind, at } = action;
          shown.push({ deskSeq, kind, title: options.titleOf?.(action) ?? kind, at });
        }
      }
      return shown;
    },
    clock,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      reschedule();
      once().catch(onError);
    },
    async stop() {
      schedule?.stop();
      forget();
      stopping.abort();
      await running;
    },
  };
}
