import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;

function programs(): string | undefined {
  const root = '/usr/lib/postgresql';
  try {
    const newest = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0];
    return newest === undefined ? undefined : join(root, newest, 'bin');
  } catch {
    return undefined;
  }
}

/** Where PostgreSQL's programs are, or undefined with a printed skip; REQUIRE_ALL=1 forbids the skip. */
export function findPostgres(): string | undefined {
  const found = programs();
  if (found === undefined) {
    if (process.env.REQUIRE_ALL === '1') throw new Error('PostgreSQL is missing and REQUIRE_ALL=1');
    process.stderr.write('SKIP county over a PostgreSQL server: none is installed\n');
  }
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A real PostgreSQL server of its own, gone after `stop`. */
export async function startPostgres(bin: string): Promise<{ url: string; stop(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'county-postgres-'));
  const data = join(dir, 'data');
  mkdirSync(data, { mode: 0o700 });
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (who.uid !== undefined) for (const path of [dir, data]) chownSync(path, who.uid, who.gid);
  const init = ['-D', data, '-U', 'county', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { ...who, cwd: dir, stdio: 'pipe' });
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...who,
    cwd: dir,
    stdio: 'ignore',
  });
  const url = `postgres://county@127.0.0.1:${port}/postgres`;
  for (let tries = 0; ; tries += 1) {
    const probe = postgres(url, { max: 1, connect_timeout: 1 });
    try {
      await probe`select 1`;
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await wait(100);
    } finally {
      await probe.end({ timeout: 1 });
    }
  }
  return {
    url,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
