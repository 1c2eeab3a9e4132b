import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { pictureHead } from '../../main/office/photos/picture.ts';
import { shootDocument } from './document-film.ts';
import { open, whoActs } from './hand.ts';
import { PlainOffice } from './plain-office.ts';
import { sitDownAt } from './stage.ts';

/**
 * A sheet in perspective under a camera that is a file (Motion JPEG: pictures one after the other): found, cut out,
 * stored with its original, and both come back with the office's hashes. Then the camera fails in every way.
 */
test.describe.configure({ mode: 'serial' });

/** A camera's photo function alone may take 8 s, and two cores serve the office, the browser and its camera. */
const SLOW = { timeout: 60_000 };

const office = new PlainOffice();
const film = join(office.dir, 'doc.mjpeg');
let context: BrowserContext;
let page: Page;
let corners: { x: number; y: number }[];

test.beforeAll(async () => {
  test.setTimeout(480_000);
  const fake = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const window = await office.window(...fake);
  ({ context, page } = window);
  corners = await shootDocument(window.browser, film);
  const address = await office.start();
  await context.grantPermissions(['camera'], { origin: new URL(address).origin });
  await sitDownAt(page, address, '330101');
});
test.afterAll(() => office.close());

const sheet = () => page.getByRole('dialog', { name: '高拍仪拍摄' });
const live = () => sheet().getByLabel('高拍仪画面');
/** The running picture has come. */
const rolling = () => expect.poll(() => live().evaluate((it: HTMLVideoElement) => it.videoWidth), SLOW).toBe(1920);
const photos = () => page.locator('.case-photos');

test('a page is taken with the space bar, its edge is found, and Enter accepts it; two pages go into the case', async () => {
  await page.keyboard.press('Control+n');
  await whoActs(page, '沈念慈');
  await open(page, '案件');
  await page.getByRole('table', { name: '案件台账' }).getByRole('link').first().click();
  await page.getByRole('tab', { name: /^证据/ }).click();
  await photos().getByRole('button', { name: '高拍仪拍摄' }).click();
  await rolling();
  await expect(sheet().getByText('模拟', { exact: true })).toBeVisible();

  await page.keyboard.press('Space');
  await expect(sheet().getByText('已找到纸边，四个角可以拖动。')).toBeVisible(SLOW);
  const found = await sheet()
    .getByRole('slider')
    .evaluateAll((all) => all.map((one) => ({ x: Number(one.getAttribute('cx')), y: Number(one.getAttribute('cy')) })));
  for (const [i, { x, y }] of found.entries())
    expect(Math.hypot(x - (corners[i]?.x ?? 0), y - (corners[i]?.y ?? 0))).toBeLessThan(12);
  await page.keyboard.press('Enter');
  await expect(sheet().getByText('已拍 1 页')).toBeVisible(SLOW);

  await rolling();
  await page.keyboard.press('Space');
  const corner = sheet().getByRole('slider', { name: '右下角' });
  await expect(corner).toBeVisible(SLOW);
  const before = await corner.getAttribute('cx');
  await corner.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(corner).not.toHaveAttribute('cx', before ?? '');
  await page.keyboard.press(']');
  await page.keyboard.press('Enter');
  await expect(sheet().getByText('已拍 2 页')).toBeVisible(SLOW);

  await sheet().getByLabel('材料名称').fill('营业执照');
  await page.keyboard.press('Escape');
  // The pictures are read for the office only when the test says so.
  await page.evaluate(() => {
    const { prototype } = FileReader;
    const read = prototype.readAsDataURL;
    const released = new Promise<void>((resolve) => Object.assign(window, { goOn: resolve }));
    prototype.readAsDataURL = function (blob) {
      void released.then(() => read.call(this, blob));
    };
  });
  await page.keyboard.press('Control+Enter');
  // While the pages are being stored nothing closes the sheet: they would turn up in the case all the same.
  await expect(sheet().getByText('正在存入案件，存完自动关闭。')).toBeVisible(SLOW);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(sheet().getByRole('button', { name: '关闭（Esc）' })).toBeDisabled();
  await expect(sheet().getByText(/还有 2 页没有存入案件/)).toHaveCount(0);
  await page.evaluate(() => (window as unknown as { goOn: () => void }).goOn());
  await expect(sheet()).toHaveCount(0, SLOW);
  await expect(photos().getByRole('row', { name: /营业执照/ })).toHaveCount(2, SLOW);
  await expect(page.getByRole('tab', { name: '证据 2' })).toBeVisible();
});

