import canonicalize from 'canonicalize';
import { type ChainHeader, GENESIS, headerText } from '../../../preload/contract/chain.ts';
import { sha256 } from './derive.ts';
import type { Scope } from './types.ts';

export { GENESIS };

/** A journal header as it is hashed, in the ledger's own scopes; `hash` itself is not part of it. */
export interface Header extends ChainHeader {
  readonly scope: Scope;
}

/** An access-log row as it is hashed. */
export interface AccessRow {
  readonly month: string;
  readonly at: string;
  readonly actor: string;
  readonly what: string;
  readonly subject: string;
  readonly detail: string;
  readonly prevHash: string;
}

/** SHA-256 over the canonical JSON (RFC 8785) of the header, hex: the same bytes that the county hashes. */
export function headerHash(header: Header): string {
  return sha256(headerText(header));
}

/** SHA-256 over the canonical JSON of an access-log row, hex. */
export function accessHash(row: AccessRow): string {
  const { month, at, actor, what, subject, detail, prevHash } = row;
  return sha256(canonicalBytes({ month, at, actor, what, subject, detail, prevHash }));
}

/** SHA-256 over salt and stored bytes, hex: without the salt a short payload cannot be guessed from its hash. */
export function payloadHash(salt: Uint8Array, bytes: Uint8Array): string {
  return sha256(salt, bytes);
}

/** Canonical JSON (RFC 8785) as UTF-8. Half an emoji, cut off by a text field, becomes U+FFFD: UTF-8 cannot carry it. */
export function canonicalBytes(value: unknown): Buffer {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch {
    const whole = JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one));
    text = canonicalize(JSON.parse(whole));
  }
  if (text === undefined) throw new TypeError('a payload must be a JSON value');
  return Buffer.from(text, 'utf8');
}
