import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Refused } from './refused.ts';
import type { Storage } from './storage.ts';

/** Who this county is: demo or real for ever, its name and its signing key. */
export interface Identity {
  readonly kind: 'demo' | 'real';
  readonly name: string;
  /** Ed25519, SPKI DER, base64. */
  readonly publicKey: string;
  /** Ed25519 signature of the text, base64. */
  sign(text: string): string;
}

interface IdentityRow extends Record<string, unknown> {
  kind: string;
  name: string;
  private_key: string;
  public_key: string;
}

/** Hex SHA-256; tokens and codes are stored only so. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Loads the county's identity or makes it once. A data folder never changes between demo and real. */
export async function loadIdentity(storage: Storage, kind: 'demo' | 'real', name: string): Promise<Identity> {
  const made = generateKeyPairSync('ed25519');
  const privateKey = made.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const publicKey = made.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  await storage.query(
    `insert into identity (kind, name, private_key, public_key, made_at)
     values ($1, $2, $3, $4, now()) on conflict do nothing`,
    [kind, name, privateKey, publicKey],
  );
  const [row] = await storage.query<IdentityRow>('select kind, name, private_key, public_key from identity');
  if (row === undefined) throw new Error('the county has no identity row');
  if (row.kind !== kind) {
    throw new Refused(
      409,
      'CNTY-001',
      `数据目录属于${row.kind === 'demo' ? '演示' : '正式'}平台，与启动方式不符；请换一个目录。`,
    );
  }
  const key: KeyObject = createPrivateKey({
    key: Buffer.from(row.private_key, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    kind,
    name: row.name,
    publicKey: row.public_key,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}
