import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { citizen, delivered, filled, openTown, refusedToSign, type Town } from '../cases/town-in-test.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-07-06');
});
afterAll(() => town.close());

/** docs/adr/0006: the county learns whom a decision names and where, and nothing else about the person. */
test('what travels to the county names the party of a decision, and carries no number, phone, address or birth date', async () => {
  const guardian = { name: '吴守成', relation: '父亲', phone: '13800001111' };
  const minor = citizen({ birth: '2010-05-04', guardian, phone: '13912340000', address: '青溪镇柳塘村 77 号' });
  const content = filled(town, { party: minor, penalty: { kind: 'WARNING' }, notice: { sign: refusedToSign } });
  await delivered(town, content);
  const { ledger } = town.office();
  const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  const known = ledger.journal.after(0, 10_000, 'desk').map((one) => decode(one.payloadBytes));
  const sent = ledger.journal.after(0, 10_000, 'county').map((one) => decode(one.payloadBytes));
  const personal = [
    minor.idNo,
    '13912340000',
    '柳塘村 77 号',
    '2010-05-04',
    '吴守成',
    '13800001111',
    '青溪社区 王文书',
  ];
  for (const one of personal) {
    expect({ one, known: known.some((text) => text.includes(one)) }).toEqual({ one, known: true });
    expect({ one, sent: sent.filter((text) => text.includes(one)) }).toEqual({ one, sent: [] });
  }
  expect(sent.filter((text) => text.includes(minor.name)).length).toBeGreaterThan(0);
});
