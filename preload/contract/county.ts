import { z } from 'zod';
import { instant, sha256, shortText } from './values.ts';

/**
 * The wire between an office and the county platform (docs/protocols/county.md). Both sides check every message
 * with these schemas, and the OpenAPI description of the county is generated from them.
 */

const ledgerKind = z.enum(['demo', 'real']);
const deskId = z.uuid();
const base64 = z.base64();
/** A name without control characters (PostgreSQL text cannot hold U+0000). */
const name = shortText.regex(/^[^\p{Cc}\p{Cs}]*$/u);
/** Who or what an action is about, as the ledger writes it. */
const identifier = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u);

/** Largest batch the county takes; offices may send less. */
const MAX_BATCH = 500;

/** POST /v1/enrolment-codes → a one-time code for one desk. */
export const codeRequest = z.strictObject({ note: name.default('') });
export const codeAnswer = z.object({ code: z.string(), expiresAt: instant });

/**
 * POST /v1/enrol. `attempt` is a secret the office keeps before it asks: if the answer is lost on the way, the same
 * desk may ask again with the same code and attempt until it has used its token once. Nobody else can.
 */
export const enrolRequest = z.strictObject({
  code: z.string().trim().min(4).max(64),
  attempt: z.string().regex(/^[0-9a-f]{64}$/),
  deskId,
  deskName: name.min(1),
  town: name.min(1),
  ledgerKind,
  publicInfo: z.record(z.string().max(64), name).default({}),
});
export type EnrolRequest = z.infer<typeof enrolRequest>;
export const enrolAnswer = z.object({
  token: z.string().min(32),
  county: z.string().min(1),
  /** Ed25519 public key, SPKI DER in base64: receipts and bundles are signed with it. */
  publicKey: base64.min(16),
  /** A demo ledger may only meet a demo county, a real one only a real county. */
  countyKind: ledgerKind,
});
export type EnrolAnswer = z.infer<typeof enrolAnswer>;

/** Header of an action; its hash is recomputed by the county (see chain.ts). */
const wireHeader = z.strictObject({
  id: z.uuid(),
  desk: deskId,
  deskSeq: z.int().min(1).max(2_147_483_647),
  subject: identifier,
  subjectVersion: z.int().min(0).max(2_147_483_647),
  kind: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)+$/)
    .max(100),
  version: z.int().min(1).max(100_000),
  at: instant,
  actor: identifier,
  scope: z.enum(['desk', 'town', 'county']),
  payloadHash: sha256,
  prevHash: sha256,
});

/**
 * One action. `county` scope carries its payload (canonical JSON bytes, base64) and salt (hex) unless the payload has been
 * erased by an approved action; `desk` and `town` scope carry the header only.
 */
const wireAction = z.strictObject({
  header: wireHeader,
  hash: sha256,
  payload: base64.optional(),
  salt: z
    .string()
    .regex(/^([0-9a-f]{2}){16,64}$/)
    .optional(),
  erased: z.literal(true).optional(),
});
export type WireAction = z.infer<typeof wireAction>;

/** POST /v1/actions. `from` is the deskSeq of the first action; the others follow without a gap. */
export const actionsRequest = z.strictObject({
  deskId,
  from: z.int().min(1).max(2_147_483_647),
  actions: z.array(wireAction).min(1).max(MAX_BATCH),
});
export type ActionsRequest = z.infer<typeof actionsRequest>;

/** What the county holds of a desk, signed. Kept by the office as an anchor of its chain. */
const headReceipt = z.object({
  deskId,
  deskSeq: z.int().min(1),
  hash: sha256,
  receivedAt: instant,
  receiptNo: z.int().min(1),
  /** Ed25519 over {@link receiptText}, base64. */
  signature: base64.min(16),
});
export type HeadReceipt = z.infer<typeof headReceipt>;

/** The signed text of a receipt. */
export function receiptText(receipt: Omit<HeadReceipt, 'signature'>): string {
  const { deskId: desk, deskSeq, hash, receivedAt, receiptNo } = receipt;
  return JSON.stringify({ deskId: desk, deskSeq, hash, receiptNo, receivedAt, what: 'zhenzhi-head-receipt' });
}

/** `stored` counts the actions that were new; repeated ones are recognised and left alone. */
export const actionsAnswer = z.object({ stored: z.int().min(0), receipt: headReceipt });
export type ActionsAnswer = z.infer<typeof actionsAnswer>;

/** Things the county hands down: power list and officers. */
export const bundleKind = z.enum(['powers', 'officers']);
export type BundleKind = z.infer<typeof bundleKind>;
export const BUNDLE_KINDS = bundleKind.options;
/** PUT /v1/bundles/{kind}: the next version. */
export const bundlePublication = z.strictObject({ payload: z.unknown() });
export const bundlePublished = z.object({ kind: bundleKind, version: z.int().min(1), publishedAt: instant });
/** GET /v1/bundles/{kind}; `sha256` is over the canonical JSON (RFC 8785) of `payload`. */
export const bundle = z.object({
  kind: bundleKind,
  version: z.int().min(1),
  publishedAt: instant,
  sha256,
  payload: z.unknown(),
  /** Ed25519 over {@link bundleText}, base64. */
  signature: base64.min(16),
});
export type Bundle = z.infer<typeof bundle>;

/** The signed text of a bundle. */
export function bundleText(signed: Omit<Bundle, 'signature' | 'payload'>): string {
  const { kind, publishedAt, sha256: payloadHash, version } = signed;
  return JSON.stringify({ kind, publishedAt, sha256: payloadHash, version, what: 'zhenzhi-bundle' });
}

const penaltyState = z.enum([
  'FOUND',
  'INFORMED',
  'NUMBERED',
  'ISSUED',
  'RECORDED',
  'PAID',
  'CLOSED',
  'EXEMPTED',
  'ABANDONED',
  'VOIDED',
]);

/** GET /v1/penalties: what the county knows of the on-the-spot penalties of its towns. */
export const penalty = z.object({
  caseId: z.string(),
  deskId,
  town: z.string(),
  number: z.string().nullable(),
  itemCode: z.string().nullable(),
  cause: z.string().nullable(),
  /** Masked: persons as 张＊. Units in full (domain.md §7.1). */
  party: z.string().nullable(),
  fineFen: z.int().nullable(),
  state: penaltyState,
  /** Legal days in Asia/Shanghai. */
  issuedOn: z.iso.date().nullable(),
  closedOn: z.iso.date().nullable(),
});
export type Penalty = z.infer<typeof penalty>;
export const penaltiesAnswer = z.object({ penalties: z.array(penalty) });

/** A refusal on the wire; `field` or `deskSeq` names what is wrong where one thing is. */
export const trouble = z.object({
  code: z.string().regex(/^CNTY-\d{3}$/),
  message: z.string(),
  field: z.string().optional(),
  deskSeq: z.int().optional(),
});
/** 409: the next deskSeq the county waits for, and its signed head of that desk (null when it has none). */
export const sequenceTrouble = trouble.extend({ next: z.int().min(1), receipt: headReceipt.nullable() });
