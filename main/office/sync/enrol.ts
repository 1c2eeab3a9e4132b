import { enrolAnswer } from '../../../preload/contract/county.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { Ledger } from '../ledger/index.ts';
import type { CountyClient } from './county-client.ts';
import { isCountyKey } from './signed.ts';
import type { SyncStore } from './store.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The address without path. The token and names of parties travel there, so anything but this PC needs TLS (SYNC-102);
 * a demo ledger goes nowhere but this PC (SYNC-103, design: demo or real).
 */
function checkedAddress(text: string, kind: 'demo' | 'real'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url !== undefined && LOOPBACK.has(url.hostname);
  if (url === undefined || (url.protocol !== 'https:' && !(url.protocol === 'http:' && local))) {
    refuse('SYNC-102', '平台地址不对，没有接入；请填写以 https:// 开头的地址。', { field: 'url' });
  }
  if (kind === 'demo' && !local) {
    refuse('SYNC-103', '演示账本只能接入本机的演示平台，没有接入；请用正式账本接入县级平台。', { field: 'url' });
  }
  return url.origin;
}

/** Exchanges the one-time code for the desk of `store` and keeps token and key in the encrypted ledger. */
export async function enrolDesk(parts: {
  readonly ledger: Ledger;
  readonly store: SyncStore;
  readonly request: { url: string; code: string };
  readonly about: { deskName: string; town: string; publicInfo: Record<string, string> };
  readonly clientOf: (url: string) => CountyClient;
  readonly now: () => string;
}): Promise<void> {
  const { ledger, store, request, about, clientOf, now } = parts;
  const { kind } = ledger.info;
  const url = checkedAddress(request.url, kind);
  const body = { code: request.code, attempt: store.attempt(), deskId: store.desk, ledgerKind: kind, ...about };
  const answer = await clientOf(url)
    .ask({ method: 'POST', path: '/v1/enrol', body, answer: enrolAnswer })
    .catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'SYNC-303') throw error;
      throw new Refusal('SYNC-104', error.message, { field: 'code', detail: { ...error.detail }, cause: error });
    });
  if (answer === undefined) refuse('SYNC-106', '这个地址不是县级平台，没有接入；请核对地址。', { field: 'url' });
  if (answer.countyKind !== kind || !isCountyKey(answer.publicKey)) {
    refuse('SYNC-105', '对方平台的种类或密钥不对，没有接入；请向县级管理员核对地址。', { field: 'url' });
  }
  const { token, county, publicKey } = answer;
  store.saveEnrolment({ url, county, token, publicKey, enrolledAt: now() });
}
