import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Card } from '../../../preload/contract/card.ts';
import type { OfficeEvent } from '../../../preload/contract/office.ts';
import { ROLES, type Role } from '../../../preload/contract/people.ts';
import { type OfficeInTest, openOfficeInTest } from '../../../test/office-in-test.ts';
import { GIVEN } from '../given-in-test.ts';
import { deviceJobs } from '../receipts/tables.ts';

/** Who gets in, who is put out, and to whom a card is shown (domain.md §7.1, §7.3; T24). */

const PASSWORD = GIVEN.admin.password;
const NONE = { certNo: '', certIssuer: '', certFrom: null, certTo: null, areas: [], unit: '执法队' };
let office: OfficeInTest;

function join(number: string, role: Role): string {
  const { people } = office.host.require();
  const { id } = people.save('system', { ...NONE, number, name: ROLES[role], status: 'ACTIVE' });
  people.setRoles('system', id, [role]);
  return id;
}

beforeAll(async () => {
  const render = () => Promise.reject(new Error('no paper in this test'));
  office = await openOfficeInTest({ demo: false, render });
  await office.host.setUp(GIVEN);
});
afterAll(() => office.close());

const codeOf = (error: unknown) => (error as { code?: string }).code ?? 'OK';

test('guesses sent all at once count one by one, and the right one among the late ones is refused', async () => {
  const officerId = join('330201', 'OFFICER');
  const { people } = office.host.require();
  await people.setPassword('system', { officerId, next: PASSWORD });
  const guesses = [...Array.from({ length: 7 }, (_, at) => `Wrong@200${at}`), PASSWORD];
  const codes = await Promise.all(
    guesses.map((password) => people.identify('330201', password).then(() => 'OK', codeOf)),
  );
  expect(codes).toEqual([...Array.from({ length: 4 }, () => 'PPL-102'), ...Array.from({ length: 4 }, () => 'PPL-103')]);
});

test('an officer who left is put out at his next click', async () => {
  const officerId = join('330202', 'INTAKE');
  const { people, sessions } = office.host.require();
  sessions.open('left', officerId);
  const window = office.window('left');
  expect((await window.people.me())?.officer.id).toBe(officerId);
  people.save('system', { ...NONE, id: officerId, number: '330202', name: '已调离', status: 'LEFT' });
  await expect(window.people.list()).rejects.toMatchObject({ code: 'PPL-105' });
  expect(await window.people.me()).toBeNull();
});

test('a card is shown only where somebody sits who may see parties', async () => {
  const { sessions, events } = office.host.require();
  sessions.open('desk', join('330203', 'INTAKE'));
  sessions.open('admin', join('330204', 'SYS_ADMIN'));
  sessions.open('locked', join('330205', 'OFFICER'));
  sessions.lock('locked');
  const seen: Record<string, OfficeEvent['kind'][]> = { desk: [], admin: [], locked: [], nobody: [] };
  const ends = Object.entries(seen).map(async ([windowId, kinds]) => {
    for await (const event of await office.window(windowId).office.events()) {
      kinds.push(event.kind);
      if (event.kind === 'notice') return;
    }
  });
  // The subscriptions stand when each window has heard its first word.
  while (Object.values(seen).some((kinds) => kinds.length === 0)) {
    events.changed('office');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const card: Card = {
    ...{ type: 'resident', name: '张小三', latinName: '', sex: '男', ethnic: '汉', birth: '1990-01-01', warnings: [] },
    ...{ address: '青溪镇东街1号', idNo: '', issuer: '越州县公安局', validFrom: '2020-01-01', validTo: '长期' },
  };
  const at = '2026-01-05T02:00:00.000Z';
  events.publish({ kind: 'card', reading: { at, card, cardSha256: 'a'.repeat(64), samId: '', simulated: true } });
  events.publish({ kind: 'notice', code: 'DEV-191', sentence: '完' });
  await Promise.all(ends);
  const cards = Object.fromEntries(Object.entries(seen).map(([id, kinds]) => [id, kinds.includes('card')]));
  expect(cards).toEqual({ desk: true, admin: false, locked: false, nobody: false });
});

test('an export is written down; the administrators see the queue without the numbers of decisions', async () => {
  const { sessions, receipts, ledger } = office.host.require();
  sessions.open('clerk', join('330206', 'INTAKE'));
  sessions.open('system', join('330207', 'SYS_ADMIN'));
  sessions.open('audit', join('330208', 'AUDIT_ADMIN'));
  const [clerk, system, audit] = ['clerk', 'system', 'audit'].map(office.window);
  await clerk?.cases.exported({ rows: 12, from: '2026-01-01', to: null });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const log = await audit?.people.accessLog({ from: today, to: today, offset: 0, limit: 200 });
  expect(log?.lines).toContainEqual(
    expect.objectContaining({
      actor: ROLES.INTAKE,
      what: 'export',
      detail: '导出案件台账 12 件，2026-01-01 至 今天',
    }),
  );
  const job = receipts.testPage('system');
  ledger.local((tables) => {
    const page = tables.select().from(deviceJobs).where(eq(deviceJobs.id, job.id)).get();
    if (page === undefined) throw new Error('no test page');
    const title = '处罚回执 青溪罚决字〔2026〕1号';
    const other = {
      id: uuid(),
      kind: 'penalty-receipt' as const,
      title,
      idempotencyKey: 'penalty',
      state: 'done' as const,
    };
    tables
      .insert(deviceJobs)
      .values({ ...page, ...other })
      .run();
  });
  expect((await clerk?.receipts.queue())?.map((one) => one.title)).toContain('处罚回执 青溪罚决字〔2026〕1号');
  expect((await system?.receipts.queue())?.map((one) => one.title)).toEqual(['打印机测试页']);
});
