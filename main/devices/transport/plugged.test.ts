import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { ptyCable } from '../simulators/pty.ts';
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
