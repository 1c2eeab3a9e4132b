import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addCode } from './desks.ts';
import { FAULTS } from './faults.ts';
import { loadIdentity } from './identity.ts';
import { Refused } from './refused.ts';
import { migrate } from './schema.ts';
import { createServer } from './server.ts';
import { openEmbedded, openServed } from './storage.ts';

const USAGE = `npm run county -- [options]
  --port N               default 8070; 0 takes a free one
  --host ADDRESS         default 127.0.0.1; put TLS in front of anything else
  --data DIR             embedded PostgreSQL kept in DIR; without it everything is forgotten at the end
  --database URL         a PostgreSQL server instead (postgres://…)
  --name TEXT            name of the county, fixed at the first start
  --demo                 a county for demo ledgers only
  --enrol-code CODE      a one-time code that is already known
  --admin-token-file F   the admin token; without it a new one is printed at every start
  --fault NAME           ${FAULTS.join(' | ')}
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8070' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      database: { type: 'string' },
      name: { type: 'string' },
      demo: { type: 'boolean', default: false },
      'enrol-code': { type: 'string' },
      'admin-token-file': { type: 'string' },
      fault: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const fault = FAULTS.find((name) => name === values.fault);
  if (values.fault !== undefined && fault === undefined) throw new Error(`--fault is one of ${FAULTS.join(', ')}`);
  const tokenFile = values['admin-token-file'];
  const adminToken =
    tokenFile === undefined ? randomBytes(24).toString('base64url') : readFileSync(tokenFile, 'utf8').trim();
  if (adminToken.length < 16) throw new Error('the admin token is shorter than 16 characters');
  if (values.data !== undefined) mkdirSync(values.data, { recursive: true, mode: 0o700 });

  const storage = values.database === undefined ? await openEmbedded(values.data) : await openServed(values.database);
  await migrate(storage);
  const name = values.name ?? (values.demo ? '演示县综合行政执法平台' : '县级综合行政执法平台');
  const identity = await loadIdentity(storage, values.demo ? 'demo' : 'real', name);
  if (values['enrol-code'] !== undefined) await addCode(storage, values['enrol-code'], '启动时给定');
  const server = createServer({ storage, identity, adminToken, fault });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await storage.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);

  const address = await server.listen({ host: values.host, port: Number(values.port) });
  if (tokenFile === undefined) process.stdout.write(`Admin token: ${adminToken}\n`);
  process.stdout.write(`County ready: ${address}\n`);
}

main().catch((error: unknown) => {
  const text = error instanceof Refused ? `${error.message}（${error.code}）` : String(error);
  process.stderr.write(`${text}\n${error instanceof Refused ? '' : USAGE}`);
  process.exit(1);
});
