import { connect, type Socket } from 'node:net';
import { Listeners, type Transport } from './transport.ts';

const CONNECT_MS = 5000;

export class TcpTransport implements Transport {
  readonly #socket: Socket;
  readonly #listeners = new Listeners();
  /** A socket that dies while the peer is not reading never calls back, so its end answers for the writes in flight. */
  readonly #writing = new Set<(error: Error) => void>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    let cause: Error | null = null;
    socket.on('data', (chunk: Buffer) => this.#listeners.data(chunk));
    socket.on('error', (error) => {
      cause = error;
    });
    socket.on('close', () => this.#ended(cause));
  }

  /** @throws the system's error (`ECONNREFUSED`, `EHOSTUNREACH` …) or one with code `ETIMEDOUT` after 5 s. */
  static open(host: string, port: number): Promise<TcpTransport> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true, keepAlive: true });
      const timer = setTimeout(
        () => socket.destroy(Object.assign(new Error(`connect to ${host}:${port} timed out`), { code: 'ETIMEDOUT' })),
        CONNECT_MS,
      );
      const failed = (error: Error) => {
        clearTimeout(timer);
        reject(error);
      };
      socket.once('error', failed);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', failed);
        resolve(new TcpTransport(socket));
      });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#listeners.ended) return reject(new Error('connection closed'));
      this.#writing.add(reject);
      this.#socket.write(bytes, (error) => {
        this.#writing.delete(reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.#socket.destroySoon();
    this.#ended(null);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (cause: Error | null) => void): void {
    this.#listeners.onClose(listener);
  }

  #ended(cause: Error | null): void {
    for (const reject of this.#writing) reject(cause ?? new Error('connection closed'));
    this.#writing.clear();
    this.#listeners.end(cause);
  }
}
