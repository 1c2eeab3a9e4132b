import { expect, test } from '@jest/globals';
import { multiplex } from './multiplex.ts';

test('a port that is opened on a wire that has ended is closed from the start', () => {
  const sent: unknown[] = [];
  let end = () => {};
  const open = multiplex({
    send: (frame) => sent.push(frame),
    receive: () => {},
    ended: (listener) => {
      end = listener;
    },
  });
  const closed: string[] = [];
  open({ role: 'door' }).on('close', () => closed.push('before'));
  end();
  open({ role: 'window', windowId: 'w' }).on('close', () => closed.push('after'));
  expect(closed).toEqual(['before', 'after']);
  expect(sent[0]).toEqual({ port: 1, hello: { role: 'door' } });
});
