import { afterEach, expect, jest, test } from '@jest/globals';
import { createServer } from './server.ts';
import type { Storage } from './storage.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('no citizen number reaches the log of the county', async () => {
  const said: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => {
    said.push(String(line));
    return true;
  });
  // A database that fails with the row in its words, as PostgreSQL does.
  const query = () => Promise.reject(new Error('Failing row contains (11010119900307751X, 张三)'));
  const storage = { query, transaction: query } as unknown as Storage;
  const identity = { name: '测试县', kind: 'real', publicKey: '', sign: () => '' } as never;
  const server = createServer({ storage, identity, adminToken: 'admin-token', fault: undefined });
  const answer = await server.inject({
    method: 'POST',
    url: '/v1/enrolment-codes',
    headers: { authorization: 'Bearer admin-token' },
    payload: { note: '东溪镇' },
  });
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'CNTY-500']);
  expect(said.join('')).toContain('Failing row contains ([证件号已隐去]');
  expect(said.join('')).not.toContain('19900307');
  await server.close();
});
