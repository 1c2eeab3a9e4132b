import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { chooseOfficer, expectStep, field, open } from './hand.ts';
import { addressOf, freePort, type Program, run, Scratch, startOffice } from './processes.ts';
import { openWindow, signInWith, signOut } from './stage.ts';
import { PASSPHRASE, PASSWORD } from './town.ts';

const ALL_PAGES = [
  ...['今日', '当场处罚', '排队叫号', '案件', '责令改正', '证据', '检查', '对象'],
  ...['设备', '同步', '人员', '设置'],
];
const OF_THE_HOUSE = ['设备', '同步', '人员', '设置'];
const WITHOUT_PENALTY = ALL_PAGES.filter((name) => name !== '当场处罚');
const READING = WITHOUT_PENALTY.filter((name) => name !== '排队叫号');

/** One of every role, and what he finds in the left rail. */
const PEOPLE: readonly (readonly [string, readonly string[]])[] = [
  ['周立诚', ALL_PAGES],
  ['韩知秋', WITHOUT_PENALTY],
  ['方正清', READING],
  ['顾明远', READING],
  ['苏静怡', WITHOUT_PENALTY],
  ['汤予安', WITHOUT_PENALTY],
  ['葛存真', READING],
  ['袁鉴明', READING],
  ['杜小禾', OF_THE_HOUSE],
  ['林系安', OF_THE_HOUSE],
  ['石全守', OF_THE_HOUSE],
  ['白审之', OF_THE_HOUSE],
];

/** Latin words that people at the desk know: keys, formats, and how the simulated devices name themselves. */
const KNOWN = /^(Ctrl|Enter|Esc|Alt|Tab|PDF|CSV|auto|tcp|COM\d?|SHA|SIM|SIMULATED|HACH)$/;

/** Words of the page that a person at the desk must not see. */
function foreignWords(text: string): string[] {
  const plain = text
    // Addresses of devices and of the county, hashes, names of footage files.
    .replace(/\S*[/\\]\S*/g, ' ')
    .replace(/\b[0-9a-f]{8,64}\b…?/g, ' ')
    .replace(/\b\w+\.mp4\b/g, ' ');
  const words = plain.match(/[A-Za-z]{3,}/g) ?? [];
  return [...new Set(words.filter((word) => !KNOWN.test(word)))];
}

