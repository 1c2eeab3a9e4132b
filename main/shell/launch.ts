import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../preload/contract/refusal.ts';
import { type BrowserShell, OFFICE_AND_DEVICES, openBrowserShell } from './browser.ts';
import { buildRendererIfOld } from './build-renderer.ts';
import { chromiumSwitches, findChromium } from './chromium.ts';
import { electronBinary } from './electron-binary.ts';
import { log } from './log.ts';
import { prepareData, readStartOptions, type StartOptions, userDataHome } from './start-options.ts';

/** Electron where there is one and a display, else a browser window, else the address of a server. */
const root = join(import.meta.dirname, '../..');
/** Somebody pressed the interrupt key; also while the office is still opening. */
const leaving = new AbortController();

try {
  const options = readStartOptions(process.argv.slice(2));
  const display = hasDisplay();
  const electron = electronBinary(root);
  if (electron !== null && display && !options.serve) await runElectron(electron);
  else await runBrowser(options, display);
} catch (error) {
  if (leaving.signal.aborted) process.exit(0);
  log(
    error instanceof Refusal ? `${error.code} ${error.message}` : String(error instanceof Error ? error.stack : error),
  );
  process.exit(1);
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Electron runs the built program, not the sources. */
async function runElectron(binary: string): Promise<void> {
  const builder = spawn(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if ((await new Promise((resolve) => builder.once('close', resolve))) !== 0) {
    throw new Refusal('SHELL-007', '程序没有生成成功，数据没有影响，请查看上面的记录。');
  }
  const program = spawn(binary, [join(root, 'out/main/electron.js'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => {});
  program.once('close', (code) => process.exit(code ?? 1));
}

async function runBrowser(options: StartOptions, display: boolean): Promise<void> {
  const home = userDataHome();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const office = await prepareData(options, home, version);
  await buildRendererIfOld(root, log);
  log('正在打开办公服务（第一次要准备数据，请稍候）…');
  const windowed = display && !options.serve;
  let shell: BrowserShell | undefined;
  const stop = (code: number) => {
    if (leaving.signal.aborted) return;
    leaving.abort();
    shell?.close().then(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  shell = await openBrowserShell({
    root,
    renderer: join(root, 'out/renderer'),
    programs: OFFICE_AND_DEVICES,
    port: options.port,
    office,
    devices: [],
    showPage: windowed ? (address) => openWindow(address, join(home, 'window')) : null,
    log,
    stop: leaving.signal,
  });
  // Asked to leave just as the last door opened.
  if (leaving.signal.aborted) {
    await shell.close();
    process.exit(0);
  }
  shell.fallen.then((why) => {
    log(why.message);
    stop(1);
  });

  if (windowed) openWindow(shell.address, join(home, 'window'), () => stop(0));
  else process.stdout.write(`Office ready: ${shell.address}\n`);
}

/**
 * A window without tabs, in a profile of its own: its process ends when the last window is closed. A second one is
 * opened by the process of the first. Numbers are called aloud without anybody touching their window.
 */
function openWindow(address: string, profile: string, onClosed: () => void = () => {}): void {
  const own = [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1366,768',
    '--autoplay-policy=no-user-gesture-required',
  ];
  const window = spawn(findChromium(), [...own, ...chromiumSwitches()], { stdio: 'ignore' });
  window.once('close', onClosed);
  window.once('error', onClosed);
}
