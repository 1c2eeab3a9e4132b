import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expectStep, field, fieldRow, notice, number, open, signAndDeliver, violation, whoActs } from './hand.ts';
import { run } from './processes.ts';
import { Stage } from './stage.ts';

/**
 * The whole job on the real program, every simulator in its own process: reader on a serial line, printer on TCP 9100,
 * a camera folder, a county over HTTP. One on-the-spot penalty from the identity card to the county.
 */
test.describe.configure({ mode: 'serial' });

const stage = new Stage();
test.beforeAll(async () => {
  test.setTimeout(240_000);
  await stage.open();
});
test.afterAll(() => stage.close());

async function textOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
  return text.replace(/\s+/g, '');
}

/** The text of the PDF that the page shows, fetched as the page fetches it. */
async function shownPaper(page: Page, title: RegExp): Promise<string> {
  const src = await page.locator('iframe').and(page.getByTitle(title)).getAttribute('src');
  const answer = await page.request.get(new URL(src ?? '', page.url()).href);
  expect(answer.status()).toBe(200);
  return textOf(new Uint8Array(await answer.body()));
}

/** All of them stand there; a failure names those that do not. */
const expectWords = (text: string | readonly string[], words: readonly string[]) =>
  expect(words.filter((one) => !text.includes(one))).toEqual([]);

async function openCase(page: Page, party: string): Promise<void> {
  await open(page, '案件');
  await page.getByRole('table', { name: '案件台账' }).getByRole('link', { name: party }).click();
  await expect(page.getByRole('complementary', { name: '下一步' })).toBeVisible();
}

let caseNumber = '';

test('a card on the reader fills the form; six steps lead to a signed, delivered decision', async () => {
  const { page, reader } = stage;
  await stage.signIn('330101');
  await page.keyboard.press('Control+n');
  await whoActs(page, '沈念慈');

  reader.tell('lay resident');
  await expect(field(page, 'party.name')).toHaveValue('陈小满');
  await expect(field(page, 'party.idNo')).toHaveValue('330621 **** **** 0020');
  await expect(field(page, 'party.address')).toHaveValue('越州县青溪镇柳塘村18号');
  await expect(fieldRow(page, 'party.idNo')).toContainText('校验位正确');
  reader.tell('lift');
  await page.keyboard.press('Control+Enter');
  await expectStep(page, '违法事实');

  await violation(page, '乱倒', /^乱倒生活垃圾/, { 数量: '2' });
  // The suggestion of the discretion rules stands there by itself.
  await expect(field(page, 'penalty.fineFen')).toHaveValue('150');
  await page.keyboard.press('Control+Enter');
  await notice(page);

  caseNumber = await number(page);
  expect(caseNumber).toMatch(/^青溪当罚〔\d{4}〕第0001号$/);
  const text = await shownPaper(page, /当场行政处罚决定书/);
  expectWords(text, [
    '青溪镇人民政府',
    '当场行政处罚决定书',
    caseNumber,
    '陈小满',
    '330621198504120020',
    '约2公斤倾倒在垃圾收集容器以外',
    '壹佰伍拾元整',
    '应先申请行政复议',
    '向越州县人民政府申请行政复议',
    '第一联存档',
    '第二联交当事人',
    '第三联备案',
    '周立诚',
    '沈念慈',
    '模拟',
  ]);
  await signAndDeliver(page, ['周立诚', '沈念慈'], '陈小满');
});

test('the receipt comes out of the printer in Chinese, once', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '打印回执小票' }).click();
  await expect.poll(async () => (await stage.papers()).papers.map((one) => one.cut)).toEqual([true]);
  const { papers, broken } = await stage.papers();
  expect(broken).toBeNull();
  const lines = papers[0]?.lines.map((one) => one.text) ?? [];
  expectWords(lines, [
    '青溪镇人民政府',
    '罚款缴款凭条',
    `文书号：${caseNumber}`,
    '当事人：陈＊',
    '证件号：330621********0020',
    '案由：乱倒垃圾、污水',
    '罚款：￥150.00',
    '执法人员：周立诚 1106330101',
    '执法人员：沈念慈 1106330102',
  ]);
  // Asking again is not printing again, and it is said.
  await expect(page.locator('.pen-receipt')).toContainText('回执已打印');
  await page.getByRole('button', { name: '打印回执小票' }).click();
  await expect(page.getByText('已经打印过，没有再打').first()).toBeVisible();
  await open(page, '设备');
  await page.getByRole('tab', { name: '小票队列' }).click();
  await expect(page.getByRole('row', { name: new RegExp(caseNumber) })).toHaveCount(1);
  await expect(page.getByRole('row', { name: new RegExp(caseNumber) })).toContainText('已打印');
  expect((await stage.papers()).papers).toHaveLength(1);
});

