import type { Port } from '../../../preload/contract/carrier.ts';
import { Refusal } from '../../../preload/contract/refusal.ts';
import { connectOffice } from '../../../renderer/office/connect.ts';

/** The page of the probe window: gives a test outside the browser the ports that `connectOffice` opens inside. */
export interface ProbeWindow {
  /** Number of the port, or the code of the refusal. */
  open(): Promise<number | string>;
  post(port: number, kind: 'text' | 'bytes', data: string): void;
  close(port: number): void;
}

declare global {
  interface Window {
    probe: ProbeWindow;
    /** Given by the test (page-seat.ts). */
    heard(port: number, kind: 'text' | 'bytes' | 'close', data: string): void;
  }
}

const ports: Port[] = [];

window.probe = {
  async open() {
    try {
      const port = await connectOffice();
      const number = ports.push(port) - 1;
      port.on('message', (event) => {
        const data = event?.data;
        if (typeof data === 'string') window.heard(number, 'text', data);
        else window.heard(number, 'bytes', (data as Uint8Array & { toBase64(): string }).toBase64());
      });
      port.on('close', () => window.heard(number, 'close', ''));
      return number;
    } catch (error) {
      return error instanceof Refusal ? error.code : String(error);
    }
  },
  post(port, kind, data) {
    const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    ports[port]?.postMessage(kind === 'text' ? data : fromBase64(data));
  },
  close(port) {
    ports[port]?.close();
  },
};
document.documentElement.dataset.ready = 'yes';
