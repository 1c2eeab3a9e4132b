import { statSync } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { legalDay } from '../calendar/index.ts';
import { hashFile } from './copy.ts';

/** Where recordings lie, as they came. */
export function footageDir(dataDir: string): string {
  return join(dataDir, 'footage');
}

/** Unfinished copies: same file system, so that a rename puts them in place. */
export function partialDir(dataDir: string): string {
  return join(footageDir(dataDir), '.partial');
}

/** By month of recording and content, so that a copy put in place twice is one file. Forward slashes. */
export function footagePath(startAt: string, sha256: string, name: string): string {
  const [year, month] = legalDay(startAt).split('-');
  return `${year}/${month}/${sha256}${extname(name).toLowerCase()}`;
}

/** Whether the stored file lies in its place; after a restore it lies on the former PC. Content is not read. */
export function isInPlace(dataDir: string, clip: { readonly path: string; readonly sizeBytes: number }): boolean {
  return statSync(join(footageDir(dataDir), clip.path), { throwIfNoEntry: false })?.size === clip.sizeBytes;
}

/** Bytes that may still be written beside the recordings. */
export async function freeBytes(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize;
}

/** Puts a verified copy in its place, read-only, and makes its name durable. Safe to repeat after a crash. */
export async function putInPlace(dataDir: string, partial: string, path: string, sha256: string): Promise<void> {
  const target = join(footageDir(dataDir), path);
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  if (await isThere(target, sha256)) {
    await rm(partial);
  } else {
    await chmod(partial, 0o444);
    await rename(partial, target);
  }
  for (let at = folder; at !== dirname(dataDir); at = dirname(at)) await syncFolder(at);
}

async function isThere(target: string, sha256: string): Promise<boolean> {
  if ((await stat(target).catch(() => undefined)) === undefined) return false;
  if ((await hashFile(target)) === sha256) return true;
  // Something else lies under this name: it was never recorded as this content, and stays beside it.
  await rename(target, `${target}.damaged`);
  return false;
}

/** Windows cannot open folders and journals names itself (NTFS). */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
