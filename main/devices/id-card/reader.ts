import { CannotConnect } from '../cannot-connect.ts';
import { instant, legalDay } from '../clock.ts';
import { Driver, type DriverOptions } from '../driver.ts';
import { FIND, isGood, SELECT, STATUS, Sw3 } from '../samv/commands.ts';
import { NoReply, type SamModule } from '../samv/module.ts';
import { type Problem, problemOf } from '../samv/sw3.ts';
import { systemError } from '../system-error.ts';
import type { Candidate } from './candidates.ts';
import { type Connected, connectReader } from './connect.ts';
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

interface ReaderOptions extends DriverOptions {
  /** Asked anew before every attempt: with `auto` the ports may have changed. */
  readonly candidates: () => Promise<readonly Candidate[]>;
}

/** An ID-card reader from plug to unplug and back: probe, find, select, read, wait for the card to be lifted. */
export class IdCardReader extends Driver {
  readonly #options: ReaderOptions;
  #module: SamModule | null = null;
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
    super('id-card', options);
    this.#options = options;
  }

  protected letGo(): Promise<void> | undefined {
    return this.#module?.close();
  }

  protected run(): Promise<void> {
    return this.keepConnected(BACK_OFF_MS, async () => {
      const connected = await this.#connect();
      if (!connected) return false;
      const since = this.#options.clock.now();
      await this.#serve(connected);
      this.#emptySeen = false;
      this.#mustLift = false;
      return this.#options.clock.now() - since >= LASTED_MS;
    });
  }

  async #connect(): Promise<Connected | null> {
    const { clock, candidates } = this.#options;
    try {
      const connected = await connectReader(
        knownFirst(await candidates(), this.#known),
        clock,
        this.trace,
        () => this.interrupted,
      );
      this.#module = connected.module;
      this.#known = connected.candidate;
      const { path, vidPid } = connected.candidate;
      this.state.set({ path, vidPid, serialNo: connected.samId, state: 'ready' });
      return connected;
    } catch (error) {
      if (!(error instanceof CannotConnect)) throw error;
      if (this.interrupted) return null;
      this.state.failed(error.state, error.told);
      return null;
    }
  }

  /** Works until the module is lost. */
  async #serve({ module, samId }: Connected): Promise<void> {
    try {
      await this.#work(module, samId);
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      if (!this.interrupted) this.#lost(error);
    } finally {
      await module.close();
      this.#module = null;
    }
  }

  async #work(module: SamModule, samId: string): Promise<void> {
    const { clock } = this.#options;
    let misses = 0;
    let beatAt = clock.now();
    while (!this.stopped) {
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
      await this.pause(this.#mustLift ? LIFT_POLL_MS : FIND_EVERY_MS);
    }
  }

  #lost(error: NoReply): void {
    this.trace.add(`lost: ${error.reason}`);
    const raw = error.cause === undefined ? error.reason : systemError(error.cause).message;
    this.state.failed(
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
      this.state.set({ state: 'ready' });
      return;
    }
    if (!isGood(FIND, found)) {
      this.state.failed('error', { ...problemOf(found.sw3), raw: found.sw3.toString(16) });
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
    this.state.set({ state: 'busy' });
    this.#last = null;
    try {
      const { card, rawText, rawPhoto } = await readSelectedCard(module, legalDay(clock));
      this.#emptySeen = false;
      this.#last = { idNo: card.idNo, seenAt: clock.now() };
      const lyingOn = before?.idNo === card.idNo && (mayLieThere || clock.now() - before.seenAt < SAME_LAYING_MS);
      if (lyingOn) {
        this.state.set({ state: 'ready' });
        return;
      }
      this.state.worked('ready');
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
    this.state.failed('attention', { code, sentence, raw: '' });
    emit({ type: 'card-prompt', deviceId, code, sentence });
  }
}

/** The way that worked the last time comes first: a reader set to 9600 is not asked at four other speeds again. */
function knownFirst(candidates: readonly Candidate[], known: Candidate | null): readonly Candidate[] {
  const same = (one: Candidate) => one.path === known?.path && one.baudRate === known.baudRate;
  return [...candidates.filter(same), ...candidates.filter((one) => !same(one))];
}
