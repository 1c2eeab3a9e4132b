import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { _electron, type Page } from 'playwright-core';
import { conformance } from '../main/shell/conformance/cases.ts';
import { pageSeat } from '../main/shell/conformance/page-seat.ts';
import { paperConformance } from '../main/shell/conformance/papers.ts';
import type { probeContract } from '../main/shell/conformance/probe-contract.ts';
import { electronBinary } from '../main/shell/electron-binary.ts';
import { PortLink } from '../preload/contract/link.ts';

/**
 * `npm run electron-check`: the conformance suite and the start of the product on the real Electron.
 * Exits 0 with a plain line where there is no Electron binary; 1 when anything fails.
 */
const root = join(import.meta.dirname, '..');
const say = (line: string) => process.stdout.write(`${line}\n`);
let failures = 0;

async function check(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    say(`ok    ${name}`);
  } catch (error) {
    failures += 1;
    say(`FAIL  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
  }
}

function build(...options: string[]): void {
  const command = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const done = spawnSync(process.execPath, [command, 'build', ...options], { cwd: root, stdio: ['ignore', 2, 2] });
  assert.equal(done.status, 0, 'the build failed');
}

/** The shell around the probe programs: every conformance case, through a real window. */
async function checkShell(executablePath: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'electron-check-'));
  const program = await _electron.launch({ executablePath, args: [join(root, 'out/check/main/electron.js'), folder] });
  const page = await program.firstWindow();
  const seat = await pageSeat(page, 'electron');
  for (const { name, run } of conformance) await check(name, () => run(seat));
  const probe: ContractRouterClient<typeof probeContract> = createORPCClient(new PortLink(await seat.connect()));
  const render = async (paper: { html: string; landscape?: boolean }) =>
    new Uint8Array(await (await probe.pdf(paper)).arrayBuffer());
  for (const { name, run } of paperConformance) await check(name, () => run(render));
  await checkWindow(page);
  const ended = new Promise((resolve) => program.process().once('exit', resolve));
  await page.close();
  await check('closing the window closes the office first, and the program ends well', async () => {
    assert.equal(await ended, 0);
    assert.equal(readFileSync(join(folder, 'trace'), 'utf8').trim().split('\n').at(-1), 'closed');
  });
}

async function checkWindow(page: Page): Promise<void> {
  await check('the window has no Node and nothing but connect', async () => {
    const found = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
      bridge: Object.keys(window.zhenzhi ?? {}),
    }));
    assert.deepEqual(found, { node: [], bridge: ['connect'] });
  });
  await check('the window goes nowhere and opens nothing', async () => {
    assert.equal(await page.evaluate(() => window.open('https://example.com/')), null);
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    assert.equal(await page.evaluate(() => location.href), 'app://zhenzhi/');
  });
  await check('permissions are denied', async () => {
    const states = await page.evaluate(async () => {
      const names = ['camera', 'microphone', 'geolocation', 'notifications'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    assert.deepEqual(new Set(states), new Set(['denied']));
  });
}

/** The product itself, on a demo ledger of its own. */
async function checkProduct(executablePath: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'electron-check-'));
  const args = [join(root, 'out/main/electron.js'), '--data', data, '--demo'];
  // A demo town with a single case is quick to make.
  const env = { ...process.env, ZHENZHI_DEMO_CASES: '1' } as Record<string, string>;
  const program = await _electron.launch({ executablePath, args, env, timeout: 120_000 });
  await check('the product opens its window on a demo office', async () => {
    const page = await program.firstWindow({ timeout: 120_000 });
    assert.equal(await page.title(), '镇执台');
    await page.waitForFunction(() => (document.getElementById('root')?.innerText ?? '').includes('演示'));
  });
  await check('the product ends well', async () => {
    const ended = new Promise((resolve) => program.process().once('exit', resolve));
    await program.evaluate(({ app }) => app.quit());
    assert.equal(await ended, 0);
  });
}

const binary = electronBinary(root);
if (binary === null) {
  say('SKIP electron-check: there is no Electron binary here, so nothing was proven about the real Electron.');
} else {
  build();
  build('--config', 'electron-check.vite.config.ts');
  await checkShell(binary);
  await checkProduct(binary);
  say(failures === 0 ? 'electron-check: all passed' : `electron-check: ${failures} failed`);
  process.exit(failures === 0 ? 0 : 1);
}
