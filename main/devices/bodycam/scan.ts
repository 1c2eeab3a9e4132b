import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const MEDIA = /\.(mp4|mov|avi|mkv|ts|wav|aac|jpe?g)$/i;
/** SEGTEMP holds pre-record segments that the camera is still working with. hardware.md §4.3. */
const IGNORED = /^(\..*|SEGTEMP|System Volume Information|\$RECYCLE\.BIN|LOST\.DIR)$/i;
const MAX_DEPTH = 8;
const MAX_FILES = 50_000;

/**
 * What a volume holds, as one string that is equal only while nothing is added, removed or growing.
 * @returns null when there is no such folder or no recording in it
 * @throws the system's error when it cannot be read
 */
export async function scanVolume(root: string): Promise<string | null> {
  const files: string[] = [];
  await walk(root, 0, files);
  return files.length === 0 ? null : files.sort().join('\n');
}

async function walk(directory: string, depth: number, files: string[]): Promise<void> {
  if (depth > MAX_DEPTH || files.length > MAX_FILES) return;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (IGNORED.test(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await walk(path, depth + 1, files);
    else if (entry.isFile() && MEDIA.test(entry.name)) files.push(`${path} ${(await stat(path)).size}`);
  }
}
