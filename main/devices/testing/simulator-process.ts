import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A simulator in its own process, as `npm run devices` starts it, with the address it says. */
export async function startSimulator(kind: string, ...more: string[]) {
  const cli = join(import.meta.dirname, '../simulators/cli.ts');
  const child: ChildProcess = spawn(process.execPath, [cli, kind, ...more], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('no pipes');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  const address = (await line()).split(': ')[1] ?? '';
  return {
    address,
    /** Sends a line and takes the answer. */
    ask(command: string): Promise<string> {
      stdin.write(`${command}\n`);
      return line();
    },
    async stop(): Promise<void> {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
