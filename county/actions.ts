import type { ActionsAnswer, ActionsRequest, HeadReceipt } from '../preload/contract/county.ts';
import { receiptText } from '../preload/contract/county.ts';
import { type CheckedAction, checkBatch } from './chain.ts';
import { applyErasures } from './erasure.ts';
import type { Identity } from './identity.ts';
import { Refused } from './refused.ts';
import type { Sql, Storage } from './storage.ts';

interface ReceiptRow extends Record<string, unknown> {
  receipt_no: number;
  desk_id: string;
  desk_seq: number;
  hash: string;
  received_at: Date;
  signature: string;
}

async function lastReceipt(sql: Sql, deskId: string): Promise<HeadReceipt | null> {
  const [row] = await sql.query<ReceiptRow>(
    'select * from receipts where desk_id = $1 order by receipt_no desc limit 1',
    [deskId],
  );
  if (row === undefined) return null;
  return {
    deskId: row.desk_id,
    deskSeq: row.desk_seq,
    hash: row.hash,
    receivedAt: row.received_at.toISOString(),
    receiptNo: row.receipt_no,
    signature: row.signature,
  };
}

async function writeReceipt(sql: Sql, identity: Identity, deskId: string, head: CheckedAction): Promise<HeadReceipt> {
  const [drawn] = await sql.query<{ no: number }>("select nextval('receipt_no')::int as no");
  if (drawn === undefined) throw new Error('no receipt number');
  const unsigned = {
    deskId,
    deskSeq: head.action.header.deskSeq,
    hash: head.action.hash,
    receivedAt: new Date().toISOString(),
    receiptNo: drawn.no,
  };
  const receipt = { ...unsigned, signature: identity.sign(receiptText(unsigned)) };
  await sql.query(
    `insert into receipts (receipt_no, desk_id, desk_seq, hash, received_at, signature)
     values ($1, $2, $3, $4, $5::text::timestamptz, $6)`,
    [receipt.receiptNo, deskId, receipt.deskSeq, receipt.hash, receipt.receivedAt, receipt.signature],
  );
  return receipt;
}

async function insert(sql: Sql, actions: readonly CheckedAction[]): Promise<void> {
  const rows = actions.map(({ action, header, body }) => ({
    ...action.header,
    headerText: header,
    hash: action.hash,
    salt: action.salt ?? null,
    payload: action.payload ?? null,
    body: body === null ? null : JSON.parse(body),
  }));
  await sql.query(
    `insert into actions (desk_id, desk_seq, action_id, subject, subject_version, kind, version, at, actor, scope,
       header, hash, salt, payload, body, received_at)
     select "desk", "deskSeq", "id", "subject", "subjectVersion", "kind", "version", "at", "actor", "scope",
       "headerText", "hash", "salt", decode("payload", 'base64'), "body", now()
     from jsonb_to_recordset($1::text::jsonb) as t("desk" text, "deskSeq" int, "id" text, "subject" text,
       "subjectVersion" int, "kind" text, "version" int, "at" timestamptz, "actor" text, "scope" text,
       "headerText" text, "hash" text, "salt" text, "payload" text, "body" jsonb)`,
    [JSON.stringify(rows)],
  );
}

/**
 * Takes a batch exactly once. What is already stored with the same hash is recognised; another hash under a stored
 * number is a fork (CNTY-311), a missing number a gap (CNTY-310), both answered with what the county waits for.
 */
export async function takeActions(
  storage: Storage,
  identity: Identity,
  request: ActionsRequest,
): Promise<ActionsAnswer> {
  const { deskId, from } = request;
  const checked = checkBatch(deskId, from, request.actions);
  return storage.transaction(async (sql) => {
    await sql.query('select id from desks where id = $1 for update', [deskId]);
    const receipt = await lastReceipt(sql, deskId);
    const next = (receipt?.deskSeq ?? 0) + 1;
    if (from > next) {
      throw new Refused(409, 'CNTY-310', `县级平台在等第 ${next} 号记录，收到的是第 ${from} 号。`, { next, receipt });
    }
    const known = await sql.query<{ desk_seq: number; hash: string }>(
      'select desk_seq, hash from actions where desk_id = $1 and desk_seq >= $2 order by desk_seq limit $3',
      [deskId, from, checked.length],
    );
    const fork = known.find((row) => checked[row.desk_seq - from]?.action.hash !== row.hash);
    const fresh = checked.slice(known.length);
    const first = fresh[0];
    const broken =
      first !== undefined && known.length === 0 && receipt !== null && first.action.header.prevHash !== receipt.hash;
    if (fork !== undefined || broken) {
      const deskSeq = fork?.desk_seq ?? from;
      throw new Refused(
        409,
        'CNTY-311',
        `第 ${deskSeq} 号记录与县级平台已有的链不一致，未接收；请停止使用本机账本并联系县级管理员。`,
        {
          next,
          receipt,
        },
      );
    }
    const head = fresh.at(-1);
    if (head === undefined) {
      if (receipt === null) throw new Error('known actions without a receipt');
      return { stored: 0, receipt };
    }
    await insert(sql, fresh);
    await applyErasures(sql, deskId, fresh);
    return { stored: fresh.length, receipt: await writeReceipt(sql, identity, deskId, head) };
  });
}
