import type { DeviceEvent, DeviceHealth } from '../../../preload/contract/devices.ts';
import { type Clock, instant, legalDay, Pause } from '../clock.ts';
import { Health } from '../health.ts';
import { FIND, isGood, SELECT, STATUS, Sw3 } from '../samv/commands.ts';
import { NoReply, type SamModule } from '../samv/module.ts';
import { type Problem, problemOf } from '../samv/sw3.ts';
import { systemError } from '../system-error.ts';
import { Trace } from '../trace.ts';
import type { Address } from '../transport/address.ts';
import type { Candidate } from './candidates.ts';
import { CannotConnect, type Connected, connectReader } from './connect.ts';
import { ask, MustLift, readSelectedCard } from './reading.ts';

const FIND_EVERY_MS = 400;
const LIFT_POLL_MS = 500;
const HEARTBEAT_MS = 3000;
const MISSES_ALLOWED = 3;
const BACK_OFF_MS = [500, 1000, 2000, 5000, 10_000];
/** A connection that did not last this long does not shorten the next wait: a helper may die again and again. */
const LASTED_MS = 10_000;
/** A card that is found but cannot be selected so often lies badly. */
const SELECTS_ALLOWED = 5;
/** Some modules find a card left lying again and again; the same number within this time is the same laying. */
const SAME_LAYING_MS = 1500;

interface ReaderOptions {
  readonly deviceId: string;
  readonly path: string;
  readonly transport: Address['kind'];
  readonly simulated: boolean;
  readonly clock: Clock;
  /** Asked anew before every attempt: with `auto` the ports may have changed. */
  readonly candidates: () => Promise<readonly Candidate[]>;
  readonly emit: (event: DeviceEvent) => void;
}

/** An ID-card reader from plug to unplug and back: probe, find, select, read, wait for the card to be lifted. */
export class IdCardReader {
  readonly #options: ReaderOptions;
  readonly #trace: Trace;
  readonly #health: Health;
  readonly #pause: Pause;
  #module: SamModule | null = null;
  #stopped = false;
  /** The user asked for a new connection, so there is nothing to complain about and nothing to wait for. */
  #again = false;
  #running: Promise<void> = Promise.resolve();
  /** After a failed reading the card has to leave the reader before another is read. */
  #mustLift = false;
  /** The last good reading, until another begins: by it a card left lying is known. */
  #last: { idNo: string; seenAt: number } | null = null;
  #selectsFailed = 0;
  /** How the reader was reached the last time; tried before all other ways. */
  #known: Candidate | null = null;
  /** The surface answered "no card" since the last reading. After a reconnection the card may have lain there on. */
  #emptySeen = false;

