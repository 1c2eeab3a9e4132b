import { close, constants, open, read, write } from 'node:fs';
import { promisify } from 'node:util';
import { systemError } from '../system-error.ts';
import { Listeners, type Transport } from './transport.ts';

const READ_EVERY_MS = 50;
const FULL_EVERY_MS = 20;
const CHUNK = 4096;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const nothingYet = (error: unknown) => systemError(error).code === 'EAGAIN';

/**
 * A character device of Linux that is a printer: `/dev/usb/lp0`. Opened without blocking: a read that waited for a
 * printer with nothing to say would hold a thread for ever, and with it the answer of every other device.
 */
export class FileTransport implements Transport {
  readonly #fd: number;
  readonly #listeners = new Listeners();
  #closed = false;

  private constructor(fd: number, atOnce: number) {
    this.#fd = fd;
    void this.#read(atOnce);
  }

  /**
   * @param atOnce the longest piece that is read
   * @throws the system's error: ENOENT without a printer, EACCES outside the group lp, EBUSY when it is in use.
   */
  static async open(path: string, atOnce = CHUNK): Promise<FileTransport> {
    const fd = await promisify(open)(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    return new FileTransport(fd, atOnce);
  }

  async write(bytes: Uint8Array): Promise<void> {
    let sent = 0;
    while (sent < bytes.length) {
      if (this.#closed || this.#listeners.ended) throw new Error('connection closed');
      try {
        const size = Math.min(CHUNK, bytes.length - sent);
        sent += (await promisify(write)(this.#fd, bytes, sent, size, null)).bytesWritten;
      } catch (error) {
        if (!nothingYet(error)) throw error;
        await wait(FULL_EVERY_MS);
      }
    }
  }

  async close(): Promise<void> {
    this.#listeners.end(null);
    if (this.#closed) return;
    this.#closed = true;
    await promisify(close)(this.#fd).catch(() => undefined);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }

  /**
   * Looks for answers until the end; an unplugged printer shows itself by an error here (ENODEV, EIO). No bytes are no
   * end: printers send empty packets. A port that only takes (EINVAL) is written to all the same.
   */
  async #read(atOnce: number): Promise<void> {
    const chunk = Buffer.alloc(atOnce);
    while (!this.#closed) {
      try {
        const { bytesRead } = await promisify(read)(this.#fd, chunk, 0, atOnce, null);
        if (bytesRead > 0) {
          this.#listeners.data(Buffer.from(chunk.subarray(0, bytesRead)));
          continue;
        }
      } catch (error) {
        if (this.#closed || systemError(error).code === 'EINVAL') return;
        if (!nothingYet(error)) {
          this.#listeners.end(error instanceof Error ? error : new Error(String(error)));
          await this.close();
          return;
        }
      }
      await wait(READ_EVERY_MS);
    }
  }
}
