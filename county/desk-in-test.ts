import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ChainHeader, GENESIS, headerText } from '../preload/contract/chain.ts';
import type { WireAction } from '../preload/contract/county.ts';

const hex = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** A desk that makes a true chain, for tests of the county alone. */
export class ChainMaker {
  readonly deskId = randomUUID();
  readonly actions: WireAction[] = [];

  /** Appends an action and returns it as it goes over the wire. */
  add(
    kind: string,
    payload: unknown,
    more: { subject?: string; scope?: WireAction['header']['scope'] } = {},
  ): WireAction {
    const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload), 'utf8');
    const salt = randomBytes(16);
    const scope = more.scope ?? 'county';
    const header: ChainHeader & WireAction['header'] = {
      id: randomUUID(),
      desk: this.deskId,
      deskSeq: this.actions.length + 1,
      subject: more.subject ?? randomUUID(),
      subjectVersion: this.actions.length + 1,
      kind,
      version: 1,
      at: new Date(Date.UTC(2026, 10, 20, 2, 0, this.actions.length)).toISOString(),
      actor: 'system',
      scope,
      payloadHash: hex(salt, bytes),
      prevHash: this.actions.at(-1)?.hash ?? GENESIS,
    };
    const open = scope === 'county' ? { payload: bytes.toString('base64'), salt: salt.toString('hex') } : {};
    const action: WireAction = { header, hash: hex(headerText(header)), ...open };
    this.actions.push(action);
    return action;
  }

  /** A batch from `from` on. */
  batch(from: number, count = this.actions.length): { deskId: string; from: number; actions: WireAction[] } {
    return { deskId: this.deskId, from, actions: this.actions.slice(from - 1, from - 1 + count) };
  }
}
