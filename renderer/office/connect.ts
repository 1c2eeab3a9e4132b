import type { Port } from '../../preload/contract/carrier.ts';
import { PipeEnd } from '../../preload/contract/pipe.ts';
import { Refusal } from '../../preload/contract/refusal.ts';

declare global {
  interface Window {
    /** Present in Electron only; put there by preload/index.ts. */
    readonly zhenzhi?: { connect(): void };
  }
}

/**
 * Opens a way to the office in either shell. The port closes once when the way is lost (office restarted, server
 * gone): show 重新连接 and call this again; the office knows the window by its windowId. Refuses with SHELL-101
 * (not reachable now, try again) or SHELL-102 (this window was never let in, or the program was started anew).
 */
export function connectOffice(): Promise<Port> {
  return window.zhenzhi === undefined ? overWebSocket() : overMessagePort(window.zhenzhi);
}

function overMessagePort(bridge: { connect(): void }): Promise<Port> {
  return new Promise((resolve, reject) => {
    const receive = (event: MessageEvent) => {
      // Only the preload script speaks from this very window; frames and openers are other sources.
      if (event.source !== window || !['zhenzhi-office', 'zhenzhi-away'].includes(event.data)) return;
      window.removeEventListener('message', receive);
      const real = event.ports[0];
      if (real === undefined) return reject(away());
      const end = new PipeEnd({ send: (data) => real.postMessage(data), hangUp: () => real.close() });
      real.addEventListener('message', (message) => end.deliver(message.data));
      real.addEventListener('close', () => end.ended());
      real.start();
      resolve(end);
    };
    window.addEventListener('message', receive);
    bridge.connect();
  });
}

function overWebSocket(): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/office`);
    socket.binaryType = 'arraybuffer';
    const end = new PipeEnd({
      send: (data) => socket.send(data as string | Uint8Array<ArrayBuffer>),
      hangUp: () => socket.close(),
    });
    socket.addEventListener('message', ({ data }) =>
      end.deliver(data instanceof ArrayBuffer ? new Uint8Array(data) : data),
    );
    socket.addEventListener('open', () => resolve(end));
    socket.addEventListener('close', () => {
      end.ended();
      whyRefused().then(reject);
    });
  });
}

/** A browser does not say why a WebSocket failed; the server's answer to a plain request does. */
async function whyRefused(): Promise<Refusal> {
  const answer = await fetch('/session').catch(() => null);
  return answer?.status === 401
    ? new Refusal('SHELL-102', '这个窗口的登录凭据已失效，已保存的内容没有丢失，请用程序启动时给出的地址重新打开。')
    : away();
}

function away(): Refusal {
  return new Refusal('SHELL-101', '与办公服务的连接断开了，已保存的内容没有丢失，请稍候重新连接。');
}
