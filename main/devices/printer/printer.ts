import type { DeviceError, PrintEnd, PrinterStatus, PrintResult } from '../../../preload/contract/devices.ts';
import type { PrinterProfile } from '../../../preload/contract/printer-profiles.ts';
import { Pause } from '../clock.ts';
import { Driver, type DriverOptions } from '../driver.ts';
import type { Transport } from '../transport/transport.ts';
import { LinkClosed, NotAPrinter, PrinterLink } from './link.ts';
import {
  BROKEN_OFF,
  blockedBy,
  cannotConnect,
  DISCONNECTED,
  NO_STATUS,
  NOT_A_PRINTER,
  NOT_CONFIRMED,
  SILENT,
  stuckBy,
} from './problem.ts';
import type { Condition } from './status.ts';

const CONFIRM_MS = 2000;
/** A healthy printer that prints slowly is waited for this long before the job counts as unconfirmed. */
const CONFIRM_LIMIT_MS = 20_000;
const FOLLOW_EVERY_MS = 5000;
/** Looks at a printer that is silent, or well but without a confirmation, before a stuck job is given up. */
const FOLLOW_PATIENCE = 6;
const POLL_MS = 30_000;
const POLL_TROUBLED_MS = 5000;
/** Looks at a printer that tells nothing show only whether it is there, and a system queue starts a program for each. */
const POLL_MUTE_MS = 300_000;
const POLL_MUTE_TROUBLED_MS = 30_000;
/** How often a cable is looked at; costs one look into a directory. */
const PLUG_EVERY_MS = 1000;
const JOBS_REMEMBERED = 200;

interface PrinterOptions extends DriverOptions {
  readonly profile: Pick<PrinterProfile, 'status' | 'autoStatus'>;
  readonly dial: () => Promise<Transport>;
  /** Whether the device file of a printer on a cable is there; left out where nothing tells. */
  readonly present?: () => Promise<boolean>;
}

const UNKNOWN: Condition = { online: false, cover: 'unknown', paper: 'unknown', fault: 'unknown' };
/** Stands where the model of a printer that answers would stand. */
const TELLS_NOTHING = '不能回报状态，缺纸等请看打印机';

/** The connection could not be used, and nothing was sent. */
class Unusable extends Error {
  readonly told: DeviceError;

  constructor(told: DeviceError) {
    super(told.sentence);
    this.told = told;
  }
}

/**
 * A receipt printer. Connects for each job and each look, since many models serve one connection at a time. A job
 * that got stuck keeps its connection, so that the printer can still confirm it after paper was loaded.
 */
export class ReceiptPrinter extends Driver {
  readonly #options: PrinterOptions;
  readonly #jobs = new Map<string, Promise<PrintResult>>();
  #turn: Promise<unknown> = Promise.resolve();
  #following: PrinterLink | null = null;
  /** Ends the pause between two looks at a stuck job. */
  #awake: (() => void) | null = null;
  #status: PrinterStatus;
  /** A name is nice to have: it is asked for once, by a look that finds all well and no job waiting. */
  #askedName = false;
  #jobsWaiting = 0;

  constructor(options: PrinterOptions) {
    super('receipt-printer', options);
    this.#options = options;
    this.#status = { ...UNKNOWN, simulated: options.simulated };
  }

  /** A stuck job keeps its connection when only a new look is wanted. */
  protected letGo(): Promise<void> | undefined {
    return this.stopped ? this.#following?.close() : undefined;
  }

