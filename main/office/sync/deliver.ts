import { actionsAnswer, type HeadReceipt, type WireAction } from '../../../preload/contract/county.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Ledger } from '../ledger/index.ts';
import { type CountyClient, SequenceConflict } from './county-client.ts';
import { checkReceiptSignature } from './signed.ts';
import type { SyncStore } from './store.ts';
import type { Enrolment } from './tables.ts';

/** The county takes 32 MB; base64 and headers add less than half. */
const BATCH_BYTES = 8 * 1024 * 1024;
/** A county that keeps changing its mind within one run is not believed. */
const REWINDS = 3;

type Journalled = ReturnType<Ledger['journal']['after']>[number];

/** An action as it leaves the office: the payload only in the scope `county` (design: scope). */
function wireActionOf(action: Journalled): WireAction {
  const { id, desk, deskSeq, subject, subjectVersion, kind, version, at, actor, scope, payloadHash, prevHash } = action;
  const base = {
    header: { id, desk, deskSeq, subject, subjectVersion, kind, version, at, actor, scope, payloadHash, prevHash },
    hash: action.hash,
  };
  if (scope !== 'county') return base;
  if (action.payloadBytes.length === 0) return { ...base, erased: true };
  return { ...base, payload: Buffer.from(action.payloadBytes).toString('base64'), salt: action.salt };
}

function nextBatch(ledger: Ledger, desk: string, after: number, limit: number): readonly Journalled[] {
  const actions = ledger.journal.after(after, limit, 'county', desk);
  let bytes = 0;
  const end = actions.findIndex((action, index) => {
    bytes += action.scope === 'county' ? action.payloadBytes.length : 0;
    return index > 0 && bytes > BATCH_BYTES;
  });
  return end === -1 ? actions : actions.slice(0, end);
}

/**
 * Whether a signed receipt names exactly what this ledger has under that number; SYNC-403 when it does not. False where
 * a former desk went on elsewhere after the backup: then there is nothing here to compare it with.
 */
function checkReceipt(ledger: Ledger, desk: string, enrolment: Enrolment, receipt: HeadReceipt): boolean {
  checkReceiptSignature(enrolment.publicKey, receipt);
  const [own] = ledger.journal.after(receipt.deskSeq - 1, 1, 'desk', desk);
  if (receipt.deskId === desk && own === undefined && desk !== ledger.info.desk) return false;
  if (receipt.deskId !== desk || own?.hash !== receipt.hash || own.deskSeq !== receipt.deskSeq) {
    refuse(
      'SYNC-403',
      `县级平台上本席位第 ${receipt.deskSeq} 号记录与本机不一致，已停止上报；请不要改动数据，联系县级管理员核验账本。`,
      { detail: { deskSeq: receipt.deskSeq, receiptNo: receipt.receiptNo } },
    );
  }
  return true;
}

/**
 * Sends everything that waits at one desk, batch by batch. The cursor only moves to where a verified receipt proves it,
 * so a lost answer means that a batch is sent again and recognised, never that one is skipped. For a former desk the
 * cursor is as old as the backup, so the county is asked first: with the last action alone it says where it stands.
 */
export async function deliver(parts: {
  readonly ledger: Ledger;
  readonly store: SyncStore;
  readonly client: CountyClient;
  readonly batch: number;
  /** Number of the desk's last action. */
  readonly last: () => number;
  /** Called after each batch; false stops. */
  readonly onProgress: () => boolean;
}): Promise<void> {
  const { ledger, store, client, batch, last, onProgress } = parts;
  const { desk } = store;
  const keep = (enrolment: Enrolment, receipt: HeadReceipt) => {
    const held = checkReceipt(ledger, desk, enrolment, receipt);
    store.received(enrolment.publicKey, receipt, Math.min(receipt.deskSeq, last()));
    if (held) ledger.anchor('county', { desk, deskSeq: receipt.deskSeq, hash: receipt.hash });
  };
  let asking = desk !== ledger.info.desk;
  let rewinds = 0;
  while (true) {
    const enrolment = store.enrolment();
    if (enrolment === undefined || enrolment.sentThrough >= last()) return;
    const actions = nextBatch(ledger, desk, asking ? last() - 1 : enrolment.sentThrough, batch);
    asking = false;
    const first = actions[0];
    const end = actions.at(-1);
    if (first === undefined || end === undefined) return;
    try {
      const answer = await client.ask({
        method: 'POST',
        path: '/v1/actions',
        token: enrolment.token,
        body: { deskId: desk, from: first.deskSeq, actions: actions.map(wireActionOf) },
        answer: actionsAnswer,
      });
      if (answer === undefined || answer.receipt.deskSeq < end.deskSeq) {
        refuse('SYNC-405', '县级平台的回执没有包括刚送去的记录，数据仍算未送达，稍后自动重试。');
      }
      keep(enrolment, answer.receipt);
    } catch (error) {
      if (!(error instanceof SequenceConflict)) throw error;
      if (error.receipt !== null) checkReceipt(ledger, desk, enrolment, error.receipt);
      rewinds += 1;
      if (error.fork || error.next > first.deskSeq || rewinds > REWINDS) {
        refuse('SYNC-401', `县级平台指出序号冲突：${error.sentence}待传数据都在本机。`, {
          detail: { next: error.next, from: first.deskSeq },
        });
      }
      if (error.receipt === null) store.rewind(0);
      else keep(enrolment, error.receipt);
    }
    if (!onProgress()) return;
  }
}
