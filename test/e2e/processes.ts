import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Whatever happens to the test, nothing that it started outlives it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program of this repository running beside the test, with its lines. */
export interface Program {
  readonly child: ChildProcess;
  /** What came on standard output, line by line. */
  readonly said: string[];
  /** What came on standard error. */
  readonly complained: string[];
  /** Resolves with the first line that matches; rejects when the program ends or the time is over. */
  line(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  tell(line: string): void;
  /** Tells it a line and resolves with the next line of its answer that matches. */
  ask(line: string, pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Asks to end (SIGINT, as Ctrl-C does) and waits. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/** Starts a command in this repository. */
export function start(command: string, args: readonly string[], env: Record<string, string> = {}): Program {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  const said: string[] = [];
  const complained: string[] = [];
  const heard = new Set<() => void>();
  for (const [stream, lines] of [
    [child.stdout, said],
    [child.stderr, complained],
  ] as const) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const whole = (rest + text).split('\n');
      rest = whole.pop() ?? '';
      lines.push(...whole);
      for (const look of heard) look();
    });
  }
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
    return child.exitCode;
  });
  child.stdin.on('error', () => {});

  const lineAfter = (place: number, pattern: RegExp, withinMs: number): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const over = () => {
        clearTimeout(late);
        heard.delete(look);
      };
      const look = () => {
        const found = [...said.slice(place), ...complained]
          .map((line) => pattern.exec(line))
          .find((one) => one !== null);
        if (found === undefined) return;
        over();
        resolve(found);
      };
      const fail = (why: string) => {
        over();
        reject(new Error(`${why}: ${pattern}\n${[...said, ...complained].slice(-30).join('\n')}`));
      };
      const late = setTimeout(() => fail('not said in time'), withinMs);
      ended.then((code) => fail(`the program ended (${code})`));
      heard.add(look);
      look();
    });

  return {
    child,
    said,
    complained,
    ended,
    line: (pattern, withinMs = 120_000) => lineAfter(0, pattern, withinMs),
    tell: (line) => void child.stdin.write(`${line}\n`),
    ask(line, pattern) {
      const place = said.length;
      child.stdin.write(`${line}\n`);
      return lineAfter(place, pattern, 20_000);
    },
    stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      return ended;
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** `node FILE ARGS` of this repository. */
export const node = (file: string, ...args: string[]): Program => start(process.execPath, [join(root, file), ...args]);

/** Runs `node FILE ARGS` to its end. */
export async function run(file: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const program = node(file, ...args);
  const code = await program.ended;
  return { code, said: [...program.said, ...program.complained].join('\n') };
}

interface OfficeOptions {
  readonly data: string;
  readonly port: number;
  readonly demo?: boolean;
  readonly passphraseFile?: string;
  readonly env?: Record<string, string>;
}

/** The office as a user starts it from source, serving. */
export function startOffice({ data, port, demo = false, passphraseFile, env }: OfficeOptions): Program {
  const keys = passphraseFile === undefined ? [] : ['--passphrase-file', passphraseFile];
  const own = ['--serve', '--data', data, '--port', String(port), ...(demo ? ['--demo'] : []), ...keys];
  return start(process.execPath, [join(root, 'main/shell/start.ts'), ...own], env);
}

export async function addressOf(office: Program): Promise<string> {
  return (await office.line(/^Office ready: (\S+)$/))[1] ?? '';
}

/** Children, grandchildren and so on of a process that this test started, with their command lines. */
export function descendants(pid: number): { pid: number; command: string }[] {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, own, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(own), parent: Number(parent), command }];
    });
  const found = new Set([pid]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const one of all) if (found.has(one.parent)) found.add(one.pid);
  }
  found.delete(pid);
  return all.filter((one) => found.has(one.pid));
}

/** The one process below a program whose command line contains the words. */
export function partOf(program: Program, words: string): number {
  const found = descendants(program.child.pid ?? -1).filter((one) => one.command.includes(words));
  const only = found[0];
  if (only === undefined || found.length > 1) throw new Error(`${found.length} processes are called ${words}`);
  return only.pid;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A folder of one test's own, made when it is first asked for. */
export class Scratch {
  #dir: string | undefined;

  get dir(): string {
    this.#dir ??= mkdtempSync(join(tmpdir(), 'zhenzhi-e2e-'));
    return this.#dir;
  }

  remove(): void {
    if (this.#dir !== undefined) rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** Two ends of a serial line (socat); killing it is pulling the plug. */
export async function serialLine(dir: string): Promise<{ host: string; device: string; cable: Program }> {
  const host = join(dir, 'ttyHOST');
  const device = join(dir, 'ttyDEV');
  const cable = start('socat', ['-d', '-d', `pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`]);
  await cable.line(/starting data transfer loop/);
  return { host, device, cable };
}
