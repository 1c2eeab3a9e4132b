import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { createDeviceLink } from '../main/office/devices/index.ts';
import type { RenderPdf } from '../main/office/documents/render-pdf.ts';
import { createBroadcaster } from '../main/office/events.ts';
import { createHost, type Host } from '../main/office/host.ts';
import { asAnswer, type WindowContext } from '../main/office/procedures.ts';
import { router } from '../main/office/router.ts';
import type { OfficeContract } from '../preload/contract/index.ts';
import { openPaperRenderer } from './paper-renderer.ts';

export type OfficeClient = ContractRouterClient<OfficeContract>;

export interface OfficeInTest {
  readonly host: Host;
  readonly dir: string;
  /** Another window on the same office, over a real message port. */
  window(windowId: string): OfficeClient;
  close(): Promise<void>;
}

/** The real office in this process: real ledger, real router, papers by a real Chromium; no devices process. */
export async function openOfficeInTest(options: {
  demo: boolean;
  cases?: number;
  dir?: string;
  /** What the PC's clock shows, in milliseconds. */
  pcClock?: () => number;
  /** A renderer that the test keeps; without it the office opens one of its own. */
  render?: RenderPdf;
}): Promise<OfficeInTest> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'office-'));
  const papers =
    options.render === undefined ? await openPaperRenderer() : { render: options.render, close: async () => {} };
  const events = createBroadcaster();
  const refuseHere = () => Promise.reject(new Error('not in this test'));
  const host = createHost(
    { data: dir, demo: options.demo, demoCases: options.cases ?? 0, passphraseFile: undefined },
    {
      events,
      ...(options.pcClock === undefined ? {} : { pcClock: options.pcClock }),
      link: createDeviceLink(() => {}),
      shell: {
        info: async () => ({ secretsAvailable: false }),
        renderPdf: papers.render,
        printA4: refuseHere,
        printers: async () => [],
        wrapSecret: refuseHere,
        unwrapSecret: refuseHere,
        openDisplay: async () => ({ opened: false }),
      },
    },
  );
  await host.start();
  const handler = new RPCHandler<WindowContext>(router, { interceptors: [onError(asAnswer)] });
  const ports: MessageChannel[] = [];
  return {
    host,
    dir,
    window(windowId) {
      const channel = new MessageChannel();
      ports.push(channel);
      handler.upgrade(channel.port1, { context: { host, windowId } });
      channel.port1.start();
      channel.port2.start();
      return createORPCClient(new RPCLink({ port: channel.port2 }));
    },
    async close() {
      for (const { port1, port2 } of ports) {
        port1.close();
        port2.close();
      }
      await host.close();
      await papers.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
