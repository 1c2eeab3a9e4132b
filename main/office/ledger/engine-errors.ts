import { Refusal, type RefusalCode } from '../../../preload/contract/refusal.ts';

/** What the engine or the file system says, as a sentence for people. Anything unknown stays a bug. */
const sentences: Readonly<Record<string, readonly [RefusalCode, string]>> = {
  SQLITE_FULL: ['LED-401', '磁盘空间不足，这一步没有保存，此前保存的内容都完好；请清理磁盘后再试一次。'],
  ENOSPC: ['LED-401', '磁盘空间不足，这一步没有保存，此前保存的内容都完好；请清理磁盘后再试一次。'],
  EDQUOT: ['LED-401', '磁盘空间不足，这一步没有保存，此前保存的内容都完好；请清理磁盘后再试一次。'],
  SQLITE_CORRUPT: [
    'LED-105',
    '账本文件已损坏，程序没有改动它；请保留原文件，用最近的备份在新文件夹恢复，并联系技术支持。',
  ],
  SQLITE_NOTADB: [
    'LED-105',
    '账本文件已损坏，程序没有改动它；请保留原文件，用最近的备份在新文件夹恢复，并联系技术支持。',
  ],
  SQLITE_BUSY: ['LED-402', '账本正被另一个操作占用，这一步没有保存；请稍等几秒再试一次。'],
  SQLITE_IOERR: ['LED-403', '磁盘读写出错，这一步没有保存；请检查硬盘和连线，并尽快做一次备份。'],
  EIO: ['LED-403', '磁盘读写出错，这一步没有保存；请检查硬盘和连线，并尽快做一次备份。'],
  EROFS: ['LED-404', '账本所在磁盘是只读的，这一步没有保存；请换到可以写入的位置，或请管理员开放权限。'],
  EACCES: ['LED-404', '没有权限读写账本文件夹，这一步没有保存；请管理员检查文件夹权限。'],
  EPERM: ['LED-404', '没有权限读写账本文件夹，这一步没有保存；请管理员检查文件夹权限。'],
  SQLITE_CANTOPEN: ['LED-404', '没有权限读写账本文件夹，这一步没有保存；请管理员检查文件夹权限。'],
};

/** The refusal that stands for an engine or file-system error; every other error comes back unchanged. */
export function explain(error: unknown): unknown {
  // A view may have wrapped the engine's error into its own.
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined);
  if (error instanceof Refusal || code === undefined) return error;
  // SQLite's extended codes (SQLITE_IOERR_FSYNC) extend the primary one.
  const known = sentences[code] ?? sentences[code.split('_').slice(0, 2).join('_')];
  return known ? new Refusal(known[0], known[1], { cause: error }) : error;
}

/** Runs `work` and turns engine errors into refusals. */
export function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(error);
  }
}

/** The code of a system or engine error. Not by instanceof: a test runs in another realm than node's own errors. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