/** Every file with its content, every entry with time and size. */
const treeOf = (dir: string): string =>
  execFileSync('sh', ['-c', 'find . -type f -exec sha256sum {} + | sort; find . -printf "%p %T@ %s\\n" | sort'], {
    cwd: dir,
    encoding: 'utf8',
  });

test('a camera is docked, its clips are kept as they are and belong to the case', async () => {
  const { page, volumes } = stage;
  const folder = join(volumes, 'BWC1234567');
  const at = new Date(Date.now() - 300_000).toISOString();
  const camera = [
    'main/devices/simulators/cli.ts',
    'bodycam',
    '--dir',
    folder,
    '--officer',
    '330101',
    '--at',
    at,
  ] as const;
  expect(await run(...camera)).toMatchObject({ code: 0 });
  const before = treeOf(folder);
  expect(before.match(/\.mp4$/gm)).toHaveLength(3);

  await open(page, '证据');
  const slot = page.getByRole('region', { name: '记录仪 1234567' });
  await expect(slot).toContainText('3 段新录像', { timeout: 30_000 });
  await slot.getByRole('button', { name: '开始导入' }).click();
  await expect(slot).toContainText('全部导入，可以拔出', { timeout: 60_000 });
  expect(treeOf(folder)).toBe(before);

  // The track came with its film.
  await page.getByText('附带文件', { exact: true }).click();
  await page.getByRole('row', { name: /GPS 轨迹/ }).click();
  await expect(page.getByRole('img', { name: /^路线图：约 \d+ 米，60 个定位点$/ })).toBeVisible();

  await openCase(page, '陈小满');
  await page.getByRole('tab', { name: /^证据/ }).click();
  const evidence = page.getByRole('tabpanel', { name: /^证据/ });
  await evidence.getByRole('button', { name: '关联', exact: true }).first().click();
  await expect(evidence.getByRole('button', { name: '取消关联' })).toHaveCount(1);
  await expect(page.getByRole('tab', { name: '证据 1' })).toBeVisible();
  const sha256 = await evidence.locator('code').first().innerText();
  expect(before).toContain(sha256);
});

test('recorded, paid, closed and bound by those who may', async () => {
  const { page } = stage;
  const next = page.getByRole('complementary', { name: '下一步' });
  await next.getByRole('button', { name: /报机关备案/ }).click();
  await expect(next).toContainText('票据管理员或内勤');

  await stage.as('330108');
  await openCase(page, '陈小满');
  await next.getByRole('button', { name: /登记缴款/ }).click();
  await next.getByLabel('票据号码').fill('YH26000123');
  await next.getByRole('button', { name: /^登记/ }).click();
  await expect(next).toContainText('可以结案');

  await stage.as('330105');
  await openCase(page, '陈小满');
  await next.getByRole('button', { name: /^结案/ }).click();
  await next.getByRole('button', { name: /装订案卷/ }).click();
  await expect(next).toContainText('案件已办完并归档', { timeout: 60_000 });
  const text = await shownPaper(page, /案卷/);
  expectWords(text, [
    '行政处罚案卷',
    '卷内目录',
    '当场行政处罚决定书',
    '证据清单',
    '账本存证页',
    '卷内页号第1页',
    caseNumber,
  ]);
});

test('the county has the case exactly once', async () => {
  const { page } = stage;
  await open(page, '同步');
  await page.getByRole('button', { name: /立即同步/ }).click();
  await expect(page.getByText('全部已经上报')).toBeVisible();
  await expect(page.getByRole('main').getByText('县级已同步')).toBeVisible();
  const rows = await stage.penalties();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ number: caseNumber, fineFen: 15_000, cause: '乱倒垃圾、污水', town: '青溪镇' });
  expect(rows[0]?.closedOn).not.toBeNull();
  expect(JSON.stringify(rows)).not.toContain('陈小满');
});

test('the program ends well on Ctrl-C; its ledger verifies and replays', async () => {
  expect(await stage.office.stop()).toBe(0);
  const on = ['--data', stage.data, '--passphrase-file', stage.passphraseFile];
  const verified = await run('main/office/ledger/cli.ts', 'verify', ...on);
  expect(verified.said).toContain('核对通过');
  expect(verified.code).toBe(0);
  const replayed = await run('main/office/ledger/cli.ts', 'replay', ...on);
  expect(replayed.said).not.toContain('错误');
  expect(replayed.code).toBe(0);
});
