import { BUNDLE_KINDS, type BundleKind, bundle } from '../../../preload/contract/county.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { CountyClient } from './county-client.ts';
import { checkBundleSignature } from './signed.ts';
import type { SyncStore } from './store.ts';
import type { Enrolment } from './tables.ts';

/** Applies a verified bundle; throwing leaves the version unapplied, so that it is offered again. */
export type OnBundle = (kind: BundleKind, version: number, payload: unknown) => void | Promise<void>;

/** Fetches newer bundles, checks who signed them and hands them on; an older version is never applied again. */
export async function fetchBundles(parts: {
  readonly enrolment: Enrolment;
  readonly store: SyncStore;
  readonly client: CountyClient;
  readonly onBundle: OnBundle;
  readonly now: () => string;
}): Promise<void> {
  const { enrolment, store, client, onBundle, now } = parts;
  for (const kind of BUNDLE_KINDS) {
    const known = store.bundles().find((row) => row.kind === kind)?.version ?? 0;
    const found = await client.ask({
      method: 'GET',
      path: `/v1/bundles/${kind}`,
      token: enrolment.token,
      answer: bundle,
      ...(known > 0 && { etag: `"${kind}-${known}"` }),
    });
    if (found === undefined || (found.kind === kind && found.version <= known)) continue;
    checkBundleSignature(enrolment.publicKey, found);
    if (found.kind !== kind)
      refuse('SYNC-404', '县级下发的清单种类不对，没有采用，仍用本机现有清单；请联系县级管理员。');
    try {
      await onBundle(kind, found.version, found.payload);
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      throw new Refusal('SYNC-406', `县级下发的第 ${found.version} 版清单没有采用：${cause.message}`, {
        detail: { kind, version: found.version, code: cause.code },
        cause,
      });
    }
    store.bundleApplied(kind, found.version, now());
  }
}
