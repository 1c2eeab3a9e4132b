import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { registered } from './plain.ts';
import { type Progress, readProgress, writeWhole } from './shards.ts';

/**
 * One process, one codec: `codec.ts FUZZ_TEST RECORD SHARDS`. Runs the tests of a fuzz.test.ts with FUZZ inputs each,
 * shard after shard, skipping those that the record lists. May be killed at any moment: one shard at most is lost.
 */
const MEMORY_LIMIT_KIB = 16 * 1024;
const root = join(import.meta.dirname, '../..');
const [path = '', record = '', wanted = ''] = process.argv.slice(2);
const codec = codecName(path);

const loaded = new Set<string>();
const plain = pathToFileURL(join(import.meta.dirname, 'plain.ts')).href;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: plain, shortCircuit: true };
    const found = next(specifier, context);
    if (found.url.startsWith(pathToFileURL(root).href) && !found.url.includes('/node_modules/'))
      loaded.add(fileURLToPath(found.url));
    return found;
  },
});
await import(pathToFileURL(join(root, path)).href);

const inputsPerShard = Number(process.env.FUZZ);
let progress: Progress = {
  codec,
  sources: sourcesHash(),
  inputsPerShard,
  // Those that name the number take as many; another may take fewer.
  tests: registered
    .filter(({ name }) => name.includes(`${inputsPerShard} `))
    .map(({ name }) => name.replace(`${inputsPerShard} `, '')),
  ...{ shards: [], memoryGrowthKiB: 0, highestResidentMiB: 0 },
};
if (progress.tests.length === 0) throw new Error(`${path}: no test names its number of inputs`);
const before = readProgress(record);
if (before?.sources === progress.sources && before.inputsPerShard === inputsPerShard) progress = before;
else if (before) say(`${before.shards.length} shards of other sources or another size are set aside`);

const parent = process.ppid;
let afterWarmUp: number | null = null;
for (let shard = 0; shard < Number(wanted); shard++) {
  if (progress.shards.some((done) => done.shard === shard)) continue;
  if (process.ppid !== parent) throw new Error(`${codec}: the run was killed`);
  const seconds = await runShard(shard);
  const held = heldKiB();
  afterWarmUp ??= held;
  progress = {
    ...progress,
    shards: [...progress.shards, { shard, seconds, on: new Date().toISOString() }],
    memoryGrowthKiB: Math.max(progress.memoryGrowthKiB, held - afterWarmUp),
    highestResidentMiB: Math.max(progress.highestResidentMiB, Math.round(process.resourceUsage().maxRSS / 1024)),
  };
  if (progress.memoryGrowthKiB > MEMORY_LIMIT_KIB)
    throw new Error(`${codec}: holds ${progress.memoryGrowthKiB} KiB more`);
  writeWhole(record, progress);
  const hours = ((Number(wanted) - progress.shards.length) * seconds) / 3600;
  const rate = Math.round((inputsPerShard * progress.tests.length) / seconds);
  say(`${progress.shards.length} of ${wanted} shards, ${rate} inputs/s, ${hours.toFixed(1)} h left`);
}

async function runShard(shard: number): Promise<number> {
  const started = performance.now();
  process.env.FUZZ_SHARD = String(shard);
  for (const { name, run } of registered) {
    try {
      await run();
    } catch (error) {
      say(`FAILED: ${name}\n  again: FUZZ=${inputsPerShard} FUZZ_SHARD=${shard} npm run jest -- ${path}`);
      throw error;
    }
  }
  return Math.max(0.1, Math.round((performance.now() - started) / 100) / 10);
}

/** What the process still holds after everything unneeded is gone. */
function heldKiB(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1024);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of [...loaded].sort()) hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(0, 19)}Z ${codec}: ${line}\n`);
}

function codecName(test: string): string {
  return test.replace('main/devices/', '').replace(/\/?fuzz\.test\.ts$/, '');
}
