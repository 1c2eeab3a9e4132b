import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './vite.renderer.config.ts';

const here = (path: string) => join(import.meta.dirname, path);

/** `npm run build`: three programs as ES modules, the preload as one CommonJS file, the screens. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      rollupOptions: {
        input: {
          electron: here('main/shell/electron.ts'),
          office: here('main/office/main.ts'),
          devices: here('main/devices/process.ts'),
          county: here('county/main.ts'),
          backup: here('main/office/backup-thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: here('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});