  constructor(options: ReaderOptions) {
    const { clock, deviceId, path, transport, simulated } = options;
    this.#options = options;
    this.#trace = new Trace(clock);
    this.#pause = new Pause(clock);
    this.#health = new Health(
      { deviceId, kind: 'id-card', path, transport, simulated, canTest: true },
      clock,
      (health) => options.emit({ type: 'health', health }),
    );
  }

  get health(): DeviceHealth {
    return this.#health.record;
  }

  get diagnostics(): string {
    return this.#trace.text();
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Closes the connection and opens it again at once. */
  retry(): void {
    this.#again = true;
    void this.#module?.close();
    this.#pause.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.retry();
    await this.#running;
  }

  async #run(): Promise<void> {
    let attempt = 0;
    while (!this.#stopped) {
      const connected = await this.#connect();
      if (connected) {
        const since = this.#options.clock.now();
        await this.#serve(connected);
        if (this.#options.clock.now() - since >= LASTED_MS) attempt = 0;
        this.#emptySeen = false;
        this.#mustLift = false;
      }
      if (this.#stopped) return;
      this.#health.reconnecting();
      if (!this.#again) await this.#pause.for(BACK_OFF_MS[Math.min(attempt++, BACK_OFF_MS.length - 1)] ?? 0);
      this.#again = false;
    }
  }

  async #connect(): Promise<Connected | null> {
    const { clock, candidates } = this.#options;
    try {
      const connected = await connectReader(
        knownFirst(await candidates(), this.#known),
        clock,
        this.#trace,
        () => this.#stopped || this.#again,
      );
      this.#module = connected.module;
      this.#known = connected.candidate;
      const { path, vidPid } = connected.candidate;
      this.#health.set({ path, vidPid, serialNo: connected.samId, state: 'ready' });
      return connected;
    } catch (error) {
      if (!(error instanceof CannotConnect)) throw error;
      if (this.#stopped || this.#again) return null;
      this.#health.failed(error.state, error.told);
      return null;
    }
  }

  /** Works until the module is lost. */
  async #serve({ module, samId }: Connected): Promise<void> {
    try {
      await this.#work(module, samId);
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      if (!this.#stopped && !this.#again) this.#lost(error);
    } finally {
      await module.close();
      this.#module = null;
    }
  }

  async #work(module: SamModule, samId: string): Promise<void> {
    const { clock } = this.#options;
    let misses = 0;
    let beatAt = clock.now();
    while (!this.#stopped) {
      try {
        await this.#look(module, samId);
        if (clock.now() - beatAt >= HEARTBEAT_MS) {
          // A module that has become unable to work is opened anew; the probe then says what is wrong with it.
          if (!isGood(STATUS, await module.run(STATUS))) return;
          beatAt = clock.now();
        }
        misses = 0;
      } catch (error) {
        misses += 1;
        if (!(error instanceof NoReply) || error.reason === 'closed' || misses >= MISSES_ALLOWED) throw error;
      }
      await this.#pause.for(this.#mustLift ? LIFT_POLL_MS : FIND_EVERY_MS);
    }
  }

  #lost(error: NoReply): void {
    this.#trace.add(`lost: ${error.reason}`);
    const raw = error.cause === undefined ? error.reason : systemError(error.cause).message;
    this.#health.failed(
      'absent',
      this.#options.transport === 'helper'
        ? {
            code: 'DEV-184',
            sentence: '读卡助手程序意外停止，已记下的内容没有丢。正在自动重新启动；其间可手工录入。',
            raw,
          }
        : {
            code: 'DEV-107',
            sentence: '读卡器连接断开，已记下的内容没有丢。请检查 USB 线，正在自动重连；也可手工录入。',
            raw,
          },
    );
  }

  /** One look at the reader's surface. "No card" and "the card still lies there" are the same answer (80). */
  async #look(module: SamModule, samId: string): Promise<void> {
    const found = await ask(module, FIND);
    if (found.sw3 === Sw3.noCard) {
      this.#mustLift = false;
      this.#emptySeen = true;
      this.#selectsFailed = 0;
      this.#health.set({ state: 'ready' });
      return;
    }
    if (!isGood(FIND, found)) {
      this.#health.failed('error', { ...problemOf(found.sw3), raw: found.sw3.toString(16) });
      return;
    }
    if (this.#mustLift) return;
    const selected = await ask(module, SELECT);
    if (!isGood(SELECT, selected)) {
      this.#selectsFailed += 1;
      const passes = selected.sw3 === Sw3.selectFailed || selected.sw3 === Sw3.noCard;
      if (!passes || this.#selectsFailed >= SELECTS_ALLOWED) this.#askToLift(problemOf(selected.sw3));
      return;
    }
    this.#selectsFailed = 0;
    await this.#read(module, samId);
  }

  async #read(module: SamModule, samId: string): Promise<void> {
    const { clock, deviceId, emit, simulated } = this.#options;
    const before = this.#last;
    const mayLieThere = !this.#emptySeen;
    this.#health.set({ state: 'busy' });
    this.#last = null;
    try {
      const { card, rawText, rawPhoto } = await readSelectedCard(module, legalDay(clock));
      this.#emptySeen = false;
      this.#last = { idNo: card.idNo, seenAt: clock.now() };
      const lyingOn = before?.idNo === card.idNo && (mayLieThere || clock.now() - before.seenAt < SAME_LAYING_MS);
      if (lyingOn) {
        this.#health.set({ state: 'ready' });
        return;
      }
      this.#health.worked('ready');
      emit({
        type: 'card-read',
        deviceId,
        at: instant(clock),
        card,
        rawText: rawText.toString('base64'),
        rawPhoto: rawPhoto.toString('base64'),
        samId,
        simulated,
      });
    } catch (error) {
      if (!(error instanceof MustLift)) throw error;
      this.#askToLift({ code: error.code, sentence: error.message });
    }
  }

  #askToLift({ code, sentence }: Problem): void {
    const { deviceId, emit } = this.#options;
    this.#mustLift = true;
    this.#health.failed('attention', { code, sentence, raw: '' });
    emit({ type: 'card-prompt', deviceId, code, sentence });
  }
}

/** The way that worked the last time comes first: a reader set to 9600 is not asked at four other speeds again. */
function knownFirst(candidates: readonly Candidate[], known: Candidate | null): readonly Candidate[] {
  const same = (one: Candidate) => one.path === known?.path && one.baudRate === known.baudRate;
  return [...candidates.filter(same), ...candidates.filter((one) => !same(one))];
}
