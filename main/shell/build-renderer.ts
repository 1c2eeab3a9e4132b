import { spawn } from 'node:child_process';
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../preload/contract/refusal.ts';

const SOURCES = ['renderer', 'preload', 'vite.renderer.config.ts', 'package-lock.json'];

/** Builds the screens (out/renderer) when they are missing or older than their sources. */
export async function buildRendererIfOld(root: string, log: (line: string) => void): Promise<void> {
  const built = changedAt(join(root, 'out/renderer/index.html'));
  if (built > Math.max(...SOURCES.map((source) => newest(join(root, source))))) return;
  log('正在生成界面（首次运行或源码有更新，约需半分钟）…');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  // Built aside and moved in at the end: a program that is running never sees half of it.
  const fresh = join(root, `out/renderer-${process.pid}`);
  const options = ['--config', 'vite.renderer.config.ts', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  const builder = spawn(process.execPath, [vite, 'build', ...options], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    // What a builder prints must not mix with the one line on stdout.
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise((resolve) => builder.once('close', resolve));
  if (code !== 0) refuse('SHELL-007', '界面没有生成成功，数据没有影响，请查看上面的记录。');
  rmSync(join(root, 'out/renderer'), { recursive: true, force: true });
  renameSync(fresh, join(root, 'out/renderer'));
  log('界面已生成。');
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(path: string): number {
  if (!statSync(path).isDirectory()) return changedAt(path);
  const inside = readdirSync(path, { recursive: true, withFileTypes: true });
  return Math.max(0, ...inside.map((entry) => changedAt(join(entry.parentPath, entry.name))));
}
