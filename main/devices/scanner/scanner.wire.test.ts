import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { Devices } from '../devices.ts';
import { eventually } from '../testing/eventually.ts';
import { ptyFolder } from '../testing/reader-wires.ts';
import { startSimulator } from '../testing/simulator-process.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The devices process's own objects with a scanner at this address. */
async function desk(address: string) {
  const events: DeviceEvent[] = [];
  const devices = new Devices((event) => events.push(event));
  closers.push(() => devices.stop());
  await devices.configure({ scanner: { path: address, baudRate: 9600 } });
  const health = () => devices.health()[0];
  await eventually(() => health()?.state === 'ready');
  return { health, scans: () => events.flatMap((event) => (event.type === 'scan' ? [event.text] : [])) };
}

async function simulator(...more: string[]) {
  const started = await startSimulator('scanner', ...more);
  closers.push(started.stop);
  return started;
}

test('over TCP: the faults of the simulator in its own process, each followed by a good code', async () => {
  const { address, ask } = await simulator('--tcp', '0');
  const { health, scans } = await desk(address);
  expect(health()).toMatchObject({ kind: 'scanner', transport: 'tcp', simulated: true });
  const read = async (text: string) => {
    expect(await ask(`scan ${text}`)).toBe(`ok scan ${text}`);
  };
  const goodAgain = async (text: string) => {
    expect(await ask('fault none')).toBe('ok fault none');
    // What comes within two seconds after half a code counts as the rest of it: the operator scans again.
    await eventually(async () => {
      await read(text);
      return scans().at(-1) === text;
    });
  };
  await read('青溪罚字〔2026〕1号 0a1b2c3d');
  await eventually(() => scans().length === 1);

  await ask('fault gb18030');
  await read('国标 22222222');
  await eventually(() => scans().at(-1) === '国标 22222222');

  await ask('fault no-terminator');
  await read('33333333');
  await eventually(() => health()?.lastError?.code === 'DEV-505');
  await goodAgain('44444444');

  await ask('fault garbage-flood');
  await read('55555555');
  await eventually(() => scans().at(-1) === '55555555');
  // On a PC that is busy for half a second in the middle of the flood, the silence ends it.
  expect(['DEV-505', 'DEV-506']).toContain(health()?.lastError?.code);

  await ask('fault wrong-speed');
  await read('66666666');
  await eventually(() => health()?.lastError?.code === 'DEV-504');
  await goodAgain('77777777');

  await ask('fault unplug-mid-code-once');
  await read('aaaaaaaa');
  await eventually(() => health()?.lastError?.code === 'DEV-507');
  await eventually(() => health()?.state === 'ready');
  await eventually(async () => (await ask('scan bbbbbbbb')) === 'ok scan bbbbbbbb');
  await eventually(() => scans().at(-1) === 'bbbbbbbb');
  expect(scans()).not.toContain('33333333');
  expect(scans()).not.toContain('aaaaaaaa');
  expect(await ask('fault nonsense')).toContain('DEV-902');
});

const socat = spawnSync('socat', ['-V']).status === 0;
if (!socat && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but socat is missing');
if (!socat) process.stdout.write('SKIPPED 1: scanner over a pty (socat is missing)\n');
const onPty = socat ? test : test.skip;
onPty('on a serial line (pty): a code is read, the cable is pulled, and one is read after it is back', async () => {
  const { dir, remove } = ptyFolder();
  closers.push(remove);
  const path = join(dir, 'scanner');
  const first = await simulator('--pty', path, '--aim', ']C0');
  const { health, scans } = await desk(`${path}?simulated`);
  expect(health()).toMatchObject({ transport: 'serial', simulated: true });
  await first.ask('scan 0a1b2c3d');
  await eventually(() => scans().at(-1) === '0a1b2c3d');
  await first.stop();
  await eventually(() => health()?.state === 'absent');
  const second = await simulator('--pty', path);
  await eventually(() => health()?.state === 'ready');
  await second.ask('scan 1a1b2c3d');
  await eventually(() => scans().at(-1) === '1a1b2c3d');
});
