import { createPublicKey, verify } from 'node:crypto';
import { expect } from '@jest/globals';
import Ajv from 'ajv/dist/2020.js';
import { ChainMaker } from './desk-in-test.ts';
import { loadIdentity } from './identity.ts';
import { openApiDocument } from './openapi.ts';
import { findPostgres, startPostgres } from './postgres-in-test.ts';
import { migrate } from './schema.ts';
import { createServer } from './server.ts';
import { openEmbedded, openServed, type Storage } from './storage.ts';

export const ADMIN = 'administrator-of-the-test-county';

type Opened = { readonly storage: Storage; stop(): Promise<void> };
const bin = findPostgres();

/** The embedded database and, where PostgreSQL is installed, a real server: every test runs on both. */
export const STORAGES: [string, () => Promise<Opened>][] = [
  ['embedded PGlite', async () => ({ storage: await openEmbedded(undefined), stop: async () => {} })],
];
if (bin !== undefined) {
  STORAGES.push([
    'a PostgreSQL server',
    async () => {
      const server = await startPostgres(bin);
      return { storage: await openServed(server.url), stop: server.stop };
    },
  ]);
}

function published() {
  const ajv = new Ajv({ strict: false });
  ajv.addFormat('uuid', /^[0-9a-f-]{36}$/);
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  ajv.addFormat('base64', /^[A-Za-z0-9+/]*={0,2}$/);
  // As a client reads it.
  return ajv.addSchema(JSON.parse(JSON.stringify(openApiDocument('test'))), 'county');
}

interface Asked {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A real county on a real port. */
export async function startCounty(open: () => Promise<Opened>) {
  const { storage, stop } = await open();
  await migrate(storage);
  const identity = await loadIdentity(storage, 'real', '测试县综合行政执法平台');
  const server = createServer({ storage, identity, adminToken: ADMIN, fault: undefined });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const ajv = published();

  /** Every answer of every test is held against the published description. */
  async function ask(method: string, path: string, { token, body, headers }: Asked = {}) {
    const response = await fetch(address + path, {
      method,
      headers: {
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    const route = path.replace(/^\/v1\/bundles\/.*/, '/v1/bundles/{kind}').replaceAll('/', '~1');
    const pointer = `county#/paths/${route}/${method.toLowerCase()}/responses/${response.status}`;
    expect(ajv.getSchema(pointer)).toBeDefined();
    if (answer !== undefined) {
      const check = ajv.getSchema(`${pointer}/content/application~1json/schema`);
      expect(check?.(answer) === true ? [] : check?.errors).toEqual([]);
    }
    return { status: response.status, answer, headers: response.headers };
  }
  async function freshCode(): Promise<string> {
    const { answer } = await ask('POST', '/v1/enrolment-codes', { token: ADMIN, body: { note: '东溪镇' } });
    return answer.code;
  }
  const enrolment = (code: string, deskId: string, more: Record<string, unknown> = {}) => ({
    ...{
      code,
      attempt: 'a'.repeat(64),
      deskId,
      deskName: '窗口一',
      town: '东溪镇',
      ledgerKind: 'real',
      publicInfo: {},
    },
    ...more,
  });
  return {
    storage,
    address,
    countyKey: identity.publicKey,
    ask,
    freshCode,
    enrolment,
    async enrolled(): Promise<{ maker: ChainMaker; token: string }> {
      const maker = new ChainMaker();
      const { status, answer } = await ask('POST', '/v1/enrol', { body: enrolment(await freshCode(), maker.deskId) });
      expect(status).toBe(200);
      return { maker, token: answer.token };
    },
    send: (token: string, body: unknown) => ask('POST', '/v1/actions', { token, body }),
    async rows(deskId: string): Promise<number | undefined> {
      const found = await storage.query<{ n: number }>('select count(*)::int as n from actions where desk_id = $1', [
        deskId,
      ]);
      return found[0]?.n;
    },
    signed(text: string, signature: string): boolean {
      const der = Buffer.from(identity.publicKey, 'base64');
      const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
      return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
    },
    async stop(): Promise<void> {
      await server.close();
      await storage.close();
      await stop();
    },
  };
}
export type TestCounty = Awaited<ReturnType<typeof startCounty>>;
