import { expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD } from './town.ts';

/** Opens a page of the left rail. */
export async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toContainText(name);
}

/** A field of the six steps: its id is its path in the draft. */
export const field = (page: Page, path: string): Locator => page.locator(`[id="${path}"]`);

/** The place of a field with its label and what is said under it. */
export const fieldRow = (page: Page, path: string): Locator =>
  page.locator('.pen-field').filter({ has: page.locator(`[id="${path}"]`) });

/** The step bar says by name which step stands open. */
export async function expectStep(page: Page, name: string): Promise<void> {
  const steps = page.getByRole('navigation', { name: '办理步骤' });
  await expect(steps.locator('[aria-current="step"]')).toContainText(name);
}

/** Writes a name on the open pad with the mouse: two strokes with many points. */
async function draw(page: Page): Promise<void> {
  const pad = page.locator('.drawing-pad canvas');
  await expect(pad).toBeVisible();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('the pad has no place');
  for (const [x, y, dx, dy] of [
    [0.25, 0.3, 160, 60],
    [0.45, 0.65, 120, -70],
  ] as const) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    await page.mouse.down();
    for (let i = 1; i <= 12; i += 1) {
      await page.mouse.move(box.x + box.width * x + (dx * i) / 12, box.y + box.height * y + dy * Math.sin(i / 4));
    }
    await page.mouse.up();
  }
}

/** The sheet turned to one signer: he draws and confirms, and the sheet is gone. */
export async function sign(page: Page, title: string | RegExp, password?: string): Promise<void> {
  const sheet = page.getByRole('dialog', { name: title });
  await expect(sheet).toBeVisible();
  if (password !== undefined) await sheet.getByLabel(/本人的(密码|口令)/).fill(password);
  await draw(page);
  await sheet.getByRole('button', { name: '确认签名' }).click();
  await expect(sheet).toHaveCount(0);
}

/** Step 1: the second officer and both ticks. */
export async function whoActs(page: Page, second: string): Promise<void> {
  await expectStep(page, '谁办案');
  await chooseOfficer(page, 2, second);
  await page.getByRole('checkbox', { name: /已向当事人出示执法证件/ }).check();
  await page.getByRole('checkbox', { name: /已开启执法记录仪/ }).check();
  await page.keyboard.press('Control+Enter');
  await expectStep(page, '当事人');
}

/** Types a name into the field of the first or second officer and takes what is offered. */
export async function chooseOfficer(page: Page, place: 1 | 2, name: string): Promise<void> {
  const path = place === 1 ? 'who.officerIds' : 'who.officerIds.1';
  const chosen = fieldRow(page, path);
  await expect(chosen).toBeVisible();
  await field(page, path).fill(name);
  // The first time the list is still on its way.
  await expect(page.locator('.ant-select-item-option-active', { hasText: name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(chosen).toContainText(name);
}

/** Step 2 by hand. */
export async function party(page: Page, person: { name: string; idNo: string; address: string }): Promise<void> {
  await field(page, 'party.name').fill(person.name);
  await field(page, 'party.idNo').fill(person.idNo);
  await field(page, 'party.address').fill(person.address);
  await page.keyboard.press('Control+Enter');
  await expectStep(page, '违法事实');
}

/** Step 3: an item found by words, the place, and the blanks of the phrase that stands there. */
export async function violation(
  page: Page,
  words: string,
  name: RegExp,
  blanks: Record<string, string>,
): Promise<void> {
  await page.getByRole('combobox', { name: '查找违法事项' }).fill(words);
  await page.getByRole('option', { name }).first().click();
  await field(page, 'violation.place').fill('青溪镇青溪大道 88 号门前');
  for (const [blank, text] of Object.entries(blanks))
    await page.getByRole('textbox', { name: blank, exact: true }).fill(text);
  await page.keyboard.press('Control+Enter');
  await expectStep(page, '处罚');
}

/** Step 5: told, no defence, signed by the party. */
export async function notice(page: Page): Promise<void> {
  await expectStep(page, '告知申辩');
  await page.getByRole('checkbox', { name: /以上内容已口头告知当事人/ }).check();
  await page.getByText('不陈述、不申辩', { exact: true }).click();
  await page.keyboard.press('Control+Enter');
  await sign(page, /告知和陈述申辩记录/);
  await expectStep(page, '出具');
}

/** Step 6 begins: the number is taken and the paper stands there. @returns the number */
export async function number(page: Page): Promise<string> {
  await page.getByRole('button', { name: /取号并生成决定书/ }).click();
  const heading = page.getByRole('region', { name: '签名和交付' }).locator('header strong');
  await expect(heading).toHaveText(/〔\d{4}〕第\d{4}号/, { timeout: 30_000 });
  return heading.innerText();
}

/** Both officers under their own numbers and passwords, then the party; the decision is handed over. */
export async function signAndDeliver(page: Page, officers: readonly string[], partyName: string): Promise<void> {
  const region = page.getByRole('region', { name: '签名和交付' });
  await region.getByRole('button', { name: '签名', exact: true }).and(page.locator(':enabled')).click();
  for (const name of officers) await sign(page, `执法人员 ${name} 签名`, PASSWORD);
  await sign(page, new RegExp(`请${partyName}签收`));
  await region.getByRole('button', { name: '交付' }).click();
  await expect(region.getByText('已交付', { exact: true })).toBeVisible();
}
