import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../preload/contract/refusal.ts';
import { canonicalBytes } from './chain.ts';
import { openForCopy } from './connection.ts';
import { deriveKey, mac } from './derive.ts';
import { syncFile, syncFolder } from './durable.ts';
import { explain } from './engine-errors.ts';
import { requireFit } from './keys.ts';
import { refuseFuture } from './migrate.ts';
import { factsOf, fileOf } from './open.ts';
import { memberOf, writeEnd, writeMember } from './tar.ts';
import type { Head } from './types.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** What a backup says about itself; its MAC proves that the head is the one of the day it was made. */
export const manifestSchema = z.object({
  format: z.literal(1),
  ledgerId: z.uuid(),
  kind: z.enum(['demo', 'real']),
  deskName: z.string(),
  head: z.object({ desk: z.uuid(), deskSeq: z.int().min(1), hash }),
  files: z.int().min(0),
  madeAt: z.iso.datetime(),
});
type Manifest = z.infer<typeof manifestSchema>;

/** What was backed up. */
export interface BackupReport {
  readonly to: string;
  readonly bytes: number;
  readonly head: Head;
  readonly files: number;
  /** Stored files that are gone from the ledger's folder: the backup was made without them. */
  readonly missing: readonly string[];
}

/**
 * Copies a ledger into one archive (POSIX tar): manifest, wrapped key, database as of one moment, stored files.
 * Everything in it stays encrypted. May run beside the open office. `to` appears only when it is complete.
 */
export function backup(options: {
  readonly dir: string;
  readonly dataKey: Uint8Array;
  readonly to: string;
  readonly clock: () => Date;
}): BackupReport {
  const { dir, dataKey } = options;
  const to = resolve(options.to);
  requireFit(dir, dataKey);
  if (existsSync(to)) refuse('LED-501', '备份目标文件已经存在，没有覆盖它；请换一个文件名。');
  if (!existsSync(dirname(to))) {
    refuse('LED-504', '找不到要存放备份的文件夹，没有生成备份；请检查备份盘是否插好、路径是否正确。');
  }
  const copy = `${to}.db.tmp`;
  const archive = `${to}.tmp`;
  try {
    copyDatabase(dir, dataKey, copy);
    const { manifest, files } = contentOf(copy, dataKey, options.clock());
    const missing = files.filter((name) => !existsSync(join(dir, 'files', name.slice(0, 2), name)));
    const handle = openSync(archive, 'w', 0o600);
    try {
      const sealed = { ...manifest, mac: macOf(dataKey, manifest) };
      writeMember(handle, memberOf('manifest.json', Buffer.from(`${JSON.stringify(sealed, null, 2)}\n`)));
      writeMember(handle, memberOf('ledger.key', readFileSync(join(dir, 'ledger.key'))));
      archiveFile(handle, 'ledger.db', copy);
      for (const name of files) {
        if (!missing.includes(name))
          archiveFile(handle, `files/${name.slice(0, 2)}/${name}`, join(dir, 'files', name.slice(0, 2), name));
      }
      writeEnd(handle);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(archive, to);
    syncFolder(dirname(to));
    return { to, bytes: statSync(to).size, head: manifest.head, files: files.length - missing.length, missing };
  } catch (error) {
    rmSync(archive, { force: true });
    throw explain(error);
  } finally {
    rmSync(copy, { force: true });
  }
}

export function macOf(dataKey: Uint8Array, manifest: Manifest): string {
  return mac(deriveKey(dataKey, 'backup'), canonicalBytes(manifest).toString('utf8'));
}

/** A consistent copy of the encrypted database; SQLite does not sync it by itself. */
function copyDatabase(dir: string, dataKey: Uint8Array, copy: string): void {
  rmSync(copy, { force: true });
  const db = openForCopy(fileOf(dir), dataKey);
  try {
    refuseFuture(db);
    db.prepare('VACUUM INTO ?').run(copy);
  } finally {
    db.close();
  }
  syncFile(copy);
}

function contentOf(copy: string, dataKey: Uint8Array, now: Date): { manifest: Manifest; files: string[] } {
  const db = openForCopy(copy, dataKey);
  try {
    const { head, ledgerId, kind, deskName } = factsOf(db);
    const files = db
      .prepare<[], string>('SELECT sha256 FROM ledger_file WHERE quarantined_at IS NULL ORDER BY sha256')
      .pluck()
      .all();
    const { desk, deskSeq, hash: last } = head;
    const madeAt = now.toISOString();
    return {
      manifest: {
        format: 1,
        ledgerId,
        kind,
        deskName,
        head: { desk, deskSeq, hash: last },
        files: files.length,
        madeAt,
      },
      files,
    };
  } finally {
    db.close();
  }
}

function archiveFile(handle: number, name: string, path: string): void {
  const from = openSync(path, 'r');
  try {
    writeMember(handle, { name, size: statSync(path).size, read: (into) => readSync(from, into) });
  } finally {
    closeSync(from);
  }
}
