import { and, asc, desc, eq, inArray, lte, notInArray, type SQL } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { PrintEnd, PrintResult } from '../../../preload/contract/devices.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Ledger } from '../ledger/index.ts';
import { type DeviceJob, deviceJobs } from './tables.ts';

const RETRY_MS = [5000, 10_000, 30_000, 60_000];
/** About half an hour of a printer that cannot be reached; then a person decides. */
const ATTEMPTS = 32;
/** Cancelled although some of it may be on paper: whoever wants it again gets a copy that says so. */
const MAY_BE_ON_PAPER = 'PRN-302';
/** States of what is not over: it waits for the printer or for a person. */
const OPEN: DeviceJob['state'][] = ['queued', 'sending', 'sent_unconfirmed'];
const CHECK_PAPER = '上次打印可能已完成，请核对打印机上的纸，再选择「补打」或「标记完成」。';

/** Ends the key of a paper made for the training printer; the real one is a paper of its own. */
const FOR_TRAINING = ':simulated';
/** A printer of the other kind is asked again this often, milliseconds; a switch is heard at once. */
const HELD_MS = 60_000;

/**
 * Sends a job. `failed` promises that nothing of it was printed, `held` that this printer must not print it; a
 * rejection means that nobody knows.
 * @param training whether the paper was made for the training printer
 */
export type Send = (jobId: string, bytes: Uint8Array, training: boolean) => Promise<PrintResult>;

export interface PrintQueueOptions {
  readonly ledger: Ledger;
  readonly send: Send;
  /** The bytes of a paper; `reprint` 0 is its first print. */
  readonly render: (kind: DeviceJob['kind'], content: unknown, reprint: number) => Uint8Array;
  /** Whether papers are made for the training printer now; then they say so. */
  readonly training: () => boolean;
  /** UTC ISO instant for the record. */
  readonly iso: () => string;
  /** Milliseconds of the PC's clock, for the pauses between attempts. */
  readonly now: () => number;
  readonly changed: () => void;
}

interface NewJob {
  readonly kind: DeviceJob['kind'];
  readonly title: string;
  readonly content: unknown;
  /** Asking twice with the same key gives the same job; what was cancelled or given up is printed after all. */
  readonly key: string;
  readonly actor: string;
}

/**
 * The print queue. It survives restarts and never prints a job twice by itself: what may have been printed waits for
 * a person, what surely was not is tried again.
 */
export class PrintQueue {
  readonly #on: PrintQueueOptions;
  #working: Promise<void> | null = null;
  /** What became of jobs and is not yet written down, oldest first; more than one only while the disk is full. */
  readonly #unwritten: (() => void)[] = [];

  /** A job that was being sent when the program ended may be on paper: it is never sent again by itself. */
  constructor(on: PrintQueueOptions) {
    this.#on = on;
    this.#leaveToPerson(['sending', 'sent_unconfirmed']);
  }

  /** The devices process is a new one: nobody stays with the jobs of the old one, whatever was promised about them. */
  unfollowed(): void {
    this.#leaveToPerson(['sent_unconfirmed']);
  }

  /** What is not over comes first, all of it; then the rest, at most 100. Newest first; of one kind or of all. */
  list(kind?: DeviceJob['kind']): DeviceJob[] {
    const of = kind === undefined ? undefined : eq(deviceJobs.kind, kind);
    const rows = (which: SQL) =>
      this.#on.ledger.read
        .select()
        .from(deviceJobs)
        .where(and(of, which))
        .orderBy(desc(deviceJobs.createdAt), desc(deviceJobs.id));
    return [
      ...rows(inArray(deviceJobs.state, OPEN)).all(),
      ...rows(notInArray(deviceJobs.state, OPEN)).limit(100).all(),
    ];
  }

  /** The print of a paper that waits, is under way or came out; where there is one, asking for it sends nothing. */
  standing(key: string): DeviceJob | undefined {
    const training = this.#on.training();
    const known = this.#byKey(training ? key + FOR_TRAINING : key);
    const copies = known ? this.#copies(known, training) : [];
    return copies.find(({ state }) => state !== 'cancelled' && state !== 'failed');
  }

  /** Puts a paper into the queue. @throws Refusal PRN-201 when it cannot be printed on this printer */
  add({ kind, title, content, key, actor }: NewJob): DeviceJob {
    const training = this.#on.training();
    const idempotencyKey = training ? key + FOR_TRAINING : key;
    const standing = this.standing(key);
    if (standing) return standing;
    const said = marked(content, training);
    const known = this.#byKey(idempotencyKey);
    if (known) return this.#again(actor, { ...(this.#copies(known, training)[0] ?? known), content: said }, training);
    const id = uuid();
    return this.#insert({ id, kind, title, content: said, idempotencyKey, firstJob: id, reprint: 0, createdBy: actor });
  }

