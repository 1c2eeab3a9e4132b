import { expect, type Page, test } from '@playwright/test';
import { open } from './hand.ts';
import { PlainOffice } from './plain-office.ts';
import { sitDownAt } from './stage.ts';

/** What a newcomer stumbles over on the screens of the devices. */
test.describe.configure({ mode: 'serial' });

const office = new PlainOffice();
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  ({ page } = await office.window());
  await sitDownAt(page, await office.start(), '330191');
});
test.afterAll(() => office.close());

const tab = (name: string) => page.getByRole('tab', { name }).click();
const row = (name: RegExp) => page.getByRole('row', { name });
const tray = () => page.getByRole('dialog', { name: '培训托盘' });

test('a fault that is set in the tray is seen on the device at once, and so is its repair', async () => {
  await open(page, '设备');
  await tab('培训模拟');
  for (const family of ['身份证读卡器', '小票打印机']) {
    await page.getByRole('switch', { name: `模拟${family}` }).click();
    await page.getByRole('button', { name: '打开模拟' }).click();
    await expect(page.getByRole('switch', { name: `模拟${family}` })).toBeChecked();
  }
  await tab('设备状态');
  await expect(row(/小票打印机/)).toContainText('正常，可以使用');
  await expect(row(/身份证读卡器/)).toContainText('正常，可以使用');
  await page.getByRole('button', { name: '培训托盘' }).click();
  const set = async (fault: string) => {
    await tray().locator('section', { hasText: '小票打印机' }).getByRole('button', { name: '设故障' }).click();
    const list = page.locator('.ant-dropdown:visible');
    await list.getByRole('menuitem', { name: fault, exact: true }).click();
    // A list that is going away still takes the Esc that is meant for the tray.
    await expect(list).toHaveCount(0);
  };
  // The printer looks by itself only every 30 seconds.
  await set('缺纸');
  await expect(row(/小票打印机/)).toContainText('缺纸');
  await set('一切正常');
  await expect(row(/小票打印机/)).toContainText('正常，可以使用');
  await page.keyboard.press('Escape');
  await expect(tray()).toBeHidden();
});

test('Esc closes what tests a device, also while the hand is in the tray, and only then the tray', async () => {
  const reading = page.getByText('请把一张证件平放在读卡器上');
  await row(/身份证读卡器/)
    .getByRole('button', { name: '测试读卡' })
    .click();
  await expect(reading).toBeVisible();
  await page.getByRole('button', { name: '培训托盘' }).click();
  await tray()
    .getByRole('button', { name: /居民（女，41 岁）/ })
    .focus();
  await page.keyboard.press('Escape');
  await expect(reading).toBeHidden();
  await expect(tray()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tray()).toBeHidden();

  await page.getByRole('button', { name: '测试键盘口扫码枪' }).click();
  const scanning = page.getByRole('dialog', { name: '测试扫码' });
  await expect(scanning).toBeVisible();
  await page.getByRole('button', { name: '培训托盘' }).click();
  await tray()
    .getByRole('button', { name: /居民（女，41 岁）/ })
    .focus();
  await page.keyboard.press('Escape');
  await expect(scanning).toBeHidden();
  await expect(tray()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tray()).toBeHidden();
});

test('training that ends without a real device says so and leads to where one is set', async () => {
  await tab('培训模拟');
  await page.getByRole('switch', { name: '模拟小票打印机' }).click();
  await expect(page.getByText(/^模拟已关闭。真实的小票打印机还没有设置，.*「连接设置」/)).toBeVisible();
  const line = page.locator('.training-line', { hasText: '小票打印机' });
  await expect(line).toContainText('真实的没有设置');
  await line.getByRole('link', { name: '去连接设置' }).click();
  await expect(page.getByLabel('小票打印机', { exact: true })).toBeVisible();
});

test('a broken naming rule is refused at its field when it is put into the list; the button stays where it is', async () => {
  await open(page, '设置');
  await tab('录像命名');
  await page.getByRole('button', { name: '新增规则' }).click();
  const drawer = page.getByRole('dialog', { name: '命名规则' });
  const put = drawer.getByRole('button', { name: '放进列表' });
  await drawer.getByLabel('名称').fill('某厂新机');
  await drawer.getByLabel(/^表达式/).fill('(');
  await drawer.getByLabel(/^例子/).fill('BC8888888-654321.mp4');
  // In the drawer, which may be coming in still.
  const place = () =>
    put.evaluate((button) => {
      const [its, whole] = [button, button.closest('[role=dialog]')].map((one) => one?.getBoundingClientRect());
      if (!its || !whole) throw new Error('the button is in no drawer');
      return { x: its.x - whole.x, y: its.y - whole.y };
    });
  const before = await place();
  await put.click();
  await expect(drawer.locator('.ant-form-item', { hasText: '表达式' }).first()).toContainText('（EVI-501）');
  const after = await place();
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1);
  await expect(page.getByText('有没保存的修改')).toHaveCount(0);
  await drawer.getByLabel(/^表达式/).fill(String.raw`^BC(?<dev>\d{7})-(?<off>\d{6})\.(?<ext>\w+)$`);
  await put.click();
  await expect(drawer).toBeHidden();
  await expect(row(/某厂新机/)).toBeVisible();
  await page.getByLabel('修改理由').fill('配发了新机器');
  await page.getByRole('button', { name: '保存并记入账本' }).click();
  await expect(page.getByText('有没保存的修改')).toHaveCount(0);
});

test('恢复出厂列表 asks why, as every change of the list does', async () => {
  await page.getByRole('button', { name: '恢复出厂列表' }).click();
  const asked = page.locator('.names-reset');
  await asked.getByRole('button', { name: '恢复', exact: true }).click();
  await expect(asked).toContainText('请写明理由，至少两个字');
  await expect(row(/某厂新机/)).toBeVisible();
  await asked.getByLabel('修改理由').fill('试用结束');
  await asked.getByRole('button', { name: '恢复', exact: true }).click();
  await expect(row(/某厂新机/)).toHaveCount(0);
});
