import { implement, ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Port } from '../../preload/contract/carrier.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { shellContract } from '../../preload/contract/shell.ts';
import type { ShellServices } from './shell.ts';

const os = implement(shellContract);
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const blobOf = (bytes: Uint8Array, type: string) => new Blob([new Uint8Array(bytes)], { type });

/** Serves the shell's services to the office on this port. */
export function serveOffice(port: Port, shell: ShellServices, log: (line: string) => void): void {
  const router = os.router({
    info: os.info.handler(() => shell.info),
    renderPdf: os.renderPdf.handler(async ({ input }) => blobOf(await shell.renderPdf(input), 'application/pdf')),
    printers: os.printers.handler(() => shell.printers()),
    printA4: os.printA4.handler(async ({ input }) => shell.printA4({ ...input, pdf: await bytesOf(input.pdf) })),
    wrapSecret: os.wrapSecret.handler(async ({ input }) =>
      blobOf(await shell.wrapSecret(await bytesOf(input)), 'application/octet-stream'),
    ),
    openDisplay: os.openDisplay.handler(() => shell.openDisplay()),
    unwrapSecret: os.unwrapSecret.handler(async ({ input }) =>
      blobOf(await shell.unwrapSecret(await bytesOf(input)), 'application/octet-stream'),
    ),
  });
  new RPCHandler(router, {
    clientInterceptors: [
      onError((error) => {
        if (error instanceof Refusal) throw refused(error);
        if (!(error instanceof ORPCError)) log(`a service of the shell failed: ${String(error)}`);
      }),
    ],
  }).upgrade(port, { context: {} });
}

function refused(refusal: Refusal): ORPCError<'REFUSED', unknown> {
  const { code, field, detail } = refusal;
  return new ORPCError('REFUSED', { status: 422, message: refusal.message, data: { code, field, detail } });
}
