import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');
const MOST_BYTES = 200_000;

/** The same picture with at most 256 colours of its own: a screen loses nothing that the eye sees. */
function withPalette(png: Uint8Array): Uint8Array {
  const own = 'split[a][b];[a]palettegen=max_colors=256:stats_mode=full[p];[b][p]paletteuse=dither=none';
  const args = ['-v', 'error', '-i', '-', '-filter_complex', own, '-compression_level', '100', '-pred', 'none'];
  const { status, stdout, stderr, error } = spawnSync('ffmpeg', [...args, '-f', 'image2pipe', '-c:v', 'png', '-'], {
    input: png,
    maxBuffer: 64 << 20,
  });
  if (error || status !== 0) throw new Error(`ffmpeg is needed for small pictures: ${error ?? stderr}`);
  return stdout;
}

/** Writes one picture into docs/pictures, small enough to be read over a slow line. */
export function keep(name: string, png: Uint8Array): void {
  const small = withPalette(png);
  if (small.length > MOST_BYTES) throw new Error(`${name}.png is ${small.length} bytes`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.png`), small);
  process.stdout.write(`${name}.png ${small.length}\n`);
}

/** Takes the screen as it stands once nothing loads, moves or blinks any more. */
export async function take(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.ant-skeleton, .ant-spin-spinning, .page-loading, .ant-message-notice') === null &&
      document
        .getAnimations()
        .every(
          (one) =>
            one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
        ),
  );
  await page.evaluate(() => document.fonts.ready.then(() => true));
  keep(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
}
