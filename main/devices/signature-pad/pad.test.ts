import { afterEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import type { PadEvent, PadHand } from '../../../preload/contract/pad.ts';
import { SignaturePadSimulator } from '../simulators/signature-pad.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { serveHid, WireHidDevice } from '../transport/hid-wire.ts';
import { MemoryTransport } from '../transport/memory.ts';
import { padsOfThisPc } from './candidates.ts';
import { pictureLength } from './image.ts';
import { SignaturePad } from './pad.ts';

const SESSION = '01936f2e-0000-7000-8000-000000000001';
const OTHER = '01936f2e-0000-7000-8000-000000000002';
const PICTURE = Buffer.alloc(pictureLength(320, 200), 0b0110_0000);

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A pad as HID on this PC, or behind a pipe as in another process. */
function bench(fault = 'none', behindWire = false) {
  const clock = new FakeClock();
  const simulator = new SignaturePadSimulator(fault, clock);
  const events: DeviceEvent[] = [];
  const pad = new SignaturePad({
    deviceId: 'signature-pad',
    path: 'auto',
    transport: 'hid',
    simulated: true,
    clock,
    candidates: async () => [
      {
        path: '/dev/hidraw0',
        productId: 0xa4,
        vidPid: '056A:00A4',
        serialNo: null,
        open: async () => {
          if (!behindWire) return simulator.device();
          const [near, far] = MemoryTransport.pair();
          serveHid(simulator.device(), far);
          return new WireHidDevice(near);
        },
      },
    ],
    emit: (event) => events.push(event),
  });
  pad.start();
  stops.push(async () => {
    const stopping = pad.stop();
    await clock.pass(30_000);
    await stopping;
  });
  const told = (): PadEvent[] => events.flatMap((event) => (event.type === 'pad' ? [event.event] : []));
  const hand = async (what: PadHand) => {
    const moved = simulator.hand(what);
    await clock.pass(3000);
    await moved;
  };
  const begin = async (session = SESSION) => {
    const stage = pad.begin(session, PICTURE);
    stage.catch(() => undefined);
    await clock.pass(1000);
    return stage;
  };
  const signed = () => told().find((event) => event.step === 'signed');
  return { clock, simulator, pad, events, told, hand, begin, signed };
}

test.each([false, true])('matrix row 6: a full session (behind a pipe: %s)', async (behindWire) => {
  const { clock, simulator, pad, told, hand, begin, signed } = bench('none', behindWire);
  await clock.pass(100);
  expect(pad.health).toMatchObject({
    ...{ state: 'ready', model: 'STU-430', serialNo: '53543401', firmware: '1.03', simulated: true },
    ...{ path: '/dev/hidraw0', vidPid: '056A:00A4' },
  });
  const stage = await begin();
  expect(stage.canvas).toEqual({ width: 9600, height: 6000 });
  expect(pad.health.state).toBe('busy');
  const seen = simulator.seen();
  // The pad holds the very picture, white set; the ink is kept between summary and buttons.
  expect(Buffer.from(seen.picture, 'base64')).toEqual(Buffer.alloc(PICTURE.length, 0b1001_1111));
  expect(seen).toMatchObject({ inking: true, area: pad.layout?.field });

  await hand('write');
  const ink = told().flatMap((event) => (event.step === 'ink' ? event.added : []));
  await hand('confirm');
  const done = signed();
  if (done?.step !== 'signed') throw new Error('not signed');
  expect(done).toMatchObject({
    sessionId: SESSION,
    drawing: {
      ...{ device: 'pad', pressureMeasured: true, lostSamples: 0, canvas: { width: 9600, height: 6000 } },
      pad: { model: 'STU-430', serialNo: '53543401', unitsPerInch: 2540, maxPressure: 1023, simulated: true },
    },
  });
  const { strokes } = done.drawing;
  expect(strokes.map((stroke) => stroke.length)).toEqual([36, 36, 36, 36, 36]);
  // What was shown while it grew is what is kept in the end.
  expect(strokes.map((_, i) => ink.filter((one) => one.stroke === i).flatMap((one) => one.points))).toEqual(strokes);
  const times = strokes.flat().map((point) => point.t);
  expect(times[0]).toBe(0);
  expect(times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0))).toBe(true);
  // 200 samples a second by the pad's own clock.
  expect(strokes[0]?.[1]?.t).toBe(5);
  const { field } = stage;
  expect(strokes.flat().every(({ x, y }) => x >= field.x && y >= field.y && y <= field.y + field.height)).toBe(true);
  // Nothing stays on the screen, and the pad is ready for the next one.
  expect(simulator.seen()).toMatchObject({ picture: '', inking: false });
  expect(pad.health).toMatchObject({ state: 'ready', counters: { ok: 1 } });
});

