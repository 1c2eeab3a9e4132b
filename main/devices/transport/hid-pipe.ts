import { Listeners, type Transport } from './transport.ts';

/** What this needs of node-hid's `HIDAsync`; a test puts a fake here. */
export interface HidDevice {
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
  on(event: 'data', listener: (report: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** A device without numbered reports puts this before what is written; it is not sent. */
const NO_REPORT_ID = 0;

/**
 * A byte pipe through unnumbered HID reports: one write is one output report, the answer is cut into input reports (the
 * last one padded, which the frame parser skips). hardware.md §1.9, variant B.
 */
export class HidTransport implements Transport {
  readonly #device: HidDevice;
  readonly #listeners = new Listeners();

  constructor(device: HidDevice) {
    this.#device = device;
    device.on('data', (report) => this.#listeners.data(report));
    // After an unplug the read loop of the library ends with an error.
    device.on('error', (error) => this.#listeners.end(error));
  }

  /** @throws the system's error; with code `EACCES` when the device is there but may not be opened. */
  static async open(vendorId: number, productId: number): Promise<HidTransport> {
    // Native code, loaded when a HID reader is configured.
    const { devicesAsync, HIDAsync } = await import('node-hid');
    try {
      return new HidTransport(await HIDAsync.open(vendorId, productId));
    } catch (error) {
      // The library does not say why; a device that is listed is there.
      const there = (await devicesAsync(vendorId, productId).catch(() => [])).length > 0;
      throw there ? Object.assign(new Error(`permission denied: ${String(error)}`), { code: 'EACCES' }) : error;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#listeners.ended) throw new Error('device closed');
    await this.#device.write(Buffer.from([NO_REPORT_ID, ...bytes]));
  }

  async close(): Promise<void> {
    this.#listeners.end(null);
    // A device that was pulled may refuse; its handle is gone either way.
    await this.#device.close().catch(() => undefined);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }
}
