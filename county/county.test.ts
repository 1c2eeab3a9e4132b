import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import { type Bundle, bundleText } from '../preload/contract/county.ts';
import { ADMIN, STORAGES, startCounty, type TestCounty } from './county-in-test.ts';
import { ChainMaker } from './desk-in-test.ts';
import { loadIdentity } from './identity.ts';
import { migrate } from './schema.ts';

describe.each(STORAGES)('county on %s', (_, open) => {
  let county: TestCounty;
  beforeAll(async () => {
    county = await startCounty(open);
  });
  afterAll(() => county.stop());

  test('a one-time code is good once; only a lost answer may be asked for again', async () => {
    const code = await county.freshCode();
    const desk = new ChainMaker();
    const first = await county.ask('POST', '/v1/enrol', { body: county.enrolment(code, desk.deskId) });
    expect(first.answer).toMatchObject({
      county: '测试县综合行政执法平台',
      publicKey: county.countyKey,
      countyKind: 'real',
    });

    const stranger = await county.ask('POST', '/v1/enrol', { body: county.enrolment(code, randomUUID()) });
    expect([stranger.status, stranger.answer.code]).toEqual([403, 'CNTY-102']);
    const otherAttempt = await county.ask('POST', '/v1/enrol', {
      body: county.enrolment(code, desk.deskId, { attempt: 'b'.repeat(64) }),
    });
    expect(otherAttempt.answer.code).toBe('CNTY-102');

    const lostAnswer = await county.ask('POST', '/v1/enrol', {
      body: county.enrolment(code.toLowerCase(), desk.deskId),
    });
    expect(lostAnswer.status).toBe(200);
    desk.add('officer.saved', {});
    expect((await county.send(first.answer.token, desk.batch(1))).answer.code).toBe('CNTY-201');
    expect((await county.send(lostAnswer.answer.token, desk.batch(1))).status).toBe(200);
    const afterUse = await county.ask('POST', '/v1/enrol', { body: county.enrolment(code, desk.deskId) });
    expect(afterUse.answer.code).toBe('CNTY-102');
  });

  test('refuses wrong, expired and foreign-kind enrolments with their codes', async () => {
    const id = randomUUID();
    expect((await county.ask('POST', '/v1/enrol', { body: county.enrolment('NO-SUCH-CODE', id) })).answer.code).toBe(
      'CNTY-101',
    );
    const code = await county.freshCode();
    const demo = await county.ask('POST', '/v1/enrol', { body: county.enrolment(code, id, { ledgerKind: 'demo' }) });
    expect([demo.status, demo.answer.code]).toEqual([403, 'CNTY-104']);
    await county.storage.query(
      "update enrolment_codes set expires_at = now() - interval '1 second' where used_by is null",
    );
    expect((await county.ask('POST', '/v1/enrol', { body: county.enrolment(code, id) })).answer.code).toBe('CNTY-103');
    const admin = await county.ask('POST', '/v1/enrolment-codes', { token: 'guess', body: {} });
    expect([admin.status, admin.answer.code]).toEqual([401, 'CNTY-203']);
    expect((await county.ask('POST', '/v1/enrol', { body: '{"code"' })).answer.code).toBe('CNTY-301');
    const nul = await county.ask('POST', '/v1/enrol', { body: county.enrolment(code, id, { town: 'a\u0000b' }) });
    expect(nul.answer).toMatchObject({ code: 'CNTY-301', field: 'town' });
  });

  test('penalties come out of the actions, tolerant of missing fields, parties masked', async () => {
    const { maker, token } = await county.enrolled();
    const [person, unit, bare, voided, typed, onSite] = Array.from({ length: 6 }, () => randomUUID());
    const found = { itemCode: 'CG001', cause: '擅自占道经营', partyName: '张小三' };
    maker.add('case.found', found, { subject: person });
    maker.add('case.numbered', { number: '东综执当罚决字〔2026〕第 7 号', fineFen: 5000 }, { subject: person });
    maker.add('case.issued', { decidedOn: '2026-11-20' }, { subject: person });
    maker.add('case.recorded', {}, { subject: person });
    maker.add('case.paid', { fineFen: 'not a number' }, { subject: person });
    maker.add('case.closed', {}, { subject: person });
    maker.add('case.issued', { partyName: '东溪百货有限公司', fineFen: 300000 }, { subject: unit });
    maker.add('case.found', { partyName: null, decidedOn: 7 }, { subject: bare });
    maker.add('case.issued', {}, { subject: voided });
    maker.add('case.voided', {}, { subject: voided });
    maker.add('case.informed', { partyName: '阿依古丽·买买提店', partyType: 'CITIZEN' }, { subject: typed });
    maker.add('case.paid', { settled: false }, { subject: typed });
    maker.add('case.informed', { partyName: '小李烧烤', partyType: 'SOLE_TRADER' }, { subject: onSite });
    maker.add('case.issued', { issuedOn: '2026-11-19', collected: { ticketNo: '1' } }, { subject: onSite });
    maker.add('case.found', { partyName: '不出镇' }, { scope: 'town' });
    expect((await county.send(token, maker.batch(1))).status).toBe(200);
    expect((await county.ask('GET', '/v1/penalties', { token })).status).toBe(401);
    const { answer } = await county.ask('GET', '/v1/penalties', { token: ADMIN });
    const mine = new Map(
      answer.penalties
        .filter((p: { deskId: string }) => p.deskId === maker.deskId)
        .map((p: { caseId: string }) => [p.caseId, p]),
    );
    expect(mine.size).toBe(6);
    expect(mine.get(person)).toEqual({
      ...{ caseId: person, deskId: maker.deskId, town: '东溪镇', number: '东综执当罚决字〔2026〕第 7 号' },
      ...{ itemCode: 'CG001', cause: '擅自占道经营', party: '张＊＊', fineFen: 5000, state: 'CLOSED' },
      ...{ issuedOn: '2026-11-20', closedOn: '2026-11-20' },
    });
    expect(mine.get(unit)).toMatchObject({ party: '东溪百货有限公司', fineFen: 300000, state: 'ISSUED' });
    expect(mine.get(bare)).toMatchObject({ party: null, number: null, fineFen: null, issuedOn: null, state: 'FOUND' });
    expect(mine.get(voided)).toMatchObject({ state: 'VOIDED' });
    expect(mine.get(typed)).toMatchObject({ state: 'INFORMED', party: `阿${'＊'.repeat(8)}` });
    expect(mine.get(onSite)).toMatchObject({ state: 'PAID', party: '小李烧烤', issuedOn: '2026-11-19' });
  });

  test('bundles are versioned, signed and answered 304 when known', async () => {
    const { token } = await county.enrolled();
    expect((await county.ask('GET', '/v1/bundles/powers', { token })).status).toBe(404);
    expect((await county.ask('GET', '/v1/bundles/secrets', { token })).status).toBe(404);
    expect((await county.ask('PUT', '/v1/bundles/powers', { token, body: { payload: {} } })).status).toBe(401);
    const payload = { items: ['CG001', 'CG002'], note: '甲\u0000乙', n: 1.5 };
    const one = await county.ask('PUT', '/v1/bundles/powers', { token: ADMIN, body: { payload } });
    expect([one.status, one.answer.version]).toEqual([201, 1]);
    const got = await county.ask('GET', '/v1/bundles/powers', { token });
    const found = got.answer as Bundle;
    expect(found.payload).toEqual(payload);
    expect(found.sha256).toBe(
      createHash('sha256')
        .update(canonicalize(found.payload) ?? '')
        .digest('hex'),
    );
    expect(county.signed(bundleText(found), found.signature)).toBe(true);
    expect(county.signed(bundleText({ ...found, version: 9 }), found.signature)).toBe(false);

    const known = { 'if-none-match': got.headers.get('etag') ?? '' };
    expect((await county.ask('GET', '/v1/bundles/powers', { token, headers: known })).status).toBe(304);
    const many = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        county.ask('PUT', '/v1/bundles/powers', { token: ADMIN, body: { payload: n } }),
      ),
    );
    expect(many.map((m) => m.answer.version).sort()).toEqual([2, 3, 4, 5]);
    const newer = await county.ask('GET', '/v1/bundles/powers', { token, headers: known });
    expect([newer.status, newer.answer.version]).toEqual([200, 5]);
  });

  test('the page is for the administrator of a real county, in Chinese and without script', async () => {
    expect((await fetch(county.address)).status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`admin:${ADMIN}`).toString('base64')}` };
    const { maker, token } = await county.enrolled();
    maker.add('case.found', { cause: '<script>alert(1)</script>', partyName: '李四' });
    await county.send(token, maker.batch(1));
    const response = await fetch(county.address, { headers: basic });
    const html = await response.text();
    expect(html).toContain('已接入席位');
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).toContain('李＊');
    expect(html).not.toContain('李四');
    expect(html).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('too large and too odd questions get a code', async () => {
    const { token } = await county.enrolled();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const huge = request(`${county.address}/v1/actions`, {
      method: 'POST',
      headers: { ...headers, 'content-length': 40 * 1024 * 1024 },
    });
    huge.on('error', () => {}); // the county hangs up on the rest
    huge.flushHeaders();
    const [response]: IncomingMessage[] = await once(huge, 'response');
    expect(response?.statusCode).toBe(413);
    huge.destroy();
    const odd = await fetch(`${county.address}/v2/nothing`);
    expect([odd.status, ((await odd.json()) as { code: string }).code]).toEqual([404, 'CNTY-404']);
  });

  test('a second start finds the same key and refuses to change between demo and real', async () => {
    await migrate(county.storage);
    expect((await loadIdentity(county.storage, 'real', '换个名字')).publicKey).toBe(county.countyKey);
    await expect(loadIdentity(county.storage, 'demo', '演示')).rejects.toMatchObject({ code: 'CNTY-001' });
    await county.storage.query('insert into schema_steps values (99)');
    await expect(migrate(county.storage)).rejects.toThrow('step 99');
    await county.storage.query('delete from schema_steps where step = 99');
  });
});
