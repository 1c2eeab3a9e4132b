import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { ptyCable } from '../simulators/pty.ts';
import { byList, whilePlugged } from './plugged.ts';
import { SerialTransport } from './serial.ts';

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 1: an unplug that the system does not tell of (socat is missing)\n');
const onPty = socat ? test : test.skip;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

onPty(
  'a port that is no longer listed is gone, although the system tells nobody',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'plugged-'));
    closers.push(() => rmSync(dir, { recursive: true, force: true }));
    const cable = await ptyCable(join(dir, 'port'));
    closers.push(() => cable.pull());
    const port = await SerialTransport.open(cable.host, 9600);
    closers.push(() => port.close());
    const gone = new Promise<Error | null>((resolve) => port.onClose(resolve));
    // Only its name goes: both ends of the cable stay open.
    rmSync(cable.host);
    expect(await gone).toMatchObject({ code: 'ENXIO' });
  },
  60_000,
);

const COM = (...names: string[]) => names.map((path) => ({ path }));

/** What the looks at a port say, one after the other, while the system answers as told; an error is a failed listing. */
async function looks(path: string, ...answers: ({ path: string }[] | Error)[]): Promise<boolean[]> {
  const look = byList(path, async () => {
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  });
  const said: boolean[] = [];
  while (answers.length > 0) said.push(await look());
  return said;
}

test.each(['COM3', 'com3', '\\\\.\\COM3', '\\\\.\\com3'])(
  'Windows: %s is the port listed as COM3, and is gone with it',
  async (path) => {
    expect(await looks(path, COM('COM1', 'COM3'), COM('COM3'), COM('COM1', 'COM31'))).toEqual([true, true, false]);
  },
);

test('Windows: a port that no listing ever held is not missing', async () => {
  expect(await looks('COM20', COM(), COM('COM1'), COM())).toEqual([true, true, true]);
});

test('Windows: a listing that fails says nothing of the plug; the next one does', async () => {
  const failed = new Error('SetupDiGetClassDevs failed');
  expect(await looks('COM3', failed, COM('COM3'), failed, COM('COM3'), COM())).toEqual([true, true, true, true, false]);
});

test('Windows: one that is gone is told once', async () => {
  const answers = [COM('COM3'), COM()];
  let told = 0;
  await new Promise<void>((resolve) => {
    whilePlugged(
      'com3',
      () => {
        told += 1;
        resolve();
      },
      byList('com3', async () => answers.shift() ?? []),
    );
  });
  expect([told, answers]).toEqual([1, []]);
}, 60_000);
