import type { Page } from '@playwright/test';
import { addressOf, freePort, startOffice } from '../e2e/processes.ts';
import { take } from './camera.ts';

const TYPED = {
  townName: '青溪镇',
  county: '越州县',
  authorityName: '青溪镇人民政府',
  docPrefix: '青溪',
  reconsiderBody: '越州县人民政府',
  court: '越州县人民法院',
  payChannel: '越州农商银行青溪支行',
};
const ADMIN = {
  deskName: '窗口一',
  admin_name: '林系安',
  admin_number: '330191',
  admin_password: 'Yanshi@2026',
  adminAgain: 'Yanshi@2026',
};
const PASSPHRASE = 'qingxi taizhang 2026';

async function type(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, text] of Object.entries(fields)) await page.locator(`[id="${id}"]`).fill(text);
}

/** First run of a real office, its recovery code, and the page that asks for the key at the next start. */
export async function photographSetUp(data: string, newPage: () => Promise<Page>): Promise<void> {
  const first = startOffice({ data, port: await freePort() });
  const page = await newPage();
  await page.goto(await addressOf(first));
  await type(page, TYPED);
  await take(page, 'set-up');
  await page.keyboard.press('Control+Enter');
  await type(page, ADMIN);
  await page.keyboard.press('Control+Enter');
  await type(page, { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE });
  await page.keyboard.press('Control+Enter');
  await page.getByText('恢复码').last().waitFor();
  await page.getByRole('button', { name: /打印/ }).first().waitFor({ timeout: 60_000 });
  await take(page, 'set-up-recovery');
  await page.close();
  await first.stop();

  const again = startOffice({ data, port: await freePort() });
  const locked = await newPage();
  await locked.goto(await addressOf(again));
  await locked.getByText('账本已加密').waitFor();
  await take(locked, 'unlock');
  await locked.close();
  await again.stop();
}
