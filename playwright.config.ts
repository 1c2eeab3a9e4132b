import { defineConfig } from '@playwright/test';

/**
 * End-to-end: the real program with its real processes. `browser` drives it in a system Chromium; `electron` runs
 * by itself wherever an Electron binary is present and is a printed skip elsewhere.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
});
