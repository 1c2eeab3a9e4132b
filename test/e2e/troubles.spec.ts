import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  chooseOfficer,
  expectStep,
  field,
  fieldRow,
  notice,
  number,
  open,
  party,
  signAndDeliver,
  violation,
  whoActs,
} from './hand.ts';
import { descendants, freePort, type Program, partOf, run, startOffice } from './processes.ts';
import { Stage, signInWith } from './stage.ts';
import { PASSPHRASE } from './town.ts';

/**
 * The same job when things go wrong: bad input, a pulled cable, no paper, no county, killed processes, locked doors.
 * Each gets one clear sentence with its code, nothing is lost, and the job is completed afterwards.
 */
test.describe.configure({ mode: 'serial' });

const stage = new Stage();
test.beforeAll(async () => {
  test.setTimeout(240_000);
  await stage.open();
});
test.afterAll(() => stage.close());

/** Until a simulator has let go of its serial line. */
const letGo = (program: Program) =>
  expect
    .poll(() => {
      const files = `/proc/${program.child.pid}/fd`;
      return readdirSync(files).filter((one) => readlinkSync(join(files, one)).startsWith('/dev/pts/'));
    })
    .toEqual([]);

test('one officer is not enough, and an expired certificate cannot be picked', async () => {
  const { page } = stage;
  await stage.signIn('330101');
  await page.keyboard.press('Control+n');
  await expectStep(page, '谁办案');
  await field(page, 'who.officerIds.1').fill('陆远舟');
  const expired = page
    .getByTitle('陆远舟')
    .or(page.locator('.ant-select-item-option', { hasText: '陆远舟' }))
    .first();
  await expect(expired).toContainText(/执法证已于 \d{4}-\d\d-\d\d 到期，不能办案.*（CASE-265）/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(fieldRow(page, 'who.officerIds.1')).toContainText(/执法人员不得少于两人，现在只有 1 人.*（CASE-260）/);
  await expectStep(page, '谁办案');
  await chooseOfficer(page, 2, '沈念慈');
  await page.keyboard.press('Control+Enter');
  await expect(
    page
      .getByRole('main')
      .getByText(/请先向当事人出示执法证件.*（CASE-266）/)
      .first(),
  ).toBeVisible();
  await whoActs(page, '沈念慈');
});

test('numbers that cannot be are refused at their field', async () => {
  const { page } = stage;
  const line = fieldRow(page, 'party.idNo');
  await field(page, 'party.idNo').fill('330621198504120021');
  await expect(line).toContainText('身份证号码校验位不对，请逐位核对。（ID-106）');
  await field(page, 'party.idNo').fill('330621198502300022');
  await expect(line).toContainText('身份证号码中的出生日期 1985-02-30 不存在，请核对第 7 至 14 位。（ID-105）');
  await page.keyboard.press('Control+Enter');
  await expectStep(page, '当事人');
});

test('corrupted frames, a wrong and an expired card are named; nothing false is taken over', async () => {
  const { page, reader } = stage;
  const main = page.getByRole('main');
  await reader.ask('fault wrong-checksum', /^ok/);
  await reader.ask('lay resident', /^ok/);
  await expect(
    main.getByText('读卡数据不完整，未录入任何内容。请拿起证件重新放置；若反复出现请更换 USB 口或线。（DEV-106）'),
  ).toBeVisible();
  await expect(field(page, 'party.name')).toHaveValue('');
  await reader.ask('fault none', /^ok/);
  await reader.ask('lift', /^ok/);
  await expect(main.getByText('读卡器就绪')).toBeVisible();

  await reader.ask('lay wrong-check', /^ok/);
  await expect(main.getByText('证件号码校验不通过，请对照证件核对。（DEV-174）')).toBeVisible({ timeout: 30_000 });
  await expect(fieldRow(page, 'party.idNo')).toContainText('（ID-106）');
  await reader.ask('lay expired', /^ok/);
  await expect(main.getByText('证件已过有效期，请核对并提醒当事人换领。（DEV-171）')).toBeVisible();
  await expect(field(page, 'party.name')).toHaveValue('沈白露');
  await reader.ask('lift', /^ok/);
});

test('the reader is pulled in the middle of the photo; plugged in again it reads', async () => {
  const { page } = stage;
  const main = page.getByRole('main');
  await field(page, 'party.phone').fill('13900000001');
  await stage.reader.ask('fault vanish-once', /^ok/);
  await stage.reader.ask('lay resident', /^ok/);
  await letGo(stage.reader);
  await stage.pull();
  await expect(main.getByText(/读卡器(没有连接|连接断开)，已记下的内容没有丢.*（DEV-10[17]）/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(field(page, 'party.name')).toHaveValue('沈白露');
  await expect(field(page, 'party.phone')).toHaveValue('13900000001');

  await stage.plug();
  await stage.reader.ask('lay resident', /^ok/);
  await expect(field(page, 'party.name')).toHaveValue('陈小满', { timeout: 40_000 });
  await stage.reader.ask('lift', /^ok/);
});

const killDevices = () => process.kill(partOf(stage.office, 'main/devices/process.ts'), 'SIGKILL');
const cameBack = () =>
  expect(stage.page.getByText(/设备服务刚刚意外停止，已自动恢复，已记下的内容没有丢.*（DEV-191）/)).toBeVisible({
    timeout: 30_000,
  });

test('the devices process is killed while a card is read; the window lives and devices come back by themselves', async () => {
  const { page } = stage;
  // The answer stops in the middle of the photo, and the driver waits for the rest.
  await stage.reader.ask('fault half-answer', /^ok/);
  await field(page, 'party.name').fill('陈');
  await stage.reader.ask('lay resident', /^ok/);
  await expect(page.getByRole('main').getByText('正在读卡', { exact: true })).toBeVisible({ timeout: 30_000 });
  killDevices();
  await cameBack();
  await expect(field(page, 'party.name')).toHaveValue('陈');
  await stage.reader.ask('fault none', /^ok/);
  await stage.reader.ask('lay resident', /^ok/);
  await expect(field(page, 'party.name')).toHaveValue('陈小满', { timeout: 40_000 });
  await stage.reader.ask('lift', /^ok/);
  await page.keyboard.press('Control+Enter');
});

test('an item that was taken back cannot be chosen; 201 yuan are too much for a citizen', async () => {
  const { page } = stage;
  await expectStep(page, '违法事实');
  await page.getByRole('combobox', { name: '查找违法事项' }).fill('占用、挖掘');
  const lapsed = page.getByRole('option', { name: /占用、挖掘城市道路/ });
  await expect(lapsed).toContainText(/赋权已于 \d{4}-\d\d-\d\d 收回（CASE-271）/);
  await expect(lapsed).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(field(page, 'violation.place')).toHaveCount(0);

  await violation(page, 'CG007', /^乱倒生活垃圾/, { 数量: '2' });
  await expect(field(page, 'penalty.fineFen')).toHaveValue('150');
  await field(page, 'penalty.fineFen').fill('201');
  await page.keyboard.press('Control+Enter');
  await expect(fieldRow(page, 'penalty.fineFen')).toContainText(
    /对公民当场罚款不得超过 200 元，现为 201 元，需走普通程序.*（CASE-205）/,
  );
  await expectStep(page, '处罚');
  await field(page, 'penalty.fineFen').fill('200');
  await page.keyboard.press('Control+Enter');
  await expect(fieldRow(page, 'penalty.tierReason')).toContainText(/与裁量建议不同，.*写明理由。（CASE-288）/);
  await field(page, 'penalty.tierReason').fill('拒不听从劝阻');
  await page.keyboard.press('Control+Enter');
  await expectStep(page, '告知申辩');
});

test('the county is down during the job: the queue is seen, and afterwards everything arrives exactly once', async () => {
  const { page } = stage;
  await stage.stopCounty();
  await notice(page);
  expect(await number(page)).toMatch(/第0001号$/);
  await signAndDeliver(page, ['周立诚', '沈念慈'], '陈小满');

  await open(page, '同步');
  const main = page.getByRole('main');
  const push = page.getByRole('button', { name: /立即同步/ });
  await push.click();
  await expect(
    main.getByText('连不上县级平台或中途断线，待传数据都在本机，网络恢复后自动续传。（SYNC-201）'),
  ).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(/县级不通 待传 \d+/);
  await expect(main.getByRole('row', { name: /当场交付决定书/ })).toBeVisible();
  expect(await main.getByRole('row').count()).toBeGreaterThan(5);

  for (const [fault, sentence] of [
    ['500', '县级平台出错（500），待传数据都在本机，稍后自动重试。（SYNC-301）'],
    ['garbage', '县级平台的回答看不懂，待传数据都在本机；会自动重试，持续出现请联系县级管理员。（SYNC-302）'],
    // The county does the work and the answer is lost: the same actions are sent a second time.
    ['drop-answer', '连不上县级平台或中途断线，待传数据都在本机，网络恢复后自动续传。（SYNC-201）'],
  ] as const) {
    await stage.stopCounty();
    await stage.startCounty('--fault', fault);
    await push.click();
    await expect(main.getByText(sentence)).toBeVisible();
  }
  await stage.stopCounty();
  await stage.startCounty();
  await push.click();
  await expect(main.getByText('全部已经上报')).toBeVisible();
  await expect(main.getByRole('alert')).toHaveCount(0);
  expect((await stage.penalties()).map((one) => one.number)).toEqual([expect.stringMatching(/第0001号$/)]);
});

test('the printer runs out of paper in the middle: the job waits, and one whole receipt comes out', async () => {
  const { page, printer } = stage;
  await printer.ask('fault paper-end-after-5', /^ok/);
  await open(page, '案件');
  await page.getByRole('table', { name: '案件台账' }).getByRole('link', { name: '陈小满' }).click();
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '打印回执小票' }).click();
  await open(page, '设备');
  await page.getByRole('tab', { name: '小票队列' }).click();
  const job = page.getByRole('row', { name: /处罚回执/ });
  await expect(job).toContainText('缺纸，装纸后将继续打印。（DEV-221）', { timeout: 40_000 });
  await expect(job).toContainText('结果不确定');
  expect((await stage.papers()).papers.filter((one) => one.cut)).toEqual([]);

  await printer.ask('paper in', /^ok/);
  await expect(job).toContainText('已打印', { timeout: 40_000 });
  const { papers, broken } = await stage.papers();
  expect(broken).toBeNull();
  expect(papers.map((one) => one.cut)).toEqual([true]);
  expect(papers[0]?.lines.map((one) => one.text)).toContain('罚款：￥200.00');
});

test('the devices process is killed while a receipt prints: what came out is asked about, and nothing is printed twice', async () => {
  const { page, printer } = stage;
  await printer.ask('fault slow', /^ok/);
  await open(page, '设备');
  await page.getByRole('tab', { name: '小票队列' }).click();
  const received = async () => (await printer.ask('bytes', /./)).input.length;
  const before = await received();
  await page.getByRole('button', { name: '打印测试页' }).click();
  await expect.poll(received, { intervals: [50] }).toBeGreaterThan(before);
  killDevices();
  await cameBack();
  const job = page.getByRole('row', { name: /打印机测试页/ }).first();
  await expect(job).toContainText('结果不确定');
  await printer.ask('fault none', /^ok/);
  await page.waitForTimeout(3_000);
  const cut = async () => (await stage.papers()).papers.filter((one) => one.cut).length;
  const came = await cut();
  await job.getByRole('button', { name: '补打' }).click();
  await expect.poll(cut, { timeout: 30_000 }).toBe(came + 1);
  const words = (await stage.papers()).papers.at(-1)?.lines.map((one) => one.text) ?? [];
  expect(words.join('\n')).toContain('补打 第1次');
});

test('the devices process is killed while a pad is tried out: one sentence, and nothing of the writing is left', async () => {
  const { page } = stage;
  const pad = await stage.signaturePad();
  await open(page, '设备');
  await page.getByRole('tab', { name: '连接设置' }).click();
  await page.getByLabel('签字板').fill(pad.address);
  await page.keyboard.press('Control+s');
  await page.getByRole('tab', { name: '设备状态' }).click();
  await page.getByRole('button', { name: '测试签名' }).click({ timeout: 30_000 });
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(/请.*在签字板上书写姓名/)).toBeVisible({ timeout: 30_000 });
  const writing = pad.program.ask('write', /^ok/);
  await expect(sheet.getByText(/请.*在签字板上书写姓名/)).toBeHidden();
  killDevices();
  await expect(sheet.getByText(/没写完的签名已作废，没有保存.*DEV-414/)).toBeVisible({ timeout: 30_000 });
  await writing;
  await page.keyboard.press('Escape');
  await cameBack();
  // Whoever signs next does it on the screen again.
  await page.getByRole('tab', { name: '连接设置' }).click();
  await page.getByLabel('签字板').fill('');
  await page.keyboard.press('Control+s');
  await page.getByRole('tab', { name: '设备状态' }).click();
  await expect(page.getByRole('button', { name: '测试签名' })).toHaveCount(0);
});

