import { afterEach, expect, test } from '@jest/globals';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { HelperEnded } from '../transport/helper.ts';
import { MemoryTransport } from '../transport/memory.ts';
import { ControlledCamera } from './camera.ts';
import { toLocal } from './messages.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Answers = Partial<Record<string, object | null>>;

/** The driver on a helper of this process whose answers a test writes: null stays silent. */
function driven(answers: Answers) {
  const clock = new FakeClock();
  const events: DeviceEvent[] = [];
  const asked: { call: string; password?: string; at: number }[] = [];
  let helper: MemoryTransport | null = null;
  let dials = 0;
  const camera = new ControlledCamera({
    ...{ deviceId: 'camera-control', path: 'helper:///x', transport: 'helper', simulated: true, clock },
    emit: (event) => events.push(event),
    dial: async () => {
      dials += 1;
      const [here, there] = MemoryTransport.pair();
      helper = there;
      there.onData((bytes) => {
        const { id, call, password } = JSON.parse(bytes.toString());
        asked.push({ call, at: clock.now(), ...(password !== undefined && { password }) });
        const answer = answers[call];
        if (answer) void there.write(Buffer.from(`${JSON.stringify({ id, call, ...answer })}\n`));
      });
      return here;
    },
  });
  camera.start();
  closers.push(async () => {
    const stopped = camera.stop();
    await clock.pass(20_000);
    await stopped;
  });
  return { camera, clock, asked, events, answers, dials: () => dials, helper: () => helper };
}
const info = { serial: '1234567', userNo: '330101', userName: '陈执法', unitNo: '', unitName: '' };
const THERE = (clock?: FakeClock, ahead = 95_000): Answers => ({
  Init_Device: { result: 1 },
  GetIDCode: { result: 1, idCode: 'HACH8' },
  get GetZFYInfo() {
    return { result: 1, info, ...(clock && { deviceTime: toLocal(clock.now() + ahead) }) };
  },
  ReadDeviceBatteryDumpEnergy: { result: 1, battery: 76 },
  UnInit_Device: { result: 1 },
});

test('a camera introduces itself; battery and clock are asked again every one and a half seconds', async () => {
  const on = driven({});
  Object.defineProperties(on.answers, Object.getOwnPropertyDescriptors(THERE(on.clock)));
  await on.clock.pass(6_100);
  expect(on.camera.health).toMatchObject({
    state: 'ready',
    serialNo: '1234567',
    model: 'HACH8',
    simulated: true,
    camera: { deviceNo: '1234567', officerNo: '330101', officerName: '陈执法', battery: 76, storage: false },
  });
  // 95 seconds ahead: PC minus camera, within the second that a camera tells.
  expect(Math.abs((on.camera.health.camera?.offsetSeconds ?? 0) + 95)).toBeLessThanOrEqual(1);
  expect(on.asked.filter((one) => one.call === 'ReadDeviceBatteryDumpEnergy').length).toBe(5);
  expect(on.asked.filter((one) => one.call === 'Init_Device').length).toBe(1);
  // Never ready without who it is.
  const healths = on.events.flatMap((event) => (event.type === 'health' ? event.health : []));
  expect(healths.filter(({ state, camera }) => state === 'ready' && camera === undefined)).toEqual([]);
  // Health is told when something changed, not with every beat.
  const told = on.events.length;
  await on.clock.pass(20_000);
  expect(on.events.length).toBe(told);
});

test('no camera is no trouble: it is looked for every two seconds with the same helper', async () => {
  const on = driven({ Init_Device: { result: 2 } });
  await on.clock.pass(9_000);
  expect(on.camera.health).toMatchObject({ state: 'absent', lastError: null });
  expect(on.asked.length).toBe(5);
  expect(on.dials()).toBe(1);
  Object.defineProperties(on.answers, Object.getOwnPropertyDescriptors(THERE()));
  await on.clock.pass(2_000);
  expect(on.camera.health).toMatchObject({ state: 'ready', camera: { offsetSeconds: null } });
});

