/**
 * Takes every screen of the program into docs/pictures: `npm run pictures`. A real demo office runs on a folder of its
 * own; a real (empty) office shows set-up and unlocking. Needs Chromium, ffmpeg and poppler.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../main/shell/chromium.ts';
import { shootDocument } from '../e2e/document-film.ts';
import { addressOf, freePort, Scratch, startOffice } from '../e2e/processes.ts';
import { photographDevices, photographPages } from './device-scenes.ts';
import { photographReception } from './reception-scenes.ts';
import { photographHouse, photographLeader, photographOfficer } from './scenes.ts';
import { photographSetUp } from './set-up-scenes.ts';

const scratch = new Scratch();
const film = join(scratch.dir, 'document.mjpeg');
const browser = await chromium.launch({
  executablePath: findChromium(),
  channel: 'chromium',
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
    `--use-file-for-fake-video-capture=${film}`,
  ],
});
await shootDocument(browser, film);
const newPage = async () => {
  const page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  page.setDefaultTimeout(90_000);
  return page;
};

const data = join(scratch.dir, 'demo');
mkdirSync(data);
const office = startOffice({ data, demo: true, port: await freePort(), env: { ZHENZHI_DEMO_CASES: '18' } });
try {
  const page = await newPage();
  await page.goto(await addressOf(office));
  await photographOfficer(page);
  await photographReception(page);
  await photographPages(page);
  await photographLeader(page);
  await photographDevices(page);
  await photographHouse(page, newPage);
  await page.close();
  await photographSetUp(join(scratch.dir, 'office'), newPage);
} finally {
  await browser.close();
  await office.stop();
  scratch.remove();
}
