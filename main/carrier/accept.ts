import { type Hello, helloSchema, type Port } from '../../preload/contract/carrier.ts';
import { PipeEnd } from '../../preload/contract/pipe.ts';
import { redact } from '../../preload/contract/redact.ts';
import { multiplex } from './multiplex.ts';

/** The part of Electron's `process.parentPort` that is used; no import of electron here. */
interface ElectronParent {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown;
}

/** The part of Electron's MessagePortMain that is used. */
interface ElectronPort {
  postMessage(data: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * Called once by the office or the devices process: hands over every port that the shell opens, in both shells
 * (Electron's `process.parentPort`, or the IPC channel of a forked child). `onShellGone` is called when the shell
 * has died without a word: close what is open and leave. The interrupt key reaches the whole process group, but
 * only the shell decides when to close, so it is ignored here. An error that nobody caught ends the process, as it
 * would by itself, but its words reach the log without citizen numbers.
 */
export function acceptPorts(onPort: (port: Port, hello: Hello) => void, onShellGone: () => void): void {
  process.on('SIGINT', () => {});
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${redact(String(error?.stack ?? error))}\n`);
    process.exit(1);
  });
  const parent: ElectronParent | undefined = Reflect.get(process, 'parentPort');
  if (parent !== undefined) {
    parent.on('message', (event) => {
      const port = event.ports[0];
      if (port !== undefined) onPort(electronPort(port), helloSchema.parse(event.data));
    });
    return;
  }
  if (process.send === undefined) {
    process.stderr.write('This program is a part of 镇执台 and is started by its shell: npm start\n');
    process.exitCode = 2;
    return;
  }
  multiplex(
    {
      send: (frame) => {
        if (process.connected) process.send?.(frame);
      },
      receive: (listener) => process.on('message', listener),
      ended: (listener) => process.on('disconnect', listener),
    },
    onPort,
  );
  process.on('disconnect', onShellGone);
}

function electronPort(real: ElectronPort): Port {
  const end = new PipeEnd({ send: (data) => real.postMessage(data), hangUp: () => real.close() });
  real.on('message', (event) => end.deliver(event.data));
  real.on('close', () => end.ended());
  real.start();
  return end;
}
