import { expect, test } from '@jest/globals';
import { CARD_DECK } from '../../../preload/contract/card-deck.ts';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { CardReaderSimulator } from '../simulators/id-card.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryTransport } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { IdCardReader } from './reader.ts';

function bench(fault = 'none', serve?: (device: MemoryTransport) => void) {
  const clock = new FakeClock();
  const simulator = new CardReaderSimulator(fault);
  const events: DeviceEvent[] = [];
  const links: Transport[] = [];
  let plugged = true;
  const reader = new IdCardReader({
    deviceId: 'id-card',
    path: 'memory',
    transport: 'tcp',
    simulated: true,
    clock,
    candidates: async () => [
      {
        path: 'memory',
        vidPid: null,
        baudRate: null,
        dial: async () => {
          if (!plugged) throw new Error('No such file or directory, cannot open /dev/ttyUSB0');
          const [host, device] = MemoryTransport.pair();
          if (serve) serve(device);
          else simulator.attach(device);
          links.push(host);
          return host;
        },
      },
    ],
    emit: (event) => events.push(event),
  });
  reader.start();
  return {
    clock,
    simulator,
    reader,
    events,
    unplug: async () => {
      plugged = false;
      await links.at(-1)?.close();
    },
    plug: () => {
      plugged = true;
    },
    links,
    reads: () => events.filter((event) => event.type === 'card-read'),
    prompts: () => events.filter((event) => event.type === 'card-prompt').map((event) => event.code),
    stop: async () => {
      const stopping = reader.stop();
      await clock.pass(6000);
      await stopping;
    },
  };
}

test('matrix row 3: a card is read once while it lies there, and again when it was lifted', async () => {
  const { clock, simulator, reads, reader, stop } = bench();
  await clock.pass(1000);
  expect(reader.health).toMatchObject({ state: 'ready', serialNo: '05.03-20199401-0000012345-1234567890' });
  simulator.lay('resident');
  await clock.pass(60_000);
  expect(reads()).toHaveLength(1);
  expect(reads()[0]).toMatchObject({
    card: { name: '陈小满', idNo: '330621198504120020', ethnic: '汉', warnings: [] },
    samId: '05.03-20199401-0000012345-1234567890',
    simulated: true,
  });
  simulator.lift();
  await clock.pass(2000);
  simulator.lay('moved');
  await clock.pass(2000);
  simulator.lift();
  await clock.pass(2000);
  simulator.lay('moved');
  await clock.pass(2000);
  expect(reads().map((event) => event.card.newestAddress)).toEqual([
    undefined,
    '越州县青溪镇新桥社区5幢302室',
    '越州县青溪镇新桥社区5幢302室',
  ]);
  await stop();
});

test('raw text and photo are handed on byte for byte', async () => {
  const { clock, simulator, reads, stop } = bench();
  simulator.lay('trader');
  await clock.pass(2000);
  const [event] = reads();
  expect(Buffer.from(event?.rawText ?? '', 'base64')).toHaveLength(256);
  const photo = Buffer.from(event?.rawPhoto ?? '', 'base64');
  expect(photo).toHaveLength(1024);
  expect(photo.toString('latin1', 0, 3)).toBe('WLf');
  await stop();
});

test('a module that finds the same lying card again and again gives one reading', async () => {
  const { clock, simulator, reads, stop } = bench('finds-again');
  simulator.lay('resident');
  await clock.pass(30_000);
  expect(reads()).toHaveLength(1);
  simulator.lift();
  await clock.pass(2000);
  simulator.lay('trader');
  await clock.pass(3000);
  expect(reads()).toHaveLength(2);
  await stop();
});

// hardware.md §1.5, in the order of its table
test.each([
  ['read-91', 'DEV-109', /未知状态 91/],
  ['read-10', 'DEV-110', /重新放置/],
  ['read-11', 'DEV-111', /重新放置/],
  ['read-21', 'DEV-121', /不支持/],
  ['read-23', 'DEV-123', /重新放置/],
  ['read-24', 'DEV-124', /不认识/],
  ['read-31', 'DEV-131', /请拿起证件重新放置/],
  ['read-32', 'DEV-132', /请拿起证件重新放置/],
  ['read-33', 'DEV-133', /疑似异常证件/],
  ['read-40', 'DEV-140', /不是可识别的证件/],
  ['select-40', 'DEV-140', /不是可识别的证件/],
  ['read-41', 'DEV-141', /读取失败/],
  ['read-47', 'DEV-147', /随机数/],
  ['read-60', 'DEV-160', /自检失败/],
  ['read-66', 'DEV-166', /联系读卡器厂家/],
  ['read-80', 'DEV-108', /离开了读卡器/],
  ['read-81', 'DEV-108', /离开了读卡器/],
  ['select-81', 'DEV-108', /离开了读卡器/],
  ['read-5A', 'DEV-109', /未知状态 5A/],
])('status %s: one prompt %s in Chinese, nothing accepted, the next laying is good', async (fault, code, sentence) => {
  const { clock, simulator, reads, prompts, events, reader, stop } = bench(fault);
  simulator.lay('resident');
  await clock.pass(10_000);
  expect(reads()).toEqual([]);
  expect(prompts()).toEqual([code]);
  expect(events.find((event) => event.type === 'card-prompt')?.sentence).toMatch(sentence);
  const troubled = events.filter((event) => event.type === 'health' && event.health.state === 'attention');
  expect(troubled).toMatchObject([{ health: { lastError: { code } } }]);
  simulator.fault('none');
  simulator.lift();
  await clock.pass(1000);
  expect(reader.health.state).toBe('ready');
  simulator.lay('resident');
  await clock.pass(1000);
  expect(reads()).toHaveLength(1);
  await stop();
});

