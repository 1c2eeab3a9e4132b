import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { refuse } from '../../preload/contract/refusal.ts';

/** Loaded when a browser is looked for or started: an office that starts shows its cases sooner. */
export const playwright = (): typeof import('playwright-core') => createRequire(import.meta.url)('playwright-core');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge'];

function places(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'win32') {
    const roots = [environment.LOCALAPPDATA, environment.ProgramFiles, environment['ProgramFiles(x86)']];
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return programs.flatMap((program) => roots.flatMap((root) => (root === undefined ? [] : [join(root, program)])));
  }
  const onPath = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = NAMES.flatMap((name) => onPath.map((folder) => join(folder, name)));
  const onMac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (n) => `/Applications/${n}.app/Contents/MacOS/${n}`,
  );
  return process.platform === 'darwin' ? [...onMac, ...found] : found;
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Chromium, Chrome or Edge on this machine: `CHROME_PATH`, a usual place, or the one that Playwright installed. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment.CHROME_PATH;
  if (named !== undefined && named !== '') {
    return runs(named) ? named : refuse('SHELL-004', `CHROME_PATH 指向的浏览器不能运行：${named}，请改正后重试。`);
  }
  return (
    places(environment).find(runs) ??
    [playwright().chromium.executablePath()].find(runs) ??
    refuse(
      'SHELL-005',
      '没有找到 Chromium、Chrome 或 Edge 浏览器；数据没有影响，请安装其中一个，或用 CHROME_PATH 指明位置。',
    )
  );
}

/** Switches for every browser we start: no chatter with its maker; a superuser cannot have the sandbox. */
export function chromiumSwitches(): string[] {
  return [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
