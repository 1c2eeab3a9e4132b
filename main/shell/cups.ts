import { spawn } from 'node:child_process';
import { refuse } from '../../preload/contract/refusal.ts';
import type { Printer } from '../../preload/contract/shell.ts';

/** CUPS, the print service of Linux and macOS, by its own commands: it takes PDF bytes as they are. */
export async function cupsPrinters(): Promise<Printer[]> {
  const names = await run('lpstat', ['-e']);
  if (names.code !== 0) return [];
  const standard = /: (\S+)\s*$/.exec((await run('lpstat', ['-d'])).out)?.[1];
  const list = names.out.split('\n').map((line) => line.trim());
  return list.filter((name) => name !== '').map((name) => ({ name, isDefault: name === standard }));
}

/** Queues these bytes; refuses when there is no print service, no such printer or the service says no. */
export async function cupsPrint(job: {
  pdf: Uint8Array;
  printer?: string | undefined;
  copies: number;
}): Promise<{ job: string }> {
  const to = job.printer === undefined ? [] : ['-d', job.printer];
  const { code, out, err } = await run('lp', [...to, '-n', String(job.copies), '-o', 'media=A4', '-'], job.pdf);
  if (code === 'absent') {
    refuse(
      'SHELL-040',
      '这台电脑没有打印服务（CUPS）；文书已保存，请在案件或责令改正页的文书上点「另存」，打开后用系统打印，或请运维安装打印服务。',
    );
  }
  if (code !== 0) refuse('SHELL-041', `打印机没有接收这份文书：${err.trim()}；文书已保存，请检查打印机后重新打印。`);
  return { job: /request id is (\S+)/.exec(out)?.[1] ?? out.trim() };
}

/** `LC_ALL=C`: we read what these commands print. `absent`: there is no such command. */
function run(
  command: string,
  options: readonly string[],
  input?: Uint8Array,
): Promise<{ code: number | 'absent'; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, options, { env: { ...process.env, LC_ALL: 'C' } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.once('error', () => resolve({ code: 'absent', out, err }));
    child.once('close', (code) => resolve({ code: code ?? 1, out, err }));
    // A command that refuses early closes its input; its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
