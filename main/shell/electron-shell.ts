import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BrowserWindow, type IpcMainEvent, ipcMain, MessageChannelMain, session, type WebPreferences } from 'electron';
import { QUEUE_DISPLAY } from '../../preload/contract/shell.ts';
import { type ElectronChild, startUtility } from './electron-child.ts';
import { DisplayWindow } from './electron-display.ts';
import { APP_ORIGIN, guardSession, isOurs } from './electron-guard.ts';
import { electronServices } from './electron-services.ts';
import { openHouse } from './house.ts';
import { pages, plain } from './pages.ts';
import type { Program, Shell } from './shell.ts';

interface ElectronShellOptions {
  /** Holds node_modules and the built programs. */
  readonly root: string;
  readonly renderer: string;
  readonly preload: string;
  readonly programs: Readonly<Record<Program, string>>;
  readonly office: readonly string[];
  readonly devices: readonly string[];
  readonly developerTools: boolean;
  readonly log: (line: string) => void;
}

export interface ElectronShell {
  openWindow(): BrowserWindow;
  readonly fallen: Promise<Error>;
  close(): Promise<void>;
}

/** The shell of the product. Call after the app is ready and `guardAllPages` was called. */
export async function openElectronShell(options: ElectronShellOptions): Promise<ElectronShell> {
  const modules = join(options.root, 'node_modules');
  let display: DisplayWindow | undefined;
  const shell: Shell<ElectronChild> = {
    services: electronServices(modules, async () => ({ opened: display?.show() ?? false })),
    start: (program, own) => startUtility(join(options.root, options.programs[program]), own),
    introduce: (office, devices, starts) => {
      const { port1, port2 } = new MessageChannelMain();
      office.hand({ role: 'devices', starts }, port1);
      devices.hand({ role: 'office' }, port2);
    },
  };
  const house = await openHouse(shell, options, options.log);

  guardSession(session.defaultSession);
  const answer = await pages({ renderer: options.renderer, modules, file: house.file });
  session.defaultSession.protocol.handle('app', async (request) =>
    isOurs(request.url) ? answer(request) : plain(421, 'SHELL-032 没有这个地址。'),
  );

  /** The window of each page; a page that is not in it gets nothing. */
  const windowIds = new Map<number, string>();
  const connect = (event: IpcMainEvent) => {
    const frame = event.senderFrame;
    const windowId = windowIds.get(event.sender.id);
    if (windowId === undefined || frame === null || frame.parent !== null || !isOurs(frame.url)) {
      options.log('a stranger asked for the office and was refused');
      return;
    }
    try {
      const { port1, port2 } = new MessageChannelMain();
      house.office().hand({ role: 'window', windowId }, port1);
      frame.postMessage('zhenzhi:office', null, [port2]);
    } catch {
      frame.postMessage('zhenzhi:away', null);
    }
  };
  ipcMain.on('zhenzhi:connect', connect);

  const openWindow = (path: string, own: Partial<WebPreferences> = {}) => {
    const window = new BrowserWindow({
      width: 1366,
      height: 768,
      minWidth: 1024,
      minHeight: 640,
      show: false,
      title: '镇执台',
      autoHideMenuBar: true,
      webPreferences: {
        preload: options.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        // The viewer of stored PDFs.
        plugins: true,
        spellcheck: false,
        devTools: options.developerTools,
        ...own,
      },
    });
    const { id } = window.webContents;
    windowIds.set(id, randomUUID());
    window.once('closed', () => windowIds.delete(id));
    window.once('ready-to-show', () => window.show());
    window.loadURL(`${APP_ORIGIN}${path}`).catch((error) => options.log(`the window did not load: ${String(error)}`));
    return window;
  };
  display = new DisplayWindow(() =>
    // Numbers are called aloud without anybody touching this window.
    openWindow(QUEUE_DISPLAY, { autoplayPolicy: 'no-user-gesture-required', plugins: false }),
  );

  return {
    fallen: house.fallen,
    openWindow: () => {
      const window = openWindow('/');
      window.once('closed', () => display?.close());
      return window;
    },
    close: async () => {
      ipcMain.off('zhenzhi:connect', connect);
      await house.close();
    },
  };
}
