import { EventEmitter } from 'node:events';
import type { HidDevice } from '../transport/hid-pipe.ts';
import { Listeners, type Transport } from '../transport/transport.ts';

const REPORT_SIZE = 64;

/** An HID reader without hardware: the host's end is what node-hid gives, the other end a pipe for a simulator. */
export class FakeHid extends EventEmitter implements HidDevice {
  readonly reports: Buffer[] = [];
  readonly #device = new Listeners();

  async write(report: Buffer): Promise<number> {
    this.reports.push(Buffer.from(report));
    const bytes = Buffer.from(report.subarray(1));
    queueMicrotask(() => this.#device.data(bytes));
    return report.length;
  }

  async close(): Promise<void> {
    this.#device.end(null);
  }

  /** Input reports of the full size, the last one padded with zeros. */
  send(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += REPORT_SIZE) {
      const report = Buffer.alloc(REPORT_SIZE);
      report.set(bytes.subarray(at, at + REPORT_SIZE));
      this.emit('data', report);
    }
  }

  pull(): void {
    this.#device.end(null);
    this.emit('error', new Error('could not read from HID device'));
  }

  /** The device's side. */
  get end(): Transport {
    return {
      write: async (bytes) => this.send(bytes),
      close: async () => this.pull(),
      onData: (listener) => this.#device.onData(listener),
      onClose: (listener) => this.#device.onClose(listener),
    };
  }
}
