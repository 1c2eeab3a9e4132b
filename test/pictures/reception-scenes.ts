import type { Page } from '@playwright/test';
import { take } from './camera.ts';
import { leave, open, sitDown } from './hand.ts';

/** A morning at the front desk: five numbers, three called, one of them not there; and what the hall sees. */
export async function photographReception(page: Page): Promise<void> {
  await sitDown(page, '苏静怡');
  await open(page, '排队叫号');
  // Short words at the top stay for as long as the mouse lies on them.
  await page.mouse.move(700, 700);
  const list = page.getByLabel('等候');
  await list.waitFor();
  for (const [key, number] of [
    ['F2', 'A001'],
    ['F3', 'B001'],
    ['F2', 'A002'],
    ['F4', 'C001'],
    ['F2', 'A003'],
  ] as const) {
    await page.keyboard.press(key);
    await list.getByText(number).waitFor();
  }
  const now = page.getByLabel('正在办理');
  await page.keyboard.press('Control+Enter');
  await now.getByText('A001').waitFor();
  await page.keyboard.press('Control+Enter');
  await now.getByText('B001').waitFor();
  await page.keyboard.press('F7');
  await now.getByText('窗口空着').waitFor();
  await page.keyboard.press('Control+Enter');
  await now.getByText('A002').waitFor();
  await take(page, 'reception');
  const [hall] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: '打开叫号屏' }).click(),
  ]);
  await hall.setViewportSize({ width: 1366, height: 768 });
  await hall.getByText('请A002号').waitFor();
  await take(hall, 'queue-display');
  await hall.close();
  await leave(page);
}