test('the power fails between number and paper: the same number goes on, and the job is completed', async () => {
  const { page } = stage;
  await page.keyboard.press('Control+n');
  await whoActs(page, '沈念慈');
  await party(page, { name: '周立冬', idNo: '330602199003071238', address: '越州县青溪镇集贸路6弄2号' });
  await violation(page, 'CG007', /^乱倒生活垃圾/, { 数量: '3' });
  await expect(field(page, 'penalty.fineFen')).toHaveValue('150');
  await page.keyboard.press('Control+Enter');
  await notice(page);

  const watching = await page.context().newPage();
  await watching.goto(new URL('/#/cases', page.url()).href);
  await expect(watching.getByRole('link', { name: /周立冬/ })).toBeVisible();
  // The browser that lays out the papers stands still, so that the crash comes exactly in between.
  for (const { pid, command } of descendants(stage.office.child.pid ?? -1)) {
    if (/chrom/.test(command)) process.kill(pid, 'SIGSTOP');
  }
  await page.getByRole('button', { name: /取号并生成决定书/ }).click();
  await expect(async () => {
    await watching.reload();
    await expect(watching.getByRole('row', { name: /周立冬/ })).toContainText(/第0002号/, { timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
  await watching.close();
  await stage.crash();

  await stage.startOffice(true);
  await stage.signIn('330101');
  await open(page, '案件');
  await page.getByRole('table', { name: '案件台账' }).getByRole('link', { name: '周立冬' }).click();
  await page
    .getByRole('complementary', { name: '下一步' })
    .getByRole('button', { name: /（Ctrl\+Enter）/ })
    .click();
  await expect(page.getByRole('main')).toContainText(/第0002号 已取，决定书还没有生成，点下面的按钮用同一文号继续/);
  expect(await number(page)).toMatch(/第0002号$/);
  await signAndDeliver(page, ['周立诚', '沈念慈'], '周立冬');
});

test('a second program on the same data is refused in words', async () => {
  const second = startOffice({ data: stage.data, port: await freePort(), passphraseFile: stage.passphraseFile });
  expect(await second.ended).toBe(1);
  expect(second.said).toEqual([]);
  expect(second.complained.join('\n')).toMatch(
    /SHELL-001 镇执台已经打开了这个数据目录.*请使用已打开的窗口，或先关闭它/,
  );
});

test('a wrong passphrase opens nothing; the right one and the recovery code do', async () => {
  const { page } = stage;
  expect(await stage.office.stop()).toBe(0);
  await stage.startOffice(false);
  await expect(page.getByRole('heading', { name: '账本已加密，请解锁' })).toBeVisible();
  await page.getByLabel('账本口令', { exact: true }).fill('不是这个口令');
  await page.getByRole('button', { name: '解锁' }).click();
  await expect(page.getByRole('alert')).toContainText(/口令不正确.*（LED-\d{3}）/);
  await page.getByLabel('账本口令', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: '解锁' }).click();
  await expect(page.getByRole('heading', { name: '请登录' })).toBeVisible();

  expect(await stage.office.stop()).toBe(0);
  await stage.startOffice(false);
  await page.getByText('用恢复码', { exact: true }).click();
  await page.getByLabel(/^恢复码/).fill('AAAA-AAAA-AAAA-AAAA');
  await page.getByLabel('新的账本口令').fill('换过的账本口令-2027');
  await page.getByLabel('再输一遍').fill('换过的账本口令-2027');
  await page.getByRole('button', { name: '解锁并换新口令' }).click();
  await expect(page.getByRole('alert')).toContainText(/恢复码.*（LED-\d{3}）/);
  await page.getByLabel(/^恢复码/).fill(stage.recoveryCode);
  await page.getByRole('button', { name: '解锁并换新口令' }).click();
  await expect(page.getByRole('heading', { name: '请登录' })).toBeVisible();
});

test('five wrong passwords lock the number out; after all this the ledger verifies', async () => {
  const { page } = stage;
  for (let left = 4; left > 0; left -= 1) {
    await signInWith(page, '330102', 'Falsch@2026');
    await expect(page.getByRole('alert')).toContainText(`工号或口令不对，还可以再试 ${left} 次。（PPL-102）`);
  }
  await signInWith(page, '330102', 'Falsch@2026');
  await expect(page.getByRole('alert')).toContainText(/口令连续输错 5 次，账号已锁定.*（PPL-103）/);
  await stage.signIn('330101');

  expect(await stage.office.stop()).toBe(0);
  writeFileSync(stage.passphraseFile, '换过的账本口令-2027\n', { mode: 0o600 });
  const on = ['--data', stage.data, '--passphrase-file', stage.passphraseFile];
  expect(await run('main/office/ledger/cli.ts', 'verify', ...on)).toMatchObject({ code: 0 });
});
