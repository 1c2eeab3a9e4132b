import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CardReading } from '../../../preload/contract/office.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { runs } from '../../devices/testing/runs.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { accessLines } from '../ledger/audit.ts';
import { attachDevices } from './attach-in-test.ts';

const EXAMPLE = join(import.meta.dirname, '../../../resources/photo-decoder/drawing.mjs');
const decoderAt = (file: string) => `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(file)}`;

let town: Town;
let dir = '';
const readings: CardReading[] = [];
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'picture-'));
  town = await openTown({ papersToo: false });
  const { link, events, devices } = town.office();
  const end = attachDevices(link);
  const stop = new AbortController();
  const heard = (async () => {
    for await (const event of events.subscribe(stop.signal)) if (event.kind === 'card') readings.push(event.reading);
  })().catch(() => undefined);
  closers.push(
    async () => {
      stop.abort();
      await heard;
    },
    end,
    () => link.configure({ idCard: null, photoDecoder: null }),
    () => link.ask().demo.stop(),
  );
  await devices.train('system', 'id-card', true);
}, 120_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await town.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Lays a training card; the reading as every window gets it. */
async function read(card: string): Promise<CardReading> {
  const before = readings.length;
  await town.sit('lead').demo.layCard({ name: card });
  return eventually(() => readings[before]);
}
async function setDecoder(photoDecoder: string): Promise<void> {
  const lead = town.sit('lead');
  await lead.devices.configure({ ...(await lead.devices.settings()), photoDecoder });
}
/** Looks at card photos in the access log, newest first. */
const looks = () =>
  accessLines(town.office().ledger.read, { from: '2000', until: '3000', offset: 0, limit: 100 })
    .lines.filter(({ detail }) => detail.includes('证件照片'))
    .map(({ at: _, ...line }) => line);
const rawPhoto = async (reading: CardReading) =>
  Buffer.from(
    JSON.parse(Buffer.from(await town.office().ledger.files.get(reading.cardSha256)).toString()).photo,
    'base64',
  );

test('without a decoder there is no picture; with one an officer sees it, and nothing is stored', async () => {
  const lead = town.sit('lead');
  const reading = await read('resident');
  const ask = { cardSha256: reading.cardSha256 };
  expect(await lead.devices.cardPicture(ask)).toEqual({ bmp: null });
  expect(looks()).toEqual([]);

  await setDecoder(decoderAt(EXAMPLE));
  expect(await lead.devices.settings()).toMatchObject({ photoDecoder: decoderAt(EXAMPLE) });
  const head = town.office().ledger.journal.head();
  const { bmp } = await lead.devices.cardPicture(ask);
  const picture = Buffer.from(bmp ?? '', 'base64');
  expect(picture).toHaveLength(38_862);
  expect(picture).toEqual(spawnSync(process.execPath, [EXAMPLE], { input: await rawPhoto(reading) }).stdout);
  expect(town.office().ledger.journal.head()).toEqual(head);

  // Each officer who saw it is in the access log, also the one who laid the card; a screen that asks again is one look.
  await lead.devices.cardPicture(ask);
  await town.sit('second').devices.cardPicture(ask);
  const { lead: one, second: other } = town.staff;
  expect(looks()).toEqual(
    [other, one].map((actor) => ({ actor, what: 'view', subject: reading.cardSha256, detail: '查看证件照片' })),
  );

  expect(await codeOf(() => town.sit('cashier').devices.cardPicture(ask))).toBe('PPL-112');
  expect(await codeOf(() => lead.devices.cardPicture({ cardSha256: 'a'.repeat(64) }))).toBe('SUB-103');
  expect(looks()).toHaveLength(2);
});

test('what is no program is refused at its field, and what was set stays', async () => {
  const before = (await town.sit('lead').devices.settings()).photoDecoder;
  const told = await setDecoder('tcp://127.0.0.1:9').catch((error: unknown) => error);
  expect(told).toMatchObject({ code: 'DEV-350', data: { field: 'photoDecoder' } });
  expect((await town.sit('lead').devices.settings()).photoDecoder).toBe(before);
});

test('a decoder that hangs or crashes costs the picture alone: cards are read meanwhile, and nothing of it is in a diagnosis', async () => {
  const lead = town.sit('lead');
  const [program, pidFile] = [join(dir, 'decoder.cjs'), join(dir, 'pid')];
  writeFileSync(
    program,
    `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1000);`,
  );
  await setDecoder(decoderAt(program));
  const first = await read('trader');
  const asked = codeOf(() => lead.devices.cardPicture({ cardSha256: first.cardSha256 }));
  const pid = await eventually(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8'));

  // While it hangs.
  const second = await read('forever');
  expect(second.card.name).toBe('吴谷雨');
  const reader = (await lead.devices.list()).find((one) => one.kind === 'id-card');
  expect(reader).toMatchObject({ state: 'ready', lastError: null });
  process.kill(Number(pid), 'SIGKILL');
  expect(await asked).toBe('DEV-354');

  // Asked for by nobody any more, it is stopped at once, and the next one need not wait.
  rmSync(pidFile);
  const left = new AbortController();
  const unheard = lead.devices
    .cardPicture({ cardSha256: first.cardSha256 }, { signal: left.signal })
    .catch(() => undefined);
  const hanging = await eventually(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8'));
  left.abort();
  await unheard;
  await eventually(() => !runs(Number(hanging)));

  // Written by its process into every stream that it has, the photo reaches no diagnosis.
  writeFileSync(
    program,
    `const { readFileSync } = require('node:fs'); const photo = readFileSync(0); console.error(photo.toString('base64')); console.log(photo.toString('base64')); process.exitCode = 11;`,
  );
  expect(await codeOf(() => lead.devices.cardPicture({ cardSha256: second.cardSha256 }))).toBe('DEV-353');
  const { text } = await lead.devices.diagnostics();
  const photo = await rawPhoto(second);
  for (const encoding of ['base64', 'hex', 'latin1'] as const)
    expect(text).not.toContain(photo.toString(encoding, 0, 24));
  expect(text.replace(/\s/g, '').toLowerCase()).not.toContain(photo.toString('hex', 0, 24));

  await setDecoder('');
  expect(await lead.devices.cardPicture({ cardSha256: second.cardSha256 })).toEqual({ bmp: null });
}, 120_000);
