import { PRINTER_PROFILES, type PrinterProfileKey } from '../../../preload/contract/printer-profiles.ts';
import type { CaseReceipt, PrintJob, ReceiptKind } from '../../../preload/contract/receipts.ts';
import { Refusal } from '../../../preload/contract/refusal.ts';
import type { Cases } from '../cases/index.ts';
import type { Clock } from '../clock.ts';
import { type DeviceLink, receiptPrinterIs } from '../devices/index.ts';
import type { Broadcaster } from '../events.ts';
import type { Ledger } from '../ledger/index.ts';
import { log } from '../log.ts';
import type { Powers } from '../powers/index.ts';
import type { Settings } from '../settings/index.ts';
import { columnsAcross, type PrinterForm, receiptBytes } from './layout.ts';
import { ofCase, officeTime } from './of-case.ts';
import { PrintQueue, type Send } from './queue.ts';
import type { DeviceJob } from './tables.ts';
import { TEMPLATES } from './templates/index.ts';

export interface Receipts {
  /** Newest first; `all` also what says something of a case. */
  queue(all: boolean): PrintJob[];
  /** A receipt of a case; asking twice gives the same job. Refuses PRN-105…107 before the case has come to it. */
  printOfCase(actor: string, caseId: string, kind: CaseReceipt): PrintJob;
  /** 排队号: the slip of a number. @returns why none is printed, '' when it is in the queue */
  queueSlip(actor: string, ticketId: string, slip: QueueSlip): string;
  testPage(actor: string): PrintJob;
  /** 样张 of any kind, with invented facts. */
  sample(actor: string, kind: ReceiptKind): PrintJob;
  reprint(actor: string, jobId: string): PrintJob;
  markDone(jobId: string): PrintJob;
  cancel(jobId: string): PrintJob;
  /** Ends the waiting for due jobs; what waits stays in the queue. */
  stop(): void;
}

interface QueueSlip {
  readonly number: string;
  readonly matter: string;
  readonly window: string;
  readonly waiting: number;
}

interface Ground {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly events: Broadcaster;
  readonly link: DeviceLink;
  readonly cases: Pick<Cases, 'page'>;
  readonly powers: Powers;
  readonly settings: Settings;
}

const asJob = (job: DeviceJob): PrintJob => ({
  id: job.id,
  title: job.title,
  state: job.state,
  attempts: job.attempts,
  reprint: job.reprint,
  sentence: job.code === '' ? job.sentence : `${job.sentence}（${job.code}）`,
  createdAt: job.createdAt,
  finishedAt: job.finishedAt,
});

/** When the queue could not be written, as on a full disk, it is tried again after this. */
const AFTER_TROUBLE_MS = 5000;

/** Receipts of this desk: made here as bytes, kept in the queue, sent to the devices process. */
export function createReceipts(ground: Ground): Receipts {
  const { ledger, clock, events, link, cases, powers, settings } = ground;
  const form = (): PrinterForm => {
    const of = settings.desk<{ receiptWidth?: string; receiptProfile?: PrinterProfileKey }>('devices', {});
    return { width: of.receiptWidth === '80' ? 80 : 58, profile: PRINTER_PROFILES[of.receiptProfile ?? 'standard'] };
  };
  const demo = ledger.info.kind === 'demo';
  const send: Send = async (jobId, bytes, training) => {
    let devices: ReturnType<DeviceLink['ask']>;
    try {
      devices = link.ask();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { state: 'failed', code: error.code, sentence: error.message, simulated: false };
    }
    // A demo prints everything everywhere: all its papers are marked.
    return devices.print({ jobId, bytes: Buffer.from(bytes).toString('base64'), ...(demo ? {} : { training }) });
  };
  const render = (kind: ReceiptKind, content: unknown, reprint: number) =>
    receiptBytes(TEMPLATES[kind].parts(content, reprint), form());
  const queue = new PrintQueue({
    ledger,
    send,
    render,
    training: () => receiptPrinterIs(settings) === 'simulated',
    iso: clock.iso,
    now: Date.now,
    changed: () => events.changed('receipts'),
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  /** Works off what is due and comes back when the next job is. */
  const go = (work: () => Promise<void> = () => queue.work()) => {
    if (stopped) return;
    clearTimeout(timer);
    // Also what `work` throws at once, as on a full disk, leads to another try.
    void (async () => work())()
      .then(() => (stopped ? null : queue.dueIn()))
      .catch((error: unknown) => {
        log.error({ error }, 'print queue');
        return AFTER_TROUBLE_MS;
      })
      .then((due) => {
        if (!stopped && due !== null) timer = setTimeout(go, due).unref();
      });
  };
  link.onEvent((event) => {
    if (stopped) return;
    if (event.type === 'print-settled') go(async () => queue.settled(event.jobId, event.result));
    if (event.type === 'printer-status' && event.status.problem === undefined) go(() => queue.hurry());
  });
  link.onAttach(() => {
    if (!stopped) queue.unfollowed();
  });
  const sent = (job: DeviceJob): PrintJob => {
    go();
    return asJob(job);
  };
  go();

  return {
    queue: (all) => queue.list(all ? undefined : 'test-page').map(asJob),
    printOfCase(actor, caseId, kind) {
      const page = cases.page(caseId);
      const authority = powers.authorities().find((one) => one.id === page.content.who.authorityId);
      const content = ofCase[kind]({ page, payChannel: authority?.payChannel ?? '', demo });
      const title = `${TEMPLATES[kind].title} ${content.docNo}`;
      const key = `${kind}:${caseId}:${content.docNo}`;
      const standing = queue.standing(key);
      if (standing) return sent(standing);
      const job = queue.add({ kind, title, content, key, actor });
      ledger.looked({ actor, what: 'print', subject: caseId, detail: title });
      return sent(job);
    },
    queueSlip(actor, ticketId, slip) {
      if (receiptPrinterIs(settings) === 'none') return '没有设置小票打印机，请把号码口头告诉来人。';
      const authority = powers.authorities()[0]?.name ?? settings.town().townName;
      const content = { demo, simulated: false, authority, at: officeTime(clock.iso()), ...slip };
      const title = `${TEMPLATES['queue-number'].title} ${slip.number}`;
      sent(queue.add({ kind: 'queue-number', title, content, key: `queue-number:${ticketId}`, actor }));
      return '';
    },
    testPage(actor) {
      const at = clock.iso();
      const { townName, deskName } = settings.town();
      const { width, profile } = form();
      const content = {
        demo,
        simulated: false,
        desk: `${townName} ${deskName}`.trim(),
        at: officeTime(at),
        width: String(width),
        columns: columnsAcross({ width, profile }),
        profile: profile.name,
      };
      return sent(queue.add({ kind: 'test-page', title: '打印机测试页', content, key: `test-page:${at}`, actor }));
    },
    sample(actor, kind) {
      const title = `${TEMPLATES[kind].title}（样张）`;
      const content = TEMPLATES[kind].sample(demo);
      return sent(queue.add({ kind, title, content, key: `sample:${kind}:${clock.iso()}`, actor }));
    },
    reprint(actor, jobId) {
      const job = queue.reprint(actor, jobId);
      ledger.looked({
        actor,
        what: 'print',
        subject: job.firstJob,
        detail: job.reprint > 0 ? `${job.title} 补打 第${job.reprint}次` : job.title,
      });
      return sent(job);
    },
    markDone: (jobId) => asJob(queue.markDone(jobId)),
    cancel: (jobId) => asJob(queue.cancel(jobId)),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
