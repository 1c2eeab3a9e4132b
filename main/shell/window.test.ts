import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type BrowserShell, openBrowserShell } from './browser.ts';
import { chromiumSwitches, findChromium } from './chromium.ts';
import { conformance, type Seat } from './conformance/cases.ts';
import { pageSeat } from './conformance/page-seat.ts';

/** The browser shell as a real browser meets it: the cookie, the policy and renderer/office/connect.ts at work. */
const root = join(import.meta.dirname, '../..');
const renderer = mkdtempSync(join(tmpdir(), 'renderer-'));
const folder = mkdtempSync(join(tmpdir(), 'shell-'));
const blocked: string[] = [];
let shell: BrowserShell;
let browser: Browser;
let page: Page;
let seat: Seat;

beforeAll(async () => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(
    process.execPath,
    [
      vite,
      'build',
      join(import.meta.dirname, 'conformance'),
      '--outDir',
      renderer,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ],
    { stdio: ['ignore', 2, 2] },
  );
  expect(built.status).toBe(0);
  shell = await openBrowserShell({
    root,
    renderer,
    programs: {
      office: 'main/shell/conformance/probe-office.ts',
      devices: 'main/shell/conformance/probe-devices.ts',
    },
    port: 0,
    office: [folder],
    devices: [],
    showPage: () => {},
    log: () => {},
  });
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumSwitches() });
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => blocked.push(message.text()));
  await page.goto(shell.address);
  seat = await pageSeat(page, 'browser');
});
afterAll(async () => {
  await browser?.close();
  await shell?.close();
});

test('the address is clean, and an inline script does not run', async () => {
  expect(page.url()).toBe(`${new URL(shell.address).origin}/`);
  expect(await page.title()).toBe('镇执台探针');
  expect(blocked.some((line) => line.includes('Content Security Policy'))).toBe(true);
});

test('scripts cannot read the cookie', async () => {
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await page.context().cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
});

describe('conformance in a real window', () => {
  test.each(conformance)('$name', ({ run }) => run(seat));
});

test('a page of another origin gets no WebSocket, even in the same browser', async () => {
  const stranger = await page.context().newPage();
  await stranger.goto('data:text/html,<p>stranger');
  const opened = await stranger.evaluate(
    (address) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve('opened');
        socket.onerror = () => resolve('refused');
      }),
    `${new URL(shell.address).origin.replace('http', 'ws')}/office`,
  );
  expect(opened).toBe('refused');
  await stranger.close();
});

test('a window without its cookie, and a window whose server is gone, are told apart', async () => {
  await page.context().clearCookies();
  await expect(seat.connect()).rejects.toMatchObject({ code: 'SHELL-102' });
  await shell.close();
  await expect(seat.connect()).rejects.toMatchObject({ code: 'SHELL-101' });
});
