import { join } from 'node:path';
import { defineConfig } from 'electron-vite';

const here = (path: string) => join(import.meta.dirname, path);
const out = (path: string) => join(import.meta.dirname, 'out/check', path);

/** What `npm run electron-check` runs: the Electron shell with the probe programs, the same preload, the probe page. */
export default defineConfig({
  main: {
    build: {
      outDir: out('main'),
      target: 'node24',
      rollupOptions: {
        input: {
          electron: here('main/shell/electron-probe.ts'),
          office: here('main/shell/conformance/probe-office.ts'),
          devices: here('main/shell/conformance/probe-devices.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: out('preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: { index: here('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('main/shell/conformance'),
    base: '/',
    build: {
      outDir: out('renderer'),
      target: 'chrome120',
      rollupOptions: { input: here('main/shell/conformance/index.html') },
    },
  },
});
