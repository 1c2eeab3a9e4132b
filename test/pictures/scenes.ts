import type { Page } from '@playwright/test';
import { take } from './camera.ts';
import { leave, open, sitDown, tray } from './hand.ts';
import { keepPages, photographPenalty, settled, shownPdf } from './penalty-scenes.ts';

export async function photographOfficer(page: Page): Promise<void> {
  // The window is there before the demo town is made.
  await page.locator('.officer-card').first().waitFor({ timeout: 600_000 });
  await take(page, 'sign-in');
  await sitDown(page, '周立诚');
  await take(page, 'today');
  await photographPenalty(page);
  await take(page, 'case');

  await page.keyboard.press('Escape');
  await open(page, '案件');
  await take(page, 'cases');
  await page.locator('[data-list-search]').first().fill('青溪 垃圾');
  await take(page, 'cases-found');

  await open(page, '责令改正');
  await shownPdf(page);
  await settled(page);
  await take(page, 'orders');
  await page.getByRole('button', { name: /登记复查/ }).click();
  await take(page, 'orders-reinspection');
  await page.keyboard.press('Escape');

  await open(page, '证据');
  await tray(page, () =>
    page.getByRole('region', { name: '执法记录仪' }).getByRole('button', { name: '插上去' }).click(),
  );
  const begin = page.getByRole('button', { name: /开始导入/ });
  await begin.waitFor({ timeout: 60_000 });
  await take(page, 'evidence-docked');
  await begin.click();
  await page.getByText('可以拔出').first().waitFor({ timeout: 60_000 });
  await take(page, 'evidence');
  await page.locator('.list-head').getByText('附带文件').click();
  await page.locator('tr', { hasText: 'GPS 轨迹' }).first().click();
  await page.locator('.track-drawing').waitFor();
  await take(page, 'evidence-track');

  await open(page, '检查');
  await page.locator('.list-desk-list button[title]').first().click();
  await settled(page);
  await take(page, 'inspections');
  await page.getByRole('button', { name: /登记行政行为码/ }).click();
  await settled(page);
  await take(page, 'inspections-register');
  await page.keyboard.press('Escape');

  await open(page, '对象');
  await take(page, 'subjects');
  await page.getByText('陈小满').first().click();
  await take(page, 'subject');
  await open(page, '今日');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('陈小满');
  await page.getByText('对象', { exact: true }).last().waitFor();
  await take(page, 'search');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await take(page, 'keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');
  await page
    .getByText(/已锁定/)
    .first()
    .waitFor();
  await take(page, 'locked');
  await page.getByRole('button', { name: /换|退出/ }).click();
  await page.locator('.officer-card').first().waitFor();
}

/** The supervisor binds what is closed into one case file. */
export async function photographLeader(page: Page): Promise<void> {
  await sitDown(page, '韩知秋');
  await open(page, '案件');
  await page.locator('tr', { hasText: '已结案' }).first().getByRole('link').click();
  await page.getByRole('button', { name: /装订案卷/ }).click();
  await page.getByText('案卷已装订归档').waitFor({ timeout: 60_000 });
  await page.locator('iframe[title*="案卷"]').waitFor();
  const pdf = await shownPdf(page);
  await page.locator('iframe[title*="案卷"]').scrollIntoViewIfNeeded();
  await settled(page);
  await take(page, 'case-file');
  keepPages(pdf, { 'printed-case-file-cover': 1, 'printed-case-file-contents': 2, 'printed-case-file-ledger': -1 });
  await leave(page);
}

export async function photographHouse(page: Page, newPage: () => Promise<Page>): Promise<void> {
  await sitDown(page, '林系安');
  await open(page, '同步');
  await page.getByRole('button', { name: /立即同步/ }).click();
  await page
    .getByText(/县级已同步/)
    .last()
    .waitFor();
  await take(page, 'sync');
  const county = /http:\/\/127\.0\.0\.1:\d+/.exec(await page.locator('main').innerText())?.[0];
  await open(page, '人员');
  await take(page, 'people');
  await open(page, '设置');
  await take(page, 'settings');
  for (const [tab, name] of [
    ['备份', 'settings-backup'],
    ['账本', 'settings-ledger'],
    ['字号与对比度', 'settings-look'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await take(page, name);
  }
  if (county === undefined) throw new Error('the sync page does not name the county');
  const other = await newPage();
  await other.goto(county);
  await take(other, 'county');
  await other.close();
  await leave(page);
}
