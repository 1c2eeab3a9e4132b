import type { CasePage } from '../../../preload/contract/cases.ts';
import type { PrintJob } from '../../../preload/contract/receipts.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { Cases } from '../cases/index.ts';
import type { Clock } from '../clock.ts';
import type { DeviceLink } from '../devices/index.ts';
import type { Broadcaster } from '../events.ts';
import type { Ledger } from '../ledger/index.ts';
import { log } from '../log.ts';
import type { Powers } from '../powers/index.ts';
import type { Settings } from '../settings/index.ts';
import { maskName } from '../subjects/index.ts';
import { type PaperWidth, receiptBytes } from './layout.ts';
import { type PenaltyReceipt, penaltyReceipt, penaltyReceiptParts } from './penalty-receipt.ts';
import { PrintQueue, type Send } from './queue.ts';
import type { DeviceJob } from './tables.ts';
import { type TestPage, testPage, testPageParts } from './test-page.ts';

export interface Receipts {
  /** Newest first; `all` also what says something of a case. */
  queue(all: boolean): PrintJob[];
  /** The penalty receipt of a case; asking twice gives the same job. Refuses PRN-105 before the decision is made. */
  printPenalty(actor: string, caseId: string): PrintJob;
  testPage(actor: string): PrintJob;
  reprint(actor: string, jobId: string): PrintJob;
  markDone(jobId: string): PrintJob;
  cancel(jobId: string): PrintJob;
  /** Ends the waiting for due jobs; what waits stays in the queue. */
  stop(): void;
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
  title: job.reprint > 0 ? `${job.title}（补打 第${job.reprint}次）` : job.title,
  state: job.state,
  attempts: job.attempts,
  reprint: job.reprint,
  sentence: job.code === '' ? job.sentence : `${job.sentence}（${job.code}）`,
  createdAt: job.createdAt,
  finishedAt: job.finishedAt,
});

/** What the receipt of a case says. @throws Refusal PRN-105 */
function penaltyOf(page: CasePage, payChannel: string, demo: boolean): PenaltyReceipt {
  const decision = page.documents.find((one) => one.paper === 'D36' && one.state !== 'VOIDED');
  if (decision === undefined || page.decidedOn === null)
    refuse('PRN-105', '这个案件还没有处罚决定书，请先取号并生成决定书，再打印回执。');
  const { party, penalty } = page.content;
  const fined = page.kind === 'FINE';
  const due = page.deadlines.find((one) => one.code === 'DL13')?.legalDate;
  // Where paying has an address on the net, that address is the pay code.
  const payCode = /https?:\/\/[!-~]+/.exec(payChannel)?.[0] ?? null;
  const bank = due === undefined ? null : { way: 'BANK' as const, channel: payChannel, dueOn: due, payCode };
  return {
    authority: page.authorityName,
    docNo: page.number,
    // A company's name is public, a person's is not (domain.md §7.1).
    party: party.partyType === 'CITIZEN' ? maskName(page.partyName) : page.partyName,
    maskedNo: page.maskedNo,
    cause: page.cause,
    decidedOn: page.decidedOn,
    fineFen: fined ? page.fineFen : null,
    payment: !fined ? null : penalty.collectOnSite ? { way: 'ON_SITE', ticketNo: penalty.ticketNo } : bank,
    officers: page.officersFull.map(({ name, certNo }) => ({ name, certNo })),
    checkCode: decision.checkCode,
    demo,
    simulated: page.simulated,
  };
}

/** Receipts of this desk: made here as bytes, kept in the queue, sent to the devices process. */
export function createReceipts(ground: Ground): Receipts {
  const { ledger, clock, events, link, cases, powers, settings } = ground;
  const width = (): PaperWidth =>
    settings.desk<{ receiptWidth?: string }>('devices', {}).receiptWidth === '80' ? 80 : 58;
  const demo = ledger.info.kind === 'demo';

  const send: Send = async (jobId, bytes) => {
    let devices: ReturnType<DeviceLink['ask']>;
    try {
      devices = link.ask();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { state: 'failed', code: error.code, sentence: error.message, simulated: false };
    }
    return devices.print({ jobId, bytes: Buffer.from(bytes).toString('base64') });
  };
  const render = (kind: DeviceJob['kind'], content: unknown, reprint: number) => {
    const parts =
      kind === 'penalty-receipt'
        ? penaltyReceiptParts(penaltyReceipt.parse(content), reprint)
        : testPageParts(testPage.parse(content), reprint);
    return receiptBytes(parts, width());
  };
  const queue = new PrintQueue({
    ledger,
    send,
    render,
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
    void work()
      .then(() => {
        const due = stopped ? null : queue.dueIn();
        if (due !== null) timer = setTimeout(go, due).unref();
      })
      .catch((error: unknown) => log.error({ error }, 'print queue'));
  };
  link.onEvent((event) => {
    if (stopped) return;
    if (event.type === 'print-confirmed') queue.confirmed(event.jobId);
    if (event.type === 'printer-status' && event.status.problem === undefined) go(() => queue.hurry());
  });
  const sent = (job: DeviceJob): PrintJob => {
    go();
    return asJob(job);
  };
  go();

  return {
    queue: (all) => queue.list(all ? undefined : 'test-page').map(asJob),
    printPenalty(actor, caseId) {
      const page = cases.page(caseId);
      const authority = powers.authorities().find((one) => one.id === page.content.who.authorityId);
      const content = penaltyOf(page, authority?.payChannel ?? '', demo);
      const key = `penalty-receipt:${caseId}:${content.docNo}`;
      const title = `处罚回执 ${content.docNo}`;
      const job = queue.add({ kind: 'penalty-receipt', title, content, key, actor });
      ledger.looked({ actor, what: 'print', subject: caseId, detail: title });
      return sent(job);
    },
    testPage(actor) {
      const at = clock.iso();
      const time = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
      const { townName, deskName } = settings.town();
      const content: TestPage = {
        desk: `${townName} ${deskName}`.trim(),
        at: time,
        width: width() === 58 ? '58' : '80',
        demo,
      };
      return sent(queue.add({ kind: 'test-page', title: '打印机测试页', content, key: `test-page:${at}`, actor }));
    },
    reprint(actor, jobId) {
      const job = queue.reprint(actor, jobId);
      ledger.looked({ actor, what: 'print', subject: job.firstJob, detail: `${job.title} 补打 第${job.reprint}次` });
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
