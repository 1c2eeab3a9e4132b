import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumSwitches, findChromium } from '../main/shell/chromium.ts';

/** Draws icon.png (1024 × 1024, from which electron-builder makes the others) from icon.svg: `node build/draw-icon.ts`. */
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumSwitches() });
const page = await browser.newPage({ viewport: { width: 1024, height: 1024 } });
await page.setContent(`<body style="margin:0">${readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8')}`);
writeFileSync(join(import.meta.dirname, 'icon.png'), await page.screenshot({ omitBackground: true }));
await browser.close();
