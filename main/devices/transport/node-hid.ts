import type { HIDAsync } from 'node-hid';
import type { HidDevice } from './hid-device.ts';
import { Listeners } from './transport.ts';

/** A HID device of this PC through the system's own driver. */
class NodeHidDevice implements HidDevice {
  readonly #hid: HIDAsync;
  readonly #listeners = new Listeners();

  constructor(hid: HIDAsync) {
    this.#hid = hid;
    hid.on('data', (report: Buffer) => this.#listeners.data(report));
    // The reading thread fails as soon as the device is pulled out.
    hid.on('error', (error: Error) => void this.#ended(error));
  }

  getFeature(id: number, length: number): Promise<Buffer> {
    return this.#hid.getFeatureReport(id, length);
  }

  async sendFeature(report: Uint8Array): Promise<void> {
    await this.#hid.sendFeatureReport(Buffer.from(report));
  }

  onInput(listener: (report: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }

  close(): Promise<void> {
    return this.#ended(null);
  }

  async #ended(cause: Error | null): Promise<void> {
    if (this.#listeners.ended) return;
    this.#listeners.end(cause);
    // The handle of a device that is gone may refuse to be closed; it is gone either way.
    await this.#hid.close().catch(() => undefined);
  }
}

/** Native code, loaded when somebody asks. @throws the system's error */
export async function openHid(path: string): Promise<HidDevice> {
  const { HIDAsync: Native } = await import('node-hid');
  return new NodeHidDevice(await Native.open(path));
}

export interface HidPath {
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
}

/** The HID devices that can be opened by a path. @throws the system's error */
export async function listHidPaths(): Promise<HidPath[]> {
  const { devicesAsync } = await import('node-hid');
  return (await devicesAsync()).flatMap(({ path, vendorId, productId, serialNumber = '' }) =>
    path ? [{ path, vendorId, productId, serialNumber }] : [],
  );
}
