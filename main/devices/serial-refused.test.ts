import { spawnSync } from 'node:child_process';
import { chmodSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { DeviceConfig, DeviceHealth } from '../../preload/contract/devices.ts';
import { PLAIN_TEMPLATE } from '../../preload/contract/queue-display.ts';
import { Devices } from './devices.ts';
import { ptyCable } from './simulators/pty.ts';
import { eventually } from './testing/eventually.ts';
import { ptyFolder } from './testing/reader-wires.ts';
import { withoutRights } from './testing/without-rights.ts';
import { SerialTransport } from './transport/serial.ts';

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 6: ports that are busy or forbidden (socat is missing)\n');
const onPty = socat ? test : test.skip;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Family = readonly [
  kind: DeviceHealth['kind'],
  config: (path: string) => DeviceConfig,
  forbidden: string,
  busy: string,
];
const FAMILIES: readonly Family[] = [
  ['id-card', (path) => ({ idCard: { path } }), 'DEV-102', 'DEV-103'],
  ['scanner', (path) => ({ scanner: { path, baudRate: 9600 } }), 'DEV-502', 'DEV-503'],
  ['queue-display', (path) => ({ queueDisplay: { path, baudRate: 9600, ...PLAIN_TEMPLATE } }), 'DEV-602', 'DEV-603'],
];

/** One family on one end of a real pseudo terminal. */
async function cable(kind: DeviceHealth['kind']) {
  const { dir, remove } = ptyFolder();
  // Only the port itself refuses.
  chmodSync(dir, 0o755);
  const pty = await ptyCable(join(dir, 'port'));
  const devices = new Devices(() => undefined);
  closers.push(
    remove,
    () => pty.pull(),
    () => devices.stop(),
  );
  return { pty, devices, health: () => devices.health().find((one) => one.kind === kind) };
}

onPty.each(FAMILIES)(
  'matrix row 13: the port of %s that another program has open is told as busy',
  async (kind, config, _, busy) => {
    const { pty, devices, health } = await cable(kind);
    const other = await SerialTransport.open(pty.host, 9600);
    closers.push(() => other.close());
    await devices.configure(config(pty.host));
    const error = await eventually(() => health()?.lastError);
    expect(error).toMatchObject({ code: busy, sentence: expect.stringContaining('正被别的程序占用') });
    expect(error.raw).toMatch(/lock port/i);
    expect(health()?.state).toBe('error');
    // The other one lets go: the port is ours by itself.
    await other.close();
    if (kind !== 'id-card') await eventually(() => health()?.state === 'ready');
    else await eventually(() => health()?.lastError?.code === 'DEV-104');
  },
);

onPty.each(FAMILIES)(
  'matrix row 13: the port of %s that nobody may open is told with what helps',
  async (kind, config, forbidden) => {
    const { pty, devices, health } = await cable(kind);
    chmodSync(realpathSync(pty.host), 0o000);
    await withoutRights(async () => {
      await devices.configure(config(pty.host));
      const error = await eventually(() => health()?.lastError);
      expect(error).toMatchObject({ code: forbidden, sentence: expect.stringMatching(/dialout.*udev/) });
      expect(error.raw).toMatch(/permission denied/i);
      expect(health()?.state).toBe('error');
      await devices.stop();
    });
  },
);
