import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { decisionOf, filled, numbered, openTown, PASSPHRASE, PASSWORD } from '../../main/office/cases/town-in-test.ts';
import { open } from './hand.ts';
import { addressOf, freePort, node, type Program, Scratch, startOffice } from './processes.ts';
import { openWindow, signInWith } from './stage.ts';

/** Scanners of both kinds open papers and leave typing alone; numbers are taken, called and shown in the hall. */
test.describe.configure({ mode: 'serial' });

const scratch = new Scratch();
const started: Program[] = [];
let browser: Browser | undefined;
let page: Page;
let scanner: Program;
let paper: { number: string; checkCode: string };

/** An office with one numbered decision, as an earlier day left it. */
async function leaveOffice(dir: string): Promise<typeof paper> {
  const town = await openTown();
  town.on(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  const caseId = await numbered(town, filled(town));
  const { number, checkCode } = await town.sit('lead').documents.get({ documentId: decisionOf(town, caseId) });
  await town.host().close();
  cpSync(town.dir, dir, { recursive: true });
  await town.close();
  return { number, checkCode };
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  const data = join(scratch.dir, 'office');
  const passphraseFile = join(scratch.dir, 'passphrase');
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
  paper = await leaveOffice(data);
  scanner = node('main/devices/simulators/cli.ts', 'scanner', '--tcp', '0');
  started.push(scanner);
  const office = startOffice({ data, port: await freePort(), passphraseFile });
  started.push(office);
  const window = await openWindow();
  browser = window.browser;
  page = window.page;
  await page.goto(await addressOf(office));
  await signInWith(page, '330101', PASSWORD);
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
});
test.afterAll(async () => {
  await browser?.close();
  for (const one of started.reverse()) await one.stop();
  scratch.remove();
});

/** A scanner that plays keyboard: 8 ms from key to key by the keys' own time, however slow this machine is. */
async function scanAsKeyboard(code: string): Promise<void> {
  const wire = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1000;
  for (const key of [...code, 'Enter']) {
    const text = key === 'Enter' ? '\r' : key;
    const virtual = key === 'Enter' ? { windowsVirtualKeyCode: 13 } : {};
    timestamp += 0.008;
    await wire.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp, ...virtual });
    await wire.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp: timestamp + 0.002, ...virtual });
  }
  await wire.detach();
}

