import { implement, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Port } from '../../preload/contract/carrier.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { doorContract } from '../../preload/contract/shell.ts';
import { acceptPorts } from '../carrier/accept.ts';
import { createDeviceLink } from './devices/index.ts';
import { createBroadcaster } from './events.ts';
import { createHost, type Host } from './host.ts';
import { log } from './log.ts';
import { officeOptions } from './options.ts';
import { asAnswer, type WindowContext } from './procedures.ts';
import { router } from './router.ts';
import { shellClient } from './shell-client.ts';

/** The entry of the office process: one ledger, any number of windows. */
const options = officeOptions(process.argv.slice(2));
const events = createBroadcaster();
const link = createDeviceLink((error) => log.error({ error }, 'devices'));
const windows = new RPCHandler<WindowContext>(router, { interceptors: [onError(asAnswer)] });
let host: Host | undefined;
let started: Promise<void> | undefined;

const door = implement(doorContract);
const refused = <T>(
  answer: Promise<T>,
  errors: { REFUSED: (of: { message: string; data: { code: string } }) => Error },
) =>
  answer.catch((error: unknown) => {
    if (error instanceof Refusal) throw errors.REFUSED({ message: error.message, data: { code: error.code } });
    throw error;
  });
const forShell = new RPCHandler(
  door.router({
    ready: door.ready.handler(({ errors }) =>
      refused(
        (async () => {
          await Promise.race([started, host?.worthShowing]);
          const phase = host?.state().phase;
          return {
            ledger: phase === 'setup' ? ('new' as const) : phase === 'locked' ? ('locked' as const) : ('open' as const),
          };
        })(),
        errors,
      ),
    ),
    fileByTicket: door.fileByTicket.handler(({ input, errors }) =>
      refused((async () => (host as Host).require().tickets.redeem(input.sha256, input.ticket))(), errors),
    ),
    close: door.close.handler(async () => {
      await host?.close();
      return { closed: true as const };
    }),
  }),
);

function begin(port: Port): void {
  host = createHost(options, { events, link, shell: shellClient(port) });
  started = host.start();
  started.catch((error: unknown) => log.error({ error }, 'the office did not start'));
}

acceptPorts(
  (port, hello) => {
    switch (hello.role) {
      case 'shell':
        begin(port);
        return;
      case 'door':
        forShell.upgrade(port);
        return;
      case 'devices':
        link.attach(port, hello.starts);
        return;
      case 'window':
        if (host !== undefined) windows.upgrade(port, { context: { host, windowId: hello.windowId } });
        return;
      case 'office':
        port.close();
    }
  },
  () => {
    (host?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  },
);
