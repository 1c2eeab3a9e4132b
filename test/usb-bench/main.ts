import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { GUEST } from './built.ts';
import { READS } from './id-card.ts';
import { type Kernel, Missing, prepareKernel } from './kernel.ts';
import { layOut } from './lay-out.ts';
import { boot, OURS } from './machine.ts';
import { SCENES, unknownWords, wanted } from './scenes.ts';

/**
 * `npm run usb-bench`: the real devices process against USB devices that a kernel made in a guest (QEMU, `dummy_hcd`).
 * Every device is pulled in the middle of its work and plugged in again. Where a package is missing it is one counted
 * skip (a failure with REQUIRE_ALL=1). `--report FILE` writes counts and figures as JSON; CARD_READS=N reads more cards.
 */
/** Milliseconds of the guest's clock by what was measured. */
const figures: Record<string, number> = {};
/**
 * An emulated processor now and then kills Node with a segmentation fault or a trap (about one boot in twelve with two
 * emulated cores, before any of our code ran; not seen with one), and Linux 6.1 gives up when GadgetFS is closed at a bad
 * moment. That is told, and the scenes of that guest run again in a new one, unless one had failed before; a program that
 * crashes by itself crashes in each of them, and that is a failure.
 */
const GUESTS = 3;
/** The longest one guest may take, by this machine's clock: twice what it takes beside much other work. */
const WITHIN_MS = 20 * 60_000 + READS * 5_000;
/** What a kernel says when it gives up. */
const PANIC = 'Kernel panic';
/** A shell's status above this is the number of a signal. */
const SIGNALLED = 128;
const say = (line: string) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({ options: { report: { type: 'string' } } });

function end(passed: number, failed: number, skipped: number): never {
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped, figures }));
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
}

const unknown = unknownWords();
if (unknown.length > 0) throw new Error(`SCENE: no scene has ${unknown.join(', ')} in its name`);

let kernel: Kernel;
try {
  kernel = prepareKernel();
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  const required = process.env.REQUIRE_ALL === '1';
  say(`${required ? 'FAILED' : 'SKIPPED 1'}: the virtual USB bench cannot run here: ${error.message}`);
  end(0, required ? 1 : 0, required ? 0 : 1);
}

/** What one guest told. */
interface Run {
  passed: number;
  failed: number;
  /** How the guest or a program in it broke down, or null. */
  crash: string | null;
}

const environment = await layOut();
const command = (row: number) => [
  ...[environment, 'UV_THREADPOOL_SIZE=8', `ROW=${row}`, `SCENE=${process.env.SCENE ?? ''}`],
  ...[`CARD_READS=${READS}`, process.execPath, GUEST],
];

/** @returns what a program of ours told in this line, which the kernel may have written into, or null */
function toldBy(line: string) {
  // The machine's own first words end without a line break.
  const at = line.indexOf(OURS);
  if (at < 0) return null;
  try {
    return JSON.parse(line.slice(at + OURS.length - 1));
  } catch {
    return null;
  }
}

async function runOnce(row: number): Promise<Run> {
  const run: Run = { passed: 0, failed: 0, crash: null };
  for await (const line of boot(kernel, command(row), { clock: 'instructions', withinMs: WITHIN_MS }).lines) {
    if (line.includes(PANIC)) run.crash = 'its kernel';
    const told = toldBy(line);
    if (told === null) say(`   ${line}`);
    else if (told.figure !== undefined) {
      figures[told.figure] = told.ms;
      say(`  ${told.figure}: ${told.ms} ms`);
    } else if (told.scene !== undefined) {
      if (told.ok) run.passed += 1;
      else run.failed += 1;
      say(`${told.ok ? '✓' : '✘'} ${told.scene} (${told.ms} ms)${told.ok ? '' : `\n${told.trouble}`}`);
    } else if (told.crash !== undefined) run.crash = told.crash;
    else if (told.status > SIGNALLED) run.crash = `status ${told.status}`;
    else if (told.end === true) {
      if (run.passed + run.failed < wanted(SCENES[row] ?? []).length) run.crash ??= 'a result was not told whole';
      return run;
    }
  }
  if (run.crash !== null) return run;
  say('the guest ended before the bench did, or was silent or at work for too long');
  run.failed += 1;
  return run;
}

async function runRow(row: number): Promise<Run> {
  for (let guests = 1; ; guests += 1) {
    const run = await runOnce(row);
    if (run.crash === null) return run;
    if (run.failed > 0 || guests === GUESTS) return { ...run, failed: run.failed + 1 };
    say(`a guest or a program in it crashed (${run.crash}); once more in a new guest, ${guests} of ${GUESTS}`);
  }
}

// All guests at once: each has one core, and waits for a part of its time.
const rows = SCENES.flatMap((row, i) => (wanted(row).length > 0 ? [i] : []));
const runs = await Promise.all(rows.map(runRow));
const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
end(
  sum(({ passed }) => passed),
  sum(({ failed }) => failed),
  0,
);
