import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readStartOptions } from './start-options.ts';

const start = join(import.meta.dirname, 'start.ts');
const data = mkdtempSync(join(tmpdir(), 'office-'));

interface Started {
  readonly process: ChildProcess;
  out(): string;
  err(): string;
  /** Resolves with the first line on stdout; rejects when the program ends before. */
  readonly line: Promise<string>;
  readonly code: Promise<number | null>;
}

function run(...args: string[]): Started {
  // A process group of its own, as a terminal makes it: the interrupt key reaches the children too.
  const child = spawn(process.execPath, [start, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let out = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('\n')) resolve(out.slice(0, out.indexOf('\n')));
    });
    code.then(() => reject(new Error(`ended without a line: ${err}`)));
  });
  line.catch(() => {});
  return { process: child, out: () => out, err: () => err, line, code };
}

describe('npm start without a display', () => {
  let first: Started;
  beforeAll(async () => {
    first = run('--data', data, '--serve');
    await first.line;
  }, 120_000);
  afterAll(async () => {
    first.process.kill('SIGKILL');
    await first.code;
    rmSync(data, { recursive: true, force: true });
  });

  test('prints exactly one line, and the address opens the office', async () => {
    const address = /^Office ready: (http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+)$/.exec(await first.line)?.[1] ?? '';
    const opened = await fetch(address, { redirect: 'manual' });
    expect(opened.status).toBe(303);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(new URL('/', address), { headers: { cookie } })).text()).toContain('镇执台');
  });

  test('a second program on the same data leaves with a sentence', async () => {
    const second = run('--data', data, '--serve');
    expect(await second.code).toBe(1);
    expect(second.out()).toBe('');
    expect(second.err()).toMatch(/SHELL-001 镇执台已经打开了这个数据目录/);
  });

  test('the interrupt key closes it cleanly, and the data can be opened again', async () => {
    process.kill(-(first.process.pid ?? Number.NaN), 'SIGINT');
    expect(await first.code).toBe(0);
    expect(first.out().split('\n')).toHaveLength(2);
    const again = run('--data', data, '--serve');
    await again.line;
    again.process.kill('SIGTERM');
    expect(await again.code).toBe(0);
  });

  (process.platform === 'linux' ? test : test.skip)('a killed shell leaves no process behind', async () => {
    const killed = run('--data', data, '--serve');
    await killed.line;
    const { pid = 0 } = killed.process;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    expect(children.length).toBeGreaterThanOrEqual(1);
    killed.process.kill('SIGKILL');
    await killed.code;
    for (const child of children) while (existsSync(`/proc/${child}`)) await new Promise((r) => setTimeout(r, 50));
  });
});

test('the interrupt key while the first demo is being made closes its ledger', async () => {
  const half = mkdtempSync(join(tmpdir(), 'half-'));
  const lies = (name: string) => existsSync(join(half, name));
  const first = run('--data', half, '--demo', '--serve');
  while (!lies('ledger.head') && first.process.exitCode === null) await new Promise((r) => setTimeout(r, 50));
  process.kill(-(first.process.pid ?? Number.NaN), 'SIGINT');
  expect(await first.code).toBe(0);
  // A closed ledger has emptied its write-ahead log.
  expect([lies('demo.unfinished'), lies('ledger.db'), lies('ledger.db-wal')]).toEqual([true, true, false]);
  rmSync(half, { recursive: true, force: true });
}, 60_000);

test.each([['--port', 'x'], ['--port', '70000'], ['--unknown'], ['--data'], ['stray']])(
  '%s %s is refused',
  (...args) => {
    expect(() => readStartOptions(args)).toThrow(expect.objectContaining({ code: 'SHELL-002' }));
  },
);

test('demo unless a directory is named or --no-demo is said; an installed program opens the real office', () => {
  const demo = (args: string[], unsaid?: { demo: boolean }) => readStartOptions(args, unsaid).demo;
  expect(demo([])).toBe(true);
  expect(demo(['--no-demo'])).toBe(false);
  expect(demo(['--data', 'x'])).toBe(false);
  expect(demo(['--data', 'x', '--demo'])).toBe(true);
  expect(demo([], { demo: false })).toBe(false);
  expect(demo(['--demo'], { demo: false })).toBe(true);
});

test('data that cannot be kept is refused before anything starts', async () => {
  const refused = run('--data', join(start, 'below-a-file'), '--serve');
  expect(await refused.code).toBe(1);
  expect(refused.err()).toMatch(/^SHELL-006 /);
});
