import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { evidenceOn, ledgerWithOfficers, openAgain, recording } from './office-in-test.ts';
import { footageRows, verifyFootage } from './verify-footage.ts';

/** 100 in `npm run test:long`. */
const KILLS = Number(process.env.FOOTAGE_KILLS ?? 20);
const MIB = 1024 * 1024;

let base: string;
let dir: string;
let camera: string;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'kill-'));
  dir = join(base, 'data');
  camera = join(base, 'camera');
  mkdirSync(dir);
  (await ledgerWithOfficers(dir)).ledger.close();
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Runs the import in a process of its own; answers its signal and what it said. */
async function runKilled(reads: number, after: number): Promise<{ signal: string | null; said: string }> {
  const module = new URL('./office-in-test.ts', import.meta.url).href;
  const script = `import('${module}').then((m) => m.importUntilKilled(...${JSON.stringify([dir, camera, reads, after])}))`;
  const child = spawn(process.execPath, ['--no-warnings', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...end) => resolve(end)),
  );
  if (signal === null && code !== 0) throw new Error(complaint);
  return { signal, said: said.trim() };
}

// This shows that a killed program loses nothing; it does not show what happens when the power goes.
test(`matrix row 12: killed ${KILLS} times at random places, the import ends with equal hashes, and no source file was changed`, async () => {
  const hashes: string[] = [];
  const tracks: string[] = [];
  const written = new Map<string, string>();
  const add = () => {
    const at = String(hashes.length).padStart(4, '0');
    const name = `DCIM/100MEDIA/8888888_123456_202601292055${at.slice(2)}_${at}.mp4`;
    const track = name.replace('mp4', 'xml');
    hashes.push(sha(recording(camera, name, randomBytes(randomInt(1, 4 * MIB)))));
    tracks.push(sha(recording(camera, track, randomBytes(randomInt(1, MIB)))));
    for (const one of [name, track]) written.set(one, factsOf(one));
  };
  const factsOf = (name: string) => {
    const { size, mtimeNs, ctimeNs, mode } = statSync(join(camera, name), { bigint: true });
    return [sha(readFileSync(join(camera, name))), size, mtimeNs, ctimeNs, mode].join(' ');
  };
  const dock = () => {
    for (let i = 0; i < 4; i += 1) add();
  };
  dock();
  let killed = 0;
  let runs = 0;
  while (killed < KILLS) {
    runs += 1;
    if (runs > 3 * KILLS) throw new Error('the child hardly ever dies: this test shows nothing');
    const { signal, said } = await runKilled(randomInt(1, 14), randomInt(0, 12));
    if (signal === 'SIGKILL') killed += 1;
    else expect(said).toBe('DONE');
    // Everything was copied before the blow fell: new recordings, so that the next one meets work.
    if (said === 'DONE') dock();
  }
  expect((await runKilled(1_000_000, 0)).said).toBe('DONE');

  const ledger = await openAgain(dir);
  const { evidence } = evidenceOn(ledger);
  const rows = evidence.clips.list({ offset: 0, limit: 2000 }).rows;
  expect(rows.map((clip) => clip.sha256).sort()).toEqual([...hashes].sort());
  // Each with the track that lay beside it.
  for (const { id, sha256 } of rows) {
    expect(evidence.clips.beside(id).map((one) => one.sha256)).toEqual([tracks[hashes.indexOf(sha256)]]);
  }
  expect(await verifyFootage(dir, footageRows(ledger.read), ledger.info.desk)).toEqual({
    problems: [],
    notes: [],
    files: hashes.length + tracks.length,
  });
  expect(readdirSync(join(dir, 'footage/.partial'))).toEqual([]);
  for (const { path, sha256 } of footageRows(ledger.read)) {
    expect(sha(readFileSync(join(dir, 'footage', path)))).toBe(sha256);
  }
  for (const [name, facts] of written) expect(factsOf(name)).toBe(facts);
  ledger.close();
}, 3_600_000);
