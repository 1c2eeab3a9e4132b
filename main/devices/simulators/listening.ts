import { createServer, type Server, type Socket } from 'node:net';
import { Listeners, type Transport } from '../transport/transport.ts';

/** A TCP listener on the loopback that hands every connection to a simulator as a transport. */
export class Listening {
  readonly #accept: (transport: Transport, socket: Socket) => void;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor(accept: (transport: Transport, socket: Socket) => void) {
    this.#accept = accept;
  }

  /** Listens; 0 chooses a free port. @returns the port */
  on(port: number, host = '127.0.0.1'): Promise<number> {
    return new Promise((resolve, reject) => {
      const server = createServer((socket) => {
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
        this.#accept(transportOf(socket), socket);
      });
      this.#server = server;
      server.once('error', reject);
      server.listen(port, host, () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    this.#server = null;
    return new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }
}

function transportOf(socket: Socket): Transport {
  const listeners = new Listeners();
  socket.on('data', (chunk: Buffer) => listeners.data(chunk));
  socket.on('error', () => undefined);
  socket.on('close', () => listeners.end(null));
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve()))),
    close: async () => {
      socket.end();
    },
    onData: (listener) => listeners.onData(listener),
    onClose: (listener) => listeners.onClose(listener),
  };
}
