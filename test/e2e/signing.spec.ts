import { expect, type Locator, type Page, test } from '@playwright/test';
import { field, notice, number, open, party, violation, whoActs } from './hand.ts';
import { type Program, partOf } from './processes.ts';
import { Stage } from './stage.ts';
import { PASSWORD } from './town.ts';

/**
 * A real decision is signed: by an officer with the mouse, by another with a pen that measures pressure, by the party on
 * the signature pad while the devices process is killed. What was not finished is nowhere, and is signed afterwards.
 */
test.describe.configure({ mode: 'serial' });

const PARTY = '周立冬';
const stage = new Stage();
/** What the window sent to the office, oldest first. */
const sent: string[] = [];
let pad: Program;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await stage.open();
  stage.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(payload.toString().replaceAll('\\', ''))),
  );
  await stage.page.reload();
});
test.afterAll(() => stage.close());

const region = () => stage.page.getByRole('region', { name: '签名和交付' });
/** The bytes that are shown: the paper, or its signed copy as soon as there is one. */
const shownBytes = async () => {
  const source = await stage.page.locator('iframe.pen-pdf').getAttribute('src');
  return /[0-9a-f]{64}/.exec(source ?? '')?.[0] ?? '';
};
/** The drawing that was sent last: the device, whether pressure was measured, and every pressure. */
const lastDrawing = () => {
  const text = sent.findLast((one) => one.includes('"strokes"')) ?? '';
  return {
    device: /"device":"([a-z-]+)"/.exec(text)?.[1],
    measured: /"pressureMeasured":(true|false)/.exec(text)?.[1],
    pressures: new Set([...text.matchAll(/"p":([0-9.]+)/g)].map(([, p]) => Number(p))),
  };
};

/** Two strokes; `force` null is the mouse, else a pen that presses harder and harder. */
async function write(page: Page, sheet: Locator, forces: readonly number[] | null): Promise<void> {
  const box = await sheet.locator('.drawing-pad canvas').boundingBox();
  if (box === null) throw new Error('the field has no place');
  const devtools = await page.context().newCDPSession(page);
  const pen = { button: 'left', pointerType: forces === null ? 'mouse' : 'pen' } as const;
  for (const [x, y] of [
    [0.25, 0.3],
    [0.4, 0.6],
  ] as const) {
    const from = { x: box.x + box.width * x, y: box.y + box.height * y };
    const force = (i: number) => (forces === null ? {} : { force: forces[i % forces.length] ?? 0 });
    await devtools.send('Input.dispatchMouseEvent', {
      type: 'mousePressed',
      ...pen,
      ...from,
      clickCount: 1,
      ...force(0),
    });
    for (let i = 1; i <= 12; i += 1) {
      const at = { x: from.x + i * 12, y: from.y + i * 4 };
      await devtools.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...pen, ...at, buttons: 1, ...force(i) });
    }
    const end = { x: from.x + 144, y: from.y + 48 };
    await devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...pen, ...end, clickCount: 1 });
  }
  await devtools.detach();
}

async function officerSigns(name: string, forces: readonly number[] | null): Promise<void> {
  const sheet = stage.page.getByRole('dialog', { name: `执法人员 ${name} 签名` });
  await sheet.getByLabel(/本人的(密码|口令)/).fill(PASSWORD);
  await sheet.getByText('屏幕', { exact: true }).click();
  await expect(sheet.getByText(/在此书写姓名/)).toBeVisible();
  await write(stage.page, sheet, forces);
  await sheet.getByRole('button', { name: '确认签名' }).click();
  await expect(sheet).toHaveCount(0);
}

