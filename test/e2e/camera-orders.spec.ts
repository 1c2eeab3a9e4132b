import { expect, type Page, test } from '@playwright/test';
import { open } from './hand.ts';
import { PlainOffice } from './plain-office.ts';
import { signInWith, signOut } from './stage.ts';
import { PASSWORD } from './town.ts';

/** Orders to a camera on a slow way: answers of the office are held back as long as a test wants. */
const office = new PlainOffice();
let page: Page;
let held: (() => void)[] | null = null;
const release = () => {
  for (const send of held ?? []) send();
  held = null;
};

test.beforeAll(async () => {
  test.setTimeout(240_000);
  ({ page } = await office.window());
  await page.routeWebSocket(/\/office$/, (here) => {
    const there = here.connectToServer();
    there.onMessage((message) => {
      if (held === null) here.send(message);
      else held.push(() => here.send(message));
    });
  });
  await page.goto(await office.start());
});
test.afterAll(() => office.close());

test('what asks for the password stays while the order runs, so that its refusal is seen', async () => {
  test.setTimeout(240_000);
  await signInWith(page, '330191', PASSWORD);
  await open(page, '设备');
  await page.getByRole('tab', { name: '培训模拟' }).click();
  await page.getByRole('switch', { name: '模拟可控记录仪' }).click();
  await page.getByRole('button', { name: '打开模拟' }).click();
  await expect(page.getByRole('switch', { name: '模拟可控记录仪' })).toBeChecked();
  await page.getByRole('button', { name: '培训托盘' }).click();
  const tray = page.getByRole('dialog', { name: '培训托盘' });
  await tray.getByRole('region', { name: '可控记录仪' }).getByRole('button', { name: '插上去' }).click();
  await page.keyboard.press('Escape');
  await expect(tray).toBeHidden();
  await signOut(page);
  await signInWith(page, '330101', PASSWORD);
  await open(page, '设备');
  const camera = page.getByRole('row', { name: /可控记录仪/ });
  const asked = page.locator('.ant-popover:visible');

  for (const [order, confirm] of [
    ['写入编号', '确认写入'],
    ['校时', '校时'],
  ] as const) {
    await expect(camera.getByRole('button', { name: order })).toBeEnabled({ timeout: 60_000 });
    await camera.getByRole('button', { name: order }).click();
    if (order === '写入编号') {
      await asked.getByLabel('使用人').click();
      await page.locator('.ant-select-dropdown:visible').getByText('沈念慈（330102）').click();
    }
    await asked.getByLabel('记录仪的管理口令').fill('999999');
    held = [];
    await asked.getByRole('button', { name: confirm }).click();
    await expect(asked.locator('.ant-btn-loading')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('main').getByRole('heading', { level: 1 }).click();
    await camera.getByRole('button', { name: order }).click();
    await expect(asked.locator('.ant-btn-loading')).toBeVisible();
    release();
    await expect(asked).toContainText('记录仪的口令不对', { timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(asked).toBeHidden();
  }

  await camera.getByRole('button', { name: '写入编号' }).click();
  await asked.getByLabel('使用人').click();
  await page.locator('.ant-select-dropdown:visible').getByText('沈念慈（330102）').click();
  await asked.getByLabel('记录仪的管理口令').fill('000000');
  await asked.getByRole('button', { name: '确认写入' }).click();
  await expect(page.getByText(/^已写入：记录仪 ZZ20002 的使用人编号是 330102/)).toBeVisible({ timeout: 60_000 });
  await expect(asked).toBeHidden();
});
