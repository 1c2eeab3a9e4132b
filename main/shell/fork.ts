import { fork } from 'node:child_process';
import { multiplex } from '../carrier/multiplex.ts';
import { COMPILED } from './compiled.ts';
import type { Child } from './shell.ts';

/** A program that was built has found what it imports already. */
const quickResolve = (file: string) =>
  file.endsWith('.ts') ? ['--import', new URL('./quick-resolve.ts', import.meta.url).href] : [];

/**
 * Runs a program of ours as a Node process with ports over its IPC channel. What it prints goes to stderr:
 * stdout of the browser shell belongs to the one line with the address.
 */
export function forkProgram(file: string, args: readonly string[]): Child {
  const child = fork(file, [...args], {
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env },
    execArgv: [...process.execArgv, ...quickResolve(file)],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const gone = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 'unknown'));
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
  });
  const open = multiplex({
    send: (frame) => {
      if (child.connected) child.send(frame, () => {});
    },
    receive: (listener) => child.on('message', listener),
    ended: (listener) => child.once('disconnect', listener),
  });
  return { open, gone, kill: () => child.kill('SIGKILL') };
}
