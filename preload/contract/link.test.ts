import { expect, test } from '@jest/globals';
import { createORPCClient } from '@orpc/client';
import { PortLink } from './link.ts';
import { pipe } from './pipe.ts';

type Client = { wait: () => Promise<void> };
const reason = (answer: Promise<void>) =>
  answer.then(
    () => 'answered',
    (error: Error) => error.name,
  );

test('calls that wait when the port closes and calls that come after it end with an AbortError', async () => {
  const [here, there] = pipe();
  const client = createORPCClient<Client>(new PortLink(here));
  const waiting = reason(client.wait());
  await new Promise((resolve) => setImmediate(resolve));
  there.close();
  expect(await waiting).toBe('AbortError');
  expect(await reason(client.wait())).toBe('AbortError');
});

test('a call that is made in the moment of closing ends too', async () => {
  const [here] = pipe();
  const client = createORPCClient<Client>(new PortLink(here));
  const answer = reason(client.wait());
  here.close();
  expect(await answer).toBe('AbortError');
});

test('a link over a port that is closed already refuses at once', async () => {
  const [here] = pipe();
  here.close();
  expect(await reason(createORPCClient<Client>(new PortLink(here)).wait())).toBe('AbortError');
});
