import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { seen } from '../../renderer/photos/scene-in-test.ts';
import { CORNERS, PAGE, SHEET, SIZE } from './sheet.ts';

/** Makes the page of the window and the picture of a sheet on this machine, where it takes seconds. */
export async function layOut(): Promise<void> {
  await build({
    ...{ root: import.meta.dirname, configFile: false, logLevel: 'error', publicDir: false },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ...{ outDir: dirname(PAGE), emptyOutDir: true, target: 'chrome120' },
      lib: {
        entry: join(import.meta.dirname, 'window-page.tsx'),
        ...{ formats: ['es'], fileName: () => basename(PAGE) },
      },
    },
  });
  const lines = (u: number, v: number) => (u > 0.1 && u < 0.9 && Math.floor(v * 24) % 2 === 1 ? 60 : 235);
  const grey = seen(SIZE, CORNERS, lines, () => 70).data.filter((_, i) => i % 4 === 0);
  const picture = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${SIZE.width}x${SIZE.height}`, '-i', '-'];
  const jpeg = ['-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg', '-'];
  writeFileSync(SHEET, execFileSync('ffmpeg', ['-v', 'error', ...picture, ...jpeg], { input: grey }));
}
