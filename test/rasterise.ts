import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';

/** Whether poppler's `pdftoppm` is here; with REQUIRE_ALL=1 its absence is an error. */
export function canRasterise(): boolean {
  const there = spawnSync('pdftoppm', ['-v']).error === undefined;
  if (!there && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, but pdftoppm is missing');
  return there;
}

/** Pages of a PDF as PNG files' bytes. */
export function rasterise(pdf: Uint8Array, dpi: number, more: readonly string[] = []): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'paper-'));
  try {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', ...more, join(folder, 'in.pdf'), join(folder, 'page')]);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map((name) => readFileSync(join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Pages of a PDF as pixels. */
export const pixels = (pdf: Uint8Array, dpi: number): PNG[] => rasterise(pdf, dpi).map((png) => PNG.sync.read(png));
