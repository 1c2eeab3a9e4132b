import { execFileSync } from 'node:child_process';
import { COMPILED } from '../../main/shell/compiled.ts';

const LOAD = 'for (const file of process.argv.slice(1)) await import(file); process.exit()';

/**
 * Compiles sources and all they import on this machine, which takes a second; an emulated processor needs ten.
 * They are loaded for it, so they must be modules that do nothing by themselves.
 * @returns what lets a program of the guest find them, for its environment
 */
export function compileHere(...files: string[]): string {
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED };
  execFileSync(process.execPath, ['--input-type=module', '--eval', LOAD, ...files], { env, stdio: 'inherit' });
  return `NODE_COMPILE_CACHE=${COMPILED}`;
}