  /**
   * 补打 第 n 次: the same paper again with a visible mark. An unclear job is closed by it, but no real one by a paper
   * for the training printer. A failed job, of which surely nothing came out, is sent again as it was.
   * @throws Refusal PRN-101, PRN-102
   */
  reprint(actor: string, jobId: string): DeviceJob {
    const job = this.#get(jobId);
    if (job.state === 'queued' || job.state === 'sending')
      refuse('PRN-102', '这张回执还在等待打印，不会丢，不需要补打；不想要了可以先取消。');
    const training = this.#on.training();
    const same = isForTraining(job) === training;
    if (job.state === 'failed' && same) return this.#again(actor, job, training);
    const again = this.#copy(actor, job, training);
    if (job.state === 'sent_unconfirmed' && same)
      this.#move(job.id, [job.state], {
        state: 'cancelled',
        code: '',
        sentence: `已改为补打（第${again.reprint}次）。`,
      });
    return again;
  }

  /** The operator has seen the paper. @throws Refusal PRN-101, PRN-103 */
  markDone(jobId: string): DeviceJob {
    this.#get(jobId);
    if (!this.#move(jobId, ['sent_unconfirmed'], { state: 'done', code: '', sentence: '操作员核对后标记完成。' }))
      refuse('PRN-103', '只有结果不确定的打印才需要标记完成，请刷新列表查看最新状态。');
    return this.#get(jobId);
  }

  /** @throws Refusal PRN-101, PRN-104 */
  cancel(jobId: string): DeviceJob {
    this.#get(jobId);
    // Nothing came out of what was tried.
    const unprinted = { code: '', sentence: '已取消。', attempts: 0 };
    const unclear = { code: MAY_BE_ON_PAPER, sentence: '已取消；可能已打出，再打会标明补打。' };
    const cancelled =
      this.#move(jobId, ['queued', 'failed'], { ...unprinted, state: 'cancelled' }) ||
      this.#move(jobId, ['sent_unconfirmed'], { ...unclear, state: 'cancelled' });
    if (!cancelled) refuse('PRN-104', '这张回执正在打印或已经结束，不能取消，请刷新列表查看最新状态。');
    return this.#get(jobId);
  }

  /** What became of a job after all. It may be told before the job's own result arrives, which is older then. */
  settled(jobId: string, { state, code = '', sentence = '' }: PrintEnd): void {
    this.#write(() => this.#move(jobId, ['sending', 'sent_unconfirmed'], { state, code, sentence }));
  }

  /** The printer can be reached again: what waits is tried at once. */
  hurry(): Promise<void> {
    this.#on.ledger.local((tables) =>
      tables.update(deviceJobs).set({ nextTryAt: 0 }).where(eq(deviceJobs.state, 'queued')).run(),
    );
    return this.work();
  }

  /**
   * Sends what is due, one job after the other, oldest first. A second call joins the first. Where it rejects (the disk is
   * full) nothing is lost or sent twice, and it is to be called again.
   */
  work(): Promise<void> {
    this.#working ??= this.#workOff().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  /** Milliseconds until the next job is due; null when nothing waits. */
  dueIn(): number | null {
    const next = this.#on.ledger.read
      .select({ at: deviceJobs.nextTryAt })
      .from(deviceJobs)
      .where(eq(deviceJobs.state, 'queued'))
      .orderBy(asc(deviceJobs.nextTryAt))
      .get();
    return next === undefined ? null : Math.max(0, next.at - this.#on.now());
  }

  async #workOff(): Promise<void> {
    this.#write();
    for (let job = this.#take(); job !== null; job = this.#take()) {
      const sent = job;
      this.#on.changed();
      const result = await this.#send(sent);
      this.#write(() => this.#settle(sent, result));
      this.#on.changed();
    }
  }

  /** Writes down what became of jobs; what cannot be written is kept for the next time. */
  #write(...ends: (() => void)[]): void {
    this.#unwritten.push(...ends);
    for (let next = this.#unwritten[0]; next; next = this.#unwritten[0]) {
      next();
      this.#unwritten.shift();
    }
  }

  /** Takes the oldest due job and says so in the same transaction, before a byte of it leaves. */
  #take(): DeviceJob | null {
    const due = and(eq(deviceJobs.state, 'queued'), lte(deviceJobs.nextTryAt, this.#on.now()));
    return this.#on.ledger.local((tables) => {
      const job = tables.select().from(deviceJobs).where(due).orderBy(asc(deviceJobs.id)).get();
      if (!job) return null;
      const attempts = job.attempts + 1;
      tables.update(deviceJobs).set({ state: 'sending', attempts }).where(eq(deviceJobs.id, job.id)).run();
      return { ...job, attempts };
    });
  }

  async #send(job: DeviceJob): Promise<PrintResult> {
    try {
      return await this.#on.send(job.id, job.payload, isForTraining(job));
    } catch {
      return { state: 'sent_unconfirmed', code: 'PRN-301', sentence: CHECK_PAPER, simulated: false };
    }
  }

  #settle(job: DeviceJob, { state, code = '', sentence = '' }: PrintResult): void {
    if (state === 'held') {
      // Nobody tried: a training that lasts the whole day uses up no attempts.
      const [attempts, nextTryAt] = [job.attempts - 1, this.#on.now() + HELD_MS];
      this.#move(job.id, ['sending'], { state: 'queued', code, sentence, attempts, nextTryAt });
    } else if (state === 'failed' && job.attempts < ATTEMPTS) {
      const pause = RETRY_MS[Math.min(job.attempts, RETRY_MS.length) - 1] ?? 0;
      this.#move(job.id, ['sending'], { state: 'queued', code, sentence, nextTryAt: this.#on.now() + pause });
    } else this.#move(job.id, ['sending'], { state, code, sentence });
  }

  /** A cancelled or failed paper that is wanted after all: as it was where surely nothing of it came out, as a copy otherwise. */
  #again(actor: string, job: DeviceJob, training: boolean): DeviceJob {
    if (mayBeOnPaper(job)) return this.#copy(actor, job, training);
    const payload = Buffer.from(this.#on.render(job.kind, job.content, job.reprint));
    const { content } = job;
    const fresh = { state: 'queued', attempts: 0, nextTryAt: 0, code: '', sentence: '' } as const;
    // Whoever wants it now is who put it into the queue, and now is when.
    const asked = { createdBy: actor, createdAt: this.#on.iso() };
    this.#move(job.id, [job.state], { ...fresh, ...asked, content, payload });
    return this.#get(job.id);
  }

  /** The next 补打 of a paper. */
  #copy(actor: string, { kind, title, content, firstJob }: DeviceJob, training: boolean): DeviceJob {
    const reprint = Math.max(0, ...this.#copies({ firstJob }, training).map((one) => one.reprint)) + 1;
    return this.#insert({
      ...{ id: uuid(), kind, title, firstJob, reprint, createdBy: actor },
      content: marked(content, training),
      idempotencyKey: `${firstJob}#${reprint}${training ? FOR_TRAINING : ''}`,
    });
  }

  /** All prints of a paper on one kind of printer, newest first. */
  #copies({ firstJob }: Pick<DeviceJob, 'firstJob'>, training: boolean): DeviceJob[] {
    const of = eq(deviceJobs.firstJob, firstJob);
    const all = this.#on.ledger.read.select().from(deviceJobs).where(of).orderBy(desc(deviceJobs.reprint)).all();
    return all.filter((one) => isForTraining(one) === training);
  }

  #leaveToPerson(states: DeviceJob['state'][]): void {
    const { changes } = this.#on.ledger.local((tables) =>
      tables
        .update(deviceJobs)
        .set({ state: 'sent_unconfirmed', code: 'PRN-301', sentence: CHECK_PAPER })
        .where(inArray(deviceJobs.state, states))
        .run(),
    );
    if (changes > 0) this.#on.changed();
  }

  #move(jobId: string, from: DeviceJob['state'][], to: Partial<DeviceJob>): boolean {
    const over = to.state === 'done' || to.state === 'failed' || to.state === 'cancelled';
    const change = { ...to, finishedAt: over ? this.#on.iso() : null };
    const { changes } = this.#on.ledger.local((tables) =>
      tables
        .update(deviceJobs)
        .set(change)
        .where(and(eq(deviceJobs.id, jobId), inArray(deviceJobs.state, from)))
        .run(),
    );
    if (changes > 0) this.#on.changed();
    return changes > 0;
  }

  #insert(
    job: Pick<DeviceJob, 'id' | 'kind' | 'title' | 'content' | 'idempotencyKey' | 'firstJob' | 'reprint' | 'createdBy'>,
  ): DeviceJob {
    const payload = Buffer.from(this.#on.render(job.kind, job.content, job.reprint));
    const fresh = { state: 'queued', attempts: 0, nextTryAt: 0, code: '', sentence: '', finishedAt: null } as const;
    this.#on.ledger.local((tables) =>
      tables
        .insert(deviceJobs)
        .values({ ...job, ...fresh, payload, createdAt: this.#on.iso() })
        .run(),
    );
    this.#on.changed();
    return this.#get(job.id);
  }

  #byKey(key: string): DeviceJob | undefined {
    return this.#on.ledger.read.select().from(deviceJobs).where(eq(deviceJobs.idempotencyKey, key)).get();
  }

  #get(jobId: string): DeviceJob {
    const job = this.#on.ledger.read.select().from(deviceJobs).where(eq(deviceJobs.id, jobId)).get();
    return job ?? refuse('PRN-101', '没有这个打印任务，请刷新列表。');
  }
}

/** Earlier versions cancelled without a code what had been sent, and kept its attempts. */
const mayBeOnPaper = ({ state, code, attempts }: DeviceJob): boolean =>
  code === MAY_BE_ON_PAPER || (state === 'cancelled' && code === '' && attempts > 0);

const isForTraining = ({ idempotencyKey }: Pick<DeviceJob, 'idempotencyKey'>): boolean =>
  idempotencyKey.endsWith(FOR_TRAINING);

/** What the paper says, with the mark of a training printer. */
const marked = (content: unknown, training: boolean): unknown =>
  training ? Object.assign({}, content, { simulated: true }) : content;
