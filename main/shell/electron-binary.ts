import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** The Electron program of this checkout, or null where its download was not possible. */
export function electronBinary(root: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const folder = environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const file = join(folder, PROGRAM[process.platform] ?? 'electron');
  return existsSync(file) ? file : null;
}
