import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type HeadReceipt, receiptText, type WireAction } from '../preload/contract/county.ts';
import { STORAGES, startCounty, type TestCounty } from './county-in-test.ts';
import { ChainMaker } from './desk-in-test.ts';

describe.each(STORAGES)('county on %s', (_, open) => {
  let county: TestCounty;
  beforeAll(async () => {
    county = await startCounty(open);
  });
  afterAll(() => county.stop());

  test('takes every action exactly once, whatever is repeated or overlaps', async () => {
    const { maker, token } = await county.enrolled();
    for (let n = 0; n < 7; n += 1) maker.add('officer.saved', { n });
    const first = await county.send(token, maker.batch(1, 4));
    expect(first.answer).toMatchObject({ stored: 4, receipt: { deskSeq: 4, hash: maker.actions[3]?.hash } });
    const again = await county.send(token, maker.batch(1, 4));
    expect(again.answer).toEqual({ stored: 0, receipt: first.answer.receipt });
    expect((await county.send(token, maker.batch(3, 5))).answer).toMatchObject({ stored: 3, receipt: { deskSeq: 7 } });
    expect(await county.rows(maker.deskId)).toBe(7);
    const { signature, ...text } = first.answer.receipt as HeadReceipt;
    expect(county.signed(receiptText(text), signature)).toBe(true);
    expect(county.signed(receiptText({ ...text, deskSeq: 5 }), signature)).toBe(false);
  });

  test('ten deliveries of the same batch at once store it once', async () => {
    const { maker, token } = await county.enrolled();
    for (let n = 0; n < 5; n += 1) maker.add('officer.saved', { n });
    const answers = await Promise.all(Array.from({ length: 10 }, () => county.send(token, maker.batch(1))));
    expect(answers.map((a) => a.status)).toEqual(Array(10).fill(200));
    expect(answers.reduce((sum, a) => sum + a.answer.stored, 0)).toBe(5);
    expect(await county.rows(maker.deskId)).toBe(5);
  });

  test('answers a gap with the number it waits for, and a fork as a fork', async () => {
    const { maker, token } = await county.enrolled();
    for (let n = 0; n < 6; n += 1) maker.add('officer.saved', { n });
    const early = await county.send(token, maker.batch(3));
    expect([early.status, early.answer]).toMatchObject([409, { code: 'CNTY-310', next: 1, receipt: null }]);
    await county.send(token, maker.batch(1, 2));
    const gap = await county.send(token, maker.batch(5));
    expect([gap.status, gap.answer]).toMatchObject([409, { code: 'CNTY-310', next: 3, receipt: { deskSeq: 2 } }]);

    const twin = new ChainMaker();
    Object.assign(twin, { deskId: maker.deskId });
    for (let n = 0; n < 3; n += 1) twin.add('officer.saved', { other: n });
    const fork = await county.send(token, twin.batch(1));
    expect([fork.status, fork.answer]).toMatchObject([409, { code: 'CNTY-311', next: 3 }]);
    const grafted = await county.send(token, twin.batch(3));
    expect([grafted.status, grafted.answer.code]).toEqual([409, 'CNTY-311']);
    expect(await county.rows(maker.deskId)).toBe(2);
  });

  test('a batch with one wrong byte is refused whole', async () => {
    const { maker, token } = await county.enrolled();
    for (let n = 0; n < 4; n += 1) maker.add('case.found', { cause: '占道经营', n });
    const change = (index: number, alter: (action: WireAction) => unknown) => ({
      ...maker.batch(1),
      actions: maker.actions.map((action, at) => (at === index ? alter(action) : action)),
    });
    const flipped = (hash: string) => `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`;
    const other = Buffer.from('{"cause":"另一案由"}').toString('base64');
    const cases: [string, number, unknown][] = [
      ['CNTY-303', 2, change(1, (a) => ({ ...a, header: { ...a.header, at: '2026-01-01T00:00:00.000Z' } }))],
      ['CNTY-303', 3, change(2, (a) => ({ ...a, hash: flipped(a.hash) }))],
      ['CNTY-305', 2, change(1, (a) => ({ ...a, payload: other }))],
      ['CNTY-305', 4, change(3, (a) => ({ ...a, salt: '00'.repeat(16) }))],
      ['CNTY-307', 1, change(0, ({ payload: _, ...a }) => a)],
      ['CNTY-302', 3, { ...maker.batch(1), actions: [maker.actions[0], maker.actions[1], maker.actions[3]] }],
      [
        'CNTY-309',
        1,
        { ...new ChainMaker().batch(1), deskId: maker.deskId, actions: [new ChainMaker().add('a.b', {})] },
      ],
    ];
    for (const [code, deskSeq, body] of cases) {
      const { status, answer } = await county.send(token, body);
      expect([status, answer.code]).toEqual([422, code]);
      if (code !== 'CNTY-302') expect(answer.deskSeq).toBe(deskSeq);
    }
    const relinked = new ChainMaker();
    Object.assign(relinked, { deskId: maker.deskId });
    relinked.add('case.found', {});
    relinked.add('case.found', {});
    const second = relinked.actions[1];
    expect(
      (await county.send(token, { deskId: maker.deskId, from: 1, actions: [maker.actions[0], second] })).answer.code,
    ).toBe('CNTY-304');
    expect((await county.send(token, { ...maker.batch(1), from: 0 })).answer.code).toBe('CNTY-301');
    expect(await county.rows(maker.deskId)).toBe(0);
  });

  test('a payload outside the county scope is refused, its header is taken', async () => {
    const { maker, token } = await county.enrolled();
    maker.add('officer.saved', { name: '公开' });
    const secret = maker.add('event.reported', { informant: '不出镇' }, { scope: 'town' });
    maker.add('draft.saved', {}, { scope: 'desk' });
    const open = { payload: Buffer.from('{"informant":"不出镇"}').toString('base64'), salt: '00'.repeat(16) };
    const leaking = { ...maker.batch(1), actions: maker.actions.map((a) => (a === secret ? { ...a, ...open } : a)) };
    const refused = await county.send(token, leaking);
    expect([refused.status, refused.answer]).toMatchObject([422, { code: 'CNTY-306', deskSeq: 2 }]);
    expect((await county.send(token, maker.batch(1))).answer.stored).toBe(3);
    const stored = await county.storage.query(
      'select scope, payload, body from actions where desk_id = $1 order by desk_seq',
      [maker.deskId],
    );
    expect(stored.map((row) => [row.scope, row.payload === null, row.body])).toEqual([
      ['county', false, { name: '公开' }],
      ['town', true, null],
      ['desk', true, null],
    ]);
  });

  test('only its own desk may send; text that SQL cannot hold does not block the queue', async () => {
    const { maker, token } = await county.enrolled();
    const stranger = await county.enrolled();
    maker.add('officer.saved', JSON.stringify({ 'a\u0000': 'b\u0000c', d: '\ud800' }));
    const foreign = await county.send(stranger.token, maker.batch(1));
    expect([foreign.status, foreign.answer.code]).toEqual([403, 'CNTY-202']);
    expect((await county.ask('POST', '/v1/actions', { body: maker.batch(1) })).status).toBe(401);
    expect((await county.send(token, maker.batch(1))).answer.stored).toBe(1);
    const [row] = await county.storage.query<{ body: unknown; payload: Uint8Array }>(
      'select body, payload from actions where desk_id = $1',
      [maker.deskId],
    );
    expect(row?.body).toEqual({ a: 'bc', d: '\ufffd' });
    expect(Buffer.from(row?.payload ?? []).toString('base64')).toBe(maker.actions[0]?.payload);
    maker.add('officer.saved', 'not json');
    expect((await county.send(token, maker.batch(2))).answer.code).toBe('CNTY-308');
  });

  test('erased in the town is erased at the county; the chain goes on', async () => {
    const { maker, token } = await county.enrolled();
    const stranger = await county.enrolled();
    const kept = stranger.maker.add('officer.saved', { name: '别的镇' });
    await county.send(stranger.token, stranger.maker.batch(1));
    const person = maker.add('case.found', { partyName: '张小三' });
    await county.send(token, maker.batch(1));
    maker.add('ledger.payload-erased', {
      actions: [person.header.id, kept.header.id],
      reason: '依申请',
      approvedBy: 'x',
    });
    const { payload: _payload, salt: _salt, ...early } = maker.add('case.found', { partyName: '未报先删' });
    const answer = await county.send(token, {
      ...maker.batch(2),
      actions: [maker.actions[1], { ...early, erased: true }],
    });
    expect(answer.answer.stored).toBe(2);
    const held = await county.storage.query('select body, payload, salt from actions where action_id = $1', [
      person.header.id,
    ]);
    expect(held).toEqual([{ body: null, payload: null, salt: null }]);
    const others = await county.storage.query('select body from actions where action_id = $1', [kept.header.id]);
    expect(others).toEqual([{ body: { name: '别的镇' } }]);
    expect((await county.send(token, maker.batch(1, 1))).answer.stored).toBe(0);
  });
});