async function expectPlain(page: Page, where: string): Promise<void> {
  await expect(page.getByRole('main').locator('.ant-skeleton, .ant-spin-spinning'), where).toHaveCount(0);
  const text = await page.locator('body').innerText();
  const found = {
    broken: text.match(/undefined|NaN|\[object|这一页没有打开/g) ?? [],
    ids: text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [],
    refusals: text.match(/（[A-Z]+-\d{3}）/g) ?? [],
    foreign: foreignWords(text),
  };
  expect.soft(found, where).toEqual({ broken: [], ids: [], refusals: [], foreign: [] });
}

test.describe('the demo office, as a newcomer meets it', () => {
  test.describe.configure({ mode: 'serial' });
  const scratch = new Scratch();
  let office: Program | undefined;
  let browser: Browser | undefined;
  let page: Page;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    const env = { ZHENZHI_DEMO_CASES: '6' };
    office = startOffice({ data: join(scratch.dir, 'demo'), port: await freePort(), demo: true, env });
    const window = await openWindow();
    browser = window.browser;
    page = window.page;
    await page.goto(await addressOf(office));
  });
  test.afterAll(async () => {
    await browser?.close();
    await office?.stop();
    scratch.remove();
  });

  const tray = () => page.getByRole('dialog', { name: '演示托盘' });
  const openTray = () => page.getByRole('button', { name: '演示托盘' }).click();
  const closeTray = async () => {
    await tray().getByRole('button', { name: '关闭' }).click();
    await expect(tray()).toBeHidden();
  };
  const enter = async (name: string) => {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
  };

  test('an officer is clicked, a card is laid from the tray, and the form is filled and marked', async () => {
    await expect(page.getByRole('heading', { name: '请选择以谁的身份试用' })).toBeVisible({ timeout: 120_000 });
    await expectPlain(page, 'the sign-in page');
    await enter('周立诚');
    await expect(page.getByRole('banner')).toContainText('演示');
    await page.keyboard.press('Control+n');
    await expectStep(page, '谁办案');
    await chooseOfficer(page, 2, '沈念慈');
    await page.getByRole('checkbox', { name: /已向当事人出示执法证件/ }).check();
    await page.getByRole('checkbox', { name: /已开启执法记录仪/ }).check();
    await page.keyboard.press('Control+Enter');
    await expectStep(page, '当事人');
    await openTray();
    await tray()
      .getByRole('button', { name: /居民（女，41 岁）/ })
      .click();
    await expect(field(page, 'party.name')).toHaveValue('陈小满');
    await expect(page.getByRole('main')).toContainText('模拟');
    await tray().getByRole('button', { name: '拿起来' }).click();
    await expect(tray().getByText('正放在读卡器上')).toHaveCount(0);
    await closeTray();
  });

  test('what the printer prints is read in the tray', async () => {
    await open(page, '设备');
    await page.getByRole('tab', { name: '小票队列' }).click();
    await page.getByRole('button', { name: '打印测试页' }).click();
    await expect(page.getByRole('row', { name: /打印机测试页/ })).toContainText('已打印');
    await openTray();
    await expect(tray().getByText(/打印机测试页/)).toBeVisible();
    await tray().getByRole('button', { name: '撕走并清空' }).click();
    await expect(tray().getByText('还没有打出小票')).toBeVisible();
  });

  test('a camera is docked and its recordings are offered', async () => {
    await tray().getByRole('region', { name: '执法记录仪' }).getByRole('button', { name: '插上去' }).click();
    await closeTray();
    await open(page, '证据');
    await expect(page.getByRole('region', { name: /^记录仪/ })).toContainText('3 段新录像', { timeout: 40_000 });
  });

  test('a camera that has to be spoken to has its clock set and becomes a disk; the board shows a call', async () => {
    await openTray();
    await tray().getByRole('region', { name: '可控记录仪' }).getByRole('button', { name: '插上去' }).click();
    await closeTray();
    await open(page, '设备');
    await page.getByRole('tab', { name: '设备状态' }).click();
    const camera = page.getByRole('row', { name: /可控记录仪/ });
    await expect(camera).toContainText('ZZ20002，周立诚', { timeout: 60_000 });
    await expect(camera).toContainText('模拟');
    for (const [order, done] of [
      ['校时', /^已校时/],
      ['转为存储', /^已转为存储/],
    ] as const) {
      await camera.getByRole('button', { name: order }).click();
      // The one before may not be gone yet.
      const asked = page.locator('.ant-popover:visible', { has: page.getByRole('button', { name: order }) });
      await asked.getByLabel('记录仪的管理口令').fill('000000');
      await asked.getByRole('button', { name: order }).click();
      // The tray, which is closed, says the same.
      await expect(page.locator('.ant-message').getByText(done)).toBeVisible({ timeout: 60_000 });
    }
    await page
      .getByRole('row', { name: /叫号屏/ })
      .getByRole('button', { name: '测试显示' })
      .click();
    await openTray();
    await expect(tray().getByRole('img', { name: '叫号屏显示 A000 测试' })).toBeVisible();
    await expect(tray().getByRole('region', { name: '可控记录仪' })).toContainText('已转为存储');
    await closeTray();
    await open(page, '证据');
    await expect(page.getByRole('region', { name: /ZZ20002/ })).toContainText('3 段新录像', { timeout: 60_000 });
    await signOut(page);
  });

  test('a check code scanned into the search field opens its paper; the leader has the numbers checked', async () => {
    await enter('周立诚');
    await open(page, '案件');
    const decided = page.getByRole('table', { name: '案件台账' }).getByRole('row', { name: /当罚〔\d{4}〕/ });
    await decided.first().getByRole('link').click();
    await page.getByRole('tab', { name: /^文书/ }).click();
    const papers = page.getByRole('list', { name: '文书' });
    await papers.getByRole('button', { name: /陈述申辩记录/ }).click();
    const code = await page.locator('.paper-code').innerText();
    expect(code).toMatch(/^[0-9a-f]{8}$/);
    await open(page, '今日');
    // A scanner types faster than the office answers, and ends with Enter.
    await page.keyboard.press('Control+k');
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await expect(papers.getByRole('button', { pressed: true })).toContainText('陈述申辩记录');
    await expect(page.locator('.paper-code')).toHaveText(code);
    await signOut(page);
    await enter('韩知秋');
    await open(page, '案件');
    await page.getByRole('button', { name: '文号检查' }).click();
    await expect(page.getByRole('dialog', { name: '文号检查' })).toContainText('文号连续，没有断号、重号和倒挂');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: '文号检查' })).toBeHidden();
    await signOut(page);
  });

  test('a printer that cannot tell its state can be said to be one: a person looks at the paper and says so', async () => {
    await enter('周立诚');
    await open(page, '设备');
    await page.getByRole('tab', { name: '连接设置' }).click();
    await page.getByRole('combobox', { name: '小票打印机机型' }).click();
    await page.locator('.ant-select-item-option', { hasText: '不回报状态：' }).click();
    await page.getByRole('button', { name: /^保存/ }).click();
    await expect(page.getByText('连接设置已保存').last()).toBeVisible();
    await page.getByRole('tab', { name: '设备状态' }).click();
    await expect(page.getByRole('row', { name: /小票打印机/ })).toContainText('不能回报状态，缺纸等请看打印机');
    await page.getByRole('tab', { name: '小票队列' }).click();
    await page.getByRole('button', { name: '打印测试页' }).click();
    const job = page.getByRole('row', { name: /打印机测试页/ }).first();
    await expect(job).toContainText('这台打印机不回报状态');
    await job.getByRole('button', { name: '标记完成' }).click();
    await expect(job.getByRole('button', { name: '标记完成' })).toHaveCount(0);
    await signOut(page);
  });

  for (const [name, pages] of PEOPLE) {
    test(`${name} finds every page of his rail in order, and no other`, async () => {
      await enter(name);
      const rail = page.getByRole('navigation', { name: '主菜单' });
      await expect(rail.getByRole('link')).toHaveText(pages);
      for (const one of pages) {
        await open(page, one);
        await expectPlain(page, `${name}, ${one}`);
      }
      if (pages === OF_THE_HOUSE) {
        // T24: no way leads to a case.
        for (const path of ['/cases', '/subjects', '/evidence', '/']) {
          await page.goto(new URL(`/#${path}`, page.url()).href);
          await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText(/设备|人员/);
        }
        // The access log names the papers that others looked at; it leads to none of them.
        await expect(page.getByRole('main').getByRole('link', { name: /当罚〔/ })).toHaveCount(0);
        await expect(page.getByRole('main').getByRole('table', { name: '案件台账' })).toHaveCount(0);
      }
      await signOut(page);
    });
  }

  test('it said one line, and ends well', async () => {
    expect(await office?.stop()).toBe(0);
    expect(office?.said).toEqual([expect.stringMatching(/^Office ready: http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/)]);
  });
});

