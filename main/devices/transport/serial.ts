import { SerialPort } from 'serialport';
import { whilePlugged } from './plugged.ts';
import { Listeners, type Transport } from './transport.ts';

/** Some drivers of vanished or half-dead ports never answer an open or a close; then nobody waits for them. */
const ANSWER_MS = 5000;

/** The ports that this very process has open now, by any of its devices. */
const open = new Set<string>();
export const isOpenHere = (path: string): boolean => open.has(path);

/** A serial port, 8N1 without flow control. */
export class SerialTransport implements Transport {
  readonly #port: SerialPort;
  readonly #listeners = new Listeners();

  private constructor(port: SerialPort) {
    this.#port = port;
    const ignore = whilePlugged(port.path, () => {
      this.#listeners.end(Object.assign(new Error(`${port.path} is no longer there`), { code: 'ENXIO' }));
    });
    this.#listeners.onClose(ignore);
    open.add(port.path);
    this.#listeners.onClose(() => open.delete(port.path));
    port.on('data', (chunk: Buffer) => this.#listeners.data(chunk));
    port.on('error', (error: Error) => this.#listeners.end(error));
    // After an unplug `close` carries an error with `disconnected: true`.
    port.on('close', (error?: Error | null) => this.#listeners.end(error ?? null));
  }

  /** @throws the system's error: no such file, permission denied, cannot lock port; `ETIMEDOUT` after 5 s. */
  static open(path: string, baudRate: number): Promise<SerialTransport> {
    return new Promise((resolve, reject) => {
      const port = new SerialPort({ path, baudRate, autoOpen: false });
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(Object.assign(new Error(`opening ${path} timed out`), { code: 'ETIMEDOUT' }));
      }, ANSWER_MS);
      port.open((error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else if (late) port.close(() => undefined);
        else resolve(new SerialTransport(port));
      });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#port.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): Promise<void> {
    this.#listeners.end(null);
    if (!this.#port.isOpen) return Promise.resolve();
    // On a vanished port `close` may answer with an error; the handle is gone either way.
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ANSWER_MS);
      this.#port.close(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }
}
