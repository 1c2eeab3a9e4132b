import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { seen } from '../../renderer/photos/scene-in-test.ts';
import { PAGE, PROGRAMS, SHEET } from './built.ts';
import { compileHere } from './compile-here.ts';
import { CORNERS, SIZE } from './sheet.ts';

const here = import.meta.dirname;
const shared: InlineConfig = { root: here, configFile: false, logLevel: 'error', publicDir: false };

/**
 * Makes on this machine, where it takes seconds, what the guest runs: an emulated processor needs ten to find and read
 * the hundreds of files of the sources.
 * @returns what lets Node in the guest find what it compiled here, for its environment
 */
export async function layOut(): Promise<string> {
  await build({
    ...shared,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ...{ outDir: dirname(PAGE), emptyOutDir: true, target: 'chrome120' },
      lib: { entry: join(here, 'window-page.tsx'), formats: ['es'], fileName: () => basename(PAGE) },
    },
  });
  const lines = (u: number, v: number) => (u > 0.1 && u < 0.9 && Math.floor(v * 24) % 2 === 1 ? 60 : 235);
  const grey = seen(SIZE, CORNERS, lines, () => 70).data.filter((_, i) => i % 4 === 0);
  const picture = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${SIZE.width}x${SIZE.height}`, '-i', '-'];
  const jpeg = ['-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg', '-'];
  writeFileSync(SHEET, execFileSync('ffmpeg', ['-v', 'error', ...picture, ...jpeg], { input: grey }));
  return buildPrograms();
}

async function buildPrograms(): Promise<string> {
  await build({
    ...shared,
    // They lie elsewhere, and look for files as their sources do: from two folders deep, or upwards.
    define: { 'import.meta.dirname': JSON.stringify(here) },
    ssr: { noExternal: true, external: ['@serialport/bindings-cpp', 'node-hid'] },
    build: {
      ...{ ssr: true, outDir: PROGRAMS, emptyOutDir: true, target: 'node24' },
      rollupOptions: {
        input: {
          guest: join(here, 'guest.ts'),
          scenes: join(here, 'scenes.ts'),
          devices: join(here, '../../main/devices/process.ts'),
          drivers: join(here, '../../main/devices/main.ts'),
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
  return compileHere(join(PROGRAMS, 'scenes.mjs'), join(PROGRAMS, 'drivers.mjs'));
}