test.describe('a real office, set up for the first time', () => {
  test.describe.configure({ mode: 'serial' });
  const scratch = new Scratch();
  let data = '';
  let office: Program | undefined;
  let browser: Browser | undefined;
  let page: Page;
  let recoveryCode = '';

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    data = join(scratch.dir, 'office');
    mkdirSync(data);
    office = startOffice({ data, port: await freePort() });
    const window = await openWindow();
    browser = window.browser;
    page = window.page;
    await page.goto(await addressOf(office));
  });
  test.afterAll(async () => {
    await browser?.close();
    await office?.stop();
    scratch.remove();
  });

  const fill = async (values: Record<string, string>) => {
    for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  };

  test('the set-up page asks for what stands on every paper, the first administrator and the passphrase', async () => {
    await expect(page.getByRole('heading', { name: '设置本单位的办公账本' })).toBeVisible();
    await page.getByRole('button', { name: '下一步' }).click();
    await expect(page.getByText('请填写执法机关全称')).toBeVisible();
    await fill({
      '镇（街道）名称': '青溪镇',
      '所属县（市、区）': '越州县',
      执法机关全称: '越州县青溪镇人民政府',
      文号字头: '青溪',
      行政复议机关: '越州县人民政府',
      行政诉讼管辖法院: '越州县人民法院',
      罚款缴纳渠道: '越州农商银行青溪支行',
    });
    await page.getByRole('button', { name: '下一步' }).click();
    await fill({ 本机名称: '一号窗口', 系统管理员姓名: '林系安', 系统管理员工号: '330191' });
    await fill({ 登录口令: '12345678', 登录口令再输一遍: '12345678' });
    await page.getByRole('button', { name: '下一步' }).click();
    await fill({ 账本口令: PASSPHRASE, 再输一遍: PASSPHRASE });
    await page.getByRole('button', { name: '建立账本' }).click();
    // A weak password leads back to its field with a sentence.
    await expect(page.getByText(/口令须含大写字母、小写字母、数字、符号中的三类.*（PPL-109）/)).toBeVisible();
    await fill({ 登录口令: PASSWORD, 登录口令再输一遍: PASSWORD });
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '建立账本' }).click();
    await expect(page.getByRole('heading', { name: '账本恢复码' })).toBeVisible({ timeout: 60_000 });
  });

  test('the recovery code is shown once and has to be copied back', async () => {
    recoveryCode = await page.locator('.recovery-code').innerText();
    const enter = page.getByRole('button', { name: '已妥善保管，进入办公台' });
    await expect(enter).toBeDisabled();
    await page.getByRole('checkbox', { name: /已打印/ }).check();
    await page.getByLabel(/照纸上输入最后一组/).fill('XXXX');
    await expect(enter).toBeDisabled();
    await page.getByLabel(/照纸上输入最后一组/).fill(recoveryCode.trim().split(/\s+/).at(-1) ?? '');
    await enter.click();
    await expect(page.getByRole('heading', { name: '请登录' })).toBeVisible();
  });

  test('the administrator signs in with his password and sees no case pages', async () => {
    await signInWith(page, '330191', 'Falsch@2026');
    await expect(page.getByRole('alert')).toContainText('工号或口令不对，还可以再试 4 次。（PPL-102）');
    await signInWith(page, '330191', PASSWORD);
    await expect(page.getByRole('navigation', { name: '主菜单' }).getByRole('link')).toHaveText(OF_THE_HOUSE);
    for (const one of OF_THE_HOUSE) {
      await open(page, one);
      await expectPlain(page, `a new office, ${one}`);
    }
  });

  test('the printed code opens the ledger', async () => {
    expect(await office?.stop()).toBe(0);
    const paper = join(scratch.dir, 'recovery-code');
    writeFileSync(paper, recoveryCode);
    const verified = await run('main/office/ledger/cli.ts', 'verify', '--data', data, '--recovery-file', paper);
    expect(verified.said).toContain('核对通过');
    expect(verified.code).toBe(0);
  });
});
