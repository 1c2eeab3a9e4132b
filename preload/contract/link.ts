import type { ClientContext, ClientOptions } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { Port } from './carrier.ts';

/**
 * Calls over a {@link Port}. Every call ends: one that waits when the port closes, or that comes after it, is
 * rejected with what `gone` makes, an `AbortError` where nothing else is given. (The link of the library forgets calls
 * made on a closed port, and they wait forever.)
 */
export class PortLink extends RPCLink<ClientContext> {
  readonly #waiting = new Set<(reason: Error) => void>();
  readonly #gone: () => Error;
  #closed = false;

  constructor(port: Port, gone: () => Error = aborted) {
    super({ port });
    this.#gone = gone;
    port.on('close', () => {
      this.#closed = true;
      for (const end of this.#waiting) end(this.#gone());
      this.#waiting.clear();
    });
  }

  override call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    if (this.#closed) return Promise.reject(this.#gone());
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.add(reject);
    super.call(path, input, options).then(resolve, reject);
    return promise.finally(() => this.#waiting.delete(reject));
  }
}

const aborted = () => Object.assign(new Error('the process at the other end is gone'), { name: 'AbortError' });
