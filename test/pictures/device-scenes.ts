import type { Page } from '@playwright/test';
import { take } from './camera.ts';
import { leave, open, sitDown } from './hand.ts';
import { settled } from './penalty-scenes.ts';

/** The device centre as the administrator sees it, and the list of the names of recordings. */
export async function photographDevices(page: Page): Promise<void> {
  await sitDown(page, '林系安');
  await open(page, '设备');
  await page.getByText('正常，可以使用').first().waitFor();
  await take(page, 'devices');
  await page.getByRole('button', { name: '自动查找' }).click();
  await page.getByRole('dialog', { name: '自动查找设备' }).waitFor();
  await page.locator('.finding').waitFor({ state: 'detached', timeout: 60_000 });
  await take(page, 'devices-found');
  await page.getByRole('dialog', { name: '自动查找设备' }).getByRole('button', { name: '关闭' }).first().click();
  for (const [tab, name] of [
    ['连接设置', 'devices-addresses'],
    ['培训模拟', 'devices-training'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await settled(page);
    await take(page, name);
  }
  await open(page, '设置');
  await page.getByRole('tab', { name: '录像命名' }).click();
  await page.getByLabel('试一试：粘贴文件名，看程序认成什么').fill('8888888_123456_20260129205547_0001IMP.mp4');
  await settled(page);
  await take(page, 'settings-names');
  await leave(page);
}

/** A licence under the document camera: the first guess of its edge, and the page that was cut out. */
export async function photographPages(page: Page): Promise<void> {
  await sitDown(page, '周立诚');
  await open(page, '案件');
  await page.getByRole('table', { name: '案件台账' }).getByRole('link').first().click();
  await page.getByRole('tab', { name: /^证据/ }).click();
  await page.getByRole('button', { name: '高拍仪拍摄' }).click();
  const sheet = page.getByRole('dialog', { name: '高拍仪拍摄' });
  await sheet.getByText('模拟', { exact: true }).waitFor();
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
  await page.keyboard.press('Space');
  await sheet.getByText('已找到纸边，四个角可以拖动。').waitFor();
  await take(page, 'document-camera');
  await page.keyboard.press('Enter');
  await settled(page);
  await take(page, 'document-camera-page');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃并关闭' }).click();
  await sheet.waitFor({ state: 'hidden' });
  await leave(page);
}
