import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keptBy } from '../ledger/index.ts';

/** What a demo makes in its folder; anything else there is not ours. */
const OURS = /^(?:ledger\..+|rebuild\.db.*|files|footage|quarantine|county|volumes)$/;

/** Clears away a demo whose making was interrupted: half a town would stay half for ever. Never a real ledger. */
export function clearDemo(dir: string): void {
  if (existsSync(join(dir, 'ledger.key')) && keptBy(dir) !== 'demo') return;
  // The key goes last: it says that the rest may go.
  const names = readdirSync(dir).filter((name) => OURS.test(name) && name !== 'ledger.key');
  for (const name of [...names, 'ledger.key']) rmSync(join(dir, name), { recursive: true, force: true });
}
