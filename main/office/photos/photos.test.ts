import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { citizen, codeOf, delivered, filled, openTown, type Town } from '../cases/town-in-test.ts';
import { pictureHead } from './picture.ts';

let town: Town;
let caseId: string;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-05-11');
  const content = filled(town, { party: citizen({}), penalty: { kind: 'WARNING', fineFen: 0, tier: '' } });
  caseId = await delivered(town, content);
});
afterAll(() => town.close());

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff), body]);
const JFIF = segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1'));
const EXIF = segment(0xe1, Buffer.from('Exif\0\0MM\0*\0\0\0\x08GPS 30.1,120.5', 'latin1'));

/** The frame of a JPEG around bytes that nobody decodes. */
function jpeg(
  width: number,
  height: number,
  more: readonly Buffer[] = [JFIF],
  scan: string | Buffer = 'picture',
): Buffer {
  const size = Buffer.alloc(15);
  size.writeUInt8(8, 0);
  size.writeUInt16BE(height, 1);
  size.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    ...more,
    segment(0xc0, size),
    segment(0xda, Buffer.alloc(10)),
    Buffer.from(scan as string),
    Buffer.of(0xff, 0xd9),
  ]);
}

const page = (over: Record<string, unknown> = {}) => ({
  photoId: randomUUID(),
  ...{ caseId, title: '营业执照', batchId: '019a0000-0000-7000-8000-000000000001', page: 1, pages: 2 },
  original: jpeg(1920, 1080, [JFIF, EXIF]).toString('base64'),
  crop: jpeg(800, 1131).toString('base64'),
  corners: [
    { x: 200, y: 90 },
    { x: 1500, y: 120 },
    { x: 1600, y: 1000 },
    { x: 150, y: 960 },
  ] as [Point, Point, Point, Point],
  ...{ turn: 90 as const, taking: 'PHOTO' as const, camera: 'HD Camera (0c45:6366)', secondsAgo: 5 },
  ...over,
});
type Point = { x: number; y: number };

test('crop and original are kept with hashes that the office computed; who, when and which camera', async () => {
  const window = town.sit('lead');
  const kept = await window.photos.keep(page());
  const original = jpeg(1920, 1080, [JFIF, EXIF]);
  expect(kept).toMatchObject({
    ...{ title: '营业执照', page: 1, pages: 2, width: 800, height: 1131, camera: 'HD Camera (0c45:6366)' },
    ...{ takenBy: '周立诚', simulated: false, sha256: hash(jpeg(800, 1131)), originalSha256: hash(original) },
  });
  const { ledger, clock } = town.office();
  expect(Buffer.from(await ledger.files.get(kept.sha256))).toEqual(jpeg(800, 1131));
  expect(Buffer.from(await ledger.files.get(kept.originalSha256))).toEqual(original);
  const lag = clock.now().getTime() - Date.parse(kept.takenAt);
  expect(lag).toBeGreaterThanOrEqual(5000);
  expect(await window.photos.ofCase({ caseId })).toEqual([kept]);
  const recorded = ledger.journal.bySubject(kept.id);
  expect(recorded).toMatchObject([
    { kind: 'photo.kept', actor: town.staff.lead, scope: 'town', payload: { corners: page().corners, turn: 90 } },
  ]);
  const story = (await window.cases.page({ caseId })).timeline.find((one) => one.kind === 'photo.kept');
  expect(story).toMatchObject({ title: '高拍仪拍摄存入', text: '营业执照，第 1 页，共 2 页' });
});

test('what looks at a picture is written down, and the ticket gives the very bytes', async () => {
  const window = town.sit('second');
  const [kept] = await window.photos.ofCase({ caseId });
  const { url } = await window.photos.ticket({ photoId: kept?.id ?? '', original: true });
  const asked = new URL(url, 'http://127.0.0.1');
  const handed = await town
    .office()
    .tickets.redeem(asked.pathname.slice('/file/'.length), asked.searchParams.get('ticket') ?? '');
  expect(handed).toMatchObject({ mediaType: 'image/jpeg', name: '营业执照-1-原图.jpg' });
  if (!(handed.content instanceof Blob)) throw new Error('a photo is decrypted for the window');
  expect(hash(await handed.content.bytes())).toBe(kept?.originalSha256);
});

test('a camera that is none marks its picture, whatever the window says', async () => {
  for (const camera of ['fake_device_0', '/tmp/doc.mjpeg', 'doc.Y4M']) {
    expect(await town.sit('lead').photos.keep(page({ camera, title: '模拟' }))).toMatchObject({ simulated: true });
  }
});

test('nothing half: a torn picture, one with EXIF in the crop, another format: refused, nothing recorded', async () => {
  const before = await town.sit('lead').photos.ofCase({ caseId });
  const keep = (over: Record<string, unknown>) => codeOf(() => town.sit('lead').photos.keep(page(over)));
  const torn = jpeg(800, 1131).subarray(0, -2).toString('base64');
  expect(await keep({ crop: torn })).toBe('EVI-523');
  expect(await keep({ original: torn })).toBe('EVI-523');
  expect(await keep({ crop: Buffer.from('GIF89a nothing').toString('base64') })).toBe('EVI-523');
  const png = PNG.sync.write(new PNG({ width: 4, height: 3 })).toString('base64');
  expect(await keep({ crop: png })).toBe('EVI-523');
  expect(await keep({ crop: jpeg(8, 8, [JFIF, EXIF]).toString('base64') })).toBe('EVI-524');
  expect(await keep({ crop: 'not base64!' })).toBe('SYS-422');
  expect(await keep({ caseId: '019a0000-0000-7000-8000-00000000dead' })).toBe('CASE-102');
  expect(await town.sit('lead').photos.ofCase({ caseId })).toEqual(before);
  expect(await codeOf(() => town.sit('cashier').photos.keep(page()))).toBe('PPL-112');
  // What a camera gives without loss is taken as an original.
  expect(await town.sit('lead').photos.keep(page({ original: png, title: '无损' }))).toMatchObject({ title: '无损' });
});