test('a numbered decision, and a signature pad on the desk', async () => {
  const { page } = stage;
  await stage.signIn('330101');
  await page.keyboard.press('Control+n');
  await whoActs(page, '沈念慈');
  await party(page, { name: PARTY, idNo: '330602199003071238', address: '越州县青溪镇集贸路6弄2号' });
  await violation(page, 'CG007', /^乱倒生活垃圾/, { 数量: '3' });
  await expect(field(page, 'penalty.fineFen')).toHaveValue('150');
  await page.keyboard.press('Control+Enter');
  await notice(page);
  await number(page);

  const { program, address } = await stage.signaturePad();
  pad = program;
  await open(page, '设备');
  await page.getByRole('tab', { name: '连接设置' }).click();
  await page.getByLabel('签字板').fill(address);
  await page.keyboard.press('Control+s');
  await page.getByRole('tab', { name: '设备状态' }).click();
  await expect(page.getByRole('button', { name: '测试签名' })).toBeEnabled({ timeout: 30_000 });
});

test('matrix row 7: a pointer with and one without pressure are sent as what they are', async () => {
  const { page } = stage;
  await open(page, '案件');
  await page.getByRole('table', { name: '案件台账' }).getByRole('link', { name: PARTY }).click();
  await page
    .getByRole('complementary', { name: '下一步' })
    .getByRole('button', { name: /（Ctrl\+Enter）/ })
    .click();
  await region().getByRole('button', { name: '签名', exact: true }).and(page.locator(':enabled')).click();
  await officerSigns('周立诚', null);
  expect(lastDrawing()).toEqual({ device: 'screen-mouse', measured: 'false', pressures: new Set([0.5]) });
  // Eighths are exact in the 32 bits in which a browser carries them.
  await officerSigns('沈念慈', [0.25, 0.625, 0.875]);
  expect(lastDrawing()).toEqual({ device: 'screen-pen', measured: 'true', pressures: new Set([0.25, 0.625, 0.875]) });
});

test('the devices process is killed while the party signs on the pad: the decision stays as it was, and is signed afterwards', async () => {
  const { page } = stage;
  const sheet = page.getByRole('dialog', { name: new RegExp(`请${PARTY}签收`) });
  const asked = sheet.getByText(`请${PARTY}在签字板上书写姓名，写好后按签字板上的「确认」`);
  await expect(asked).toBeVisible({ timeout: 30_000 });
  await expect.poll(shownBytes).not.toBe('');
  const before = await shownBytes();
  const drawings = sent.filter((one) => one.includes('"strokes"')).length;

  const writing = pad.ask('write', /^ok/);
  await expect(asked).toBeHidden();
  process.kill(partOf(stage.office, 'main/devices/process.ts'), 'SIGKILL');
  await expect(sheet.getByText(/没写完的签名已作废，没有保存.*DEV-414/)).toBeVisible({ timeout: 30_000 });
  await writing;
  await expect(page.getByText(/设备服务刚刚意外停止，已自动恢复.*（DEV-191）/)).toBeVisible({ timeout: 30_000 });

  // As the office has it, not as the window remembers it.
  await page.reload();
  const sign = region().getByRole('button', { name: '签名', exact: true }).and(page.locator(':enabled'));
  await expect(sign).toHaveCount(1);
  await expect(region().getByText(/^已签/)).toHaveCount(2);
  await expect.poll(shownBytes).toBe(before);
  expect(sent.filter((one) => one.includes('"strokes"'))).toHaveLength(drawings);

  // Whoever is faster than the pad signs on the screen: it is opened again until the pad is back.
  await expect(async () => {
    if (await sheet.isVisible()) await page.keyboard.press('Escape');
    await sign.click({ timeout: 5_000 });
    await expect(asked).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000, intervals: [500] });
  await pad.ask('write', /^ok/);
  await pad.ask('confirm', /^ok/);
  await expect(sheet).toHaveCount(0);
  expect(lastDrawing()).toMatchObject({ device: 'pad', measured: 'true' });
  await expect(region().getByText(/^已签/)).toHaveCount(3);
  await region().getByRole('button', { name: '交付' }).click();
  await expect(region().getByText('已交付', { exact: true })).toBeVisible();
  await expect.poll(shownBytes).not.toBe(before);
});
