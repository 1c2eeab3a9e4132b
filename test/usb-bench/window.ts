import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { Quad } from '../../preload/contract/photos.ts';
import { PAGE } from './built.ts';
import { Heard } from './heard.ts';

/** What the page tells. */
export type Said =
  | { readonly refused: string; readonly shown: string }
  | { readonly picture: string; readonly width: number; readonly height: number }
  | { readonly taking: true }
  | {
      readonly taken: 'PHOTO' | 'FRAME';
      readonly found: boolean;
      readonly corners: Quad;
      readonly width: number;
      readonly height: number;
      readonly base64: string;
    }
  | { readonly notTaken: string };

const HTML = '<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js"></script>';
const TYPES: Readonly<Record<string, string>> = { '/': 'text/html', '/page.js': 'text/javascript' };

/** Debian's Chromium without a window: starts in a third of the time. */
const BROWSER = '/usr/lib/chromium/chromium-headless-shell';
const FLAGS = [
  // One process, and no compiler that pays off later only: the processor is emulated.
  ...['--no-sandbox', '--single-process', '--no-zygote', '--disable-gpu', '--js-flags=--no-opt'],
  // getUserMedia is answered with yes, but nothing is remembered; the camera is the kernel's.
  ...['--use-fake-ui-for-media-stream', '--user-data-dir=/run/browser', '--remote-debugging-pipe'],
];

/** A Chromium in the guest whose one page reads the document camera as the window of the program does. */
export class Window {
  readonly heard = new Heard<Said>();
  readonly #server: Server;
  readonly #words = new Set<ServerResponse>();
  #browser: ChildProcess | null = null;
  #closing = false;

  constructor() {
    this.#server = createServer((request, response) => {
      const { url = '' } = request;
      if (url === '/said') {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          this.heard.add(JSON.parse(Buffer.concat(parts).toString()));
          response.end();
        });
      } else if (url === '/words') {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        this.#words.add(response);
        request.on('close', () => this.#words.delete(response));
      } else if (TYPES[url] !== undefined) {
        response.setHeader('content-type', TYPES[url]);
        response.end(url === '/' ? HTML : readFileSync(PAGE));
      } else response.writeHead(404).end();
    });
  }

  /** @param onCrash the browser ended by itself */
  async open(onCrash: (how: string) => void): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.#browser = spawn(BROWSER, [...FLAGS, `http://127.0.0.1:${port}/`], {
      // The last two carry the DevTools protocol.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.#browser.once('exit', (code, signal) => {
      if (!this.#closing) onCrash(`the browser: ${signal ?? code}`);
    });
  }

  /** Somebody says yes to the browser's question for the camera. */
  async permit(): Promise<void> {
    const [, , , questions, answers] = this.#browser?.stdio ?? [];
    const command = { id: 1, method: 'Browser.grantPermissions', params: { permissions: ['videoCapture'] } };
    (questions as Writable).write(`${JSON.stringify(command)}\0`);
    const [answer] = await once(answers as Readable, 'data');
    if (!String(answer).includes('"result"')) throw new Error(`no permission: ${answer}`);
  }

  /** The button for a picture. */
  take(): void {
    for (const response of this.#words) response.write('data: take\n\n');
  }

  close(): void {
    this.#closing = true;
    this.#browser?.kill('SIGKILL');
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