test('a helper that stays silent is ended and begun anew, with longer and longer waits', async () => {
  const on = driven({ Init_Device: null });
  await on.clock.pass(5_100);
  expect(on.camera.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-332', raw: 'silent' } });
  await on.clock.pass(60_000);
  // 5 s each, and 0.5, 1, 2, 5, 10 s between them.
  expect(on.asked.map((one) => Math.round((one.at - Date.parse('2026-11-20T01:00:00.000Z')) / 100) / 10)).toEqual([
    0, 5.5, 11.5, 18.5, 28.5, 43.5, 58.5,
  ]);
});

test('a helper that answers something else is not believed', async () => {
  const on = driven({ Init_Device: { result: 7 } });
  await on.clock.pass(100);
  expect(on.camera.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-332', raw: 'garbled' } });
});

test('a line longer than any answer is no answer: the helper is ended and begun anew', async () => {
  const on = driven({ ...THERE(), Init_Device: null });
  await on.clock.pass(100);
  await on.helper()?.write(Buffer.from(`{"id":1,"call":"Init_Device","result":1,"x":"${'x'.repeat(5000)}`));
  await on.clock.pass(100);
  expect(on.camera.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-332', raw: 'garbled' } });
  on.answers.Init_Device = { result: 1 };
  await on.clock.pass(600);
  expect(on.camera.health.state).toBe('ready');
  expect(on.dials()).toBe(2);
  // Also where nobody asked for it.
  await on.helper()?.write(Buffer.alloc(5000, 0x20));
  await on.clock.pass(1000);
  expect(on.dials()).toBe(3);
  expect(on.camera.diagnostics).toContain('a line that is too long');
});

test('a helper that ends is begun anew', async () => {
  const on = driven(THERE());
  await on.clock.pass(100);
  await on.helper()?.close();
  await on.clock.pass(100);
  expect(on.camera.health).toMatchObject({ state: 'error', lastError: { code: 'DEV-331' } });
  await on.clock.pass(600);
  expect(on.camera.health.state).toBe('ready');
  expect(on.dials()).toBe(2);
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'OK',
    (error: { code?: string }) => error.code,
  );

test.each([
  ['SyncDevTime', { result: 4 }, 'DEV-334'],
  ['SyncDevTime', { result: 6 }, 'DEV-335'],
  ['SyncDevTime', { result: 2 }, 'DEV-337'],
  ['SyncDevTime', { busy: true }, 'DEV-333'],
  ['SetMSDC', { result: 4 }, 'DEV-334'],
  ['SetMSDC', { result: 8 }, 'DEV-336'],
  ['SetMSDC', { busy: true }, 'DEV-333'],
  ['SetMSDC', null, 'DEV-344'],
  ['SetMSDC', { result: 9 }, 'DEV-344'],
  ['SyncDevTime', null, 'DEV-344'],
  ['WriteZFYInfo', null, 'DEV-344'],
  ['WriteZFYInfo', { result: 4 }, 'DEV-334'],
  ['WriteZFYInfo', { result: 2 }, 'DEV-337'],
  ['WriteZFYInfo', { busy: true }, 'DEV-333'],
] as const)('%s answered %j is %s, and asked once: no password is tried in turn', async (call, answer, code) => {
  const on = driven({ ...THERE(), [call]: answer });
  await on.clock.pass(100);
  const orders = {
    SetMSDC: () => on.camera.toStorage('111111'),
    SyncDevTime: () => on.camera.syncClock('111111'),
    WriteZFYInfo: () => on.camera.writeCarrier('111111', { officerNo: '330105', officerName: '韩知秋' }),
  };
  const order = codeOf(orders[call]());
  await on.clock.pass(30_000);
  expect(await order).toBe(code);
  expect(on.asked.flatMap((one) => one.password ?? [])).toEqual(['111111']);
  expect(on.camera.diagnostics).not.toContain('111111');
  expect(on.camera.diagnostics).not.toContain('陈执法');
});

const HAN = { officerNo: '330105', officerName: '韩知秋' };
/** Writes HAN; once it is written the camera answers otherwise. */
async function written(then: Answers) {
  const on = driven({ ...THERE() });
  await on.clock.pass(100);
  Object.defineProperty(on.answers, 'WriteZFYInfo', {
    configurable: true,
    get: () => Object.assign(on.answers, then) && { result: 3 },
  });
  const order = on.camera.writeCarrier('111111', HAN);
  await on.clock.pass(6_000);
  return { on, told: await order };
}
const AS = (userNo: string, userName: string, serial = '1234567') => ({
  result: 1,
  info: { ...info, serial, userNo, userName },
});

test.each([
  ['as it was written', { GetZFYInfo: AS('330105', '韩知秋') }, { readBack: true, differs: false }],
  ['busy', { GetZFYInfo: { busy: true } }, { readBack: false, differs: false }],
  ['gone, says the helper', { GetZFYInfo: { result: 2 } }, { readBack: false, differs: false }],
  ['gone, and the helper silent', { GetZFYInfo: null }, { readBack: false, differs: false }],
  ['another camera', { GetZFYInfo: AS('330105', '韩知秋', '7654321') }, { readBack: false, differs: false }],
  ['who it was', {}, { readBack: false, differs: true }],
  ['another number', { GetZFYInfo: AS('330101', '韩知秋') }, { readBack: false, differs: true }],
  ['a name that it cannot write', { GetZFYInfo: AS('330105', '韩?秋') }, { readBack: false, differs: true }],
])('written, then %s: that it is written is not lost', async (_, then, came) => {
  const { told } = await written(then);
  expect(told).toEqual({ deviceNo: '1234567', officerNo: '330105', simulated: true, ...came });
});

test('written, then gone: the camera is told as gone, or its helper begun anew', async () => {
  const gone = await written({ GetZFYInfo: { result: 2 }, Init_Device: { result: 2 } });
  expect(gone.on.camera.health.state).toBe('absent');
  const silent = await written({ GetZFYInfo: null });
  expect(silent.on.dials()).toBe(2);
});

test.each([
  ['busy', { GetZFYInfo: { busy: true } }],
  ['gone, says the helper', { GetZFYInfo: { result: 2 } }],
  ['gone, and the helper silent', { GetZFYInfo: null }],
])('its clock set, then %s: that it is set is not lost', async (_, then) => {
  const on = driven({ ...THERE() });
  await on.clock.pass(100);
  Object.defineProperty(on.answers, 'SyncDevTime', {
    configurable: true,
    get: () => Object.assign(on.answers, then) && { result: 5 },
  });
  const order = on.camera.syncClock('111111');
  await on.clock.pass(6_000);
  expect(await order).toMatchObject({ deviceNo: '1234567', after: null });
});

test('a camera that was swapped since it was introduced is not written', async () => {
  const on = driven(THERE());
  await on.clock.pass(100);
  Object.defineProperty(on.answers, 'GetZFYInfo', { value: AS('330102', '沈念慈', '7654321') });
  const order = codeOf(on.camera.writeCarrier('111111', HAN));
  await on.clock.pass(100);
  expect(await order).toBe('DEV-330');
  expect(on.asked.map(({ call }) => call)).not.toContain('WriteZFYInfo');
});

test('a helper that ends: in a call after a camera was there it is DEV-332, before that DEV-331', async () => {
  const on = driven(THERE());
  await on.clock.pass(100);
  on.answers.ReadDeviceBatteryDumpEnergy = null;
  await on.clock.pass(2_000);
  await on.helper()?.close();
  await on.clock.pass(100);
  expect(on.camera.health.lastError?.code).toBe('DEV-332');
  const never = driven({ Init_Device: null });
  await never.clock.pass(100);
  await never.helper()?.close();
  await never.clock.pass(100);
  expect(never.camera.health.lastError?.code).toBe('DEV-331');
});

test.each([
  ['a bad status', new HelperEnded(3, null), 'DEV-343'],
  ['a signal', new HelperEnded(null, 'SIGSEGV'), 'DEV-343'],
  ['the status that says that its camera is gone', new HelperEnded(20, null), 'DEV-332'],
  ['a good status', new HelperEnded(0, null), 'DEV-332'],
  ['no status at all (TCP)', null, 'DEV-332'],
])(
  'a helper that ends with %s: in the question before the order nothing is in doubt, in the order it is',
  async (_, cause, code) => {
    const on = driven({ ...THERE(), SyncDevTime: null });
    await on.clock.pass(100);
    const asked = on.answers.ReadDeviceBatteryDumpEnergy ?? null;
    on.answers.ReadDeviceBatteryDumpEnergy = null;
    const early = codeOf(on.camera.syncClock('111111'));
    await on.clock.pass(100);
    await on.helper()?.close(cause);
    await on.clock.pass(100);
    expect(await early).toBe(code);
    expect(on.camera.health).toMatchObject({ state: 'error', lastError: { code } });
    on.answers.ReadDeviceBatteryDumpEnergy = asked;
    await on.clock.pass(2_000);
    expect(on.camera.health.state).toBe('ready');
    const order = on.camera.syncClock('111111').catch((error: unknown) => error);
    await on.clock.pass(100);
    await on.helper()?.close(cause);
    await on.clock.pass(100);
    const head = code === 'DEV-343' ? '记录仪助手程序出错退出' : '记录仪没有回答';
    const doubt = `${head}，校时的结果不明：记录仪 1234567 可能已经校时，也可能没有`;
    expect(await order).toMatchObject({ code: 'DEV-344', message: expect.stringContaining(doubt) });
    expect(on.camera.health).toMatchObject({ state: 'error', lastError: { code } });
    await on.clock.pass(2_000);
    expect(on.camera.health.state).toBe('ready');
  },
);

test('a helper that fails each time soon after its camera was met is begun anew with longer and longer waits', async () => {
  const on = driven(THERE());
  for (const wait of [500, 1000, 2000, 5000, 10_000, 10_000]) {
    await on.clock.pass(100);
    expect(on.camera.health.state).toBe('ready');
    await on.helper()?.close(new HelperEnded(1, null));
    await on.clock.pass(10);
    expect(on.camera.health.lastError?.code).toBe('DEV-343');
    const dials = on.dials();
    await on.clock.pass(wait - 100);
    expect(on.dials()).toBe(dials);
    await on.clock.pass(100);
    expect(on.dials()).toBe(dials + 1);
  }
  // One that then lasted is begun anew at once.
  await on.clock.pass(60_000);
  await on.helper()?.close(new HelperEnded(1, null));
  await on.clock.pass(600);
  expect(on.camera.health.state).toBe('ready');
});

test('an hour of beats does not push what happened before out of the diagnosis', async () => {
  const on = driven({ ...THERE(), SyncDevTime: { result: 4 } });
  await on.clock.pass(100);
  const order = codeOf(on.camera.syncClock('111111'));
  await on.clock.pass(3_600_000);
  expect(await order).toBe('DEV-334');
  expect(on.camera.diagnostics).toContain('SyncDevTime < 4');
  const lines = on.camera.diagnostics.split('\n').length;
  on.answers.ReadDeviceBatteryDumpEnergy = { busy: true };
  await on.clock.pass(10_000);
  expect(on.camera.diagnostics.split('\n').slice(lines)).toEqual([
    expect.stringMatching(/ReadDeviceBatteryDumpEnergy < busy$/),
  ]);
});

test('no beat comes between the questions of an order: a camera that has become a disk is not told as there', async () => {
  const on = driven({ ...THERE(), SetMSDC: { result: 7 } });
  await on.clock.pass(4_900);
  on.answers.ReadDeviceBatteryDumpEnergy = null;
  const order = on.camera.toStorage('111111');
  // The order waits for its last answer before SetMSDC while the time of the beat comes.
  await on.clock.pass(200);
  const id = on.asked.length;
  expect(on.asked.at(-1)?.call).toBe('ReadDeviceBatteryDumpEnergy');
  Object.assign(on.answers, { ReadDeviceBatteryDumpEnergy: { result: 1, battery: 76 }, Init_Device: { result: 2 } });
  const late = { id, call: 'ReadDeviceBatteryDumpEnergy', result: 1, battery: 76 };
  await on.helper()?.write(Buffer.from(`${JSON.stringify(late)}\n`));
  await on.clock.pass(10);
  expect(await order).toMatchObject({ deviceNo: '1234567' });
  expect(on.camera.health).toMatchObject({ state: 'absent', camera: { storage: true } });
  await on.clock.pass(4_000);
  expect(on.camera.health.state).toBe('absent');
});

test('without a camera both orders are refused', async () => {
  const on = driven({ Init_Device: { result: 2 } });
  await on.clock.pass(100);
  expect(await codeOf(on.camera.syncClock('000000'))).toBe('DEV-330');
  expect(await codeOf(on.camera.toStorage('000000'))).toBe('DEV-330');
});
