import { createHash, createHmac, hkdfSync } from 'node:crypto';

/** A key for one purpose, derived from the data key (HKDF-SHA-256), so that no key is used for two things. */
export function deriveKey(dataKey: Uint8Array, purpose: 'files' | 'head' | 'backup' | 'key-check'): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), `zhenzhi-desk ledger ${purpose}`, 32));
}

/** HMAC-SHA-256, hex. */
export function mac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** SHA-256 over the parts in order, hex. */
export function sha256(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
