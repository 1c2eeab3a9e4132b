import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Port } from '../../preload/contract/carrier.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { PipeEnd, pipe } from '../../preload/contract/pipe.ts';
import { conformance, type Seat } from './conformance/cases.ts';
import { type FakePort, fakeElectron } from './conformance/fake-electron.ts';
import type { probeContract } from './conformance/probe-contract.ts';
import type { ElectronShell } from './electron-shell.ts';

const electron = fakeElectron();
jest.unstable_mockModule('electron', () => electron);
const { openElectronShell } = await import('./electron-shell.ts');
const { guardAllPages } = await import('./electron-guard.ts');

const folder = mkdtempSync(join(tmpdir(), 'shell-'));
const renderer = mkdtempSync(join(tmpdir(), 'renderer-'));
const log: string[] = [];
/** What the shell said to frames. */
const told: string[] = [];
let shell: ElectronShell;

beforeAll(async () => {
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><div id="root"></div>');
  guardAllPages();
  shell = await openElectronShell({
    root: join(import.meta.dirname, '../..'),
    renderer,
    preload: '/built/preload/index.cjs',
    programs: {
      office: 'main/shell/conformance/probe-office.ts',
      devices: 'main/shell/conformance/probe-devices.ts',
    },
    office: [folder],
    devices: [],
    developerTools: false,
    log: (line) => log.push(line),
  });
  shell.openWindow();
});
afterAll(async () => {
  await shell.close();
  expect(readFileSync(join(folder, 'trace'), 'utf8').trim().split('\n').at(-1)).toBe('closed');
});

const window = () => {
  const first = electron.seen.windows[0];
  if (first === undefined) throw new Error('no window was opened');
  return first;
};

/** What the preload script does, from a frame of this address; null = nothing came back. */
function connect(from: { url: string; parent?: unknown; sender?: number }): Promise<Port | null> {
  return new Promise((resolve) => {
    const postMessage = (channel: string, _message: unknown, [port]: FakePort[] = []) => {
      told.push(channel);
      resolve(channel === 'zhenzhi:office' && port ? portOf(port) : null);
    };
    const senderFrame = { url: from.url, parent: from.parent ?? null, postMessage };
    electron.ipcMain.emit('zhenzhi:connect', { senderFrame, sender: { id: from.sender ?? window().webContents.id } });
    setImmediate(() => resolve(null));
  });
}

function portOf(real: FakePort): Port {
  const end = new PipeEnd({ send: (data) => real.postMessage(data), hangUp: () => real.close() });
  real.on('message', (event) => end.deliver(event?.data));
  real.on('close', () => end.ended());
  return end;
}

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = electron.session.defaultSession.schemes.get('app');
  if (!answer) throw new Error('the app scheme has no handler');
  const response = await answer(new Request(`app://zhenzhi${path}`, { headers }));
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('conformance of the Electron shell', () => {
  const seat: Seat = {
    kind: 'electron',
    get,
    connect: async () => {
      const port = await connect({ url: 'app://zhenzhi/' });
      if (port === null) throw new Error('the office is away');
      return port;
    },
  };
  test.each(conformance)('$name', ({ run }) => run(seat));
});

describe('the window', () => {
  test('has no Node, a sandbox and an isolated preload', () => {
    expect(window().options.webPreferences).toMatchObject({
      preload: '/built/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
    expect(window().loaded).toEqual(['app://zhenzhi/']);
  });

  test('opens no other window and goes nowhere', () => {
    const { webContents } = window();
    expect(webContents.opens()).toEqual({ action: 'deny' });
    expect(webContents.stops('will-attach-webview')).toBe(true);
    expect(webContents.stops('will-redirect')).toBe(true);
    const main = (url: string) => webContents.stops('will-frame-navigate', { url, isMainFrame: true });
    expect(main('https://example.com/')).toBe(true);
    expect(main('file:///etc/passwd')).toBe(true);
    expect(main(`app://zhenzhi/file/${'a'.repeat(64)}`)).toBe(true);
    expect(main('app://zhenzhi/')).toBe(false);
    const frame = (url: string) => webContents.stops('will-frame-navigate', { url, isMainFrame: false });
    expect(frame('https://example.com/')).toBe(true);
    expect(frame('app://zhenzhi/')).toBe(true);
    expect(frame(`app://zhenzhi/file/${'a'.repeat(64)}?ticket=x`)).toBe(false);
  });

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'hid', 'serial', 'openExternal'])(
    'may not use %s',
    (permission) => {
      const { defaultSession } = electron.session;
      const answers: boolean[] = [];
      defaultSession.ask({ getURL: () => 'app://zhenzhi/' }, permission, (allowed) => answers.push(allowed), {});
      expect(answers).toEqual([false]);
      expect(defaultSession.check(null, permission, 'app://zhenzhi/', {})).toBe(false);
      expect(defaultSession.device()).toBe(false);
    },
  );

  test('may copy text, another origin may not', () => {
    const { check } = electron.session.defaultSession;
    expect(check(null, 'clipboard-sanitized-write', 'app://zhenzhi/', {})).toBe(true);
    expect(check(null, 'clipboard-sanitized-write', 'https://example.com/', {})).toBe(false);
    expect(check(null, 'clipboard-sanitized-write', 'app://zhenzhi.example/', {})).toBe(false);
  });

  test('may see through the camera, never hear; another origin may neither', () => {
    const { ask, check } = electron.session.defaultSession;
    const answer = (url: string, mediaTypes: readonly string[]) => {
      let allowed: boolean | undefined;
      ask({ getURL: () => url }, 'media', (said) => (allowed = said), { mediaTypes });
      return allowed;
    };
    expect(answer('app://zhenzhi/cases', ['video'])).toBe(true);
    expect(answer('app://zhenzhi/cases', ['audio'])).toBe(false);
    expect(answer('app://zhenzhi/cases', ['video', 'audio'])).toBe(false);
    expect(answer('app://zhenzhi/cases', [])).toBe(false);
    expect(answer('https://example.com/', ['video'])).toBe(false);
    expect(check(null, 'media', 'app://zhenzhi/', { mediaType: 'video' })).toBe(true);
    expect(check(null, 'media', 'app://zhenzhi/', { mediaType: 'audio' })).toBe(false);
    expect(check(null, 'media', 'app://zhenzhi/', { mediaType: 'unknown' })).toBe(false);
    expect(check(null, 'media', 'https://example.com/', { mediaType: 'video' })).toBe(false);
  });
});

