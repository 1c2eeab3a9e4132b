import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { OfficeState } from '../../preload/contract/office.ts';
import { Refusal, refuse } from '../../preload/contract/refusal.ts';
import { legalDay, prcCalendar } from './calendar/index.ts';
import { officeClock } from './clock.ts';
import { clearDemo, type Demo, openDemo } from './demo/index.ts';
import type { DeviceLink } from './devices/index.ts';
import type { Broadcaster } from './events.ts';
import { foundOffice, type SetUp, settleFounding, standsIn } from './founding.ts';
import {
  createKeyFile,
  createLedger,
  keptBy,
  type Ledger,
  openLedger,
  rewrap,
  type SecretWrap,
  secretIn,
  unlockDemo,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
  unlockWithShell,
  writeDurably,
} from './ledger/index.ts';
import { log } from './log.ts';
import { modules } from './modules.ts';
import { type Office, openOffice } from './office.ts';
import type { OfficeOptions } from './options.ts';
import { createPages, type Pages } from './pages.ts';
import type { ShellClient } from './shell-client.ts';
import { createVault } from './vault.ts';

/** The office process before and after its ledger is open: set-up, unlock, demo, closing. */
export interface Host {
  readonly office: Office | undefined;
  readonly demo: Demo | undefined;
  readonly events: Broadcaster;
  readonly pages: Pages;
  /** Refuses OFF-101 while the ledger is not open. */
  require(): Office;
  state(): OfficeState;
  /** Opens what can be opened without asking anybody. */
  start(): Promise<void>;
  /** Resolves when a window has something to show: the office, a door, or the progress of long work. */
  readonly worthShowing: Promise<void>;
  setUp(given: SetUp): Promise<{ recoveryCode: string }>;
  unlock(given: { passphrase: string } | { recoveryCode: string; newPassphrase: string }): Promise<OfficeState>;
  close(): Promise<void>;
}

