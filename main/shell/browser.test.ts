import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Port } from '../../preload/contract/carrier.ts';
import { PipeEnd } from '../../preload/contract/pipe.ts';
import { type BrowserShell, openBrowserShell } from './browser.ts';
import { conformance, type Seat } from './conformance/cases.ts';

const root = join(import.meta.dirname, '../..');
const programs = {
  office: 'main/shell/conformance/probe-office.ts',
  devices: 'main/shell/conformance/probe-devices.ts',
};

const renderer = mkdtempSync(join(tmpdir(), 'renderer-'));
writeFileSync(join(renderer, 'index.html'), '<!doctype html><div id="root"></div>');

/** Pages that the shell asked the browser to show. */
const shown: string[] = [];
const showPage = (address: string) => shown.push(address);

function open(folder: string, mood: string[] = [], port = 0): Promise<BrowserShell> {
  const office = [folder, ...mood];
  const log = () => {};
  return openBrowserShell({ root, renderer, programs, port, office, devices: [], showPage, log });
}

/** A plain request with exactly these headers: fetch would not let a test set Host or Origin. */
function ask(
  address: string,
  headers: Record<string, string> = {},
  path?: string,
): Promise<{ status: number; headers: Headers; body: string }> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request({ host: url.hostname, port: url.port, path: path ?? url.pathname + url.search, headers });
    asked.once('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      answer.once('end', () => {
        const received = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: answer.statusCode ?? 0, headers: received, body });
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

function socket(address: string, headers: Record<string, string>): Promise<Port> {
  const webSocket = new WebSocket(`${new URL(address).origin.replace('http', 'ws')}/office`, { headers });
  const end = new PipeEnd({ send: (data) => webSocket.send(data as string), hangUp: () => webSocket.close() });
  webSocket.on('message', (data, isBinary) => end.deliver(isBinary ? data : String(data)));
  webSocket.on('close', () => end.ended());
  return new Promise((resolve, reject) => {
    webSocket.once('open', () => resolve(end));
    webSocket.once('error', reject);
  });
}

let folder: string;
let shell: BrowserShell;
let cookie: string;
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shell-'));
  shell = await open(folder);
  origin = new URL(shell.address).origin;
});
afterAll(async () => {
  await shell.close();
});

describe('the door', () => {
  test('nothing opens before the token', async () => {
    for (const path of ['/', '/assets/x.js', '/session', '/fonts/noto-serif-sc.css', `/file/${'a'.repeat(64)}`]) {
      const { status, body } = await ask(shell.address, {}, path);
      expect([path, status]).toEqual([path, 401]);
      expect(body).toMatch(/^SHELL-034 /);
    }
  });

  test('a wrong token opens nothing and does not use up the right one', async () => {
    for (const token of ['', 'x', 'x'.repeat(32)]) {
      const { status, headers, body } = await ask(shell.address, {}, `/?token=${token}`);
      expect([status, headers.get('set-cookie')]).toEqual([403, null]);
      expect(body).toMatch(/^SHELL-033 /);
    }
  });

  test('the token opens once, gives a cookie that scripts and other sites cannot use, and leads to a clean address', async () => {
    const first = await ask(shell.address);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    const set = first.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^zhenzhi-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/);
    cookie = set.split(';')[0] ?? '';
    const second = await ask(shell.address);
    expect([second.status, second.headers.get('set-cookie')]).toEqual([403, null]);
    // The same browser may follow the printed address again: it is already inside.
    const inside = await ask(shell.address, { cookie });
    expect([inside.status, inside.headers.get('set-cookie')]).toEqual([303, null]);
  });

  test('another host name is refused even with the cookie', async () => {
    const { port } = new URL(origin);
    for (const host of [`localhost:${port}`, `evil.example:${port}`, '127.0.0.1']) {
      expect((await ask(shell.address, { cookie, host }, '/')).status).toBe(421);
    }
  });

  test.each([
    ['no cookie', () => ({ origin })],
    ['a wrong cookie', () => ({ origin, cookie: `${cookie.split('=')[0]}=${'x'.repeat(32)}` })],
    ['no origin', () => ({ cookie })],
    ['another origin', () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['the null origin', () => ({ cookie, origin: 'null' })],
    ['another host', () => ({ cookie, origin, host: 'evil.example' })],
  ])('a WebSocket with %s is refused', async (_, headers) => {
    await expect(socket(origin, headers() as Record<string, string>)).rejects.toThrow('403');
  });

  test('only reading is allowed', async () => {
    const { status } = await fetch(origin, { method: 'POST', headers: { cookie } });
    expect(status).toBe(405);
  });
});

describe('conformance of the browser shell', () => {
  const seat: Seat = {
    kind: 'browser',
    connect: () => socket(origin, { cookie, origin }),
    get: (path, headers = {}) => ask(origin, { cookie, ...headers }, path),
  };
  test.each(conformance)('$name', ({ run }) => run(seat));

  test('the display of called numbers is a page of our own origin, and its address carries no token', () => {
    expect(shown).toEqual([`${origin}/#/queue-display`, `${origin}/#/queue-display`]);
  });
});

test('a taken port is refused with its code, before the office makes anything', async () => {
  const taken = Number(new URL(origin).port);
  const untouched = mkdtempSync(join(tmpdir(), 'shell-'));
  await expect(open(untouched, [], taken)).rejects.toMatchObject({ code: 'SHELL-003' });
  expect(readdirSync(untouched)).toEqual([]);
});

test("an office that refuses to open ends the start with the office's own sentence", async () => {
  const other = mkdtempSync(join(tmpdir(), 'shell-'));
  await expect(open(other, ['refuse'])).rejects.toMatchObject({ code: 'LED-999', message: '探针拒绝打开。' });
});

test('an office that dies while starting ends the start with a sentence', async () => {
  const other = mkdtempSync(join(tmpdir(), 'shell-'));
  await expect(open(other, ['crash'])).rejects.toMatchObject({
    code: 'SHELL-011',
    message: expect.stringContaining('（3）'),
  });
});

test('closing lets the office close its ledger first', async () => {
  const other = mkdtempSync(join(tmpdir(), 'shell-'));
  const second = await open(other);
  await second.close();
  expect(readFileSync(join(other, 'trace'), 'utf8').trim().split('\n').at(-1)).toBe('closed');
  await expect(fetch(second.address)).rejects.toThrow();
});
