import { createHash } from 'node:crypto';
import { z } from 'zod';
import { signRole } from '../../../preload/contract/documents.ts';
import { clockComparison, drawing, instant, padFacts, sha256, shortText } from '../../../preload/contract/values.ts';
import { fromInkml, toInkml } from './inkml.ts';

/**
 * What a signer gave: strokes with time and pressure, tied to the bytes he saw (电子签名法 13: content and signature
 * cannot be changed unseen). The number of the signer is masked; the case knows it.
 */
const signature = z.object({
  role: signRole,
  signerName: shortText.min(1),
  signerIdMasked: z.string().max(40),
  officersPresent: z.array(shortText.min(1)).min(1).max(6),
  at: instant,
  /** How the clock that said so stood beside the county's; null where it never was compared. */
  clock: clockComparison.nullable().optional(),
  device: z.object({
    kind: drawing.shape.device,
    simulated: z.boolean(),
    pressureMeasured: z.boolean(),
    /** The signature pad, where one was used. */
    pad: padFacts.optional(),
  }),
  canvas: drawing.shape.canvas,
  strokes: drawing.shape.strokes,
  lostSamples: drawing.shape.lostSamples,
  documentSha256: sha256,
});
export type Signature = z.infer<typeof signature>;

/** InkML of a signature and its hash: the file that is stored and the fact that is recorded. */
export interface SealedSignature {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Makes the stored form. Throws on a signature that is not one: that is a bug of the caller. */
export function sealSignature(given: Signature): SealedSignature {
  const { strokes, ...facts } = signature.parse(given);
  const bytes = new TextEncoder().encode(toInkml(facts, strokes));
  return { bytes, sha256: hash(bytes) };
}

/** Signatures of version 0.1 were stored as JSON. */
const readSignature = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : fromInkml(text));

export type SignatureVerdict = { ok: true; signature: Signature } | { ok: false; finding: string };

/** Recomputes everything: the stored signature against its recorded hash, and the document against the signature. */
export function verifySignature(sealed: SealedSignature, pdf: Uint8Array): SignatureVerdict {
  if (hash(sealed.bytes) !== sealed.sha256)
    return { ok: false, finding: '签名数据与登记的校验值不符，笔迹或签名信息被改动过。' };
  let given: unknown;
  try {
    given = readSignature(new TextDecoder('utf-8', { fatal: true }).decode(sealed.bytes));
  } catch {
    return { ok: false, finding: '签名数据无法读出，不是本系统生成的签名。' };
  }
  const parsed = signature.safeParse(given);
  if (!parsed.success) return { ok: false, finding: '签名数据不完整，不是本系统生成的签名。' };
  if (hash(pdf) !== parsed.data.documentSha256)
    return { ok: false, finding: `${parsed.data.signerName}签名时的文书与现存文书不一致，文书内容被改动过。` };
  return { ok: true, signature: parsed.data };
}
