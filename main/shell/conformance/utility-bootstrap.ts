import { EventEmitter } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';

/** Inside the fake utility process (a worker thread): gives the program the `process.parentPort` of Electron. */
const parent = new EventEmitter();
Reflect.set(process, 'parentPort', parent);
await import(workerData);
parentPort?.on('message', ({ message, ports }: { message: unknown; ports: MessagePort[] }) => {
  parent.emit('message', { data: message, ports: ports.map(mainPort) });
});

/** A worker's port with the manners of MessagePortMain. */
function mainPort(real: MessagePort) {
  return {
    postMessage: (data: unknown) => real.postMessage(data),
    on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) =>
      real.on(event, (data: unknown) => listener(event === 'message' ? { data } : undefined)),
    start: () => real.start(),
    close: () => real.close(),
  };
}
