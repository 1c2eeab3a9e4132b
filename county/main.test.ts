import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'county-main-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** The program as the demo starts it: a child with a channel to its parent. */
function start(...options: string[]) {
  const child = fork('county/main.ts', ['--port', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no pipes');
  let out = '';
  const ready = new Promise<{ url: string; out: string }>((resolve) => {
    stdout.on('data', (chunk) => {
      out += chunk;
      const url = /^County ready: (http:\/\/127\.0\.0\.1:\d+)$/m.exec(out)?.[1];
      if (url !== undefined) resolve({ url, out });
    });
  });
  // Not `close`: Node does not emit it for a child whose channel was disconnected here.
  const ended = Promise.all([once(child, 'exit'), text(stderr)]).then(([[code], err]) => ({ code, err }));
  return { child, ready, ended };
}
const enrol = (url: string, deskId: string) =>
  fetch(`${url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ code: 'DEMO-CODE', attempt: '0'.repeat(64), deskId, deskName: '窗口', town: '东溪镇', ledgerKind: 'demo' },
    }),
  });

test('says where it listens, ends cleanly with its parent or a signal, and a used code stays used', async () => {
  const first = start('--demo', '--data', data, '--enrol-code', 'DEMO-CODE');
  const { url, out } = await first.ready;
  expect(out).toMatch(/^Admin token: \S{20,}$/m);
  expect((await enrol(url, '0192f0c0-0000-7000-8000-000000000001')).status).toBe(200);
  first.child.disconnect();
  expect(await first.ended).toEqual({ code: 0, err: '' });

  const second = start('--demo', '--data', data, '--enrol-code', 'DEMO-CODE');
  const again = await enrol((await second.ready).url, '0192f0c0-0000-7000-8000-000000000002');
  expect(await again.json()).toMatchObject({ code: 'CNTY-102' });
  second.child.kill('SIGINT');
  expect(await second.ended).toEqual({ code: 0, err: '' });

  const real = await start('--data', data).ended;
  expect(real.code).toBe(1);
  expect(real.err).toContain('CNTY-001');
});

test('refuses options that it does not know', async () => {
  for (const options of [['--fault', 'earthquake'], ['--no-such-option']]) {
    const { code, err } = await start(...options).ended;
    expect(code).toBe(1);
    expect(err).toContain('npm run county -- [options]');
  }
});