test('what was stored comes back: size of the sheet, hashes, no EXIF, marked as simulated', async () => {
  const row = photos().getByRole('row', { name: /营业执照 1\/2/ });
  await expect(row).toContainText('模拟');
  const lies = await row.boundingBox();
  await row.getByRole('button', { name: '查看' }).click();
  const crop = await shownBytes('营业执照第 1 页');
  const side = (a: number, b: number) =>
    Math.hypot((corners[a]?.x ?? 0) - (corners[b]?.x ?? 0), (corners[a]?.y ?? 0) - (corners[b]?.y ?? 0));
  const head = pictureHead(crop);
  expect(head).toMatchObject({ type: 'image/jpeg', chatter: false, whole: true });
  expect(Math.abs((head?.width ?? 0) - Math.max(side(0, 1), side(3, 2)))).toBeLessThan(15);
  expect(Math.abs((head?.height ?? 0) - Math.max(side(0, 3), side(1, 2)))).toBeLessThan(15);
  await expect(page.locator('.photo-shown code')).toHaveText(createHash('sha256').update(crop).digest('hex'));
  // The black square of the paper stands where it stands on a sheet that lies straight.
  const [black, white] = await page.locator('.photo-shown img').evaluate((image: HTMLImageElement) => {
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0);
    const at = (u: number, v: number) =>
      pen?.getImageData(u * canvas.width, v * canvas.height, 1, 1).data[0] ?? Number.NaN;
    return [at(85 / 660, 85 / 933), at(330 / 660, 800 / 933)];
  });
  expect(black).toBeLessThan(60);
  expect(white).toBeGreaterThan(200);

  // The picture lies over the page: no row moves under the hand.
  expect(await row.boundingBox()).toEqual(lies);
  await page.keyboard.press('Escape');
  await expect(page.locator('.photo-shown')).toHaveCount(0);
  await row.getByRole('button', { name: '原图' }).click();
  const original = await shownBytes('营业执照（未裁剪原图）第 1 页');
  expect(pictureHead(original)).toMatchObject({ width: 1920, height: 1080 });
  await expect(page.locator('.photo-shown code')).toHaveText(createHash('sha256').update(original).digest('hex'));
  await page.keyboard.press('Escape');

  // The second page was turned.
  await photos()
    .getByRole('row', { name: /营业执照 2\/2/ })
    .getByRole('button', { name: '查看' })
    .click();
  const turned = pictureHead(await shownBytes('营业执照第 2 页'));
  expect((turned?.width ?? 0) > (turned?.height ?? 0)).toBe(true);
  await page.keyboard.press('Escape');
});

