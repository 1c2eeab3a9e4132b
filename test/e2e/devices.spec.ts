import { expect, type Page, test } from '@playwright/test';
import { open } from './hand.ts';
import { PlainOffice } from './plain-office.ts';
import { sitDownAt } from './stage.ts';

test.describe('the device centre of a real office', () => {
  test.describe.configure({ mode: 'serial' });
  const office = new PlainOffice();
  let page: Page;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    ({ page } = await office.window());
    await sitDownAt(page, await office.start(), '330191');
    await open(page, '设备');
  });
  test.afterAll(() => office.close());

  const tab = (name: string) => page.getByRole('tab', { name }).click();
  const banner = () => page.getByText('正在培训');

  test('settings can be saved again and again: the button is always there and called by its name', async () => {
    await tab('连接设置');
    for (const profile of ['不回报状态：', '便携式：', '不回报状态：', '便携式：']) {
      await page.getByRole('combobox', { name: '小票打印机机型' }).click();
      await page.locator('.ant-select-item-option', { hasText: profile }).first().click();
      await page.getByRole('button', { name: /^保存/ }).click();
      await expect(page.getByText('连接设置已保存').last()).toBeVisible();
    }
    await expect(page.getByRole('button', { name: /^保存/ })).toBeEnabled();
  });

  test('an open form follows what another window saved; what a hand typed stays', async () => {
    const pad = page.getByRole('textbox', { name: '签字板' });
    await pad.fill('tcp://127.0.0.1:9');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('tab', { name: '连接设置' }).click();
    await other.getByRole('textbox', { name: '可控记录仪' }).fill('helper:///nowhere/found-elsewhere');
    await other.getByRole('button', { name: /^保存/ }).click();
    await expect(other.getByText('连接设置已保存').last()).toBeVisible();
    await other.close();
    await expect(page.getByRole('textbox', { name: '可控记录仪' })).toHaveValue('helper:///nowhere/found-elsewhere');
    await expect(pad).toHaveValue('tcp://127.0.0.1:9');
    await pad.fill('');
  });

  test('a family is switched to its training device after a question, and every page says so', async () => {
    await tab('培训模拟');
    await expect(banner()).toHaveCount(0);
    await page.getByRole('switch', { name: '模拟身份证读卡器' }).click();
    await page.getByRole('button', { name: '打开模拟' }).click();
    await expect(banner()).toBeVisible();
    await tab('设备状态');
    const reader = page.getByRole('row', { name: /身份证读卡器/ });
    await expect(reader).toContainText('正常，可以使用');
    await expect(reader).toContainText('模拟');
  });

  test('a card laid in the tray proves the reader', async () => {
    await page
      .getByRole('row', { name: /身份证读卡器/ })
      .getByRole('button', { name: '测试读卡' })
      .click();
    await expect(page.getByText('请把一张证件平放在读卡器上')).toBeVisible();
    await page.getByRole('button', { name: '培训托盘' }).click();
    const tray = page.getByRole('dialog', { name: '培训托盘' });
    await tray.getByRole('button', { name: /居民（女，41 岁）/ }).click();
    await expect(page.getByText('读到了 1 张模拟证件')).toBeVisible();
    await tray.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '测试完毕' }).click();
  });

  test('what is disconnected stays so until it is connected', async () => {
    const reader = page.getByRole('row', { name: /身份证读卡器/ });
    await reader.getByRole('button', { name: '断开' }).click();
    await page.locator('.ant-popover').getByRole('button', { name: '断开', exact: true }).click();
    await expect(reader).toContainText('已断开');
    await page.reload();
    await expect(reader).toContainText('已断开');
    await reader.getByRole('button', { name: '连接' }).click();
    await expect(reader).toContainText('正常，可以使用');
  });

  test('what is plugged in is looked for, and the search ends', async () => {
    await page.getByRole('button', { name: '自动查找' }).click();
    const drawer = page.getByRole('dialog', { name: '自动查找设备' });
    await expect(drawer.locator('.ant-spin-spinning')).toHaveCount(0, { timeout: 60_000 });
    await expect(drawer.locator('.found-list, .ant-empty')).toBeVisible();
    await drawer.getByRole('button', { name: '关闭' }).click();
  });

  test('switched off, nothing is simulated any more', async () => {
    await tab('培训模拟');
    await page.getByRole('switch', { name: '模拟身份证读卡器' }).click();
    await expect(banner()).toHaveCount(0);
    await tab('设备状态');
    await expect(page.getByRole('row', { name: /身份证读卡器/ })).toHaveCount(0);
  });
});
