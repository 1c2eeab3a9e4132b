import { oc } from '@orpc/contract';
import { z } from 'zod';
import { drawing, id, instant, sha256, shortText } from './values.ts';

/** Papers of this issue (domain.md §2.2). */
export const PAPERS = {
  D20: '责令改正通知书',
  D22: '整改复查记录',
  D30: '陈述申辩记录',
  D36: '当场行政处罚决定书',
  D38: '温馨提示单（首违不罚）',
  D42: '送达回证',
  D46: '罚没票据登记表',
  BA: '当场行政处罚备案表',
  FILE: '案卷',
} as const;
export const paperCode = z.enum(Object.keys(PAPERS) as [keyof typeof PAPERS, ...(keyof typeof PAPERS)[]]);
export type PaperCode = z.infer<typeof paperCode>;

export const SIGN_ROLES = {
  OFFICER_1: '执法人员一',
  OFFICER_2: '执法人员二',
  PARTY: '当事人',
  WITNESS: '见证人',
} as const;
export const signRole = z.enum(['OFFICER_1', 'OFFICER_2', 'PARTY', 'WITNESS']);
export type SignRole = z.infer<typeof signRole>;

/** `inkml` as stored; `iso` is ISO/IEC 19794-7, for forensic tools; `svg` a picture to look at. */
export const signatureForm = z.enum(['inkml', 'iso', 'svg']);
export type SignatureForm = z.infer<typeof signatureForm>;

export const documentView = z.object({
  id,
  paper: paperCode,
  title: z.string(),
  number: z.string(),
  state: z.enum(['NUMBERED', 'RENDERED', 'SIGNED', 'DELIVERED', 'VOIDED']),
  /** SHA-256 of the stored bytes; `signedSha256` of the copy that carries the strokes. */
  sha256: sha256.nullable(),
  signedSha256: sha256.nullable(),
  pages: z.int(),
  templateVersion: z.string(),
  madeAt: instant,
  checkCode: z.string(),
  /** Who must sign and who has. */
  signatures: z.array(
    z.object({
      role: signRole,
      name: z.string(),
      state: z.enum(['WAITING', 'SIGNED', 'REFUSED']),
      at: instant.nullable(),
      note: z.string(),
    }),
  ),
  voidReason: z.string(),
  printed: z.int(),
});
export type DocumentView = z.infer<typeof documentView>;

export const documents = {
  get: oc.input(z.object({ documentId: id })).output(documentView),
  /** A short-lived URL for the window; `signed` picks the copy with the strokes. Written to the access log: a look, or a copy that leaves with `save`. */
  ticket: oc
    .input(z.object({ documentId: id, signed: z.boolean(), save: z.boolean().default(false) }))
    .output(z.object({ url: z.string() })),
  /** Officers sign under their own credentials: number and password of that officer, also when he is signed in. */
  sign: oc
    .input(
      z.object({
        documentId: id,
        role: signRole,
        drawing,
        credentials: z.object({ number: z.string().trim().max(20), password: z.string().max(200) }).optional(),
      }),
    )
    .output(documentView),
  refuseSign: oc
    .input(z.object({ documentId: id, reason: shortText.min(2), witness: shortText.min(2) }))
    .output(documentView),
  /** Recomputes hashes of the stored bytes and every signature. */
  verify: oc.input(z.object({ documentId: id })).output(z.object({ ok: z.boolean(), findings: z.array(z.string()) })),
  /** One signature as a file, base64; checked before it is given. Written to the access log. */
  exportSignature: oc
    .input(z.object({ documentId: id, role: signRole, form: signatureForm }))
    .output(z.object({ name: z.string(), bytes: z.base64() })),
  printers: oc.output(z.array(z.object({ name: z.string(), isDefault: z.boolean() }))),
  /** A4: the stored bytes, through the shell. */
  print: oc
    .input(
      z.object({
        documentId: id,
        signed: z.boolean(),
        printer: z.string().max(200).optional(),
        copies: z.int().min(1).max(9),
      }),
    )
    .output(z.object({ sentence: z.string() })),
};
