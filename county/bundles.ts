import canonicalize from 'canonicalize';
import { type Bundle, type BundleKind, bundleText } from '../preload/contract/county.ts';
import { type Identity, sha256 } from './identity.ts';
import { Refused } from './refused.ts';
import type { Storage } from './storage.ts';

interface BundleRow extends Record<string, unknown> {
  kind: BundleKind;
  version: number;
  payload: string;
  sha256: string;
  published_at: Date;
  signature: string;
}

/** Publishes the next version of a bundle, signed. Earlier versions stay. */
export async function publishBundle(
  storage: Storage,
  identity: Identity,
  kind: BundleKind,
  payload: unknown,
): Promise<{ kind: BundleKind; version: number; publishedAt: string }> {
  const text = canonicalize(payload);
  if (text === undefined) throw new Refused(400, 'CNTY-301', '下发内容为空，未发布。');
  return storage.transaction(async (sql) => {
    await sql.script('lock table bundles in exclusive mode');
    const [last] = await sql.query<{ version: number | null }>(
      'select max(version) as version from bundles where kind = $1',
      [kind],
    );
    const unsigned = {
      kind,
      version: (last?.version ?? 0) + 1,
      publishedAt: new Date().toISOString(),
      sha256: sha256(text),
    };
    await sql.query(
      `insert into bundles (kind, version, payload, sha256, published_at, signature)
       values ($1, $2, $3, $4, $5::text::timestamptz, $6)`,
      // JSON text escapes U+0000, so the column can hold whatever was published.
      [kind, unsigned.version, text, unsigned.sha256, unsigned.publishedAt, identity.sign(bundleText(unsigned))],
    );
    return { kind, version: unsigned.version, publishedAt: unsigned.publishedAt };
  });
}

/** The newest version of a bundle. */
export async function newestBundle(storage: Storage, kind: BundleKind): Promise<Bundle> {
  const [row] = await storage.query<BundleRow>('select * from bundles where kind = $1 order by version desc limit 1', [
    kind,
  ]);
  if (row === undefined) throw new Refused(404, 'CNTY-404', '县级平台还没有下发过这类清单。');
  return {
    kind: row.kind,
    version: row.version,
    publishedAt: row.published_at.toISOString(),
    sha256: row.sha256,
    payload: JSON.parse(row.payload),
    signature: row.signature,
  };
}
