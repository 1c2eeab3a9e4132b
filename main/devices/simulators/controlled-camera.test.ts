import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { MemoryTransport } from '../transport/memory.ts';
import { ControlledCameraSimulator } from './controlled-camera.ts';
import { E12, encodeText } from './e12.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'controlled-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('pulled while its recordings appear, also when it is put back at once, it leaves none', async () => {
  const simulator = new ControlledCameraSimulator({ dir });
  const toStorage = async () => {
    const asked = simulator.passwords.length;
    const [host, device] = MemoryTransport.pair();
    simulator.attach(device);
    await host.write(encodeText(`${E12.storage}000000`));
    // It has the order, and begins to make them.
    expect(simulator.passwords).toHaveLength(asked + 1);
  };
  await toStorage();
  await simulator.pull();
  expect(readdirSync(dir)).toEqual([]);

  simulator.put();
  await toStorage();
  const out = simulator.pull();
  simulator.put();
  await out;
  expect(readdirSync(dir)).toEqual([]);

  await toStorage();
  await eventually(() => readdirSync(dir).join() === 'DCIM');
  await simulator.takeOut();
  expect(readdirSync(dir)).toEqual([]);
});