test.each([
  ['read-10-once', 'the request is sent once more', false],
  ['read-11-once', 'the request is sent once more', false],
  ['find-10-once', 'the request is sent once more', false],
  ['select-11-once', 'the request is sent once more', false],
  ['select-81-once', 'back to find', false],
  ['read-23-once', 'the card is selected anew', false],
  ['until-reset', '47: the module is reset, the card read once more', true],
])('status %s heals without the operator: %s', async (fault, _how, reset) => {
  const { clock, simulator, reads, prompts, stop } = bench(fault);
  simulator.lay('resident');
  await clock.pass(3000);
  expect(reads()).toHaveLength(1);
  expect(prompts()).toEqual([]);
  expect(simulator.asked.has(0x10ff)).toBe(reset);
  await stop();
});

test('a module that cannot find at all is named, and forgiven when it can again', async () => {
  const { clock, simulator, reader, reads, prompts, stop } = bench('find-21');
  simulator.lay('resident');
  await clock.pass(3000);
  expect(reader.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-121' } });
  simulator.fault('none');
  await clock.pass(1000);
  expect(reads()).toHaveLength(1);
  expect(prompts()).toEqual([]);
  expect(reader.health.state).toBe('ready');
  await stop();
});

test.each([
  ['none', '越州县青溪镇新桥社区5幢302室', []],
  ['address-21', undefined, []],
  ['address-24', undefined, []],
  ['address-91', undefined, []],
  ['address-11-once', '越州县青溪镇新桥社区5幢302室', []],
  ['address-41', undefined, ['address-unread']],
  ['short-address', undefined, ['address-unread']],
])('newest address under %s', async (fault, newestAddress, warnings) => {
  const { clock, simulator, reads, stop } = bench(fault);
  simulator.lay('moved');
  await clock.pass(3000);
  expect(reads().map(({ card }) => [card.newestAddress, card.warnings.map((one) => one.code)])).toEqual([
    [newestAddress, warnings],
  ]);
  await stop();
});

test('every card of the deck is read; the fingerprint (30 10) is never asked for, whatever happens', async () => {
  const { clock, simulator, reads, stop } = bench();
  for (const { key } of CARD_DECK) {
    simulator.lay(key);
    await clock.pass(1000);
    simulator.lift();
    await clock.pass(1000);
  }
  expect(reads().map(({ card }) => card.idNo)).toEqual(CARD_DECK.map(({ idNo }) => idNo));
  for (const fault of ['read-21', 'read-47', 'until-reset', 'wrong-checksum', 'not-verified']) {
    simulator.fault(fault);
    simulator.lay('resident');
    await clock.pass(3000);
    simulator.lift();
    await clock.pass(1000);
  }
  expect([...simulator.asked].map((one) => one.toString(16)).sort()).toEqual(
    '10ff 11ff 12ff 2001 2002 3001 3003'.split(' '),
  );
  await stop();
});

test('a link that dies again and again is opened with growing pauses', async () => {
  const { clock, links, stop } = bench('none', (device) => {
    new CardReaderSimulator().attach(device);
    setImmediate(() => void device.close());
  });
  await clock.pass(60_000);
  // Without the growing pause half a second each: 120.
  expect(links.length).toBeGreaterThan(5);
  expect(links.length).toBeLessThan(12);
  await stop();
});

test('reading failed (41): the operator is asked to lift the card, the next laying is good', async () => {
  const { clock, simulator, reads, prompts, reader, stop } = bench('read-failed-once');
  simulator.lay('resident');
  await clock.pass(700);
  expect(prompts()).toEqual(['DEV-141']);
  await clock.pass(10_000);
  expect(prompts()).toEqual(['DEV-141']);
  expect(reads()).toHaveLength(0);
  simulator.lift();
  await clock.pass(1000);
  expect(reader.health.state).toBe('ready');
  simulator.lay('resident');
  await clock.pass(1000);
  expect(reads()).toHaveLength(1);
  await stop();
});

test.each([
  ['not-verified', 'DEV-133', /疑似异常证件/],
  ['wrong-checksum', 'DEV-106', /重新放置/],
  ['wrong-size', 'DEV-106', /重新放置/],
  ['length-ffff', 'DEV-106', /重新放置/],
  ['half-answer', 'DEV-106', /重新放置/],
])('fault %s gives %s and no reading', async (fault, code, sentence) => {
  const { clock, simulator, reads, prompts, events, stop } = bench(fault);
  simulator.lay('resident');
  await clock.pass(20_000);
  expect(reads()).toHaveLength(0);
  expect(prompts()).toEqual([code]);
  expect(events.find((event) => event.type === 'card-prompt')?.sentence).toMatch(sentence);
  simulator.fault('none');
  simulator.lift();
  await clock.pass(1000);
  simulator.lay('resident');
  await clock.pass(1000);
  expect(reads()).toHaveLength(1);
  await stop();
});

test.each(['glued', 'garbage'])('fault %s does no harm', async (fault) => {
  const { clock, simulator, reads, prompts, stop } = bench(fault);
  simulator.lay('resident');
  await clock.pass(5000);
  expect(reads()).toHaveLength(1);
  expect(prompts()).toEqual([]);
  await stop();
});

test('pulled in the middle of the photo: said, reconnected, the card that still lies there is read', async () => {
  const { clock, simulator, reads, events, stop } = bench('vanish-once');
  simulator.lay('resident');
  await clock.pass(300);
  expect(reads()).toHaveLength(0);
  expect(events.at(-1)).toMatchObject({ type: 'health', health: { state: 'absent', lastError: { code: 'DEV-107' } } });
  await clock.pass(3000);
  expect(reads()).toHaveLength(1);
  await stop();
});

test('a card that lay through an unplugging is not read a second time', async () => {
  const { clock, simulator, reads, unplug, plug, reader, stop } = bench();
  simulator.lay('resident');
  await clock.pass(1000);
  await unplug();
  await clock.pass(1000);
  expect(reader.health.state).toBe('absent');
  plug();
  simulator.lay('resident');
  await clock.pass(20_000);
  expect(reader.health.state).toBe('ready');
  expect(reads()).toHaveLength(1);
  await stop();
});

test('the same person again after an unplugging: a failed reading does not hide the next', async () => {
  const { clock, simulator, reads, stop } = bench();
  simulator.lay('resident');
  await clock.pass(1000);
  simulator.lift();
  await clock.pass(3000);
  simulator.fault('vanish-once');
  simulator.lay('resident');
  await clock.pass(5000);
  expect(reads()).toHaveLength(2);
  await stop();
});

test('unplugged for long: reconnects with growing pauses, tells the window once', async () => {
  const { clock, events, unplug, plug, reader, stop } = bench();
  await clock.pass(1000);
  await unplug();
  await clock.pass(120_000);
  const absent = events.filter((event) => event.type === 'health' && event.health.state === 'absent');
  expect(absent.length).toBeLessThanOrEqual(2);
  expect(reader.health.counters.reconnect).toBeGreaterThan(10);
  expect(reader.health.counters.reconnect).toBeLessThan(20);
  plug();
  await clock.pass(10_000);
  expect(reader.health.state).toBe('ready');
  await stop();
});

test('matrix row 4: a module that falls silent is opened anew after three misses', async () => {
  const { clock, simulator, links, reader, stop } = bench();
  await clock.pass(1000);
  expect(links).toHaveLength(1);
  simulator.fault('no-answer');
  await clock.pass(8000);
  expect(links.length).toBeGreaterThan(1);
  expect(reader.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-104' } });
  simulator.fault('none');
  await clock.pass(12_000);
  expect(reader.health.state).toBe('ready');
  await stop();
});

test.each([
  ['self-test', 'DEV-160'],
  ['unauthorised', 'DEV-166'],
])('a module that reports %s is named as such, also when it happens while idle', async (fault, code) => {
  const { clock, simulator, reader, stop } = bench();
  await clock.pass(1000);
  simulator.fault(fault);
  await clock.pass(5000);
  expect(reader.health).toMatchObject({ state: 'error', lastError: { code } });
  await stop();
});

test('matrix row 4: another device on the port is rejected by the probe', async () => {
  const { clock, reader, stop } = bench('none', (device) =>
    device.onData(() => void device.write(Buffer.from('\x02SCANNER 1.0\r\n'))),
  );
  await clock.pass(3000);
  expect(reader.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-105' } });
  await stop();
});

test('retry opens at once, without waiting for the back-off', async () => {
  const { clock, unplug, plug, reader, stop } = bench();
  await clock.pass(1000);
  await unplug();
  await clock.pass(60_000);
  plug();
  reader.retry();
  await clock.pass(50);
  expect(reader.health.state).toBe('ready');
  await stop();
});

test('a card swapped so quickly that the reader never looked empty is read', async () => {
  const { clock, simulator, reads, stop } = bench();
  simulator.lay('resident');
  await clock.pass(1000);
  simulator.lay('trader');
  await clock.pass(1000);
  expect(reads().map((event) => event.card.name)).toEqual(['陈小满', '周立冬']);
  await stop();
});