  /** Looks at the printer now. */
  status(): Promise<PrinterStatus> {
    return this.#inTurn(async () => {
      if (!this.#following && !this.stopped) await this.#look();
      return this.#status;
    });
  }

  /**
   * Prints a complete job. `failed` promises that nothing of it reached the printer. The same job id is printed once;
   * only a failed one may be tried again.
   */
  print(jobId: string, job: Uint8Array): Promise<PrintResult> {
    const known = this.#jobs.get(jobId);
    if (known) return known;
    this.#jobsWaiting += 1;
    const result = this.#inTurn(() => {
      this.#jobsWaiting -= 1;
      return this.#print(jobId, job);
    });
    this.#jobs.set(jobId, result);
    if (this.#jobs.size > JOBS_REMEMBERED) this.#jobs.delete(this.#jobs.keys().next().value ?? '');
    void result.then(
      ({ state }) => state === 'failed' && this.#jobs.delete(jobId),
      () => this.#jobs.delete(jobId),
    );
    return result;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** A job that is being sent is brought to its end first. */
  override async stop(): Promise<void> {
    await super.stop();
    await this.#turn;
  }

  protected async run(): Promise<void> {
    while (!this.stopped) {
      await this.status();
      const [well, troubled] = this.#options.profile.status
        ? [POLL_MS, POLL_TROUBLED_MS]
        : [POLL_MUTE_MS, POLL_MUTE_TROUBLED_MS];
      await this.#rest(this.#status.problem ? troubled : well);
    }
  }

  /** Until the next look; a plug that was pulled or put in is seen at once. */
  async #rest(ms: number): Promise<void> {
    const { clock, present } = this.#options;
    const until = clock.now() + ms;
    const was = await present?.();
    // Also asked before the first wait: a stop or a retry that came during the last look is not slept through.
    while (!this.interrupted && clock.now() < until && (await present?.()) === was) {
      await this.pause(present ? PLUG_EVERY_MS : ms);
    }
    this.beginAgain();
  }

  /** Opens a connection and checks that a printer able to print is at its end. @throws Unusable */
  async #open(): Promise<PrinterLink> {
    const { dial, clock, profile } = this.#options;
    const transport = await dial().catch((error) => {
      throw new Unusable(cannotConnect(error));
    });
    const link = new PrinterLink(transport, clock, this.trace);
    if (!profile.status) {
      // That it can be reached is all that can be known; a job that waited for it is tried again now.
      this.state.set({ model: TELLS_NOTHING });
      this.#tell({ ...UNKNOWN, online: true });
      return link;
    }
    try {
      const condition = await link.condition();
      if (!condition) throw new Unusable(SILENT);
      this.#tell(condition);
      const blocked = blockedBy(condition);
      if (blocked) throw new Unusable(blocked);
      return link;
    } catch (error) {
      await link.close();
      if (error instanceof NotAPrinter) throw new Unusable(NOT_A_PRINTER);
      if (error instanceof LinkClosed) throw new Unusable(cannotConnect(error));
      throw error;
    }
  }

  async #look(): Promise<void> {
    try {
      const link = await this.#open();
      // Never on the connection of a job: a name that comes late could be taken for the end of the job.
      await this.#askName(link).finally(() => link.close());
      this.state.set({ state: 'ready' });
    } catch (error) {
      if (error instanceof LinkClosed) this.#unusable(cannotConnect(error));
      else if (error instanceof Unusable) this.#unusable(error.told);
      else throw error;
    }
  }

  async #askName(link: PrinterLink): Promise<void> {
    if (this.#askedName || this.#jobsWaiting > 0 || this.stopped || !this.#options.profile.status) return;
    this.#askedName = true;
    this.state.set({ model: await link.identity() });
  }

  async #print(jobId: string, job: Uint8Array): Promise<PrintResult> {
    const { simulated } = this.#options;
    const told = ({ code, sentence }: DeviceError) => ({ code, sentence, simulated });
    if (this.stopped) return { state: 'failed', ...told(DISCONNECTED) };
    if (this.#following) return { state: 'failed', ...told(this.#status.problem ?? NOT_CONFIRMED) };
    let link: PrinterLink;
    try {
      link = await this.#open();
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      this.#unusable(error.told);
      return { state: 'failed', ...told(error.told) };
    }
    this.state.set({ state: 'busy' });
    try {
      if (this.#options.profile.autoStatus) await link.watch((condition) => this.#reported(link, condition));
      await link.send(job);
      if (!this.#options.profile.status) {
        this.state.worked('ready');
        await link.close();
        return { state: 'sent_unconfirmed', ...told(NO_STATUS) };
      }
      const stuck = await this.#confirm(link);
      if (stuck) {
        this.#unusable(stuck);
        // The next driver, or another PC, needs the one connection that many models serve.
        if (stuck === NOT_CONFIRMED || this.stopped) await link.close();
        else this.#follow(jobId, link);
        return { state: 'sent_unconfirmed', ...told(this.stopped ? BROKEN_OFF : stuck) };
      }
      this.state.worked('ready');
      await link.close();
      return { state: 'done', simulated };
    } catch (error) {
      if (!(error instanceof LinkClosed) && !(error instanceof NotAPrinter)) throw error;
      await link.close();
      this.#unusable({ ...BROKEN_OFF, raw: error.message });
      return { state: 'sent_unconfirmed', ...told(BROKEN_OFF) };
    }
  }

  /** Waits until the printer has consumed the job. @returns what keeps it from doing so; null when it has */
  async #confirm(link: PrinterLink): Promise<DeviceError | null> {
    const { clock } = this.#options;
    const limit = clock.now() + CONFIRM_LIMIT_MS;
    for (;;) {
      if (await link.consumed(CONFIRM_MS)) return null;
      const condition = await link.condition();
      if (condition) this.#tell(condition);
      // The answer may have come between the other questions.
      if (link.isConsumed) return null;
      const blocked = condition && blockedBy(condition);
      if (blocked) return stuckBy(condition);
      if (clock.now() >= limit) return NOT_CONFIRMED;
    }
  }

  /** Stays with a stuck job until the printer confirms it, falls silent or the connection ends, and tells which. */
  #follow(jobId: string, link: PrinterLink): void {
    const { clock, emit, simulated } = this.#options;
    this.#following = link;
    const pause = new Pause(clock);
    link.onClose(() => pause.wake());
    let again = false;
    this.#awake = () => {
      again = true;
      pause.wake();
    };
    const work = async (): Promise<DeviceError | null> => {
      let patience = FOLLOW_PATIENCE;
      while (!(await link.consumed(CONFIRM_MS))) {
        const condition = await link.condition();
        if (condition) this.#tell(condition);
        const waitsForOperator = condition !== null && blockedBy(condition) !== undefined;
        patience = waitsForOperator ? FOLLOW_PATIENCE : patience - 1;
        if (patience === 0) return NOT_CONFIRMED;
        if (!again) await pause.for(FOLLOW_EVERY_MS);
        again = false;
      }
      return null;
    };
    void work()
      .catch((error) => {
        this.trace.add(`follow: ${error}`);
        return BROKEN_OFF;
      })
      .then((open) => {
        if (!open) this.state.worked('ready');
        const result: PrintEnd = open
          ? { state: 'sent_unconfirmed', code: open.code, sentence: open.sentence, simulated }
          : { state: 'done', simulated };
        this.#jobs.set(jobId, Promise.resolve(result));
        emit({ type: 'print-settled', jobId, result });
      })
      .finally(() => {
        this.#following = null;
        this.#awake = null;
        void link.close();
        this.retry();
      });
  }

  /** The printer spoke by itself: the window hears it at once, and nobody waits out a time that is of no use now. */
  #reported(link: PrinterLink, condition: Condition): void {
    this.#tell(condition);
    if (blockedBy(condition)) link.hurry();
    else this.#awake?.();
  }

  #tell(condition: Condition): void {
    const { emit, simulated } = this.#options;
    const problem = blockedBy(condition);
    const status: PrinterStatus = { ...condition, ...(problem && { problem }), simulated };
    const same = JSON.stringify(status) === JSON.stringify(this.#status);
    this.#status = status;
    if (!same) emit({ type: 'printer-status', status });
  }

  #unusable(told: DeviceError): void {
    const { emit, simulated } = this.#options;
    const state = /^DEV-2[12]\d$/.test(told.code) ? 'attention' : told.code === 'DEV-201' ? 'absent' : 'error';
    this.state.failed(state, told);
    if (state === 'attention') return;
    const changed = this.#status.problem?.code !== told.code;
    this.#status = { ...UNKNOWN, problem: told, simulated };
    if (changed) emit({ type: 'printer-status', status: this.#status });
  }
}
