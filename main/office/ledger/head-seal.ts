import { timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { AccessHead } from './access-log.ts';
import { canonicalBytes } from './chain.ts';
import { deriveKey, mac } from './derive.ts';
import { writeDurably } from './durable.ts';
import type { Head } from './types.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const sealFile = z.object({
  format: z.literal(1),
  ledgerId: z.uuid(),
  head: z.object({ desk: z.uuid(), deskSeq: z.int().min(1), hash }),
  access: z.object({ count: z.int().min(0), hash }),
  sealedAt: z.iso.datetime(),
  mac: hash,
});

/** How far both chains had come when the head was last sealed. */
export interface SealedHead {
  readonly ledgerId: string;
  readonly head: Head;
  readonly access: AccessHead;
  readonly sealedAt: string;
}

/** Writes `ledger.head`: a chain cannot show that its own tail was cut, this file can. */
export function sealHead(dir: string, dataKey: Uint8Array, sealed: SealedHead): void {
  const content = {
    format: 1,
    ledgerId: sealed.ledgerId,
    head: { desk: sealed.head.desk, deskSeq: sealed.head.deskSeq, hash: sealed.head.hash },
    access: { count: sealed.access.count, hash: sealed.access.hash },
    sealedAt: sealed.sealedAt,
  } as const;
  writeDurably(
    join(dir, 'ledger.head'),
    Buffer.from(`${JSON.stringify({ ...content, mac: macOf(dataKey, content) })}\n`),
  );
}

/** The sealed head, or undefined where there is none. Refuses LED-109 when the seal is broken. */
export function readSeal(dir: string, dataKey: Uint8Array): SealedHead | undefined {
  const path = join(dir, 'ledger.head');
  if (!existsSync(path)) return undefined;
  const found = sealFile.safeParse(parsed(readFileSync(path, 'utf8')));
  if (found.success) {
    const { mac: claimed, ...content } = found.data;
    if (timingSafeEqual(Buffer.from(claimed), Buffer.from(macOf(dataKey, content)))) return content;
  }
  refuse(
    'LED-109',
    '账本的封存记录 ledger.head 被改动过，账本没有打开；请保留现场并联系技术支持，可先用备份恢复到新文件夹。',
  );
}

function macOf(dataKey: Uint8Array, content: object): string {
  return mac(deriveKey(dataKey, 'head'), canonicalBytes(content).toString('utf8'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