test.each([false, true])('matrix row 6: unplug in mid stroke (behind a pipe: %s)', async (behindWire) => {
  const { clock, simulator, pad, told, hand, begin, signed } = bench('unplug-mid-stroke-once', behindWire);
  await clock.pass(100);
  await begin();
  await hand('write');
  expect(told().some((event) => event.step === 'ink')).toBe(true);
  expect(signed()).toBeUndefined();
  expect(told().at(-1)).toMatchObject({ step: 'ended', sessionId: SESSION, code: 'DEV-412' });
  expect(pad.health).toMatchObject({ state: 'absent', lastError: { code: 'DEV-401' } });
  // Back on the wire it is found by itself; the rest of the broken session means nothing any more.
  simulator.hand('plug');
  await clock.pass(3000);
  expect(pad.health.state).toBe('ready');
  await hand('confirm');
  expect(signed()).toBeUndefined();
  await begin(OTHER);
  await hand('write');
  await hand('confirm');
  expect(signed()).toMatchObject({ sessionId: OTHER });
});

test('matrix row 6: 重签 forgets what was written, 取消 keeps nothing', async () => {
  const { clock, told, hand, begin, signed } = bench();
  await clock.pass(100);
  await begin();
  await hand('write');
  await hand('again');
  expect(told().at(-1)).toMatchObject({ step: 'again' });
  await hand('write');
  await hand('confirm');
  expect(signed()).toMatchObject({ drawing: { strokes: { length: 5 } } });
  await begin(OTHER);
  await hand('write');
  await hand('cancel');
  expect(told().at(-1)).toMatchObject({ step: 'ended', sessionId: OTHER, code: 'DEV-411' });
});

test('确认 without a stroke confirms nothing', async () => {
  const { clock, hand, begin, signed } = bench();
  await clock.pass(100);
  await begin();
  await hand('confirm');
  expect(signed()).toBeUndefined();
  await hand('write');
  await hand('confirm');
  expect(signed()).toBeDefined();
});

test('a pad that cannot wipe a part of its screen is drawn anew for 重签', async () => {
  const { clock, simulator, hand, begin, signed } = bench('cannot-wipe');
  await clock.pass(100);
  await begin();
  await hand('write');
  await hand('again');
  expect(simulator.seen()).toMatchObject({ inking: true, picture: expect.stringMatching(/^n5+/) });
  await hand('write');
  await hand('confirm');
  expect(signed()).toMatchObject({ drawing: { strokes: { length: 5 } } });
});

test('matrix row 6: lost samples are counted, damaged ones show as holes', async () => {
  for (const fault of ['lost-samples', 'damaged-samples']) {
    const { clock, hand, begin, signed } = bench(fault);
    await clock.pass(100);
    await begin();
    await hand('write');
    await hand('confirm');
    const done = signed();
    if (done?.step !== 'signed') throw new Error('not signed');
    expect(done.drawing.lostSamples).toBeGreaterThan(15);
    expect(done.drawing.strokes.flat().length).toBeLessThan(180);
  }
});

