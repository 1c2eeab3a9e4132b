import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { randomOf } from '../../main/devices/testing/random.ts';
import { readProgress } from './shards.ts';

const dir = mkdtempSync(join(tmpdir(), 'long-fuzz-'));
const record = join(dir, 'pad.json');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The runner of one codec, as `npm run test:long -- fuzz` starts it, with few inputs. */
function run(shards: number) {
  const args = ['--expose-gc', '--no-warnings', 'test/long/codec.ts', 'main/devices/signature-pad/fuzz.test.ts'];
  const env = { ...process.env, FUZZ: '4000' };
  const cwd = join(import.meta.dirname, '../..');
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, record, String(shards)], { cwd, env });
  return { status, said: `${stdout}${stderr}` };
}

test('every shard has numbers of its own, the same each time', () => {
  const drawn = (shard: string) => {
    process.env.FUZZ_SHARD = shard;
    const random = randomOf(7);
    return Array.from({ length: 50 }, () => random(1_000_000)).join();
  };
  expect(new Set(['0', '1', '2', '99'].map(drawn)).size).toBe(4);
  expect(drawn('1')).toBe(drawn('1'));
  delete process.env.FUZZ_SHARD;
});

test('a long fuzz goes on where it was; shards of other sources do not count', () => {
  expect(run(2).status).toBe(0);
  const first = readProgress(record);
  expect(first).toMatchObject({ codec: 'signature-pad', inputsPerShard: 4000, shards: [{ shard: 0 }, { shard: 1 }] });
  expect(first?.tests).toHaveLength(2);
  expect(run(3).status).toBe(0);
  expect(readProgress(record)?.shards.slice(0, 2)).toEqual(first?.shards);
  expect(readProgress(record)?.shards).toHaveLength(3);

  const aged = { ...JSON.parse(readFileSync(record, 'utf8')), sources: '0'.repeat(64) };
  writeFileSync(record, JSON.stringify(aged));
  const again = run(1);
  expect(again.said).toContain('3 shards of other sources or another size are set aside');
  expect(readProgress(record)).toMatchObject({ sources: first?.sources, shards: [{ shard: 0 }] });
});
