import type { Hello, Port } from '../../preload/contract/carrier.ts';
import type { Printer, ShellInfo } from '../../preload/contract/shell.ts';

/** A running office or devices process, as its shell sees it. */
export interface Child {
  /** Opens a port to it; this end is the shell's. */
  open(hello: Hello): Port;
  /** Resolves with the exit code (or signal name) when it is gone. Never rejects. */
  readonly gone: Promise<number | string>;
  /** Ends it at once. */
  kill(): void;
}

export type Program = 'office' | 'devices';

/** What a shell does for the office; refusals are thrown as `Refusal`. */
export interface ShellServices {
  readonly info: ShellInfo;
  renderPdf(page: { html: string; landscape?: boolean | undefined }): Promise<Uint8Array>;
  printers(): Promise<Printer[]>;
  printA4(job: { pdf: Uint8Array; printer?: string | undefined; copies: number }): Promise<{ job: string }>;
  wrapSecret(plain: Uint8Array): Promise<Uint8Array>;
  unwrapSecret(wrapped: Uint8Array): Promise<Uint8Array>;
  openDisplay(): Promise<{ opened: boolean }>;
}

/** What the two shells have in common; everything else is built on it (house.ts). */
export interface Shell<C extends Child = Child> {
  readonly services: ShellServices;
  start(program: Program, options: readonly string[]): C;
  /** Makes a direct way between office and devices. */
  introduce(office: C, devices: C, starts: number): void;
}
