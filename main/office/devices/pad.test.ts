import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OfficeEvent } from '../../../preload/contract/office.ts';
import type { PadEvent } from '../../../preload/contract/pad.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, decisionOf, filled, numbered, openTown, signedByOfficers, type Town } from '../cases/town-in-test.ts';
import { createStore } from '../sync/store.ts';
import { attachDevices } from './attach-in-test.ts';

let town: Town;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  town = await openTown();
  town.on('2026-07-20');
  const { link, devices } = town.office();
  closers.push(attachDevices(link));
  closers.push(() => link.ask().demo.stop());
  await devices.train('system', 'signature-pad', true);
  closers.push(() => link.configure({ signaturePad: null }));
  await eventually(() => devices.list().some((one) => one.kind === 'signature-pad' && one.state === 'ready'));
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await town.close();
});

type Window = ReturnType<Town['sit']>;

async function heardBy(window: Window) {
  const heard: OfficeEvent[] = [];
  const stream = await window.office.events();
  void (async () => {
    for await (const event of stream) heard.push(event);
  })().catch(() => undefined);
  return (): PadEvent[] => heard.flatMap((event) => (event.kind === 'pad' ? [event.event] : []));
}

const PICTURE = Buffer.alloc(8000, 0x0f).toString('base64');

test('a signature on the pad ends in the same record as one on the screen, marked as simulated', async () => {
  const { link } = town.office();
  const caseId = await numbered(town, filled(town));
  await signedByOfficers(town, caseId);
  const documentId = decisionOf(town, caseId);
  const [lead, other] = [town.sit('lead'), town.sit('second')];
  const enrolment = { url: 'https://county.example.cn', county: '越城', token: 't', publicKey: 'k' };
  const desk = createStore(town.office().ledger, town.office().ledger.info.desk);
  desk.saveEnrolment({ ...enrolment, enrolledAt: '2026-07-01T00:00:00.000Z' });
  desk.clockCompared({ at: '2026-07-20T01:00:00.000Z', pcAheadSeconds: 7, withinSeconds: 1 });
  const [mine, theirs] = [await heardBy(lead), await heardBy(other)];

  expect(await lead.devices.pad.layout()).toMatchObject({ width: 320, height: 200, buttons: { length: 3 } });
  const sessionId = crypto.randomUUID();
  const stage = await lead.devices.pad.begin({ sessionId, picture: PICTURE });
  expect(stage.canvas).toEqual({ width: 9600, height: 6000 });
  const hand = (what: 'write' | 'again' | 'confirm' | 'pull' | 'plug') => link.ask().demo.pad({ hand: what });
  await hand('write');
  await hand('again');
  await hand('write');
  await hand('confirm');
  const signed = await eventually(() => mine().find((event) => event.step === 'signed'));
  if (signed.step !== 'signed') throw new Error('not signed');
  expect(mine().some((event) => event.step === 'ink')).toBe(true);
  // Strokes are nobody's business but the window that asked for them.
  expect(theirs()).toEqual([]);

  const view = await lead.documents.sign({ documentId, role: 'PARTY', drawing: signed.drawing });
  expect(view.signatures.find((one) => one.role === 'PARTY')?.state).toBe('SIGNED');
  expect(view.signedSha256).not.toBeNull();
  expect(await lead.documents.verify({ documentId })).toEqual({ ok: true, findings: [] });

  // The strokes leave as files for those who may have them, and the log knows it.
  const asked = { documentId, role: 'PARTY', form: 'inkml' } as const;
  expect(await codeOf(() => other.documents.exportSignature(asked))).toBe('PPL-112');
  const leader = town.sit('leader');
  const { name, bytes } = await leader.documents.exportSignature(asked);
  expect(name).toMatch(/\.inkml$/);
  const text = Buffer.from(bytes, 'base64').toString('utf8');
  expect(text).toContain(`<annotation type="documentSha256">${view.sha256}</annotation>`);
  expect(text).toContain('"model":"STU-430"');
  expect(text).toContain('"simulated":true');
  expect(text).toContain('"clock":{"at":"2026-07-20T01:00:00.000Z","pcAheadSeconds":7,"withinSeconds":1}');
  expect(text.match(/<trace>/g)).toHaveLength(signed.drawing.strokes.length);
  const iso = await leader.documents.exportSignature({ ...asked, form: 'iso' });
  expect(Buffer.from(iso.bytes, 'base64').toString('latin1', 0, 8)).toBe('SDI\0 10\0');
  const picture = await leader.documents.exportSignature({ ...asked, form: 'svg' });
  expect(picture.name).toMatch(/\.svg$/);
  const drawn = Buffer.from(picture.bytes, 'base64').toString('utf8');
  expect(drawn.match(/<path /g)).toHaveLength(signed.drawing.strokes.flat().length);
  expect(drawn).toMatch(/<text [^>]*>[^<]*2026年7月20日[^<]* 模拟签名<\/text>/);
  expect(drawn).toContain(view.sha256);
  expect(await codeOf(() => leader.documents.exportSignature({ ...asked, role: 'WITNESS' }))).toBe('DOC-209');
});

test('matrix row 6: the plug is pulled in mid stroke: the window is told, and nothing was recorded', async () => {
  const { link } = town.office();
  const lead = town.sit('lead');
  const caseId = await numbered(town, filled(town));
  await signedByOfficers(town, caseId);
  const before = await lead.documents.get({ documentId: decisionOf(town, caseId) });
  const mine = await heardBy(lead);
  await lead.devices.pad.begin({ sessionId: crypto.randomUUID(), picture: PICTURE });
  await link.ask().demo.pad({ hand: 'pull' });
  await eventually(() => mine().find((event) => event.step === 'ended' && event.code === 'DEV-412'));
  expect(mine().some((event) => event.step === 'signed')).toBe(false);
  expect(await lead.documents.get({ documentId: before.id })).toEqual(before);
  await link.ask().demo.pad({ hand: 'plug' });
  await eventually(() =>
    town
      .office()
      .devices.list()
      .some((one) => one.state === 'ready'),
  );
  await lead.devices.pad.begin({ sessionId: crypto.randomUUID(), picture: PICTURE });
  await link.ask().demo.pad({ hand: 'write' });
  await link.ask().demo.pad({ hand: 'confirm' });
  await eventually(() => mine().find((event) => event.step === 'signed'));
});

test('a devices process that was started anew knows nothing of a signature under way: the window is told that it is over', async () => {
  const lead = town.sit('lead');
  const mine = await heardBy(lead);
  await lead.devices.pad.begin({ sessionId: crypto.randomUUID(), picture: PICTURE });
  // Closed last: the others still ask through it.
  closers.unshift(attachDevices(town.office().link, 2));
  await eventually(() => mine().find((event) => event.step === 'ended' && event.code === 'DEV-414'));
});
