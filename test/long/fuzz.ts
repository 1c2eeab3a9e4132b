import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { machine } from './machine.ts';
import { type Progress, readProgress, writeWhole } from './shards.ts';

const root = join(import.meta.dirname, '../..');
const TOTAL = Number(process.env.FUZZ ?? 1e8);
const PER_SHARD = Math.min(TOTAL, 1e6);
const SHARDS = Math.ceil(TOTAL / PER_SHARD);
const JOBS = Number(process.env.JOBS ?? Math.max(1, cpus().length - 1));
const recordOf = (test: string) => join(root, 'test-results/fuzz', `${test.replaceAll('/', '-')}.json`);

/** One process for one codec; its words go to ours. */
function runCodec(test: string): Promise<boolean> {
  return new Promise((resolve) => {
    const args = ['--expose-gc', '--no-warnings', 'test/long/codec.ts', test, recordOf(test), String(SHARDS)];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, FUZZ: String(PER_SHARD) },
    });
    child.once('exit', (code) => resolve(code === 0));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        child.kill();
        process.exit(1);
      });
  });
}

/** The progress of a codec as it is committed: sums instead of a hundred lines. */
function result({ codec, sources, tests, inputsPerShard, shards, memoryGrowthKiB, highestResidentMiB }: Progress) {
  return {
    ...{ codec, tests, inputsPerTest: shards.length * inputsPerShard, sources },
    shards: `0-${shards.length - 1}, ${inputsPerShard} inputs a test each, seeded by their number`,
    seconds: Math.round(shards.reduce((sum, { seconds }) => sum + seconds, 0)),
    ...{ memoryGrowthKiB, highestResidentMiB },
    from: shards.map(({ on }) => on).sort()[0],
    to: shards
      .map(({ on }) => on)
      .sort()
      .at(-1),
  };
}

/**
 * 10⁸ malformed, split, merged and corrupted inputs for every test of every codec (`FUZZ=N` for another number, `JOBS=N`
 * codecs at once). Made in shards of a million, each from a seed of its own; may be stopped at any moment and goes on
 * where it was, as long as the sources are the same. Writes docs/evidence/fuzz.json: the codecs that are through, and by
 * name those that are not yet.
 * @param only parts of the paths of codecs; none = all
 * @returns whether all went well
 */
export async function runFuzz(only: readonly string[]): Promise<boolean> {
  const all = globSync('main/**/*fuzz.test.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const wanted = all.filter((path) => only.length === 0 || only.some((name) => path.includes(name)));
  const queue = [...wanted];
  let good = wanted.length > 0;
  const worker = async () => {
    for (let test = queue.shift(); test !== undefined; test = queue.shift()) good = (await runCodec(test)) && good;
  };
  await Promise.all(Array.from({ length: JOBS }, worker));
  const progress = all.map((test) => ({ test, done: readProgress(recordOf(test)) }));
  const through = ({ done }: (typeof progress)[number]) =>
    done !== null && done.shards.length * done.inputsPerShard >= TOTAL;
  const codecs = progress.filter(through).flatMap(({ done }) => done && result(done));
  if (good && codecs.length > 0)
    writeWhole(join(root, 'docs/evidence/fuzz.json'), {
      test: 'malformed, split, merged and corrupted inputs to every device codec: none accepted, none throws',
      codecs,
      notYet: progress.filter((one) => !through(one)).map(({ test }) => test),
      on: new Date().toISOString().slice(0, 10),
      machine,
    });
  process.stdout.write(`fuzz: ${codecs.length} of ${all.length} codecs are through ${TOTAL} inputs a test\n`);
  return good;
}
