import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import { v7 } from 'uuid';
import { z } from 'zod';
import {
  act,
  createKeyFile,
  createLedger,
  defineAction,
  type Ledger,
  type LedgerModule,
  openLedger,
  ProjectionBuilder,
} from '../ledger/index.ts';
import { createSync, type SyncOptions, type SyncService, syncTables } from './index.ts';

const found = defineAction({
  kind: 'case.found',
  version: 1,
  scope: 'county',
  payload: z.object({ number: z.string(), cause: z.string(), partyName: z.string(), fineFen: z.int() }),
});
const reported = defineAction({
  kind: 'event.reported',
  version: 1,
  scope: 'town',
  payload: z.object({ informant: z.string() }),
});
const seen = sqliteTable('seen_in_test', { id: textColumn('id').primaryKey() });
const module: LedgerModule = {
  projection: new ProjectionBuilder('seen-in-test', 1, [seen])
    .on(found, (tables, { id }) => void tables.insert(seen).values({ id }).run())
    .on(reported, (tables, { id }) => void tables.insert(seen).values({ id }).run())
    .build(),
};

const modules: readonly LedgerModule[] = [module, { local: syncTables }];
export const newDir = () => mkdtempSync(join(tmpdir(), 'sync-'));
const clock = () => new Date();

/** A real office without screens: real ledger, real sync. */
export class TestOffice {
  readonly ledger: Ledger;
  readonly sync: SyncService;
  readonly bundles: [string, number, unknown][] = [];
  readonly errors: unknown[] = [];

  constructor(ledger: Ledger, more: Partial<SyncOptions> = {}) {
    this.ledger = ledger;
    this.sync = createSync({
      ledger,
      about: () => ({ deskName: '窗口一', town: '东溪镇', publicInfo: { version: '0.1.0' } }),
      onBundle: (kind, version, payload) => void this.bundles.push([kind, version, payload]),
      onError: (error) => void this.errors.push(error),
      ...more,
    });
  }

  /** Records `count` cases, each with a town-only report before it. */
  work(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const subject = v7();
      const number = `东综执当罚决字〔2026〕第 ${this.ledger.journal.head().deskSeq} 号`;
      this.ledger.record('officer-1', () => [
        act(reported, v7(), { informant: '线人不出镇' }),
        act(found, subject, { number, cause: '占道经营', partyName: '张三', fineFen: 5000 }),
      ]);
    }
  }

  async close(): Promise<void> {
    await this.sync.stop();
    this.ledger.close();
  }
}

export async function newOffice(more: Partial<SyncOptions> = {}, dir = newDir()): Promise<TestOffice> {
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  return new TestOffice(await createLedger({ dir, dataKey, modules, clock, kind: 'demo', deskName: '窗口一' }), more);
}

export async function reopen(dir: string, dataKey: Uint8Array, more: Partial<SyncOptions> = {}): Promise<TestOffice> {
  return new TestOffice(await openLedger({ dir, dataKey, modules, clock }), more);
}

export async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The county program in its own process. */
export class TestCounty {
  readonly url: string;
  readonly #admin: string;
  readonly #process: ChildProcess;

  private constructor(url: string, admin: string, process: ChildProcess) {
    this.url = url;
    this.#admin = admin;
    this.#process = process;
  }

  static async start(...options: string[]): Promise<TestCounty> {
    const port = options.includes('--port') ? [] : ['--port', '0'];
    const child = spawn(process.execPath, ['county/main.ts', ...port, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const chunk of child.stdout) {
      said += chunk;
      const url = /^County ready: (\S+)$/m.exec(said)?.[1];
      const admin = /^Admin token: (\S+)$/m.exec(said)?.[1];
      if (url !== undefined && admin !== undefined) {
        return new TestCounty(url, admin, child);
      }
    }
    throw new Error(`the county did not start: ${said}`);
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#admin}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async code(): Promise<string> {
    return z.object({ code: z.string() }).parse(await this.#ask('POST', '/v1/enrolment-codes', {})).code;
  }

  publish(kind: string, payload: unknown): Promise<unknown> {
    return this.#ask('PUT', `/v1/bundles/${kind}`, { payload });
  }

  /** Numbers of the cases that the county has of a desk, as often as it has them. */
  async numbers(desk: string): Promise<(string | null)[]> {
    const schema = z.object({ penalties: z.array(z.object({ deskId: z.string(), number: z.string().nullable() })) });
    const { penalties } = schema.parse(await this.#ask('GET', '/v1/penalties'));
    return penalties.filter((row) => row.deskId === desk).map((row) => row.number);
  }

  /** Rows of all desks as the page counts them. */
  async received(): Promise<number> {
    const html = await (await fetch(this.url)).text();
    return Number(/<b>([\d,]+)<\/b><span>收到的记录/.exec(html)?.[1]?.replaceAll(',', ''));
  }

  async stop(): Promise<number | null> {
    if (this.#process.exitCode !== null) return this.#process.exitCode;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const [code] = await ended;
    return code;
  }
}

/** Somebody between office and county who reads what is sent and may change what comes back. */
export class Meddler {
  readonly sent: string[] = [];
  change: (path: string, answer: string) => string = (_, answer) => answer;
  alter: (body: string) => string = (body) => body;
  /** Instead of the county's own. */
  headers: Record<string, string> = {};
  /** Answers /v1/actions with this instead of asking the county. */
  instead: { status: number; body: unknown } | undefined;
  readonly #server: Server;

  private constructor(target: string) {
    this.#server = createServer(async (request, response) => {
      const body = this.alter(await text(request));
      this.sent.push(body);
      if (this.instead !== undefined && request.url === '/v1/actions') {
        response.writeHead(this.instead.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(this.instead.body));
        return;
      }
      const { host: _, 'content-length': _length, connection: _connection, ...headers } = request.headers;
      const answer = await fetch(target + request.url, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(body !== '' && { body }),
      });
      const back = this.change(request.url ?? '', await answer.text());
      response.writeHead(answer.status, { 'content-type': 'application/json', ...this.headers });
      response.end(answer.status === 304 ? undefined : back);
    });
  }

  static async start(target: string): Promise<{ meddler: Meddler; url: string }> {
    const meddler = new Meddler(target);
    meddler.#server.listen(0, '127.0.0.1');
    await once(meddler.#server, 'listening');
    const address = meddler.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { meddler, url: `http://127.0.0.1:${address.port}` };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
