import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { isRecording, isTrack } from '../../../preload/contract/recording-files.ts';
import { type ClipName, isIgnored } from './bodycam-names.ts';
import { hasNameOf, mayBelong } from './companions.ts';

/** A file as it lies on a volume. */
export interface FoundFile {
  /** Below the root of the volume, as the system spells it. */
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** A film beside which something lies; the path is null where only its stored copy is known any more. */
export type Film = Omit<FoundFile, 'path'> & { readonly path: string | null };

/** A file, and what its name tells. */
export interface Named extends FoundFile {
  /** Null where no profile fits: then the time of the file is all that is known. */
  readonly said: ClipName | null;
}

/** What is taken from a camera: film, sound or picture, and what lies beside them (companions.ts). */
export interface Recording extends Named {
  readonly kind: 'MEDIA' | 'GPS' | 'LOG';
  /** The film that this file has its name from; null for a film itself and for a log. */
  readonly beside: Film | null;
}

/** 录像 as people count them. */
export const isFilm = ({ kind }: Pick<Recording, 'kind'>): boolean => kind === 'MEDIA';

/** Waits; ends early with an error when `signal` aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

const MAX_DEPTH = 8;
const STEADY_MS = 2000;
const ROUNDS = 5;

/** What the names of the files of one volume tell. */
export type ReadNames = (files: readonly FoundFile[]) => Recording[];

/** What lies on a volume, and the paths below its root that could not be read: a folder hides all that is in it. */
export interface Listing {
  readonly files: readonly FoundFile[];
  readonly unread: readonly string[];
}

/**
 * Lists media files and what may belong to them, and never follows links. What goes away meanwhile was not there. An xml
 * that cannot be read is told only where it has the name of a recording: any other is nobody's concern.
 * @throws the system's error when the root itself cannot be read
 */
export async function listFiles(root: string): Promise<Listing> {
  const files: FoundFile[] = [];
  const unread: string[] = [];
  const seen: string[] = [];
  /** What is under way, or undefined where it cannot be had. */
  const had = <T>(path: string, work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: { code?: string }) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') unread.push(path);
      return undefined;
    });
  const walk = async (folder: string, entries: readonly Dirent[], depth: number): Promise<void> => {
    for (const entry of entries) {
      if (isIgnored(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH) {
        const inside = await had(path, readdir(join(root, path), { withFileTypes: true }));
        if (inside !== undefined) await walk(path, inside, depth + 1);
      }
      if (!entry.isFile() || !mayBelong(path)) continue;
      seen.push(path);
      const facts = await had(path, stat(join(root, path)));
      if (facts === undefined || facts.size === 0) continue;
      files.push({ path, name: entry.name, sizeBytes: facts.size, modifiedMs: Math.floor(facts.mtimeMs) });
    }
  };
  await walk('', await readdir(root, { withFileTypes: true }), 0);
  const belongs = (track: string) => seen.some((one) => isRecording(one) && hasNameOf(basename(track), basename(one)));
  return { files, unread: unread.filter((path) => !(isTrack(path) && seen.includes(path)) || belongs(path)) };
}

/** Whether a file may still lie where this look could not see it. */
export const isHidden = (path: string, unread: readonly string[]): boolean =>
  unread.some((one) => path === one || path.startsWith(`${one}${sep}`));

/** Whether what lies there came from a body camera. */
export function looksLikeCamera(recordings: readonly Named[]): boolean {
  return recordings.some((one) => one.said !== null);
}

/** Lists until every size was the same twice, two seconds apart; what still grows after some rounds is named apart. */
export async function steadyRecordings(
  root: string,
  read: ReadNames,
  wait: Wait,
  signal: AbortSignal,
): Promise<{ steady: Recording[]; growing: Recording[]; unread: readonly string[] }> {
  const same = new Map<string, number>();
  let before = new Map<string, number>();
  let now: readonly FoundFile[] = [];
  let unread: readonly string[] = [];
  let recordings: Recording[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (round > 0) await wait(STEADY_MS, signal);
    signal.throwIfAborted();
    ({ files: now, unread } = await listFiles(root));
    for (const { path, sizeBytes } of now) {
      same.set(path, before.get(path) === sizeBytes ? (same.get(path) ?? 0) + 1 : 0);
    }
    before = new Map(now.map(({ path, sizeBytes }) => [path, sizeBytes]));
    recordings = read(now);
    if (round >= 2 && recordings.every(({ path }) => isSteady(same, path))) break;
  }
  return {
    steady: recordings.filter(({ path }) => isSteady(same, path)),
    growing: recordings.filter(({ path }) => !isSteady(same, path)),
    unread,
  };
}

const isSteady = (same: ReadonlyMap<string, number>, path: string) => (same.get(path) ?? 0) >= 2;

/** 重点 first, then the newest, then what lies beside them. hardware.md §4.6 */
export function inOrder<T extends Pick<Recording, 'said' | 'modifiedMs' | 'kind'>>(recordings: readonly T[]): T[] {
  const rank = (one: T) => (isFilm(one) ? (one.said?.important ? 2 : 1) : 0);
  return [...recordings].sort((a, b) => rank(b) - rank(a) || startMs(b) - startMs(a));
}

/** The name is trusted before the time of the file (local time in steps of two seconds on FAT). */
export function startMs({ said, modifiedMs }: Pick<Recording, 'said' | 'modifiedMs'>): number {
  return said?.startAt ? Date.parse(said.startAt) : modifiedMs;
}
