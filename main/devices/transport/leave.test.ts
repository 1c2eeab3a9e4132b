import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { leave } from './leave.ts';

test('a process that not even a kill ends, as one that hangs in the kernel, is not waited for for ever', async () => {
  const child = spawn(process.execPath, ['-e', "process.stdout.write('here'); setInterval(() => {}, 1000);"]);
  await once(child.stdout, 'data');
  const asked: string[] = [];
  // No signal reaches it.
  await leave(child, (signal) => asked.push(signal));
  expect(asked).toEqual(['SIGTERM', 'SIGKILL']);
  expect(child.exitCode).toBeNull();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}, 60_000);
