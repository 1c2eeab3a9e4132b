import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Port } from '../../../preload/contract/carrier.ts';
import { PortLink } from '../../../preload/contract/link.ts';
import { doorContract, type shellContract } from '../../../preload/contract/shell.ts';
import { acceptPorts } from '../../carrier/accept.ts';
import { PROBE_FILES, PROBE_TICKET, probeContract, type probeDevicesContract } from './probe-contract.ts';

/**
 * An office that keeps no ledger and shows what a shell carried to it: for the tests of the shells.
 * Options: a folder for its traces, then `refuse` to refuse at the door or `crash` to die at it.
 */
const [folder = '.', mood = 'ready'] = process.argv.slice(2);
const trace = (line: string) => appendFileSync(join(folder, 'trace'), `${line}\n`);
const refused = (code: string, message: string) => new ORPCError('REFUSED', { status: 422, message, data: { code } });

let shell: ContractRouterClient<typeof shellContract> | undefined;
let devices: { starts: number; client: ContractRouterClient<typeof probeDevicesContract> } | undefined;
const heard: string[] = [];

function door(port: Port): void {
  const os = implement(doorContract);
  const router = os.router({
    ready: os.ready.handler(() => {
      if (mood === 'refuse') throw refused('LED-999', '探针拒绝打开。');
      if (mood === 'crash') process.exit(3);
      return { ledger: 'open' };
    }),
    fileByTicket: os.fileByTicket.handler(({ input }) => {
      if (input.ticket !== PROBE_TICKET) throw refused('SHELL-020', '凭据不对。');
      if (input.sha256 === PROBE_FILES.pdf) {
        return { mediaType: 'application/pdf', name: '决定书.pdf', content: new Blob(['%PDF-1.7 probe']) };
      }
      if (input.sha256 === PROBE_FILES.page) {
        return { mediaType: 'text/html', name: '网页.html', content: new Blob(['<script>1</script>']) };
      }
      const path = join(folder, 'footage');
      writeFileSync(path, '0123456789');
      return { mediaType: 'video/mp4', name: '录像.mp4', content: { path, size: 10 } };
    }),
    close: os.close.handler(() => {
      trace('closed');
      return { closed: true as const };
    }),
  });
  new RPCHandler(router).upgrade(port);
}

function window(port: Port, windowId: string): void {
  const os = implement(probeContract);
  const router = os.router({
    whoAmI: os.whoAmI.handler(() => ({ windowId, arguments: process.argv.slice(2) })),
    devices: os.devices.handler(async () => ({
      starts: devices?.starts ?? 0,
      heard,
      pid: (await devices?.client.ping()) ?? null,
    })),
    killDevices: os.killDevices.handler(async () => {
      await devices?.client.die().catch(() => {});
    }),
    die: os.die.handler(() => process.exit(9)),
    bytes: os.bytes.handler(({ input }) => input),
    count: os.count.handler(async function* ({ input }) {
      for (let number = 1; number <= input; number += 1) yield number;
    }),
    shellInfo: os.shellInfo.handler(() => shell?.info() ?? Promise.reject(new Error('no shell'))),
    pdf: os.pdf.handler(({ input }) => shell?.renderPdf(input) ?? Promise.reject(new Error('no shell'))),
    openDisplay: os.openDisplay.handler(() => shell?.openDisplay() ?? Promise.reject(new Error('no shell'))),
    secret: os.secret.handler(async () => {
      try {
        const plain = new Blob(['a key']);
        const wrapped = await shell?.wrapSecret(plain);
        const back = wrapped && (await shell?.unwrapSecret(wrapped));
        return { refused: (await back?.text()) === 'a key' ? null : 'changed' };
      } catch (error) {
        return { refused: error instanceof ORPCError && error.code === 'REFUSED' ? error.data.code : String(error) };
      }
    }),
  });
  new RPCHandler(router).upgrade(port);
}

acceptPorts(
  (port, hello) => {
    trace(`port ${hello.role}`);
    if (hello.role === 'door') door(port);
    else if (hello.role === 'window') window(port, hello.windowId);
    else if (hello.role === 'shell') shell = createORPCClient(new PortLink(port));
    else if (hello.role === 'devices') {
      heard.push(`up ${hello.starts}`);
      devices = { starts: hello.starts, client: createORPCClient(new PortLink(port)) };
      port.on('close', () => {
        heard.push(`down ${hello.starts}`);
        devices = undefined;
      });
    }
  },
  () => {
    trace('shell gone');
    process.exit(0);
  },
);
