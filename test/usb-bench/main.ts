import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Kernel, Missing, prepareKernel } from './kernel.ts';
import { runInGuest } from './machine.ts';

/**
 * `npm run usb-bench`: the real devices process against USB devices that a kernel made in a guest (QEMU, `dummy_hcd`).
 * Every device is pulled in the middle of its work and plugged in again. Where a package is missing it is one counted
 * skip (a failure with REQUIRE_ALL=1). `--report FILE` writes counts and figures as JSON; CARD_READS=N reads more cards.
 */
const root = join(import.meta.dirname, '../..');
/** Milliseconds by what was measured. */
const figures: Record<string, number> = {};
const LIMIT_MS = 420_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({ options: { report: { type: 'string' } } });

function end(passed: number, failed: number, skipped: number): never {
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped, figures }));
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
}

let kernel: Kernel;
try {
  kernel = prepareKernel(join(root, 'node_modules/.cache/usb-bench'), join(import.meta.dirname, 'init.sh'));
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  const required = process.env.REQUIRE_ALL === '1';
  say(`${required ? 'FAILED' : 'SKIPPED 1'}: the virtual USB bench cannot run here: ${error.message}`);
  end(0, required ? 1 : 0, required ? 0 : 1);
}

let passed = 0;
let failed = 0;
const command = [
  `SCENE=${process.env.SCENE ?? ''}`,
  'UV_THREADPOOL_SIZE=8',
  `CARD_READS=${process.env.CARD_READS ?? '20'}`,
  process.execPath,
  join(import.meta.dirname, 'guest.ts'),
];
const ended = await runInGuest(kernel, command, LIMIT_MS, (line) => {
  // The machine's own first words end without a line break.
  const at = line.indexOf('BENCH {');
  if (at < 0) {
    say(`   ${line}`);
    return false;
  }
  const told = JSON.parse(line.slice(at + 6));
  if (told.figure !== undefined) {
    figures[told.figure] = told.ms;
    say(`  ${told.figure}: ${told.ms} ms`);
  } else if (told.scene !== undefined) {
    if (told.ok) passed += 1;
    else failed += 1;
    say(`${told.ok ? '✓' : '✘'} ${told.scene} (${told.ms} ms)${told.ok ? '' : `\n${told.trouble}`}`);
  }
  return told.end === true;
});
if (!ended) {
  say('the guest ended before the bench did, or took too long');
  failed += 1;
}
end(passed, failed, 0);
