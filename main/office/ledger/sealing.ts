import type { AccessHead } from './access-log.ts';
import { sealHead } from './head-seal.ts';
import type { Head, Ledger, LedgerLog } from './types.ts';

const SEAL_AFTER_MS = 1_000;

/** Seals the heads of both chains: at once at turning points, else a moment after the last change. */
export class Sealing {
  readonly #on: SealedLedger;
  readonly #heads: () => { readonly head: Head; readonly access: AccessHead };
  #waiting: NodeJS.Timeout | undefined;

  constructor(on: SealedLedger, heads: () => { readonly head: Head; readonly access: AccessHead }) {
    this.#on = on;
    this.#heads = heads;
  }

  soon(): void {
    if (this.#waiting) return;
    this.#waiting = setTimeout(() => this.now(), SEAL_AFTER_MS).unref();
  }

  /** What is recorded is safe without the seal, so a seal that cannot be written (full disk) is logged, not thrown. */
  now(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    const { info, dataKey, clock, log } = this.#on;
    try {
      sealHead(info.dir, dataKey, { ...this.#heads(), ledgerId: info.ledgerId, sealedAt: clock().toISOString() });
    } catch (error) {
      log.error({ err: error }, 'the head could not be sealed');
    }
  }
}

interface SealedLedger {
  readonly info: Ledger['info'];
  readonly dataKey: Uint8Array;
  readonly clock: () => Date;
  readonly log: LedgerLog;
}
