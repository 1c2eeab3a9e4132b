import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Ways to misbehave on `/v1/…`, for tests of the office. */
export const FAULTS = ['500', 'garbage', 'slow', 'drop-answer'] as const;
export type Fault = (typeof FAULTS)[number];

const SLOW_MS = 30_000;

/**
 * - `500`: answers as a broken proxy does, does nothing.
 * - `garbage`: answers 200 with random bytes, does nothing.
 * - `slow`: does the work, then keeps the answer for 30 s.
 * - `drop-answer`: does the work, then cuts the connection.
 */
export function misbehave(server: FastifyInstance, fault: Fault): void {
  const asked = (url: string) => url.startsWith('/v1/');
  if (fault === '500' || fault === 'garbage') {
    server.addHook('onRequest', async (request, reply) => {
      if (!asked(request.url)) return;
      if (fault === '500') return reply.code(500).type('text/html').send('<h1>500 Internal Server Error</h1>');
      return reply.code(200).type('application/json').send(randomBytes(512));
    });
    return;
  }
  server.addHook('onSend', async (request) => {
    if (!asked(request.url)) return;
    if (fault === 'slow') await wait(SLOW_MS, undefined, { ref: false });
    else request.raw.socket.destroy();
  });
}
