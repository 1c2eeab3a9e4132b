import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './machine.ts';

const root = join(import.meta.dirname, '../..');

/** What is killed, where its test is, and how much of it: `KILLS=N` for another number of kills of the ledger. */
const LOOPS = {
  kills: {
    test: 'kill -9 of a recording ledger',
    pattern: 'main/office/ledger/crash',
    numbers: { kills: Number(process.env.KILLS ?? 10_000) },
  },
  /** 5 000 small files and a film of 9.5 GiB need twice that on the disk. */
  footage: {
    test: 'kill -9 of an import of footage, and its large faults',
    pattern: 'main/office/evidence/(kill|faults)',
    numbers: { FOOTAGE_KILLS: 100, SMALL_FILES: 5000, BIG_GIB: 9.5 },
  },
} as const;

/**
 * Kills again and again; no acknowledged action and no byte of footage is lost. It does not prove anything about power
 * loss. Writes docs/evidence/NAME.json.
 * @returns whether all went well
 */
export function runKills(name: keyof typeof LOOPS): boolean {
  const { test, pattern, numbers } = LOOPS[name];
  const report = join(root, 'test-results/long.json');
  mkdirSync(join(root, 'test-results'), { recursive: true });
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
    machine,
  };
  mkdirSync(join(root, 'docs/evidence'), { recursive: true });
  writeFileSync(join(root, `docs/evidence/${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return run.status === 0;
}
