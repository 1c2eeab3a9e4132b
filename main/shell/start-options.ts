import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { refuse } from '../../preload/contract/refusal.ts';
import { lockDirectory } from './lock.ts';

export interface StartOptions {
  /** The ledger's directory; undefined = this user's own place. */
  readonly data: string | undefined;
  readonly demo: boolean;
  readonly passphraseFile: string | undefined;
  readonly port: number;
  /** Serve only; open no window. */
  readonly serve: boolean;
}

/**
 * `--data DIR` keeps a real office there (`--demo` makes it a demo). Without it the demo office is opened when run
 * from source (`--no-demo`: the real office of this user); an installed program opens the real one unless `--demo`.
 */
export function readStartOptions(args: readonly string[], unsaid = { demo: true }): StartOptions {
  const said = parse(args);
  if (!/^\d{1,5}$/.test(said.port) || Number(said.port) > 65_535) {
    refuse('SHELL-002', `--port 要写 0 到 65535 的数字，写的是「${said.port}」。`);
  }
  return {
    data: said.data === undefined ? undefined : resolve(said.data),
    demo: said.demo ?? (unsaid.demo && said.data === undefined),
    passphraseFile: said['passphrase-file'],
    port: Number(said.port),
    serve: said.serve,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        data: { type: 'string' },
        demo: { type: 'boolean' },
        'passphrase-file': { type: 'string' },
        port: { type: 'string', default: '0' },
        serve: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    const known = '--data 目录、--demo、--no-demo、--port 端口、--serve、--passphrase-file 文件';
    return refuse('SHELL-002', `启动参数看不懂：「${args.join(' ')}」；可用的参数：${known}。`, { cause });
  }
}

/** Where this user's programs keep their data. */
export function userDataHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32') return join(environment.LOCALAPPDATA ?? homedir(), 'zhenzhi-desk');
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local/share'), 'zhenzhi-desk');
}

/**
 * Makes the data directory, locks it for this program and returns the options for the office process.
 * The demo in this user's own place belongs to one version of the program: another version makes it anew.
 */
export async function prepareData(options: StartOptions, home: string, version: string): Promise<string[]> {
  const dir = options.data ?? join(home, options.demo ? 'demo' : 'office');
  try {
    mkdirSync(dir, { recursive: true });
  } catch (cause) {
    refuse('SHELL-006', `数据目录建不了：${dir}；请检查路径、权限和磁盘后重试。`, { cause });
  }
  await lockDirectory(dir);
  if (options.data === undefined && options.demo) renewDemo(dir, `${dir}.version`, version);
  return [
    '--data',
    dir,
    ...(options.demo ? ['--demo'] : []),
    ...(options.passphraseFile === undefined ? [] : ['--passphrase-file', options.passphraseFile]),
  ];
}

function renewDemo(dir: string, versionFile: string, version: string): void {
  if (readVersion(versionFile) === version) return;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(versionFile, version);
}

function readVersion(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
