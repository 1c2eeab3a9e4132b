import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Port } from '../../preload/contract/carrier.ts';
import { refuse } from '../../preload/contract/refusal.ts';
import { BrowserDoor } from './browser-door.ts';
import { plain } from './pages.ts';

/** The largest single message: an uploaded photo or a page of results, never footage. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;

export interface BrowserServer {
  /** The address with the one-time token. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves windows on 127.0.0.1 (`port` 0 = any free one). `answer` gives pages, `office` opens a port to the office
 * for each WebSocket. Refuses when the port is taken.
 */
export async function serveBrowser(
  port: number,
  answer: (request: Request) => Promise<Response>,
  office: (windowId: string) => Port,
  log: (line: string) => void,
): Promise<BrowserServer> {
  const server = createServer();
  const door = new BrowserDoor(await listen(server, port));
  server.on('request', (request, response) => {
    respond(door, answer, request)
      .catch((error) => {
        log(`a request failed: ${String(error)}`);
        return plain(500, 'SYS-500 程序内部出错，已记录；已保存的内容没有丢失，请重试。');
      })
      .then((result) => write(result, response))
      .catch((error) => log(`a window went away while reading: ${String(error)}`));
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/office' || !door.mayConnect(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      try {
        bridge(webSocket, office(door.windowId));
      } catch {
        webSocket.close(1013, 'office is starting');
      }
    });
  });

  return {
    address: door.address,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') reject(error);
      try {
        refuse('SHELL-003', `端口 ${port} 不能使用（可能已被别的程序占用），请用 --port 换一个端口。`, {
          cause: error,
        });
      } catch (refusal) {
        reject(refusal);
      }
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function respond(
  door: BrowserDoor,
  answer: (request: Request) => Promise<Response>,
  request: IncomingMessage,
): Promise<Response> {
  if (!door.hostIsOurs(request)) return plain(421, 'SHELL-032 地址不对，请用终端里显示的地址打开。');
  const url = new URL(request.url ?? '/', door.origin);
  const token = url.searchParams.get('token');
  if (url.pathname === '/' && token !== null) {
    const cookie = door.redeem(token);
    if (cookie === null && !door.cookieIsOurs(request)) {
      return plain(403, 'SHELL-033 这个地址已经用过或不对；数据没有影响，请重新运行 npm start 取得新地址。');
    }
    const headers = new Headers({ location: '/', 'cache-control': 'no-store' });
    if (cookie !== null) headers.set('set-cookie', cookie);
    return new Response(null, { status: 303, headers });
  }
  if (!door.cookieIsOurs(request)) {
    return plain(401, 'SHELL-034 还没有进入；请用终端里显示的地址打开。');
  }
  // Lets a window whose WebSocket was refused tell a lost cookie (401) from an office that is starting.
  if (url.pathname === '/session') return new Response(null, { status: 204 });
  const headers = new Headers();
  if (request.headers.range !== undefined) headers.set('range', request.headers.range);
  return answer(new Request(url, { method: request.method ?? 'GET', headers }));
}

async function write(result: Response, response: ServerResponse): Promise<void> {
  response.writeHead(result.status, Object.fromEntries(result.headers));
  if (result.body === null || response.req.method === 'HEAD') response.end();
  else await pipeline(Readable.fromWeb(result.body as import('node:stream/web').ReadableStream), response);
}

function bridge(webSocket: WebSocket, port: Port): void {
  webSocket.binaryType = 'nodebuffer';
  webSocket.on('message', (data: Buffer, isBinary) => port.postMessage(isBinary ? new Uint8Array(data) : String(data)));
  webSocket.on('close', () => port.close());
  webSocket.on('error', () => webSocket.terminate());
  port.on('message', (event) => webSocket.send(event?.data as string | Uint8Array));
  port.on('close', () => webSocket.close(1012, 'office ended'));
}
