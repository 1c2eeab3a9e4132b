import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { CardReading } from '../../../preload/contract/office.ts';
import { party as partySchema } from '../../../preload/contract/subjects.ts';
import { partyFromCard } from '../../../renderer/penalty/party-forms.ts';
import { attachDevices } from '../devices/attach-in-test.ts';
import { createDeviceLink } from '../devices/index.ts';
import { createDeskDevices } from '../devices/service.ts';
import { createBroadcaster } from '../events.ts';
import { codeOf, delivered, filled, numbered, openTown, type Town } from './town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-05-11');
});
afterAll(() => town.close());

/** A card on the real reader driver, kept by the real office. */
async function readCard(key: string): Promise<CardReading> {
  const { ledger, clock, settings, subjects, people } = town.office();
  const events = createBroadcaster();
  const link = createDeviceLink((error) => {
    throw error;
  });
  const heard = (async () => {
    for await (const event of events.subscribe(undefined)) if (event.kind === 'card') return event.reading;
    throw new Error('no card came');
  })();
  const end = attachDevices(link);
  createDeskDevices(link, {
    ledger,
    clock,
    settings,
    subjects,
    events,
    scanned: () => undefined,
    cameraClock: () => undefined,
    carrierWritten: () => undefined,
    officer: people.byId,
    log: () => undefined,
  });
  const { idCard } = await link.ask().demo.start();
  await link.configure({ idCard: { path: idCard } });
  await link.ask().demo.lay({ card: key });
  const reading = await heard;
  await link.configure({ idCard: null });
  await link.ask().demo.stop();
  end();
  return reading;
}

const wordsOf = async (sha256: string | null) => {
  const pdf = await getDocumentProxy(await town.office().ledger.files.get(sha256 ?? ''));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s/g, '');
};

test('raw text and photo are kept with the case and listed in its file; papers carry the corrected name', async () => {
  const reading = await readCard('rare-name');
  const raw = JSON.parse(Buffer.from(await town.office().ledger.files.get(reading.cardSha256)).toString());
  const text = Buffer.from(raw.text, 'base64');
  expect([text.length, Buffer.from(raw.photo, 'base64').length]).toEqual([256, 1024]);
  expect(text.toString('utf16le', 0, 4)).toBe('李\uE863');
  expect(raw.samId).toBe(reading.samId);

  const party = partyFromCard(partySchema.parse({ partyType: 'CITIZEN', name: '' }), reading);
  expect(party).toMatchObject({ name: '李䶮', nameOnCard: '李〔U+E863〕', source: 'card' });
  const caseId = await delivered(town, filled(town, { party, penalty: { kind: 'WARNING', fineFen: 0, tier: '' } }));
  const page = town.office().cases.page(caseId);
  expect(page.content.party).toMatchObject({
    name: '李䶮',
    nameOnCard: '李〔U+E863〕',
    cardSha256: reading.cardSha256,
  });
  expect(await wordsOf(page.documents.find((one) => one.paper === 'D36')?.sha256 ?? null)).toContain('李䶮');

  await town.office().cases.after.record(town.staff.lead, caseId);
  await town.sit('leader').cases.close({ caseId });
  const file = await wordsOf((await town.office().cases.bind(town.staff.archivist, caseId)).sha256);
  expect(file).toContain('当事人身份证件读卡原始数据');
  expect(file).toContain(reading.cardSha256);
});

test('a reading that is not kept is no reading', async () => {
  const { idNo: _, ...someone } = partySchema.parse({
    partyType: 'CITIZEN',
    name: '周立冬',
    gender: '男',
    birthDate: '1990-03-07',
  });
  const party = {
    ...someone,
    idNo: '330602199003071238',
    address: '集贸路',
    source: 'card' as const,
    cardSha256: 'a'.repeat(64),
  };
  expect(await codeOf(() => numbered(town, filled(town, { party })))).toBe('SUB-102');
});
