import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file below `resources`; of a packaged program outside the archive, where other programs can read it. */
export function besideProgram(folder: string, name: string): string {
  const path = join('resources', folder, name);
  let root = import.meta.dirname.replace(/app\.asar(?!\.unpacked)/, 'app.asar.unpacked');
  while (!existsSync(join(root, path)) && root !== dirname(root)) root = dirname(root);
  return join(root, path);
}
