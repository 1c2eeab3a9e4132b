import { expect, jest, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { openOfficeInTest } from '../../test/office-in-test.ts';
import { GIVEN } from './given-in-test.ts';
import { log } from './log.ts';

test('the running office writes slow queries to its log, by name and without values', async () => {
  const office = await openOfficeInTest({ demo: false, render: () => Promise.reject(new Error('no papers')) });
  const warned = jest.spyOn(log, 'warn');
  try {
    await office.host.setUp(GIVEN);
    const { ledger } = office.host.require();
    const many = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
      SELECT count(*) FROM n WHERE i <> ${'张三'}`;
    ledger.timed('cases.list', () => ledger.read.all(many));
    const lines = JSON.stringify(warned.mock.calls);
    expect(lines).toContain('"query":"cases.list"');
    expect(lines).toContain('WITH RECURSIVE');
    expect(lines).not.toContain('张三');
  } finally {
    warned.mockRestore();
    await office.close();
  }
});
