import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { BrowserWindowConstructorOptions, CustomScheme, WebContents } from 'electron';

type Handler = (request: Request) => Promise<Response>;
type Ask = (
  contents: Pick<WebContents, 'getURL'>,
  permission: string,
  answer: (allowed: boolean) => void,
  details: { mediaTypes?: readonly string[] },
) => void;
type Check = (contents: unknown, permission: string, origin: string, details: { mediaType?: string }) => boolean;

/** One end of a real channel between threads, with the manners of MessagePortMain. */
export class FakePort {
  readonly real: MessagePort;
  constructor(real: MessagePort) {
    this.real = real;
  }
  postMessage(data: unknown): void {
    this.real.postMessage(data);
  }
  on(event: 'message' | 'close', listener: (event?: { data: unknown }) => void): void {
    this.real.on(event, (data: unknown) => listener(event === 'message' ? { data } : undefined));
  }
  start(): void {
    this.real.start();
  }
  close(): void {
    this.real.close();
  }
}

class FakeChannel {
  readonly port1: FakePort;
  readonly port2: FakePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = new FakePort(port2);
  }
}

/** A utility process that really runs the program apart: in a thread, with ports really handed over. */
class FakeUtility extends EventEmitter {
  readonly #worker: Worker;
  constructor(file: string, args: string[]) {
    super();
    const bootstrap = new URL('./utility-bootstrap.ts', import.meta.url);
    this.#worker = new Worker(bootstrap, { workerData: pathToFileURL(file).href, argv: args });
    this.#worker.once('exit', (code) => this.emit('exit', code));
    this.#worker.on('error', (error) => process.stderr.write(`${String(error)}\n`));
  }
  postMessage(message: unknown, ports: FakePort[]): void {
    const real = ports.map((port) => port.real);
    this.#worker.postMessage({ message, ports: real }, real);
  }
  kill(): boolean {
    this.#worker.terminate();
    return true;
  }
}

class FakeSession {
  ask: Ask = (_contents, _permission, answer) => answer(true);
  check: Check = () => true;
  device: () => boolean = () => true;
  readonly schemes = new Map<string, Handler>();
  readonly protocol = { handle: (scheme: string, handler: Handler) => this.schemes.set(scheme, handler) };
  readonly webRequest = { onBeforeRequest: () => {} };
  setPermissionRequestHandler(handler: Ask): void {
    this.ask = handler;
  }
  setPermissionCheckHandler(handler: Check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
}

class FakeContents extends EventEmitter {
  static last = 0;
  readonly id: number;
  opens: () => { action: string } = () => ({ action: 'allow' });
  constructor() {
    super();
    FakeContents.last += 1;
    this.id = FakeContents.last;
  }
  getURL(): string {
    return 'app://zhenzhi/';
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.opens = handler;
  }
  /** What Chromium asks before it goes somewhere; answers whether it was stopped. */
  stops(event: string, details: Record<string, unknown> = {}): boolean {
    let stopped = false;
    this.emit(event, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  }
}

/**
 * Electron as far as the shell uses it. Everything that decides about safety is recorded so that a test can ask it;
 * programs and ports are real (threads), so the conformance cases run through the real shell code.
 */
export function fakeElectron() {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    locked: true,
    exits: [] as number[],
    requestSingleInstanceLock: () => app.locked,
    whenReady: () => new Promise<void>(() => {}),
    setPath: () => {},
    enableSandbox: () => {},
    getVersion: () => '0.0.0',
    quit: () => {},
    exit: (code: number) => app.exits.push(code),
  });
  const defaultSession = new FakeSession();
  const windows: FakeWindow[] = [];
  class FakeWindow extends EventEmitter {
    static getAllWindows = () => windows;
    readonly options: BrowserWindowConstructorOptions;
    readonly webContents = new FakeContents();
    readonly loaded: string[] = [];
    constructor(options: BrowserWindowConstructorOptions) {
      super();
      this.options = options;
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(address: string): Promise<void> {
      this.loaded.push(address);
    }
    show(): void {}
    readonly places: unknown[] = [];
    focused = 0;
    focus(): void {
      this.focused += 1;
    }
    setBounds(bounds: unknown): void {
      this.places.push(bounds);
    }
    setFullScreen(full: boolean): void {
      this.places.push(full ? 'full screen' : 'window');
    }
    close(): void {
      windows.splice(windows.indexOf(this), 1);
      this.emit('closed');
    }
  }
  const errors: string[] = [];
  const schemes: CustomScheme[] = [];
  return {
    app,
    BrowserWindow: FakeWindow,
    dialog: { showErrorBox: (_title: string, sentence: string) => errors.push(sentence) },
    ipcMain: new EventEmitter(),
    Menu: { setApplicationMenu: () => {} },
    MessageChannelMain: FakeChannel,
    protocol: { registerSchemesAsPrivileged: (list: CustomScheme[]) => schemes.push(...list) },
    safeStorage: {
      available: true,
      isEncryptionAvailable(): boolean {
        return this.available;
      },
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
      decryptString: (bytes: Buffer) => [...bytes.toString()].reverse().join(''),
    },
    screen: {
      displays: [{ id: 1, bounds: { x: 0, y: 0, width: 1366, height: 768 } }],
      getPrimaryDisplay: () => ({ id: 1 }),
      getAllDisplays(): readonly { id: number; bounds: object }[] {
        return this.displays;
      },
    },
    session: { defaultSession, fromPartition: () => new FakeSession() },
    utilityProcess: { fork: (file: string, args: string[]) => new FakeUtility(file, args) },
    seen: { windows, errors, schemes },
  };
}
