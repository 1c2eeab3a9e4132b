import { afterEach, expect, test } from '@jest/globals';
import { ORPCError } from '@orpc/server';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { pipe } from '../../../preload/contract/pipe.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { asAnswer } from '../procedures.ts';
import { attachDevices } from './attach-in-test.ts';
import { createDeviceLink, type DeviceLink } from './index.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A link to the real devices of this process. */
function linked(before: (link: DeviceLink) => void = () => {}) {
  const troubles: unknown[] = [];
  const link = createDeviceLink((error) => troubles.push(error));
  before(link);
  const end = attachDevices(link);
  closers.push(async () => {
    await link.configure({ idCard: null, receiptPrinter: null, volumes: [] });
    end();
  });
  return { link, troubles };
}

const rejected = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => new Error('not refused'),
    (error: unknown) => error,
  );

test('what the devices refuse reaches the window with its own code and sentence', async () => {
  const { link } = linked();
  const error = await rejected(link.configure({ idCard: { path: 'tcp://' } }));
  expect(() => asAnswer(error)).toThrow(ORPCError);
  expect(() => asAnswer(error)).toThrow(
    expect.objectContaining({ code: 'DEV-002', message: expect.stringMatching(/[\u4e00-\u9fff].*。$/) }),
  );
  // The address that made no sense is not tried again with the next one.
  await link.configure({ volumes: [] });
});

test('a devices process that dies while it is configured gets the new configuration when it is back', async () => {
  const link = createDeviceLink(() => undefined);
  const [here, there] = pipe();
  // Takes the call and never answers it.
  there.on('message', () => undefined);
  link.attach(here, 1);
  const configured = link.configure({ idCard: { path: 'tcp://127.0.0.1:9' } });
  here.close();
  await configured;

  const end = attachDevices(link, 2);
  closers.push(async () => {
    await link.configure({ idCard: null });
    end();
  });
  await eventually(() => link.health().some(({ path }) => path === 'tcp://127.0.0.1:9'));
});

test('a listener that fails is logged and takes the events from nobody else', async () => {
  const heard: DeviceEvent['type'][] = [];
  const first = Promise.withResolvers<void>();
  const { link, troubles } = linked((before) => {
    before.onAttach(() => Promise.reject(new Error('at the attach')));
    before.onEvent(() => {
      throw new Error('at the event');
    });
    before.onEvent((event) => {
      heard.push(event.type);
      first.resolve();
    });
  });
  await link.configure({ idCard: { path: 'tcp://127.0.0.1:9' } });
  await first.promise;
  expect(heard).toContain('health');
  expect(troubles.map((one) => (one as Error).message)).toEqual(
    expect.arrayContaining(['at the attach', 'at the event']),
  );
});

test('a template that no board could follow is refused at its field', async () => {
  const { link } = linked();
  const queueDisplay = {
    path: 'COM9',
    baudRate: 9600,
    template: '{window}',
    checksum: 'none',
    encoding: 'ascii',
  } as const;
  const error = await rejected(link.configure({ queueDisplay }));
  expect(() => asAnswer(error)).toThrow(
    expect.objectContaining({ code: 'DEV-606', data: { field: 'displayTemplate' } }),
  );
});
