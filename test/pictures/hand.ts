import type { Page } from '@playwright/test';
import { DEMO_PASSWORD } from '../../preload/contract/people.ts';
import { chooseOfficer } from '../e2e/hand.ts';

/** Sits down as this demo officer. */
export async function sitDown(page: Page, name: string): Promise<void> {
  await page.locator('.officer-card', { hasText: name }).click();
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
}

export async function leave(page: Page): Promise<void> {
  await page.locator('.top-officer').click();
  await page.getByText('退出登录').click();
  await page.locator('.officer-card').first().waitFor();
}

/** Opens a page of the left rail. */
export async function open(page: Page, name: string): Promise<void> {
  await page.locator('.rail a', { hasText: name }).click();
  await page.mouse.move(700, 60);
}

/** A field of the six steps: its id is its path in the draft. */
export const field = (page: Page, path: string) => page.locator(`[id="${path}"]`);

/** Writes a name on the open pad: loops that look like handwriting, and confirms. */
export async function write(page: Page, confirm = true): Promise<void> {
  const box = await page.locator('.drawing-pad canvas').boundingBox();
  if (box === null) throw new Error('the pad has no place');
  for (const [x, y, dx, dy, turn] of [
    [0.32, 0.3, 90, 14, 2],
    [0.35, 0.26, 10, 120, 0],
    [0.34, 0.6, 80, -30, 3],
    [0.5, 0.28, 70, 30, 2],
    [0.53, 0.4, -30, 90, 1],
    [0.62, 0.3, 60, 10, 3],
    [0.64, 0.35, 40, 90, 1],
  ] as const) {
    const at = (i: number) =>
      [
        box.x + box.width * x + (dx * i) / 16 + 6 * Math.sin((i * turn) / 4),
        box.y + box.height * y + (dy * i) / 16 + 8 * Math.sin((i * turn) / 5),
      ] as const;
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let i = 1; i <= 16; i += 1) await page.mouse.move(...at(i));
    await page.mouse.up();
  }
  if (!confirm) return;
  await page.getByRole('button', { name: '确认签名' }).click();
}

/** The officer whose sheet is open signs under his own password. */
export async function signAsOfficer(page: Page, name: string): Promise<void> {
  await page.getByText(`执法人员 ${name} 签名`).waitFor();
  await field(page, 'sign.password').fill(DEMO_PASSWORD);
  await write(page);
  await page.getByText(`执法人员 ${name} 签名`).waitFor({ state: 'hidden' });
}

/** Step 1: the colleague and both ticks. */
export async function whoActs(page: Page, second: string): Promise<void> {
  await field(page, 'who.officerIds.1').waitFor();
  if ((await page.locator('.pen-form').getByText(second).count()) === 0) await chooseOfficer(page, 2, second);
  for (const tick of ['who.certShown', 'who.recorderOn']) await field(page, tick).check();
}

/** Works the demo tray and closes it again. */
export async function tray(page: Page, work: () => Promise<void>): Promise<void> {
  await page.keyboard.press('Control+d');
  await page.locator('.tray-card').first().waitFor();
  await work();
  await page.keyboard.press('Control+d');
  await page.locator('.tray-card').first().waitFor({ state: 'hidden' });
}
