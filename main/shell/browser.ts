import { join as joinPath } from 'node:path';
import { join } from '../../preload/contract/pipe.ts';
import { refuse } from '../../preload/contract/refusal.ts';
import { QUEUE_DISPLAY } from '../../preload/contract/shell.ts';
import { serveBrowser } from './browser-server.ts';
import { ChromiumPaper } from './chromium-paper.ts';
import { cupsPrint, cupsPrinters } from './cups.ts';
import { forkProgram } from './fork.ts';
import { type House, openHouse, refuseAway } from './house.ts';
import { pages } from './pages.ts';
import type { Child, Program, Shell, ShellServices } from './shell.ts';

interface BrowserShellOptions {
  /** The folder of package.json. */
  readonly root: string;
  /** The built screens. */
  readonly renderer: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly programs: Readonly<Record<Program, string>>;
  readonly office: readonly string[];
  readonly devices: readonly string[];
  /** Opens one more window of the browser that shows this office; null where nobody can see a window. */
  readonly showPage: ((address: string) => void) | null;
  readonly log: (line: string) => void;
  /** Ends an opening that nobody waits for any more. */
  readonly stop?: AbortSignal;
}

export interface BrowserShell {
  readonly address: string;
  /** Resolves with the sentence to show when the office cannot be kept alive. */
  readonly fallen: Promise<Error>;
  close(): Promise<void>;
}

/** The sources of the two programs, below the root. */
export const OFFICE_AND_DEVICES = { office: 'main/office/main.ts', devices: 'main/devices/process.ts' } as const;

/**
 * The shell without Electron, for machines that run from source: windows are tabs of a system browser on a loopback
 * server, office and devices are Node processes. Never packaged.
 */
export async function openBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const modules = joinPath(options.root, 'node_modules');
  const paper = new ChromiumPaper(modules);
  const shell: Shell = {
    services: services(paper, options.showPage !== null, async () => {
      options.showPage?.(new URL(QUEUE_DISPLAY, server.address).href);
      return { opened: options.showPage !== null };
    }),
    start: (program, own) => forkProgram(joinPath(options.root, options.programs[program]), own),
    introduce: (office, devices, starts) =>
      join(office.open({ role: 'devices', starts }), devices.open({ role: 'office' })),
  };
  let house: House<Child> | undefined;
  const opened = () => house ?? refuseAway();
  const answer = await pages({ renderer: options.renderer, modules, file: (asked) => opened().file(asked) });
  const window = (windowId: string) => opened().office().open({ role: 'window', windowId });
  // The port first: whether it is free must be known before a ledger is made. Nobody has the token yet.
  const server = await serveBrowser(options.port, answer, window, options.log);
  try {
    house = await openHouse(shell, options, options.log);
    const { fallen, close } = house;
    return {
      address: server.address,
      fallen,
      close: async () => {
        await server.close();
        await close();
        await paper.close();
      },
    };
  } catch (error) {
    await server.close();
    await paper.close();
    throw error;
  }
}

function services(
  paper: ChromiumPaper,
  displayAvailable: boolean,
  openDisplay: ShellServices['openDisplay'],
): ShellServices {
  const noSecrets = () => refuse('SHELL-050', '从源码运行时没有系统密钥库，请设置并输入启动口令；数据没有影响。');
  return {
    info: { kind: 'browser', displayAvailable, secretsAvailable: false },
    renderPdf: ({ html, landscape = false }) => paper.pdf(html, landscape),
    printers: cupsPrinters,
    printA4: cupsPrint,
    wrapSecret: async () => noSecrets(),
    unwrapSecret: async () => noSecrets(),
    openDisplay,
  };
}
