import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { open, whoActs } from './hand.ts';
import { PlainOffice } from './plain-office.ts';
import { signInWith, signOut, sitDownAt } from './stage.ts';
import { PASSWORD } from './town.ts';

/** The photo of a card: set up at the devices, seen in the form, and out of the way when its program hangs. */
const office = new PlainOffice();
const EXAMPLE = join(import.meta.dirname, '../../resources/photo-decoder/drawing.mjs');
const decoderAt = (file: string) => `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(file)}`;
const SLOW = { timeout: 60_000 };
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  ({ page } = await office.window());
  await sitDownAt(page, await office.start(), '330191');
});
test.afterAll(() => office.close());

const setting = () => page.getByLabel('照片解码组件');
async function openSettings(): Promise<void> {
  await open(page, '设备');
  await page.getByRole('tab', { name: '连接设置' }).click();
}
async function setDecoder(address: string): Promise<void> {
  await setting().fill(address);
  await page.keyboard.press('Control+s');
}
/** The word that it is saved comes, and goes before anything else is done. */
async function saved(): Promise<void> {
  const word = page.getByText('连接设置已保存');
  await expect(word).toBeVisible(SLOW);
  await expect(word).toHaveCount(0, SLOW);
}
async function lay(name: string): Promise<void> {
  await page.getByRole('button', { name: '培训托盘' }).click();
  const tray = page.getByRole('dialog', { name: '培训托盘' });
  await tray.getByRole('button', { name: new RegExp(name) }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText(`${name} 的证件已读出`)).toBeVisible(SLOW);
}
async function toParty(): Promise<void> {
  await page.keyboard.press('Control+n');
  await whoActs(page, '沈念慈');
}

test('the photo of a training card stands beside what was read; a decoder that hangs costs the photo alone', async () => {
  test.setTimeout(300_000);
  await open(page, '设备');
  await page.getByRole('tab', { name: '培训模拟' }).click();
  await page.getByRole('switch', { name: '模拟身份证读卡器' }).click();
  await page.getByRole('button', { name: '打开模拟' }).click();
  await expect(page.getByRole('switch', { name: '模拟身份证读卡器' })).toBeChecked(SLOW);
  await signOut(page);
  await signInWith(page, '330101', PASSWORD);

  // What is no program is refused at its field, and the field is clean again when it is one.
  await openSettings();
  await setDecoder('tcp://127.0.0.1:9');
  const refused = page.getByText(/没有保存：照片解码组件要填这台电脑上的一个程序.*（DEV-350）/);
  await expect(refused).toBeVisible();
  await setDecoder(decoderAt(EXAMPLE));
  await saved();
  await expect(refused).toHaveCount(0);

  await toParty();
  await lay('陈小满');
  const photo = page.getByAltText('证件照片');
  await expect(photo).toBeVisible(SLOW);
  const size = () => photo.evaluate((it: HTMLImageElement) => [it.naturalWidth, it.naturalHeight]);
  await expect.poll(size, SLOW).toEqual([102, 126]);
  const height = () => page.locator('.pen-reader').evaluate((it) => it.getBoundingClientRect().height);
  const withPhoto = await height();

  const hanging = join(office.dir, 'hang.cjs');
  writeFileSync(hanging, 'setInterval(() => {}, 1000);');
  await openSettings();
  await setDecoder(decoderAt(hanging));
  await saved();
  await toParty();
  await lay('周立冬');
  // Nothing moves when a photo comes or does not.
  expect(await height()).toBe(withPhoto);
  await expect(page.locator('[id="party.name"]')).toHaveValue('周立冬');
  await expect(page.getByText(/照片解码组件 10 秒没有做完.*（DEV-352）/)).toBeVisible(SLOW);
  await expect(photo).toHaveCount(0);
  expect(await height()).toBe(withPhoto);
});
