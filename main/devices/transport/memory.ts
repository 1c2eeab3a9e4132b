import { Listeners, type Transport } from './transport.ts';

/** One end of a pipe inside this process: bytes written here arrive at `peer`. For tests without a system. */
export class MemoryTransport implements Transport {
  readonly #listeners = new Listeners();
  #peer: MemoryTransport | null = null;

  static pair(): [MemoryTransport, MemoryTransport] {
    const left = new MemoryTransport();
    const right = new MemoryTransport();
    left.#peer = right;
    right.#peer = left;
    return [left, right];
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#listeners.ended) throw new Error('transport is closed');
    const copy = Buffer.from(bytes);
    const peer = this.#peer;
    queueMicrotask(() => peer?.arrived(copy));
  }

  /** @param cause what the peer is told of the end */
  async close(cause: Error | null = null): Promise<void> {
    this.ended(null);
    this.#peer?.ended(cause);
  }

  private arrived(chunk: Buffer): void {
    this.#listeners.data(chunk);
  }

  private ended(cause: Error | null): void {
    this.#listeners.end(cause);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }
}
