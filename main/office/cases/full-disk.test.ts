import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const TMPFS = 'mount -t tmpfs -o size=16m tmpfs "$1" && disk="$1" && shift 1 && "$@" "$disk"';
function canMount(): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'full-'));
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', TMPFS, 'sh', dir, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A missing tool is a printed, counted skip; `REQUIRE_ALL=1` forbids it. */
const testOnDisk = canMount() || process.env.REQUIRE_ALL === '1' ? test : test.skip;

testOnDisk(
  'no room for the decision: a sentence, the number is kept, and used once there is room again',
  () => {
    const disk = mkdtempSync(join(tmpdir(), 'full-'));
    const program = join(import.meta.dirname, 'full-disk-in-test.ts');
    const out = execFileSync('unshare', ['-rm', 'sh', '-c', TMPFS, 'sh', disk, process.execPath, program], {
      encoding: 'utf8',
    });
    rmSync(disk, { recursive: true });
    const { attempts, kept, after, report } = JSON.parse(out.slice(out.lastIndexOf('{"attempts"'))) as {
      attempts: { code: string; sentence: string; number: string }[];
      kept: string;
      after: { number: string; papers: [string, string, number][] };
      report: unknown[];
    };
    expect(attempts.length).toBeGreaterThan(0);
    for (const { code, sentence } of attempts) {
      expect(code).toBe('LED-401');
      expect(sentence).toMatch(/^磁盘空间不足.*。$/);
    }
    // Once taken, a number stays the case's through every further refusal.
    const taken = attempts.map((one) => one.number).filter((one) => one !== '');
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set([...taken, kept, after.number])).toEqual(new Set(['青溪当罚〔2026〕第0001号']));
    expect(after.papers).toEqual([
      ['D30', 'RENDERED', 1],
      ['D36', 'RENDERED', 3],
    ]);
    expect(report).toEqual([]);
  },
  180_000,
);
