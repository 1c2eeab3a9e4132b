import { GENESIS, headerText } from '../preload/contract/chain.ts';
import type { WireAction } from '../preload/contract/county.ts';
import { sha256 } from './identity.ts';
import { Refused } from './refused.ts';

/** An action whose hashes have been recomputed here. */
export interface CheckedAction {
  readonly action: WireAction;
  readonly header: string;
  /** The payload as JSON text without what jsonb cannot hold (U+0000, lone surrogates); null when withheld. */
  readonly body: string | null;
}

function bad(action: WireAction, code: string, what: string): Refused {
  return new Refused(422, code, `第 ${action.header.deskSeq} 号记录${what}，整批未接收；请在本机运行账本核验。`, {
    deskSeq: action.header.deskSeq,
  });
}

function queryable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
  if (Array.isArray(value)) return value.map(queryable);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [queryable(key), queryable(inner)]));
  }
  return value;
}

function bodyOf(action: WireAction): string | null {
  const { header, payload, salt, erased } = action;
  if (header.scope !== 'county') {
    if (payload !== undefined || salt !== undefined) throw bad(action, 'CNTY-306', '不属于县级范围却带有内容');
    return null;
  }
  if (erased === true) {
    if (payload !== undefined) throw bad(action, 'CNTY-307', '声明已清除却带有内容');
    return null;
  }
  if (payload === undefined || salt === undefined) throw bad(action, 'CNTY-307', '缺少内容');
  const bytes = Buffer.from(payload, 'base64');
  const hash = sha256(Buffer.concat([Buffer.from(salt, 'hex'), bytes]));
  if (hash !== header.payloadHash) throw bad(action, 'CNTY-305', '的内容与哈希不符');
  try {
    return JSON.stringify(queryable(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))));
  } catch {
    throw bad(action, 'CNTY-308', '的内容不是 JSON');
  }
}

/**
 * Recomputes a batch: one desk, deskSeq without gaps from `from`, every header hash, every link inside the batch and
 * every payload hash. The link to what is already stored is checked where that is known (actions.ts).
 */
export function checkBatch(deskId: string, from: number, actions: readonly WireAction[]): readonly CheckedAction[] {
  let before = from === 1 ? GENESIS : undefined;
  return actions.map((action, index) => {
    const { header, hash } = action;
    if (header.desk !== deskId) throw bad(action, 'CNTY-309', '属于另一席位');
    if (header.deskSeq !== from + index) throw bad(action, 'CNTY-302', '的序号不连续');
    const text = headerText(header);
    if (sha256(text) !== hash) throw bad(action, 'CNTY-303', '的头部与哈希不符');
    if (before !== undefined && header.prevHash !== before) throw bad(action, 'CNTY-304', '与前一记录的哈希链断开');
    before = hash;
    return { action, header: text, body: bodyOf(action) };
  });
}
