import { MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron';
import type { Hello, Port } from '../../preload/contract/carrier.ts';
import { PipeEnd } from '../../preload/contract/pipe.ts';
import type { Child } from './shell.ts';

/** A utility process: real message ports are handed to it, so that windows speak with it directly. */
export interface ElectronChild extends Child {
  hand(hello: Hello, port: MessagePortMain): void;
}

export function startUtility(file: string, args: readonly string[]): ElectronChild {
  const child = utilityProcess.fork(file, [...args], { stdio: 'inherit', serviceName: 'zhenzhi-desk' });
  const gone = new Promise<number>((resolve) => child.once('exit', resolve));
  const hand = (hello: Hello, port: MessagePortMain) => child.postMessage(hello, [port]);
  return {
    hand,
    gone,
    kill: () => child.kill(),
    open: (hello) => {
      const { port1, port2 } = new MessageChannelMain();
      hand(hello, port2);
      return portOf(port1);
    },
  };
}

function portOf(real: MessagePortMain): Port {
  const end = new PipeEnd({ send: (data) => real.postMessage(data), hangUp: () => real.close() });
  real.on('message', (event) => end.deliver(event.data));
  real.on('close', () => end.ended());
  real.start();
  return end;
}
