import type { Port } from './carrier.ts';

/** How one end reaches the other: whatever carries the bytes. */
interface Far {
  send(data: unknown): void;
  hangUp(): void;
}

/** A {@link Port} over any carrier. What arrives before somebody listens is kept, so no first message is lost. */
export class PipeEnd implements Port {
  readonly #far: Far;
  readonly #readers: ((event: { data: unknown }) => void)[] = [];
  readonly #closers: ((event?: { data: unknown }) => void)[] = [];
  #waiting: unknown[] = [];
  #closed = false;

  constructor(far: Far) {
    this.#far = far;
  }

  postMessage(data: unknown): void {
    if (!this.#closed) this.#far.send(data);
  }

  on(event: string, listener: (event?: { data: unknown }) => void): void {
    if (event === 'close') {
      if (this.#closed) listener();
      else this.#closers.push(listener);
    } else if (event === 'message') {
      this.#readers.push(listener);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const data of waiting) this.deliver(data);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#far.hangUp();
    this.ended();
  }

  /** The carrier brought a message. */
  deliver(data: unknown): void {
    if (this.#readers.length === 0) this.#waiting.push(data);
    else for (const read of this.#readers) read({ data });
  }

  /** The carrier is gone. */
  ended(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const close of this.#closers) close();
  }
}

/** Two ends in one process: what one posts the other hears, in order, later. */
export function pipe(): [Port, Port] {
  const left: PipeEnd = new PipeEnd({
    send: (data) => queueMicrotask(() => right.deliver(data)),
    hangUp: () => queueMicrotask(() => right.ended()),
  });
  const right: PipeEnd = new PipeEnd({
    send: (data) => queueMicrotask(() => left.deliver(data)),
    hangUp: () => queueMicrotask(() => left.ended()),
  });
  return [left, right];
}

/** Makes two ports one pipe: each message goes through, and the end of one is the end of both. */
export function join(one: Port, other: Port): void {
  one.on('message', (event) => other.postMessage(event?.data));
  other.on('message', (event) => one.postMessage(event?.data));
  one.on('close', () => other.close());
  other.on('close', () => one.close());
}
