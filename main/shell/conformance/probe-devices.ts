import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { acceptPorts } from '../../carrier/accept.ts';
import { probeDevicesContract } from './probe-contract.ts';

/** A devices process that only answers and dies: for the tests of the shells. */
const os = implement(probeDevicesContract);
const handler = new RPCHandler(
  os.router({
    ping: os.ping.handler(() => process.pid),
    die: os.die.handler(() => process.exit(7)),
  }),
);

const leave = () => process.exit(0);
acceptPorts((port, hello) => {
  if (hello.role === 'office') handler.upgrade(port);
  else if (hello.role === 'shell') port.on('close', leave);
}, leave);
