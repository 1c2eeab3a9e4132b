import { SerialPort } from 'serialport';
import { Listeners, type Transport } from './transport.ts';

/** A serial port, 8N1 without flow control. */
export class SerialTransport implements Transport {
  readonly #port: SerialPort;
  readonly #listeners = new Listeners();

  private constructor(port: SerialPort) {
    this.#port = port;
    port.on('data', (chunk: Buffer) => this.#listeners.data(chunk));
    port.on('error', (error: Error) => this.#listeners.end(error));
    // After an unplug `close` carries an error with `disconnected: true`.
    port.on('close', (error?: Error | null) => this.#listeners.end(error ?? null));
  }

  /** @throws the system's error: no such file, permission denied, cannot lock port. */
  static open(path: string, baudRate: number): Promise<SerialTransport> {
    return new Promise((resolve, reject) => {
      const port = new SerialPort({ path, baudRate, autoOpen: false });
      port.open((error) => (error ? reject(error) : resolve(new SerialTransport(port))));
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
    return new Promise((resolve) => this.#port.close(() => resolve()));
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }
}
