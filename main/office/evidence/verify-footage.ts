import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sql } from 'drizzle-orm';
import { isRecording } from '../../../preload/contract/recording-files.ts';
import type { ReadLedger } from '../ledger/index.ts';
import { hashFile } from './copy.ts';
import { footageDir } from './footage.ts';
import { clips } from './tables.ts';

/** What the ledger says of a kept recording, or of what lay beside it. */
export interface FootageRow {
  readonly name: string;
  /** Below the footage folder, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Desk that stored it. A backup holds no footage: what a former desk stored lies on the PC it ran on. */
  readonly desk: string;
}

/** Every recording that the ledger keeps. */
export function footageRows(read: ReadLedger): FootageRow[] {
  const { name, path, sizeBytes, sha256 } = clips;
  const desk = sql<string>`(SELECT desk FROM ledger_journal WHERE subject = clip.id AND subject_version = 1)`;
  return read.select({ name, path, sizeBytes, sha256, desk }).from(clips).orderBy(clips.startAt).all();
}

/**
 * Reads every recording again and compares length and hash; names what is missing or changed, what a restore left on
 * the former PC, and files that no row speaks of. Chinese sentences, in the order of the rows.
 * @param desk the desk that runs now.
 */
export async function verifyFootage(
  dataDir: string,
  rows: readonly FootageRow[],
  desk: string,
): Promise<{ problems: string[]; notes: string[]; files: number }> {
  const root = footageDir(dataDir);
  const problems: string[] = [];
  const elsewhere: string[] = [];
  for (const { name, path, sizeBytes, sha256, desk: storedBy } of rows) {
    const file = join(root, path);
    const found = await stat(file).catch(() => undefined);
    const what = `${isRecording(name) ? '录像' : '附带文件'} ${name}（${path}）`;
    if (found === undefined && storedBy !== desk) {
      elsewhere.push(`${what}：文件在恢复前的电脑上，备份不含录像；请从那台电脑的 footage 文件夹拷来`);
    } else if (found === undefined) problems.push(`${what}：文件缺失`);
    else if (found.size !== sizeBytes) problems.push(`${what}：长度与登记不符，已损坏或被改动`);
    else {
      const hash = await hashFile(file).catch(() => undefined);
      if (hash === undefined) problems.push(`${what}：读不出来`);
      else if (hash !== sha256) problems.push(`${what}：内容与登记的哈希不符，已损坏或被改动`);
    }
  }
  const known = new Set(rows.map((row) => row.path));
  const lying = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const strangers = lying
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('.partial/') && !known.has(path))
    .map((path) => `录像文件夹里的 ${path} 没有登记，未删除`);
  return { problems, notes: [...elsewhere, ...strangers], files: rows.length };
}
