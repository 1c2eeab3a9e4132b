import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run test:long [-- NAME]`: the loops that are too long for every run. The last results are committed in
 * docs/evidence. Neither proves anything about power loss.
 * - kills: 10 000 kills of a recording ledger (`KILLS=N` for another number): no acknowledged action is lost.
 * - footage: 100 kills of an import of footage, 5 000 small files, a film of 9.5 GiB (needs twice that on the disk).
 */
const root = join(import.meta.dirname, '../..');
const kills = Number(process.env.KILLS ?? 10_000);
const LOOPS = [
  { name: 'kills', test: 'kill -9 of a recording ledger', pattern: 'main/office/ledger/crash', numbers: { kills } },
  {
    name: 'footage',
    test: 'kill -9 of an import of footage, and its large faults',
    pattern: 'main/office/evidence/(kill|faults)',
    numbers: { FOOTAGE_KILLS: 100, SMALL_FILES: 5000, BIG_GIB: 9.5 },
  },
] as const;

const asked = process.argv[2];
const report = join(root, 'test-results/long.json');
mkdirSync(join(root, 'test-results'), { recursive: true });
mkdirSync(join(root, 'docs/evidence'), { recursive: true });

for (const { name, test, pattern, numbers } of LOOPS) {
  if (asked !== undefined && asked !== name) continue;
  rmSync(report, { force: true });
  const started = performance.now();
  const env = Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key.toUpperCase(), String(value)]));
  const run = spawnSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', pattern],
      ...['--json', `--outputFile=${report}`, '--testTimeout', String(12 * 3_600_000)],
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const result = {
    test,
    ...numbers,
    ...{ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests },
    seconds: Math.round((performance.now() - started) / 1000),
    on: new Date().toISOString().slice(0, 10),
    machine: `${process.platform} ${process.arch}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  };
  writeFileSync(join(root, `docs/evidence/${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (run.status !== 0) process.exitCode = run.status ?? 1;
}
