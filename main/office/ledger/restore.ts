import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 } from 'uuid';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import { AccessLog } from './access-log.ts';
import { ledgerRestored } from './actions.ts';
import { macOf, manifestSchema } from './backup.ts';
import { type Connection, openWriter } from './connection.ts';
import { syncFolder } from './durable.ts';
import { explain } from './engine-errors.ts';
import { sealHead } from './head-seal.ts';
import { emptyHead, JournalWriter } from './journal.ts';
import { unlockDemo, unlockWithPassphrase, unlockWithRecoveryCode } from './keys.ts';
import { migrate } from './migrate.ts';
import { factsOf, fileOf } from './open.ts';
import { registryOf } from './registry.ts';
import { type Member, readArchive, writeAll } from './tar.ts';
import { act, type Head } from './types.ts';

/** What opens the backup. A demo backup needs nothing. */
export type RestoreSecret =
  | { readonly kind: 'recovery-code'; readonly code: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'demo' };

/** A restored ledger: it goes on under a new desk id. */
export interface RestoreReport {
  readonly dataKey: Uint8Array;
  readonly ledgerId: string;
  readonly desk: string;
  readonly oldHead: Head;
  /** Stored files that came back. */
  readonly files: number;
}

/** The only names that may come out of an archive. */
const ALLOWED = /^(?:manifest\.json|ledger\.key|ledger\.db|files\/([0-9a-f]{2})\/\1[0-9a-f]{62})$/;

/**
 * Unpacks a backup into an empty folder and starts a new desk whose first action names the old head, so that no
 * sequence number is ever used twice. A failed restore leaves the folder empty again.
 */
export async function restore(options: {
  readonly from: string;
  readonly dir: string;
  readonly secret: RestoreSecret;
  readonly clock: () => Date;
  /** Name of the new desk; the old one's when absent. */
  readonly deskName?: string;
}): Promise<RestoreReport> {
  const { dir } = options;
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    refuse('LED-502', '恢复的目标文件夹不是空的，没有改动它；请选择一个空文件夹。');
  }
  if (!existsSync(options.from))
    refuse('LED-505', '找不到备份文件，没有恢复任何内容；请检查备份盘是否插好、路径是否正确。');
  try {
    mkdirSync(dir, { recursive: true });
    const { manifest, files } = unpack(options.from, dir);
    const dataKey = await unlock(dir, options.secret);
    return { ...(await startDesk(dir, dataKey, manifest, options)), files };
  } catch (error) {
    for (const name of existsSync(dir) ? readdirSync(dir) : [])
      rmSync(join(dir, name), { recursive: true, force: true });
    const explained = explain(error);
    // A backup whose database cannot be read is a damaged backup, not a damaged ledger.
    if (explained instanceof Refusal && explained.code === 'LED-105') damaged(error);
    throw explained;
  }
}

function unpack(from: string, dir: string): { manifest: unknown; files: number } {
  let manifest: unknown;
  let files = 0;
  const chunk = Buffer.alloc(1 << 20);
  const seen = new Set<string>();
  readArchive(from, (member) => {
    if (!ALLOWED.test(member.name) || seen.has(member.name)) damaged();
    seen.add(member.name);
    if (member.name === 'manifest.json') {
      manifest = readJson(member);
      return;
    }
    const path = join(dir, member.name);
    mkdirSync(dirname(path), { recursive: true });
    const handle = openSync(path, 'wx', 0o600);
    try {
      for (let got = member.read(chunk); got > 0; got = member.read(chunk)) writeAll(handle, chunk.subarray(0, got));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    syncFolder(dirname(path));
    if (member.name.startsWith('files/')) files += 1;
  });
  if (!seen.has('ledger.db') || !seen.has('ledger.key')) damaged();
  syncFolder(dir);
  return { manifest, files };
}

async function startDesk(
  dir: string,
  dataKey: Uint8Array,
  claimed: unknown,
  options: { readonly clock: () => Date; readonly deskName?: string },
) {
  const db = openWriter(fileOf(dir), dataKey);
  try {
    requireWhole(db);
    migrate(db, dir);
    const facts = factsOf(db);
    const { desk, deskSeq, hash, position } = facts.head;
    const oldHead: Head = { desk, deskSeq, hash };
    requireManifest(claimed, dataKey, facts.ledgerId, oldHead);
    const { ledgerId } = facts;
    const deskName = options.deskName ?? facts.deskName;
    const now = options.clock();
    const fresh = db
      .transaction(() =>
        new JournalWriter(db, registryOf([])).append(
          emptyHead(v7(), position),
          'system',
          now,
          act(ledgerRestored, ledgerId, { ledgerId, oldHead, deskName }),
        ),
      )
      .immediate();
    sealHead(dir, dataKey, {
      ledgerId,
      head: fresh.head,
      access: new AccessLog(db).head(),
      sealedAt: now.toISOString(),
    });
    return { dataKey, ledgerId, desk: fresh.head.desk, oldHead };
  } finally {
    db.close();
  }
}

/** Reads every page: damage is found now, not when somebody opens an old case. */
function requireWhole(db: Connection): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') damaged();
}

/** The archive's database must end where its manifest says. */
function requireManifest(claimed: unknown, dataKey: Uint8Array, ledgerId: string, head: Head): void {
  const parsed = manifestSchema.loose().safeParse(claimed);
  if (!parsed.success) damaged(parsed.error);
  const manifest = manifestSchema.parse(claimed);
  const fits =
    parsed.data.mac === macOf(dataKey, manifest) &&
    manifest.ledgerId === ledgerId &&
    manifest.head.desk === head.desk &&
    manifest.head.deskSeq === head.deskSeq &&
    manifest.head.hash === head.hash;
  if (!fits) damaged();
}

async function unlock(dir: string, secret: RestoreSecret): Promise<Uint8Array> {
  switch (secret.kind) {
    case 'demo':
      return unlockDemo(dir);
    case 'passphrase':
      return unlockWithPassphrase(dir, secret.passphrase);
    case 'recovery-code':
      return unlockWithRecoveryCode(dir, secret.code);
  }
}

function readJson(member: Member): unknown {
  if (member.size > 65_536) damaged();
  const bytes = Buffer.alloc(member.size);
  let at = 0;
  while (at < bytes.length) at += member.read(bytes.subarray(at)) || damaged();
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    damaged(cause);
  }
}

function damaged(cause?: unknown): never {
  refuse('LED-503', '备份文件已损坏或不完整，没有恢复任何内容；请换一份备份再试。', { cause });
}