describe('the display of called numbers', () => {
  const displays = () => electron.seen.windows.filter(({ loaded }) => loaded[0] === 'app://zhenzhi/#/queue-display');
  const probe = async (): Promise<ContractRouterClient<typeof probeContract>> =>
    createORPCClient(new PortLink((await connect({ url: 'app://zhenzhi/' })) ?? pipe()[0]));

  test('is one window, as locked as the other, that may speak unasked; asked again it comes to the front', async () => {
    // The conformance suite has asked twice.
    const [display, ...more] = displays();
    expect(more).toEqual([]);
    expect(display?.focused).toBe(1);
    expect(display?.options.webPreferences).toMatchObject({
      ...{ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true },
      autoplayPolicy: 'no-user-gesture-required',
    });
    expect(window().options.webPreferences).not.toHaveProperty('autoplayPolicy');
    // One screen: it stands beside the other window.
    expect(display?.places).toEqual([]);
    expect(display?.webContents.opens()).toEqual({ action: 'deny' });
  });

  test('closed, it opens anew, and fills the second screen where there is one', async () => {
    displays()[0]?.close();
    const bounds = { x: 1366, y: 0, width: 1920, height: 1080 };
    electron.screen.displays.push({ id: 2, bounds });
    await (await probe()).openDisplay();
    expect(displays().map(({ places }) => places)).toEqual([[bounds, 'full screen']]);
  });

  test('goes with the window of the office', () => {
    const main = shell.openWindow() as unknown as ReturnType<typeof window>;
    expect(displays()).toHaveLength(1);
    main.close();
    expect(displays()).toEqual([]);
  });
});

describe('who may have the office', () => {
  test.each([
    ['another origin', { url: 'https://example.com/' }],
    ['a name that begins like ours', { url: 'app://zhenzhi.example/' }],
    ['a frame inside the page', { url: 'app://zhenzhi/', parent: {} }],
    ['a window that we did not open', { url: 'app://zhenzhi/', sender: 9_999 }],
  ])('not %s', async (_, from) => {
    const before = log.length;
    expect(await connect(from)).toBeNull();
    expect(log.slice(before)).toEqual(['a stranger asked for the office and was refused']);
  });

  test('not a frame that is gone', () => {
    const before = log.length;
    electron.ipcMain.emit('zhenzhi:connect', { senderFrame: null, sender: { id: window().webContents.id } });
    expect(log.slice(before)).toEqual(['a stranger asked for the office and was refused']);
  });

  test('not while it is away, and the window is told', async () => {
    const port = await connect({ url: 'app://zhenzhi/' });
    const probe: ContractRouterClient<typeof probeContract> = createORPCClient(new PortLink(port ?? pipe()[0]));
    await probe.die().catch(() => {});
    // The port ends a moment before the process does; then the window is told until the new office is there.
    const until = async (channel: string) => {
      while (told.at(-1) !== channel) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        await connect({ url: 'app://zhenzhi/' });
      }
    };
    await until('zhenzhi:away');
    await until('zhenzhi:office');
  });

  test('pages of another host are not served', async () => {
    const answer = electron.session.defaultSession.schemes.get('app');
    expect((await answer?.(new Request('app://other/')))?.status).toBe(421);
  });
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('without a keyring of the system there is no secret store', async () => {
  const backend = jest.spyOn(electron.safeStorage, 'getSelectedStorageBackend').mockReturnValue('basic_text');
  const { electronServices } = await import('./electron-services.ts');
  const { info, wrapSecret, unwrapSecret } = electronServices('node_modules', async () => ({ opened: false }));
  expect(info.secretsAvailable).toBe(false);
  await expect(wrapSecret(new Uint8Array(32))).rejects.toMatchObject({ code: 'SHELL-050' });
  await expect(unwrapSecret(new Uint8Array(32))).rejects.toMatchObject({ code: 'SHELL-050' });
  backend.mockRestore();
});

test('a second program leaves with a sentence', async () => {
  electron.app.locked = false;
  await import('./electron.ts');
  expect(electron.app.exits).toEqual([1]);
  expect(electron.seen.errors[0]).toMatch(/^SHELL-001 /);
  expect(electron.seen.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  expect(electron.seen.schemes[0]?.privileges).not.toHaveProperty('bypassCSP');
});
