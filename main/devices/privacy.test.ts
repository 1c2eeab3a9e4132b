import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { CARD_DECK } from '../../preload/contract/card-deck.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import { PLAIN_TEMPLATE } from '../../preload/contract/queue-display.ts';
import { systemClock } from './clock.ts';
import { Devices } from './devices.ts';
import { diagnosisFile } from './diagnosis.ts';
import { ControlledCameraSimulator } from './simulators/controlled-camera.ts';
import { QueueDisplaySimulator } from './simulators/queue-display.ts';
import { DemoTray } from './simulators/tray.ts';
import { eventually } from './testing/eventually.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Chinese characters as GB 18030 writes them, two bytes each, from the decoder of the platform. */
const GB = new Map<string, Buffer>();
for (let high = 0x81; high <= 0xfe; high++)
  for (let low = 0x40; low <= 0xfe; low++)
    GB.set(new TextDecoder('gb18030').decode(Buffer.of(high, low)), Buffer.of(high, low));
const gb18030 = (text: string) =>
  Buffer.concat([...text].map((letter) => (letter < '\x80' ? Buffer.from(letter) : (GB.get(letter) ?? Buffer.of()))));

/** Every form in which a text could lie in a log: itself, its bytes in three encodings as hex, and as base64. */
function formsOf(secret: string): string[] {
  const encoded = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le'), gb18030(secret)];
  return [
    secret,
    ...encoded.map((bytes) => bytes.toString('hex')),
    ...encoded.map((bytes) => bytes.toString('base64').replace(/=+$/, '').slice(0, -1)),
    ...encoded.map((bytes) => bytes.toString('latin1')),
  ];
}

/** The forms in which a secret is in a log, however its hex is spaced and written. */
function leaks(log: string, secret: string): string[] {
  const tight = log.replace(/[\s:,-]/g, '');
  return formsOf(secret).filter(
    (form) => log.includes(form) || tight.includes(form) || tight.toLowerCase().includes(form.toLowerCase()),
  );
}

const SECRET_ON_PAPER = '当事人陈小满罚款贰佰元';

test('the search for leaks finds what it looks for', () => {
  const spaced = (bytes: Buffer) => bytes.toString('hex').toUpperCase().match(/../g)?.join(' ') ?? '';
  for (const bytes of [Buffer.from('陈小满'), Buffer.from('陈小满', 'utf16le'), gb18030('陈小满')]) {
    expect(leaks(`read > ${spaced(bytes)} < ok`, '陈小满')).not.toEqual([]);
    expect(leaks(`x ${Buffer.concat([Buffer.from('abc'), bytes]).toString('base64')}`, '陈小满')).not.toEqual([]);
  }
  expect(leaks('姓名 陈小满', '陈小满')).not.toEqual([]);
  expect(leaks('nothing here', '陈小满')).toEqual([]);
});

test('导出诊断 holds the exchanges and nothing of a card or a receipt, in no encoding', async () => {
  const tray = new DemoTray();
  const events: DeviceEvent[] = [];
  const devices = new Devices(
    (event) => events.push(event),
    systemClock,
    (kind) => tray.address(kind),
  );
  closers.push(() => tray.stop());
  closers.push(() => devices.stop());
  await devices.configure({
    idCard: { path: 'simulator' },
    signaturePad: { path: 'simulator' },
    receiptPrinter: { address: 'simulator', width: 58, profile: 'standard' },
  });
  const ready = (kind: string) => devices.health().find((one) => one.kind === kind)?.state === 'ready';
  for (const kind of ['id-card', 'signature-pad', 'receipt-printer']) await eventually(() => ready(kind));

  const card = CARD_DECK.find((one) => one.key === 'resident');
  if (!card) throw new Error('no card');
  (await tray.reader).lay('resident');
  await eventually(() => events.some((event) => event.type === 'card-read'));
  // One that fails in the middle leaves half an answer behind.
  (await tray.reader).lift();
  (await tray.reader).fault('half-answer');
  (await tray.reader).lay('resident');
  await eventually(() => devices.health().some((one) => one.kind === 'id-card' && one.lastError !== null));
  const job = Buffer.concat([
    Buffer.from('1b401c26', 'hex'),
    gb18030(`${SECRET_ON_PAPER}\n${card.idNo}\n`),
    Buffer.from('1d564200', 'hex'),
  ]);
  expect(await devices.print('one', job)).toMatchObject({ state: 'done' });
  expect(tray.view().papers.flatMap(({ lines }) => lines)).toContain(SECRET_ON_PAPER);

  const log = diagnosisFile(devices.diagnostics(), '', new Date());
  expect(log).toMatch(/read > 00 03 30 01 32 < 00 00 90, 1284 bytes/);
  expect(log).toMatch(/job > \d+ bytes/);
  expect(log).toMatch(/DLE EOT 1 < /);
  for (const secret of [card.name, card.idNo, card.address ?? '', card.birth, SECRET_ON_PAPER])
    expect({ secret, found: leaks(log, secret) }).toEqual({ secret, found: [] });
}, 120_000);

