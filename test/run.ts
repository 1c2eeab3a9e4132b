import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm test`: everything CI runs. Checks first (they are quick), then the unit and wire tests, then the real program.
 * The last line counts over all suites; a check that fails counts as one failed test.
 */
const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results');
const node = process.execPath;
const total = { passed: 0, failed: 0, skipped: 0 };

function run(name: string, command: string, args: readonly string[]): Promise<number> {
  process.stdout.write(`\n── ${name}\n`);
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', (error) => {
      process.stdout.write(`${String(error)}\n`);
      resolve(1);
    });
    child.once('close', (code) => {
      process.stdout.write(
        `── ${name}: ${code === 0 ? 'ok' : 'FAILED'}, ${Math.round((performance.now() - started) / 1000)} s\n`,
      );
      resolve(code ?? 1);
    });
  });
}

async function check(name: string, script: string): Promise<void> {
  const code = await run(name, 'npm', ['run', '--silent', script]);
  total[code === 0 ? 'passed' : 'failed'] += 1;
}

/** Adds a suite; a runner that died without a report counts as one failure. */
function count(
  file: string,
  code: number,
  read: (report: never) => { passed: number; failed: number; skipped: number },
): void {
  if (!existsSync(file)) {
    total.failed += 1;
    return;
  }
  const counted = read(JSON.parse(readFileSync(file, 'utf8')) as never);
  total.passed += counted.passed;
  total.failed += counted.failed;
  total.skipped += counted.skipped;
  if (code !== 0 && counted.failed === 0) total.failed += 1;
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await check('types', 'types');
await check('lint and formatting', 'lint');
await check('layering', 'layers');
await check('unused code', 'unused');

const jestReport = join(results, 'jest.json');
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const jestCode = await run('unit and wire tests', node, [
  ...jest,
  '--json',
  `--outputFile=${jestReport}`,
  '--silent=false',
]);
count(
  jestReport,
  jestCode,
  (report: {
    numPassedTests: number;
    numFailedTests: number;
    numRuntimeErrorTestSuites: number;
    numPendingTests: number;
  }) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests,
  }),
);

const e2eReport = join(results, 'e2e.json');
const e2eCode = await run('the real program', node, ['node_modules/@playwright/test/cli.js', 'test']);
count(
  e2eReport,
  e2eCode,
  (report: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky,
    skipped: report.stats.skipped,
  }),
);

const benchReport = join(results, 'usb-bench.json');
const benchCode = await run('the virtual USB bench', node, ['test/usb-bench/main.ts', '--report', benchReport]);
count(benchReport, benchCode, (report: { passed: number; failed: number; skipped: number }) => report);

await check('the Electron shell', 'electron-check');
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