test('pulled out and plugged in again: one sentence, nothing half, and the picture is back by itself', async () => {
  await photos().getByRole('button', { name: '高拍仪拍摄' }).click();
  await rolling();
  // A photo that never comes, so that the cable is pulled in the middle of it. Chromium's camera has no cable; its track
  // says what it says when one is pulled.
  await page.evaluate(() => {
    const { ImageCapture } = window as unknown as { ImageCapture: { prototype: { takePhoto: () => Promise<Blob> } } };
    ImageCapture.prototype.takePhoto = () => new Promise(() => {});
  });
  await page.keyboard.press('Space');
  await live().evaluate((it: HTMLVideoElement) => {
    for (const track of (it.srcObject as MediaStream).getTracks()) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
  await expect(sheet().getByText(/高拍仪断开了.*（CAM-104）/)).toBeVisible();
  await expect(sheet().getByRole('button', { name: '拍摄（空格）' })).toBeDisabled();
  // Only the camera in the lid of the laptop is left: it does not take the place of the one that was pulled out.
  await page.evaluate(async () => {
    const { mediaDevices } = navigator;
    Object.assign(window, { looks: 0 });
    const left = { kind: 'videoinput', deviceId: 'lid', label: 'Integrated Camera', groupId: '' };
    mediaDevices.enumerateDevices = async () => {
      Object.assign(window, { looks: 1 });
      return [left as MediaDeviceInfo];
    };
    mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await page.waitForFunction(() => (window as unknown as { looks: number }).looks === 1);
  await expect(sheet().getByText(/高拍仪断开了.*（CAM-104）/)).toBeVisible();
  await expect(live()).toBeHidden();
  // Plugged in again it cannot be read at first; and whatever happens then, the one in the lid does not take its place.
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const lidOnly = mediaDevices.enumerateDevices;
    Reflect.deleteProperty(mediaDevices, 'enumerateDevices');
    mediaDevices.getUserMedia = async () => {
      mediaDevices.enumerateDevices = lidOnly;
      mediaDevices.getUserMedia = (wanted) => {
        Object.assign(window, { tries: 1 });
        return MediaDevices.prototype.getUserMedia.call(mediaDevices, wanted);
      };
      Object.assign(window, { looks: 0, tries: 0 });
      throw new DOMException('Could not start video source', 'NotReadableError');
    };
    mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await expect(sheet().getByText(/CAM-103/)).toBeVisible();
  await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
  await page.waitForFunction(() => (window as unknown as { looks: number }).looks === 1);
  expect(await page.evaluate(() => (window as unknown as { tries: number }).tries)).toBe(0);
  await expect(sheet().getByText(/CAM-103/)).toBeVisible();
  await page.evaluate(() => {
    // The browser's own list again.
    Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await rolling();
  await expect(sheet().getByText(/CAM-10[34]/)).toHaveCount(0);
  await expect(sheet().getByText('还没有拍')).toBeVisible();
  // The photo function still says nothing: after its time a frame of the video is taken.
  await page.keyboard.press('Space');
  await expect(sheet().getByText('已找到纸边，四个角可以拖动。')).toBeVisible(SLOW);
  await page.keyboard.press('Escape');
  await rolling();
});

test('without permission: what to do is said, and a second try works', async () => {
  await page.keyboard.press('Escape');
  await expect(sheet()).toHaveCount(0);
  await context.clearPermissions();
  await photos().getByRole('button', { name: '高拍仪拍摄' }).click();
  await expect(sheet().getByText(/没有使用摄像头的权限.*（CAM-102）/)).toBeVisible();
  await context.grantPermissions(['camera'], { origin: new URL(page.url()).origin });
  await sheet().getByRole('button', { name: '重试' }).click();
  await rolling();
  await page.keyboard.press('Escape');
  await expect(photos().getByRole('row', { name: /营业执照/ })).toHaveCount(2);
});

test('the device centre names the camera and takes a trial picture that is kept nowhere', async () => {
  await open(page, '设备');
  const line = page.getByRole('region', { name: '高拍仪' });
  await expect(line).toContainText('已接 1 个摄像头');
  await line.getByRole('button', { name: '试拍' }).click();
  const trial = page.getByRole('dialog', { name: '试拍（不保存）' });
  await expect
    .poll(() => trial.getByLabel('高拍仪画面').evaluate((it: HTMLVideoElement) => it.videoWidth), SLOW)
    .toBe(1920);
  await page.keyboard.press('Space');
  await expect(trial.getByText('已找到纸边，四个角可以拖动。')).toBeVisible(SLOW);
  await expect(trial.getByRole('button', { name: /存入案件/ })).toHaveCount(0);
});

/** The bytes of the picture that is shown under these words, through its ticket. */
async function shownBytes(words: string): Promise<Buffer> {
  await expect(page.locator('.photo-shown figcaption')).toContainText(words);
  const image = page.locator('.photo-shown img');
  await expect.poll(() => image.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth > 0)).toBe(true);
  const bytes = await image.evaluate(async (it: HTMLImageElement) => [
    ...new Uint8Array(await (await fetch(it.src)).arrayBuffer()),
  ]);
  return Buffer.from(bytes);
}