const DISPLAY = { ...PLAIN_TEMPLATE, template: '{num} {window} {text}\\r\\n' };
const HELPER = join(import.meta.dirname, '../../resources/camera-helper/e12.mjs');
const CARRIER = { officerName: '钱执勤', officerNo: '330877' };
const NEXT_CARRIER = { officerName: '吴接班', officerNo: '330912' };
const PASSWORD = '604913';
const CALL = { number: 'Q70731', window: '便民二号窗口', text: '孙来访请办理' };
const SCANNED = 'PARTY-330602199003071234';

test('导出诊断 holds nothing of who carries a camera, its password, what was scanned or called', async () => {
  const tray = new DemoTray();
  const camera = new ControlledCameraSimulator({ ...CARRIER, password: PASSWORD });
  const board = new QueueDisplaySimulator('none', DISPLAY);
  const events: DeviceEvent[] = [];
  const devices = new Devices(
    (event) => events.push(event),
    systemClock,
    (kind) => tray.address(kind),
  );
  closers.push(
    () => tray.stop(),
    () => camera.close(),
    () => board.close(),
    () => devices.stop(),
  );
  const target = encodeURIComponent(`tcp://127.0.0.1:${await camera.listen(0)}`);
  await devices.configure({
    cameraControl: {
      path: `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(HELPER)}&arg=${target}&simulated`,
    },
    scanner: { path: 'simulator', baudRate: 9600 },
    queueDisplay: { path: `tcp://127.0.0.1:${await board.listen(0)}`, baudRate: 9600, ...DISPLAY },
  });
  const health = (kind: string) => devices.health().find((one) => one.kind === kind);
  for (const kind of ['camera-control', 'scanner', 'queue-display'])
    await eventually(() => health(kind)?.state === 'ready', 60_000);
  expect(health('camera-control')?.camera).toMatchObject(CARRIER);
  await devices.camera.syncClock(PASSWORD);
  expect(await devices.camera.writeCarrier(PASSWORD, NEXT_CARRIER)).toMatchObject({ readBack: true });
  await tray.scan(SCANNED);
  await eventually(() => JSON.stringify(events).includes(SCANNED));
  await devices.show(CALL);
  await eventually(() => board.shown.length > 0);
  expect(board.shown[0]).toEqual(CALL);

  const log = diagnosisFile(devices.diagnostics(), '', new Date());
  expect(log).toMatch(/SyncDevTime < 5/);
  expect(log).toMatch(/WriteZFYInfo < 3/);
  expect(log).toContain('记录仪电量：76%');
  expect(log).toMatch(/\d+ bytes shown/);
  expect(log).toMatch(/\d+ bytes, /);
  const carriers = [CARRIER, NEXT_CARRIER].flatMap((one) => Object.values(one));
  for (const secret of [...carriers, PASSWORD, SCANNED, ...Object.values(CALL)])
    expect({ secret, found: leaks(log, secret) }).toEqual({ secret, found: [] });
}, 120_000);

test('导出诊断 holds nothing of what a helper tells of a card, however it writes it', async () => {
  const card = CARD_DECK.find((one) => one.key === 'resident');
  if (!card) throw new Error('no card');
  const pinyin = ['Chen Xiaoman', 'CHENXIAOMAN', 'zhejiang sheng shaoxing shi'];
  const bytes = gb18030(`${card.name} ${card.idNo}`);
  const lines = [
    ...pinyin.map((name) => `read name=${name}`),
    `card ${card.name} ${card.idNo} ${card.address}`,
    ...[bytes, Buffer.from(card.name, 'utf16le')].flatMap((one) => [
      `photo and text: ${one.toString('base64')}`,
      one.toString('base64url'),
      one.toString('hex'),
      [...one].join(' '),
    ]),
    card.idNo.match(/.{1,3}/g)?.join(' ') ?? '',
    encodeURIComponent(card.name),
    [...card.name].map((letter) => `\\u${letter.charCodeAt(0).toString(16)}`).join(''),
    'dll open failed: code 41',
  ];
  const dir = mkdtempSync(join(tmpdir(), 'helper-'));
  const file = join(dir, 'helper.mjs');
  writeFileSync(
    file,
    `process.stderr.write(${JSON.stringify(`${lines.join('\n')}\n`)}); process.stdin.resume().on('end', () => process.exit(0));`,
  );
  const tray = new DemoTray();
  const devices = new Devices(
    () => undefined,
    systemClock,
    (kind) => tray.address(kind),
  );
  closers.push(
    () => rmSync(dir, { recursive: true, force: true }),
    () => tray.stop(),
    () => devices.stop(),
  );
  await devices.configure({
    idCard: { path: `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(file)}` },
  });
  const log = () => diagnosisFile(devices.diagnostics(), '', new Date());
  await eventually(() => log().includes('dll open failed code 41'), 60_000);
  // Every line was heard, and all that is left of it is how long it was and words that say nothing of anybody.
  expect(log().match(/helper: /g)?.length).toBeGreaterThanOrEqual(lines.length);
  for (const secret of [card.name, card.idNo, card.address ?? '', ...pinyin])
    expect({ secret, found: leaks(log(), secret) }).toEqual({ secret, found: [] });
  const kept = (log().match(/(?<=helper: ).*(?= \()/g) ?? []).join(' ');
  for (const part of ['chen', 'xiaoman', 'shaoxing', ...(lines.join(' ').match(/[A-Za-z0-9+/=]{12,}|\d{3}/g) ?? [])])
    if (part !== '41') expect(kept.toLowerCase()).not.toContain(part.toLowerCase());
}, 120_000);