test('a keyboard scanner opens the paper from inside a field and leaves nothing in it', async () => {
  await open(page, '责令改正');
  const field = page.getByLabel('查找责令改正');
  await field.pressSequentially('打到一半', { delay: 120 });
  await scanAsKeyboard(paper.checkCode);
  await expect(page.getByText('已打开扫到的当场行政处罚决定书')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(paper.number);
  await open(page, '责令改正');

  // The same letters at the pace of a hand stay where they were typed.
  await field.pressSequentially(paper.checkCode, { delay: 120 });
  await field.press('Enter', { delay: 120 });
  await expect(field).toHaveValue(paper.checkCode);
  // A scanner that is set to name the kind of code types that before it; a hand may type the same.
  await field.fill('');
  await scanAsKeyboard(`]Q1${paper.checkCode}`);
  await expect(page.getByRole('main')).toContainText(paper.number);
  await open(page, '责令改正');
  await field.pressSequentially(`]Q1${paper.checkCode}`, { delay: 120 });
  await field.press('Enter', { delay: 120 });
  await expect(field).toHaveValue(`]Q1${paper.checkCode}`);
  await field.fill(paper.checkCode);
  // An unknown code: the field is as before, and what was read is said.
  await scanAsKeyboard('6901234567892');
  await expect(page.getByText(/扫到「6901234567892」，未找到.*（SCAN-101）/)).toBeVisible();
  await expect(field).toHaveValue(paper.checkCode);
});

test('a serial scanner is set up, tried, and opens the same paper from another page', async () => {
  await open(page, '设备');
  await page.getByRole('tab', { name: '连接设置' }).click();
  const said = await scanner.line(/ready: (\S+)/);
  await page.getByLabel('扫码枪（串口）').fill(said[1] ?? '');
  await page.keyboard.press('Control+s');
  await page.getByRole('tab', { name: '设备状态' }).click();
  const line = page.getByRole('row', { name: /扫码枪/ });
  await expect(line).toContainText('正常，可以使用');
  await line.getByRole('button', { name: '测试扫码' }).click();
  await scanner.ask('scan 国标 690', /^ok/);
  const tried = page.getByRole('dialog', { name: '测试扫码' });
  await expect(tried).toContainText('串口扫码枪读到 6 个字符，QR 二维码（模拟）');
  await tried
    .getByRole('button', { name: 'Close' })
    .or(tried.getByRole('button', { name: '关闭' }))
    .click();
  await expect(tried).toHaveCount(0);
  await scanner.ask(`scan ${paper.number} ${paper.checkCode}`, /^ok/);
  await expect(page.getByText('已打开扫到的当场行政处罚决定书')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(paper.number);
});

test('an address that nobody registered is offered for registration, and opens its page when it is scanned again', async () => {
  // A name that leads nowhere (RFC 2606): a browser that opened it would stand on an error page.
  const code = 'https://example.invalid/xingwei-ma?id=0042';
  await open(page, '责令改正');
  await scanAsKeyboard(code);
  await expect(page.getByText('扫到的码还没有登记，是否登记？网址没有打开。')).toBeVisible();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toContainText('亮码检查');
  await expect(page.getByLabel('行政行为码（照原样扫入或输入，不能自编）')).toHaveValue(code);
  await page.getByLabel('被检查对象').fill('青溪镇样例面馆');
  await page.getByLabel('检查事项').fill('餐饮油烟排放');
  await page.getByLabel('检查地点').fill('青溪镇滨河步行街 12 号');
  await page.getByLabel('执法人员（至少两名，证件在检查日有效）').fill('沈念慈');
  await expect(page.locator('.ant-select-item-option-active', { hasText: '沈念慈' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('已登记行政行为码')).toBeVisible();
  const registered = page.getByRole('region', { name: '青溪镇样例面馆 餐饮油烟排放' });
  await expect(registered).toContainText('待亮码');
  await expect(registered).toContainText('周立诚（1106330101）、沈念慈（1106330102）');

  await open(page, '案件');
  await scanner.ask(`scan ${code}`, /^ok/);
  await expect(page.getByText('已打开扫到的青溪镇样例面馆 餐饮油烟排放')).toBeVisible();
  await expect(registered.getByRole('img', { name: '行政行为码的二维码' })).toBeVisible();
  expect(page.context().pages()).toHaveLength(1);
});

test('numbers are taken and called; the hall sees them on a page of its own', async () => {
  await open(page, '排队叫号');
  await page.keyboard.press('F2');
  await expect(page.getByLabel('等候')).toContainText('A001');
  await page.keyboard.press('F3');
  await expect(page.getByLabel('等候')).toContainText('B001');
  const [hall] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: '打开叫号屏' }).click(),
  ]);
  await expect(hall.getByText('请取号等候')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('正在办理')).toContainText('A001');
  await expect(hall.getByText('请A001号到1号窗口办理')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(hall.getByText('请B001号到1号窗口办理')).toBeVisible();
  await expect(hall.getByLabel('刚才叫过的号')).toContainText('A001');
  await expect(hall.getByText('等候 0 人')).toBeVisible();

  // Passed over: said so in the hall, and called again when the person is back.
  await page.keyboard.press('F7');
  await expect(hall.getByText('请B001号到1号窗口办理')).toHaveCount(0);
  await expect(hall.getByLabel('刚才叫过的号')).toContainText('B001已过号');
  await page.getByRole('button', { name: '重新叫号 B001' }).click();
  await expect(page.getByLabel('正在办理')).toContainText('B001');
  await expect(hall.getByText('请B001号到1号窗口办理')).toBeVisible();
  await expect(hall.getByText('已过号')).toHaveCount(0);

  // Somebody touched the screen in the hall last: a code still opens its paper at the desk.
  await hall.bringToFront();
  await hall.getByText('等候 0 人').click();
  await scanner.ask(`scan ${paper.number} ${paper.checkCode}`, /^ok/);
  await expect(page.getByText('已打开扫到的当场行政处罚决定书')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(paper.number);
});
