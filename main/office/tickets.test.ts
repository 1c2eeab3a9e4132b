import { expect, test } from '@jest/globals';
import { officeClock } from './clock.ts';
import { createTickets } from './tickets.ts';

const SHA = 'a'.repeat(64);
const handed = { mediaType: 'application/pdf', name: '决定书.pdf', content: new File(['x'], '决定书.pdf') };

test('a ticket opens its own file, for ten minutes', async () => {
  let now = Date.parse('2026-03-02T01:00:00Z');
  const tickets = createTickets(officeClock(undefined, () => now));
  const url = new URL(
    tickets.mint(SHA, async () => handed),
    'app://office',
  );
  expect(url.pathname).toBe(`/file/${SHA}`);
  const ticket = url.searchParams.get('ticket') ?? '';
  expect(await tickets.redeem(SHA, ticket)).toBe(handed);
  now += 10 * 60_000;
  expect(await tickets.redeem(SHA, ticket)).toBe(handed);
  const refusal = expect.objectContaining({ code: 'SHELL-020', message: expect.stringMatching(/凭据.*。$/) });
  await expect(tickets.redeem('b'.repeat(64), ticket)).rejects.toEqual(refusal);
  await expect(tickets.redeem(SHA, `${ticket}x`)).rejects.toEqual(refusal);
  await expect(tickets.redeem(SHA, '')).rejects.toEqual(refusal);
  now += 1;
  await expect(tickets.redeem(SHA, ticket)).rejects.toEqual(refusal);
});

test('expired tickets are forgotten, every ticket is another', async () => {
  let now = 0;
  const tickets = createTickets(officeClock(undefined, () => now));
  const mint = () => tickets.mint(SHA, async () => handed).split('ticket=')[1] ?? '';
  const first = mint();
  now += 10 * 60_000 + 1;
  const second = mint();
  expect(second).not.toBe(first);
  now -= 60_000;
  await expect(tickets.redeem(SHA, first)).rejects.toMatchObject({ code: 'SHELL-020' });
  expect(await tickets.redeem(SHA, second)).toBe(handed);
});
