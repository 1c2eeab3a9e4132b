import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One stretch of inputs from a seed of its own. */
interface Shard {
  readonly shard: number;
  readonly seconds: number;
  readonly on: string;
}

/** How far the long fuzz of one codec is. */
export interface Progress {
  readonly codec: string;
  /** SHA-256 over every source file that the tests load: shards of other sources do not count. */
  readonly sources: string;
  readonly inputsPerShard: number;
  /** As the tests are called; each takes `inputsPerShard` inputs a shard. */
  readonly tests: readonly string[];
  readonly shards: readonly Shard[];
  /** Of all processes that worked on it, the largest growth between warm-up (after the first shard) and end, in KiB. */
  readonly memoryGrowthKiB: number;
  readonly highestResidentMiB: number;
}

export function readProgress(path: string): Progress | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all: the run may be stopped at any moment. */
export function writeWhole(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
