import { expect, test } from '@jest/globals';
import { createORPCClient, ORPCError } from '@orpc/client';
import { PortLink } from '../../preload/contract/link.ts';
import { pipe } from '../../preload/contract/pipe.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { refusalOf, refusalText } from './refusals.ts';

test('a refusal of the office keeps its code, sentence and field', () => {
  const error = new ORPCError('CASE-201', { message: '公民罚款不能超过 200 元。', data: { field: 'penalty.fineFen' } });
  expect(refusalOf(error)).toEqual({
    code: 'CASE-201',
    sentence: '公民罚款不能超过 200 元。',
    field: 'penalty.fineFen',
  });
  expect(refusalText(error)).toBe('公民罚款不能超过 200 元。（CASE-201）');
});

test('a refusal whose code travels in its data is found too', () => {
  const error = new ORPCError('REFUSED', { message: '没有打印机。', data: { code: 'SHELL-031' } });
  expect(refusalOf(error)).toEqual({ code: 'SHELL-031', sentence: '没有打印机。', field: undefined });
});

test('a refusal of the window itself keeps its words', () => {
  expect(refusalOf(new Refusal('SHELL-101', '与办公服务的连接断开了。')).code).toBe('SHELL-101');
});

test.each([
  new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Internal Server Error' }),
  new ORPCError('CASE-201', { message: 'fine exceeds limit' }),
  new TypeError("Cannot read properties of undefined (reading 'x')"),
  'text',
  undefined,
])('an unexpected error never shows its own English words (%#)', (error) => {
  const shown = refusalOf(error);
  expect(shown.code).toBe('SYS-500');
  expect(shown.sentence).not.toMatch(/[a-z]{3}/i);
});

test('a call that waits when the way to the office closes is a lost connection', async () => {
  const [window, office] = pipe();
  const client = createORPCClient<{ wait: () => Promise<void> }>(new PortLink(window));
  const answer = client.wait().catch((error: unknown) => error);
  await new Promise((resolve) => setImmediate(resolve));
  office.close();
  expect(refusalOf(await answer).code).toBe('SYS-503');
});
