import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { pixels } from '../rasterise.ts';
import { keep, take } from './camera.ts';
import { field, open, signAsOfficer, tray, whoActs, write } from './hand.ts';

/** The PDF in the page, fetched with the page's own cookie and ticket. */
export async function shownPdf(page: Page): Promise<Uint8Array> {
  const frame = page.locator('iframe[src*="/file/"]').first();
  await frame.waitFor();
  const src = await frame.getAttribute('src');
  const answer = await page.request.get(new URL(src ?? '', page.url()).href);
  if (!answer.ok()) throw new Error(`the PDF answers ${answer.status()}`);
  return new Uint8Array(await answer.body());
}

/** Waits until the browser's own PDF viewer has drawn: it tells nobody, so the screen is compared until it is still. */
export async function settled(page: Page): Promise<void> {
  let before = '';
  for (let tries = 0; tries < 20; tries += 1) {
    await page.waitForTimeout(1000);
    const now = (await page.screenshot({ animations: 'disabled' })).toString('base64');
    if (now === before && tries > 1) return;
    before = now;
  }
}

/** Printed pages as pictures; negative numbers count from the end. */
export function keepPages(pdf: Uint8Array, pages: Readonly<Record<string, number>>): void {
  const drawn = pixels(pdf, 96);
  for (const [name, no] of Object.entries(pages)) {
    const one = drawn.at(no > 0 ? no - 1 : no);
    if (one === undefined) throw new Error(`${name}: the PDF has ${drawn.length} pages`);
    keep(name, PNG.sync.write(one));
  }
}

/** One on-the-spot penalty from the card to the receipt; ends on the page of its case. */
export async function photographPenalty(page: Page): Promise<void> {
  await open(page, '当场处罚');
  await whoActs(page, '沈念慈');
  await take(page, 'penalty-1-who');
  await page.keyboard.press('Control+Enter');

  await field(page, 'party.name').waitFor();
  await tray(page, async () => {
    await page.locator('.tray-card').first().click();
    await page.getByText('的证件已读出').waitFor();
    await take(page, 'demo-tray');
  });
  await field(page, 'party.phone').fill('13957500088');
  await take(page, 'penalty-2-party');
  await page.keyboard.press('Control+Enter');

  const search = page.getByLabel('查找违法事项');
  await search.fill('垃圾');
  await page.getByRole('option').first().waitFor();
  await take(page, 'penalty-3-item');
  await search.fill('乱倒');
  await page.getByRole('option', { name: /乱倒/ }).first().click();
  await field(page, 'violation.place').fill('青溪镇青溪大道 88 号门前');
  await page.keyboard.press('Escape');
  await field(page, 'violation.facts').fill(
    '当事人在青溪大道 88 号门前人行道上倾倒生活垃圾约 2 公斤，被执法人员当场发现，经提醒已自行清理干净。',
  );
  await take(page, 'penalty-3-violation');
  await page.keyboard.press('Control+Enter');

  await field(page, 'penalty.fineFen').fill('100');
  await field(page, 'penalty.tierReason').fill('初次违法，主动配合，及时改正');
  await take(page, 'penalty-4-penalty');
  await page.keyboard.press('Control+Enter');

  await field(page, 'notice.toldOrally').check();
  await page.getByText(/^(当事人)?不陈述、不申辩$/).click();
  await take(page, 'penalty-5-notice');
  await page.keyboard.press('Control+Enter');
  await write(page, false);
  await take(page, 'signing');
  await page.getByRole('button', { name: '确认签名' }).click();

  const issue = page.getByRole('button', { name: /取号并生成决定书/ });
  await issue.waitFor();
  await take(page, 'penalty-6-before');
  await issue.click();
  const signers = page.getByRole('region', { name: '签名和交付' });
  await signers.waitFor({ timeout: 60_000 });
  await shownPdf(page);
  await settled(page);
  await take(page, 'penalty-6-decision');

  await signers.getByRole('button', { name: '签名' }).first().click();
  await signAsOfficer(page, '周立诚');
  await signAsOfficer(page, '沈念慈');
  await write(page);
  await signers.getByRole('button', { name: '交付' }).click();
  await signers.getByText('已交付').waitFor();
  await settled(page);
  await take(page, 'penalty-6-delivered');
  keepPages(await shownPdf(page), { 'printed-decision': 1 });

  await page.getByRole('button', { name: '打印回执小票' }).click();
  await page
    .getByText(/回执已送打印机|已打印/)
    .first()
    .waitFor();
  await tray(page, async () => {
    const paper = page.locator('.receipt').first();
    await paper.waitFor();
    await paper.scrollIntoViewIfNeeded();
    await take(page, 'demo-tray-receipt');
    // A roll of paper is longer than the box it lies in, and than a screen.
    await page.setViewportSize({ width: 1366, height: 2400 });
    await page.locator('.receipts').evaluate((box) => {
      box.style.maxHeight = 'none';
    });
    keep('receipt', await paper.screenshot());
    await page.setViewportSize({ width: 1366, height: 768 });
  });
  await page.getByRole('button', { name: '查看案件' }).click();
  await page.locator('.case-head').waitFor();
}
