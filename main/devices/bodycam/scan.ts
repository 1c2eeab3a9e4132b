import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isCameraLog, isRecording, isTrack } from '../../../preload/contract/recording-files.ts';
import { systemError } from '../system-error.ts';

/** SEGTEMP holds pre-record segments that the camera is still working with. hardware.md §4.3. */
const IGNORED = /^(\..*|SEGTEMP|System Volume Information|\$RECYCLE\.BIN|LOST\.DIR|lost\+found)$/i;
const MAX_DEPTH = 8;
const MAX_FILES = 50_000;

/** What a look at a volume found. */
export interface Scan {
  /**
   * All recordings, and the tracks and logs beside them, as one string that is equal only while nothing is added,
   * removed or growing; null where there is no recording, whatever else lies there.
   */
  readonly found: string | null;
  /** What could not be read below the root, with the system's error; a folder hides what lies in it. */
  readonly unread: readonly { readonly path: string; readonly error: unknown }[];
}

/**
 * Looks at a volume. One folder that cannot be read hides only itself, and what goes away meanwhile was not there.
 * @throws the system's error when the root itself cannot be read
 */
export async function scanVolume(root: string): Promise<Scan> {
  const files: string[] = [];
  let recordings = 0;
  const unread: { path: string; error: unknown }[] = [];
  /** What is under way, or undefined where it cannot be had. */
  const had = <T>(path: string, work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      const { code } = systemError(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') unread.push({ path, error });
      return undefined;
    });
  const walk = async (directory: string, entries: readonly Dirent[], depth: number): Promise<void> => {
    for (const entry of entries) {
      if (IGNORED.test(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH && files.length <= MAX_FILES) {
        const inside = await had(path, readdir(path, { withFileTypes: true }));
        if (inside !== undefined) await walk(path, inside, depth + 1);
      } else if (entry.isFile() && isRecording(entry.name)) {
        const facts = await had(path, stat(path));
        if (facts === undefined) continue;
        files.push(`${path} ${facts.size}`);
        recordings += 1;
      } else if (entry.isFile() && (isTrack(entry.name) || isCameraLog(path))) {
        // Whether it belongs to a film the office decides: one that cannot be read is no trouble of the camera here.
        const facts = await stat(path).catch(() => undefined);
        if (facts !== undefined) files.push(`${path} ${facts.size}`);
      }
    }
  };
  await walk(root, await readdir(root, { withFileTypes: true }), 0);
  return { found: recordings === 0 ? null : files.sort().join('\n'), unread };
}
