import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Port } from '../../preload/contract/carrier.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { Refusal, type RefusalCode } from '../../preload/contract/refusal.ts';
import type { shellContract } from '../../preload/contract/shell.ts';

/** The shell as the office asks it: papers, printers, secrets. Refusals come back as {@link Refusal}. */
export interface ShellClient {
  info(): Promise<{ secretsAvailable: boolean }>;
  renderPdf(html: string): Promise<Uint8Array>;
  printA4(pdf: Uint8Array, job: { printer?: string | undefined; copies: number }): Promise<string>;
  printers(): Promise<{ name: string; isDefault: boolean }[]>;
  wrapSecret(bytes: Uint8Array): Promise<Uint8Array>;
  unwrapSecret(bytes: Uint8Array): Promise<Uint8Array>;
  /** The display of called numbers in a window of its own; `opened: false` where this shell has no windows. */
  openDisplay(): Promise<{ opened: boolean }>;
}

const blob = (bytes: Uint8Array, type = 'application/octet-stream') => new Blob([Uint8Array.from(bytes)], { type });
const bytesOf = async (of: Blob) => new Uint8Array(await of.arrayBuffer());

/** Passes a refusal on as what it is. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') {
      throw new Refusal(error.data.code as RefusalCode, error.message, { cause: error });
    }
    throw error;
  }
}

export function shellClient(port: Port): ShellClient {
  const shell: ContractRouterClient<typeof shellContract> = createORPCClient(new PortLink(port));
  return {
    info: () => asked(shell.info()),
    renderPdf: async (html) => bytesOf(await asked(shell.renderPdf({ html }))),
    printA4: async (pdf, job) =>
      (await asked(shell.printA4({ pdf: new File([blob(pdf)], 'paper.pdf', { type: 'application/pdf' }), ...job })))
        .job,
    printers: () => asked(shell.printers()),
    wrapSecret: async (bytes) => bytesOf(await asked(shell.wrapSecret(blob(bytes)))),
    unwrapSecret: async (bytes) => bytesOf(await asked(shell.unwrapSecret(blob(bytes)))),
    openDisplay: () => asked(shell.openDisplay()),
  };
}
