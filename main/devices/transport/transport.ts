/** An open pipe of bytes to a device. Drivers know nothing else of how the device is connected. */
export interface Transport {
  /** Resolves when the system has taken the bytes. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  onData(listener: (chunk: Buffer) => void): void;
  /** Once, whoever ended it; `cause` is what the system said, null after an orderly end. */
  onClose(listener: (cause: Error | null) => void): void;
}

/** The two listeners every transport has, with `close` told only once. */
export class Listeners {
  readonly #data: ((chunk: Buffer) => void)[] = [];
  readonly #close: ((cause: Error | null) => void)[] = [];
  #ended: { cause: Error | null } | null = null;

  get ended(): boolean {
    return this.#ended !== null;
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#data.push(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    if (this.#ended) listener(this.#ended.cause);
    else this.#close.push(listener);
  }

  data(chunk: Buffer): void {
    if (!this.#ended) for (const listener of this.#data) listener(chunk);
  }

  end(cause: Error | null): void {
    if (this.#ended) return;
    this.#ended = { cause };
    for (const listener of this.#close) listener(cause);
  }
}
