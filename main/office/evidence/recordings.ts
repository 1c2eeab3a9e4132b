import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClipName, isIgnored } from './bodycam-names.ts';
import { isMedia } from './footage.ts';

/** A media file as it lies on a volume. */
export interface FoundFile {
  /** Below the root of the volume, as the system spells it. */
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** A recording: the file, and what its name tells. */
export interface Recording extends FoundFile {
  /** Null where no profile fits: then the time of the file is all that is known. */
  readonly said: ClipName | null;
}

/** Waits; ends early with an error when `signal` aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

const MAX_DEPTH = 8;
const STEADY_MS = 2000;
const ROUNDS = 5;

/** What the names of the files of one volume tell. */
export type ReadNames = (files: readonly FoundFile[]) => Recording[];

/** Lists media files and never follows links. Throws the system's error when a folder cannot be read. */
export async function listFiles(root: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH) await walk(path, depth + 1);
      if (!entry.isFile() || !isMedia(entry.name)) continue;
      const { size, mtimeMs } = await stat(join(root, path));
      if (size === 0) continue;
      const modifiedMs = Math.floor(mtimeMs);
      found.push({ path, name: entry.name, sizeBytes: size, modifiedMs });
    }
  };
  await walk('', 0);
  return found;
}

/** Whether what lies there came from a body camera. */
export function looksLikeCamera(recordings: readonly Recording[]): boolean {
  return recordings.some((one) => one.said !== null);
}

/** Lists until every size was the same twice, two seconds apart; what still grows after some rounds is named apart. */
export async function steadyRecordings(
  root: string,
  read: ReadNames,
  wait: Wait,
  signal: AbortSignal,
): Promise<{ steady: Recording[]; growing: Recording[] }> {
  const same = new Map<string, number>();
  let before = new Map<string, number>();
  let now: FoundFile[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (round > 0) await wait(STEADY_MS, signal);
    signal.throwIfAborted();
    now = await listFiles(root);
    for (const { path, sizeBytes } of now) {
      same.set(path, before.get(path) === sizeBytes ? (same.get(path) ?? 0) + 1 : 0);
    }
    before = new Map(now.map(({ path, sizeBytes }) => [path, sizeBytes]));
    if (round >= 2 && now.every(({ path }) => isSteady(same, path))) break;
  }
  const recordings = read(now);
  return {
    steady: recordings.filter(({ path }) => isSteady(same, path)),
    growing: recordings.filter(({ path }) => !isSteady(same, path)),
  };
}

const isSteady = (same: ReadonlyMap<string, number>, path: string) => (same.get(path) ?? 0) >= 2;

/** 重点 first, then the newest. hardware.md §4.6 */
export function inOrder<T extends Pick<Recording, 'said' | 'modifiedMs'>>(recordings: readonly T[]): T[] {
  const rank = (one: T) => (one.said?.important ? 1 : 0);
  return [...recordings].sort((a, b) => rank(b) - rank(a) || startMs(b) - startMs(a));
}

/** The name is trusted before the time of the file (local time in steps of two seconds on FAT). */
export function startMs({ said, modifiedMs }: Pick<Recording, 'said' | 'modifiedMs'>): number {
  return said?.startAt ? Date.parse(said.startAt) : modifiedMs;
}