export function createHost(
  options: OfficeOptions,
  on: { events: Broadcaster; link: DeviceLink; shell: ShellClient; pcClock?: () => number },
): Host {
  const { events, link, shell } = on;
  const dir = options.data;
  let office: Office | undefined;
  let demo: Demo | undefined;
  settleFounding(dir);
  let phase: OfficeState['phase'] = standsIn(dir) ? 'locked' : 'setup';
  let progress: OfficeState['progress'];
  let trouble: OfficeState['trouble'];
  let shellKeepsKey = false;
  const pages = createPages();
  let demoOffset = 0;
  const clock = officeClock(() => demoOffset, on.pcClock);

  let shown: () => void = () => {};
  const worthShowing = new Promise<void>((resolve) => {
    shown = resolve;
  });

  const changed = () => events.changed('office');
  const show = (task: string) => (at: { done: number; total: number }) => {
    progress = { task, done: at.done, total: at.total };
    shown();
    events.publish({ kind: 'progress', task, done: at.done, total: at.total, unit: '' });
    changed();
  };

  const opening = (dataKey: Uint8Array) => ({
    ...{ dir, dataKey, modules, clock: clock.now, log },
    onProgress: show('正在整理账本'),
  });
  const enter = async (ledger: Ledger, dataKey: Uint8Array) => {
    const opened = openOffice({ ledger, events, pages, shell, link, clock, vault: createVault(dir, dataKey) });
    demoOffset = opened.settings.desk('demoClockDays', 0) * 86_400_000;
    office = opened;
    // No office stays shut because of a device; the devices page says what is wrong.
    await opened.devices.apply().catch((error: unknown) => log.error({ error }, 'devices'));
  };
  const ready = () => {
    progress = undefined;
    trouble = undefined;
    phase = 'ready';
    office?.sync.start();
    changed();
  };
  const open = async (dataKey: Uint8Array) => {
    phase = 'opening';
    changed();
    try {
      await enter(await openLedger(opening(dataKey)), dataKey);
      ready();
    } catch (error) {
      phase = 'locked';
      progress = undefined;
      if (error instanceof Refusal) trouble = { code: error.code, sentence: error.message };
      changed();
      throw error;
    }
  };
  const wrapWith = async (passphrase: string | undefined): Promise<SecretWrap> => {
    if (passphrase !== undefined && passphrase !== '') return { kind: 'passphrase', passphrase };
    if (!shellKeepsKey) refuse('OFF-103', '请设置账本口令，它保护本机上的全部案件数据。', { field: 'passphrase' });
    return { kind: 'shell', wrap: shell.wrapSecret, unwrap: shell.unwrapSecret };
  };

  const openUnasked = async () => {
    const kept = keptBy(dir);
    if (kept === 'passphrase' && options.passphraseFile !== undefined) {
      await open(await unlockWithPassphrase(dir, secretIn(options.passphraseFile)));
    } else if (kept === 'shell' && shellKeepsKey) await open(await unlockWithShell(dir, shell.unwrapSecret));
  };

  const startDemo = async () => {
    phase = 'opening';
    const unfinished = join(dir, 'demo.unfinished');
    if (existsSync(unfinished)) clearDemo(dir);
    if (existsSync(join(dir, 'ledger.db'))) {
      const dataKey = unlockDemo(dir);
      await enter(await openLedger(opening(dataKey)), dataKey);
    } else {
      writeDurably(unfinished, new Uint8Array());
      const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
      const start = Date.now();
      const setClock = (at: Date) => {
        demoOffset = at.getTime() - Date.now();
      };
      setClock(new Date(start - 366 * 86_400_000));
      await enter(await createLedger({ ...opening(dataKey), kind: 'demo', deskName: '窗口一' }), dataKey);
      const { makeDemoTown } = await import('./demo/town.ts');
      await makeDemoTown(host.require(), { cases: options.demoCases, setClock, onProgress: show('正在准备演示数据') });
      demoOffset = 0;
      rmSync(unfinished);
    }
    demo = await openDemo(host.require(), dir, (days) => {
      demoOffset = days * 86_400_000;
    });
    ready();
  };

  const setUpOffice = async (given: SetUp): Promise<{ recoveryCode: string }> => {
    if (phase !== 'setup') refuse('OFF-102', '这台电脑已经设置过了，请直接登录。');
    const { dataKey, recoveryCode } = await foundOffice(dir, given, {
      wrapWith: await wrapWith(given.passphrase),
      clock,
    });
    await open(dataKey);
    return { recoveryCode };
  };

  let turning = false;
  /** Two windows may stand before the same door; one of them turns the key. */
  const oneAtATime = async <T>(work: () => Promise<T>): Promise<T> => {
    if (turning) refuse('OFF-104', '账本正在打开，内容没有丢失，请稍候片刻再试。');
    turning = true;
    try {
      return await work();
    } finally {
      turning = false;
    }
  };

  const host: Host = {
    get office() {
      return office;
    },
    get demo() {
      return demo;
    },
    events,
    pages,
    worthShowing,
    require: () => office ?? refuse('OFF-101', '账本还没有打开，请先解锁或完成首次设置。'),
    state() {
      const town = office?.settings.town();
      const now = clock.iso();
      const today = legalDay(now);
      return {
        phase,
        kind: options.demo ? 'demo' : 'real',
        townName: town?.townName ?? '',
        authorityName: office?.powers.authorities()[0]?.name ?? '',
        deskName: town?.deskName ?? '',
        version: packageJson.version,
        now,
        legalDay: today,
        dayKind: prcCalendar.kindOf(today).kind,
        dayEstimated: prcCalendar.isEstimated(today),
        shellKeepsKey,
        ...(progress === undefined ? {} : { progress }),
        ...(trouble === undefined ? {} : { trouble }),
      };
    },
    async start() {
      shellKeepsKey = (await shell.info()).secretsAvailable;
      if (options.demo) return startDemo();
      if (phase === 'setup') return;
      await openUnasked().catch((error: unknown) => {
        // The unlock page says why.
        if (!(error instanceof Refusal)) throw error;
        trouble = { code: error.code, sentence: error.message };
      });
    },
    setUp: (given) => oneAtATime(() => setUpOffice(given)),
    unlock: (given) =>
      oneAtATime(async () => {
        if (phase === 'ready') return host.state();
        if ('passphrase' in given) await open(await unlockWithPassphrase(dir, given.passphrase));
        else {
          const dataKey = unlockWithRecoveryCode(dir, given.recoveryCode);
          await rewrap(dir, dataKey, await wrapWith(given.newPassphrase));
          await open(dataKey);
        }
        return host.state();
      }),
    async close() {
      const closing = office;
      office = undefined;
      await demo?.stop();
      await closing?.close();
    },
  };
  return host;
}
