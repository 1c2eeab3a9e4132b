import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { electronBinary } from '../../main/shell/electron-binary.ts';
import { chooseOfficer, expectStep } from './hand.ts';
import { root, Scratch } from './processes.ts';

const binary = electronBinary(root);
const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const missing =
  binary === null
    ? 'there is no Electron binary here, so nothing was proven about the real Electron.'
    : display
      ? ''
      : 'there is no display here for Electron to open a window on.';

/** The product itself: the same job step through Electron's window, message ports and sandbox. */
test('one step of the job in the Electron shell', async () => {
  if (missing !== '') process.stdout.write(`SKIP electron: ${missing}\n`);
  test.skip(missing !== '', missing);
  test.setTimeout(300_000);
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  expect(spawnSync(process.execPath, [builder, 'build'], { cwd: root, stdio: ['ignore', 2, 2] }).status).toBe(0);
  const scratch = new Scratch();
  const env = { ...process.env, ZHENZHI_DEMO_CASES: '1' } as Record<string, string>;
  const args = [join(root, 'out/main/electron.js'), '--data', join(scratch.dir, 'demo'), '--demo'];
  const program = await _electron.launch({ executablePath: binary ?? '', args, env, timeout: 120_000 });
  try {
    const page = await program.firstWindow({ timeout: 120_000 });
    await page.getByRole('button', { name: /^周立诚/ }).click({ timeout: 120_000 });
    await page.keyboard.press('Control+n');
    await expectStep(page, '谁办案');
    await chooseOfficer(page, 2, '沈念慈');
    await page.getByRole('checkbox', { name: /已向当事人出示执法证件/ }).check();
    await page.getByRole('checkbox', { name: /已开启执法记录仪/ }).check();
    await page.keyboard.press('Control+Enter');
    await expectStep(page, '当事人');
  } finally {
    const ended = new Promise((resolve) => program.process().once('exit', resolve));
    await program.evaluate(({ app }) => app.quit()).catch(() => program.process().kill('SIGKILL'));
    await ended;
    scratch.remove();
  }
});
