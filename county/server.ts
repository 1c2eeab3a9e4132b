import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import * as wire from '../preload/contract/county.ts';
import { redactLine } from '../preload/contract/redact.ts';
import { takeActions } from './actions.ts';
import { newestBundle, publishBundle } from './bundles.ts';
import { addCode, deskOfToken, enrol, newCode } from './desks.ts';
import { type Fault, misbehave } from './faults.ts';
import { type Identity, sha256 } from './identity.ts';
import { openApiDocument } from './openapi.ts';
import { countyPage } from './page.ts';
import { listPenalties } from './penalties.ts';
import { Refused } from './refused.ts';
import type { Storage } from './storage.ts';

const VERSION = '1.0.0';
const BODY_LIMIT = 32 * 1024 * 1024;
const PENALTIES_LIMIT = 10_000;

/** Checks a body; the refusal names the first field that is wrong. */
function checked<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.') ?? '';
  throw new Refused(400, 'CNTY-301', `收到的内容不合格式${field === '' ? '' : `（${field}）`}，未接收。`, { field });
}

const bearer = (request: FastifyRequest) => /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
const same = (given: string, expected: string) =>
  timingSafeEqual(Buffer.from(sha256(given), 'hex'), Buffer.from(sha256(expected), 'hex'));

export interface CountyOptions {
  readonly storage: Storage;
  readonly identity: Identity;
  readonly adminToken: string;
  readonly fault: Fault | undefined;
}

/** The county platform as an HTTP server, not yet listening. */
export function createServer({ storage, identity, adminToken, fault }: CountyOptions): FastifyInstance {
  const server = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    logger: { level: 'warn', stream: { write: (line: string) => void process.stderr.write(redactLine(line)) } },
  });
  if (fault !== undefined) misbehave(server, fault);

  server.setErrorHandler((error, request, reply) => {
    if (error instanceof Refused) {
      return reply.code(error.status).send({ code: error.code, message: error.message, ...error.facts });
    }
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status === 413) return reply.code(413).send({ code: 'CNTY-413', message: '一次送来的内容太大，未接收。' });
    if (status < 500) return reply.code(400).send({ code: 'CNTY-301', message: '收到的内容不合格式，未接收。' });
    request.log.error(error);
    return reply.code(500).send({ code: 'CNTY-500', message: '县级平台内部出错，未接收；稍后会自动重试。' });
  });
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ code: 'CNTY-404', message: '没有这个地址。' }));

  const onlyAdmin = (request: FastifyRequest) => {
    if (!same(bearer(request) ?? '', adminToken)) throw new Refused(401, 'CNTY-203', '管理令牌不正确。');
  };
  const bundleKindOf = (request: FastifyRequest) => {
    const kind = wire.bundleKind.safeParse((request.params as { kind?: string }).kind);
    if (!kind.success) throw new Refused(404, 'CNTY-404', '没有这类清单。');
    return kind.data;
  };

  server.post('/v1/enrolment-codes', async (request, reply) => {
    onlyAdmin(request);
    const { note } = checked(wire.codeRequest, request.body);
    const code = newCode();
    return reply.code(201).send({ code, ...(await addCode(storage, code, note)) });
  });

  server.post('/v1/enrol', async (request) => enrol(storage, identity, checked(wire.enrolRequest, request.body)));

  server.post('/v1/actions', async (request) => {
    const desk = await deskOfToken(storage, bearer(request));
    const batch = checked(wire.actionsRequest, request.body);
    if (batch.deskId !== desk) throw new Refused(403, 'CNTY-202', '令牌属于另一席位，未接收；请重新接入。');
    return takeActions(storage, identity, batch);
  });

  server.get('/v1/bundles/:kind', async (request, reply) => {
    await deskOfToken(storage, bearer(request));
    const newest = await newestBundle(storage, bundleKindOf(request));
    const tag = `"${newest.kind}-${newest.version}"`;
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return newest;
  });

  server.put('/v1/bundles/:kind', async (request, reply) => {
    onlyAdmin(request);
    const { payload } = checked(wire.bundlePublication, request.body);
    return reply.code(201).send(await publishBundle(storage, identity, bundleKindOf(request), payload));
  });

  server.get('/v1/penalties', async (request) => {
    onlyAdmin(request);
    return { penalties: await listPenalties(storage, PENALTIES_LIMIT) };
  });

  server.get('/openapi.json', async () => openApiDocument(VERSION));

  server.get('/', async (request, reply) => {
    const basic = /^Basic (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const password = Buffer.from(basic, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '');
    // Only the demo shows its page to everybody; a real county asks for the admin token as password.
    if (identity.kind === 'real' && !same(password, adminToken)) {
      return reply.code(401).header('www-authenticate', 'Basic realm="county", charset="UTF-8"').send('');
    }
    const { html, policy } = await countyPage(storage, identity);
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(html);
  });

  return server;
}
