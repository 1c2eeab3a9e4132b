import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './machine.ts';

const root = join(import.meta.dirname, '../..');

/**
 * 10 000 kills of a recording ledger (`KILLS=N` for another number): no acknowledged action is lost. It does not prove
 * anything about power loss.
 * @returns whether all went well
 */
export function runKills(): boolean {
  const kills = Number(process.env.KILLS ?? 10_000);
  const report = join(root, 'test-results/long.json');
  mkdirSync(join(root, 'test-results'), { recursive: true });
  rmSync(report, { force: true });

  const started = performance.now();
  const run = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      'main/office/ledger/crash',
      ...['--json', `--outputFile=${report}`, '--testTimeout', String(12 * 3_600_000)],
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, KILLS: String(kills) } },
  );
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const result = {
    test: 'kill -9 of a recording ledger',
    kills,
    ...{ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests },
    seconds: Math.round((performance.now() - started) / 1000),
    on: new Date().toISOString().slice(0, 10),
    machine,
  };
  mkdirSync(join(root, 'docs/evidence'), { recursive: true });
  writeFileSync(join(root, 'docs/evidence/kills.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return run.status === 0;
}