test('matrix row 6: the counter of time turns in the middle of a signature', async () => {
  const { clock, hand, begin, signed } = bench('time-wrap');
  await clock.pass(100);
  await begin();
  await hand('write');
  await hand('confirm');
  const done = signed();
  if (done?.step !== 'signed') throw new Error('not signed');
  const times = done.drawing.strokes.flat().map((point) => point.t);
  expect(times.every((time, i) => i === 0 || time - (times[i - 1] ?? 0) < 100)).toBe(true);
  expect(times.at(-1)).toBeGreaterThan(1000);
});

test('the pen that leaves in mid stroke ends it and begins another', async () => {
  const { clock, hand, begin, signed } = bench('leaves-range');
  await clock.pass(100);
  await begin();
  await hand('write');
  await hand('confirm');
  expect(signed()).toMatchObject({ drawing: { strokes: { length: 6 } } });
});

test.each(['no-options', 'time-only', 'no-capability', 'answers-zeros'])(
  'a pad with %s signs all the same',
  async (fault) => {
    const { clock, pad, hand, begin, signed } = bench(fault);
    await clock.pass(100);
    expect(pad.health.state).toBe('ready');
    await begin();
    await hand('write');
    await hand('confirm');
    const done = signed();
    if (done?.step !== 'signed') throw new Error('not signed');
    expect(done.drawing.strokes).toHaveLength(5);
    expect(done.drawing.strokes[0]?.[1]?.t).toBe(5);
  },
);

test.each([
  ['wrong-model', 'DEV-404'],
  ['no-answer', 'DEV-405'],
])('%s is not taken for a pad', async (fault, code) => {
  const { clock, pad, begin } = bench(fault);
  await clock.pass(5000);
  expect(pad.health).toMatchObject({ state: 'error', lastError: { code } });
  expect(pad.layout).toBeNull();
  await expect(begin()).rejects.toMatchObject({ code: 'DEV-421' });
});

test('a pad that falls silent in a session is noticed by its heartbeat, and the partial signature is gone', async () => {
  const { clock, simulator, pad, told, hand, begin } = bench();
  await clock.pass(100);
  await begin();
  await hand('write');
  simulator.fault('no-answer');
  await clock.pass(5000);
  expect(told().at(-1)).toMatchObject({ step: 'ended', code: 'DEV-412' });
  expect(pad.layout).toBeNull();
});

test('a picture that the pad refuses, or of another size, ends with a sentence', async () => {
  const { clock, pad, begin, told } = bench('refuses-picture');
  await clock.pass(100);
  await expect(pad.begin(SESSION, Buffer.alloc(3))).rejects.toMatchObject({ code: 'DEV-422' });
  await expect(begin()).rejects.toMatchObject({ code: 'DEV-423' });
  expect(told()).toEqual([]);
});

test('a second window takes the pad over, and the first is told', async () => {
  const { clock, told, hand, begin, signed, pad } = bench();
  await clock.pass(100);
  await begin();
  await hand('write');
  await begin(OTHER);
  expect(told().at(-1)).toMatchObject({ step: 'ended', sessionId: SESSION, code: 'DEV-413' });
  // The first window closes its sheet: that is no business of the second.
  pad.end(SESSION);
  await hand('write');
  await hand('confirm');
  expect(signed()).toMatchObject({ sessionId: OTHER });
});

test('the window that closes its sheet ends the signing without a word', async () => {
  const { clock, simulator, pad, told, begin } = bench();
  await clock.pass(100);
  await begin();
  pad.end(SESSION);
  await clock.pass(500);
  expect(told()).toEqual([]);
  expect(simulator.seen()).toMatchObject({ picture: '', inking: false });
  expect(pad.health.state).toBe('ready');
});

test('auto takes the Wacom STU family and nothing else', async () => {
  const found = (vendorId: number, productId: number) => ({
    path: `/dev/hidraw${productId}`,
    vendorId,
    productId,
    serialNumber: '',
  });
  const list = [found(0x046d, 0xa4), found(0x056a, 0x0357), found(0x056a, 0xa4), found(0x056a, 0xa8)];
  expect((await padsOfThisPc(async () => list)).map(({ vidPid }) => vidPid)).toEqual(['056A:00A4', '056A:00A8']);
});