test('a page whose answer was lost is sent again and kept once; its id stands for nothing else', async () => {
  const window = town.sit('lead');
  const { journal } = town.office().ledger;
  const again = page({ title: '再存一次' });
  const first = await window.photos.keep(again);
  const head = journal.head().deskSeq;
  expect(await window.photos.keep(again)).toEqual(first);
  const both = page({ title: '两次同时' });
  const [one, other] = await Promise.all([window.photos.keep(both), window.photos.keep(both)]);
  expect(one).toEqual(other);
  expect((await window.photos.ofCase({ caseId })).filter((row) => /再存|同时/.test(row.title))).toHaveLength(2);
  expect(journal.head().deskSeq).toBe(head + 1);
  const another = jpeg(640, 480).toString('base64');
  expect(await codeOf(() => window.photos.keep({ ...again, crop: another }))).toBe('EVI-526');
  expect(await codeOf(() => window.photos.keep(page({ photoId: caseId })))).toBe('EVI-526');
});

test('a page comes off its case with a reason; the journal and the file keep it', async () => {
  const window = town.sit('lead');
  const [, wrong] = await window.photos.ofCase({ caseId });
  const photoId = wrong?.id ?? '';
  await window.photos.detach({ photoId, reason: '拍错了材料' });
  expect((await window.photos.ofCase({ caseId })).some((one) => one.id === photoId)).toBe(false);
  expect(await codeOf(() => window.photos.detach({ photoId, reason: '再来一次' }))).toBe('EVI-525');
  expect(town.office().ledger.files.has(wrong?.sha256 ?? '')).toBe(true);
  const story = (await window.cases.page({ caseId })).timeline.map((one) => one.text);
  expect(story).toContain('模拟：拍错了材料');
});

test('the file of the case lists crop and original with their hashes; then nothing changes any more', async () => {
  const listed = await town.sit('lead').photos.ofCase({ caseId });
  await town.office().cases.after.record(town.staff.lead, caseId);
  await town.sit('leader').cases.close({ caseId });
  const { sha256 } = await town.office().cases.bind(town.staff.archivist, caseId);
  const { extractText, getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(await town.office().ledger.files.get(sha256 ?? ''));
  const words = (await extractText(pdf, { mergePages: true })).text.replace(/\s/g, '');
  expect(words).toContain('营业执照（第1页，共2页），未裁剪原图');
  for (const one of listed) {
    expect(words).toContain(one.sha256);
    expect(words).toContain(one.originalSha256);
  }
  expect(await codeOf(() => town.sit('lead').photos.keep(page()))).toBe('EVI-404');
  const photoId = listed[0]?.id ?? '';
  expect(await codeOf(() => town.sit('lead').photos.detach({ photoId, reason: '归档后' }))).toBe('EVI-404');
});

test('data behind the end of a picture does not tear it; a cut inside the picture does', () => {
  const scans = Buffer.concat([
    // Stuffed 0xff, restart, filling, and the tables and second scan of a progressive picture.
    Buffer.of(1, 0xff, 0x00, 2, 0xff, 0xd0, 3, 0xff),
    ...[segment(0xc4, Buffer.of(0, 0xff, 0xd9)), segment(0xda, Buffer.alloc(6)), Buffer.from('second')],
  ]).toString('latin1');
  const progressive = jpeg(640, 480, [JFIF, EXIF], Buffer.from(scans, 'latin1'));
  const trailer = Buffer.from('MotionPhoto_Data ftypmp42 \xff\xff', 'latin1');
  for (const whole of [jpeg(640, 480), progressive, PNG.sync.write(new PNG({ width: 5, height: 5 }))]) {
    expect(pictureHead(Buffer.concat([whole, trailer]))).toMatchObject({ whole: false, ended: true });
    expect(pictureHead(whole)?.ended).toBe(true);
    for (let length = 0; length < whole.length; length++)
      expect(pictureHead(whole.subarray(0, length))?.ended ?? false).toBe(false);
  }
});

test('any cut of a picture is a torn one or none, and never throws', () => {
  for (const whole of [jpeg(640, 480, [JFIF, EXIF]), PNG.sync.write(new PNG({ width: 5, height: 5 }))]) {
    expect(pictureHead(whole)?.whole).toBe(true);
    for (let length = 0; length < whole.length; length++)
      expect(pictureHead(whole.subarray(0, length))?.whole ?? false).toBe(false);
  }
  const noted = PNG.sync.write(new PNG({ width: 5, height: 5 }));
  const text = Buffer.concat([Buffer.of(0, 0, 0, 3), Buffer.from('tEXtabc'), Buffer.alloc(4)]);
  expect(pictureHead(noted)?.chatter).toBe(false);
  expect(pictureHead(Buffer.concat([noted.subarray(0, 33), text, noted.subarray(33)]))?.chatter).toBe(true);
});
