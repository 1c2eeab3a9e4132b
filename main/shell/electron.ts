import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu, protocol } from 'electron';
import { Refusal } from '../../preload/contract/refusal.ts';
import { guardAllPages } from './electron-guard.ts';
import { type ElectronShell, openElectronShell } from './electron-shell.ts';
import { log } from './log.ts';
import { prepareData, readStartOptions, userDataHome } from './start-options.ts';

/** The entry of the product. Built to out/main/electron.js beside office.js and devices.js. */
const root = join(import.meta.dirname, '../..');

/** The window of the office; the display of called numbers is another. */
let main: BrowserWindow | undefined;

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
app.setPath('userData', join(userDataHome(), 'window'));
app.enableSandbox();
guardAllPages();

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => showFirstWindow());
  app.whenReady().then(run).catch(leave);
} else {
  leave(new Refusal('SHELL-001', '镇执台已经打开，数据没有影响；请使用已打开的窗口。'));
}

async function run(): Promise<void> {
  Menu.setApplicationMenu(null);
  const own = process.argv.slice(app.isPackaged ? 1 : 2);
  const options = readStartOptions(own, { demo: !app.isPackaged });
  const office = await prepareData(options, userDataHome(), app.getVersion());
  const shell = await openElectronShell({
    root,
    renderer: join(root, 'out/renderer'),
    preload: join(root, 'out/preload/index.cjs'),
    programs: { office: 'out/main/office.js', devices: 'out/main/devices.js' },
    office,
    devices: [],
    developerTools: !app.isPackaged,
    log,
  });
  closeOnce(shell);
  main = shell.openWindow();
}

/** However the program is asked to end, the ledger is closed first, once. */
function closeOnce(shell: ElectronShell): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    shell
      .close()
      .catch((error) => log(`closing: ${String(error)}`))
      .then(() => {
        closed = true;
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  shell.fallen.then(leave);
}

function showFirstWindow(): void {
  if (main?.isMinimized()) main.restore();
  main?.focus();
}

function leave(error: unknown): void {
  const sentence = error instanceof Refusal ? `${error.code} ${error.message}` : `SYS-500 ${String(error)}`;
  log(sentence);
  dialog.showErrorBox('镇执台', sentence);
  app.exit(1);
}
