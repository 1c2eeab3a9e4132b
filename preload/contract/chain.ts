/**
 * The header chain of a desk, as text. Ledger, county and any later verifier hash exactly these bytes, so that a
 * chain made in an office can be recomputed by somebody who has never seen its database.
 *
 * `hash = SHA-256(UTF-8(headerText(header)))`, `payloadHash = SHA-256(salt ‖ payload bytes)`, all in
 * lower-case hex.
 */

/** Header of one action; `prevHash` is the hash of the same desk's action before it. */
export interface ChainHeader {
  readonly id: string;
  readonly desk: string;
  readonly deskSeq: number;
  readonly subject: string;
  readonly subjectVersion: number;
  readonly kind: string;
  readonly version: number;
  /** UTC ISO instant. */
  readonly at: string;
  /** Officer id, or `system`. */
  readonly actor: string;
  readonly scope: string;
  readonly payloadHash: string;
  readonly prevHash: string;
}

/** `prevHash` of a desk's first action. */
export const GENESIS = '0'.repeat(64);

/** Canonical JSON (RFC 8785) of the header: keys in code-unit order, no white space. */
export function headerText(header: ChainHeader): string {
  return JSON.stringify({
    actor: header.actor,
    at: header.at,
    desk: header.desk,
    deskSeq: header.deskSeq,
    id: header.id,
    kind: header.kind,
    payloadHash: header.payloadHash,
    prevHash: header.prevHash,
    scope: header.scope,
    subject: header.subject,
    subjectVersion: header.subjectVersion,
    version: header.version,
  });
}
