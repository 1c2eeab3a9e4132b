import type { PrintJob, ReceiptKind } from '../../preload/contract/receipts.ts';
import type { DotState } from '../frame/dot.tsx';

type JobState = PrintJob['state'];
type JobAct = 'reprint' | 'markDone' | 'cancel';

export const JOB_STATES: Record<JobState, string> = {
  queued: '等待打印',
  sending: '正在打印',
  sent_unconfirmed: '结果不确定',
  done: '已打印',
  failed: '没有打印',
  cancelled: '已取消',
};

export const JOB_DOTS: Record<JobState, DotState> = {
  queued: 'off',
  sending: 'good',
  sent_unconfirmed: 'look',
  done: 'good',
  failed: 'bad',
  cancelled: 'off',
};

const WORDS: Record<JobAct, string> = { reprint: '补打', markDone: '标记完成', cancel: '取消' };

/** What a person may decide about a job: only an unclear end can be called done, only what has not come out cancelled. */
export function jobChoices(state: JobState): { act: JobAct; words: string }[] {
  const acts: Record<JobState, JobAct[]> = {
    queued: ['cancel'],
    sending: [],
    sent_unconfirmed: ['reprint', 'markDone', 'cancel'],
    done: ['reprint'],
    failed: ['reprint', 'cancel'],
    cancelled: [],
  };
  // Nothing of a failed job came out, so that its paper is no 补打.
  return acts[state].map((act) => ({ act, words: state === 'failed' && act === 'reprint' ? '重新打印' : WORDS[act] }));
}

/** What is said to one who asked for a receipt of a case; one that has been printed is not sent again. */
export function askedFor({ state, sentence }: Pick<PrintJob, 'state' | 'sentence'>): string {
  if (state === 'done') return '这张小票已经打印过，没有再打。还要一张，请在「设备」的「小票队列」里点「补打」。';
  return sentence || '小票已送去打印，结果见「设备」的「小票队列」。';
}

/** Receipts that can be printed with invented facts, to see how they come out of this printer. */
export const SAMPLES: readonly { readonly kind: Exclude<ReceiptKind, 'test-page'>; readonly label: string }[] = [
  { kind: 'penalty-receipt', label: '处罚回执' },
  { kind: 'delivery-receipt', label: '送达回执' },
  { kind: 'first-violation', label: '温馨提示单' },
  { kind: 'acceptance-receipt', label: '受理回执' },
  { kind: 'queue-number', label: '排队号' },
];
