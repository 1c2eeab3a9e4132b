import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { multiplex } from '../../carrier/multiplex.ts';
import { eventually } from '../../devices/testing/eventually.ts';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';

const PROGRAM = join(import.meta.dirname, '../../devices/process.ts');

let town: Town;
const killers: (() => void)[] = [];
beforeAll(async () => {
  town = await openTown({ papersToo: false });
});
afterAll(async () => {
  for (const kill of killers) kill();
  await town.close();
});

/** A devices process of its own, forked as the browser shell forks it. */
function devicesProcess(starts: number) {
  const child = fork(PROGRAM, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  const asked = new Set<string>();
  const open = multiplex({
    send(frame) {
      const path = 'data' in frame && /"u":"([^"]+)"/.exec(String(frame.data))?.[1];
      if (path) asked.add(path);
      child.send(frame, () => undefined);
    },
    receive: (listener) => child.on('message', listener),
    ended: (listener) => child.once('disconnect', listener),
  });
  const port = open({ role: 'office' });
  town.office().link.attach(port, starts);
  killers.push(() => child.kill('SIGKILL'));
  return { kill: (signal: 'SIGSTOP' | 'SIGKILL') => child.kill(signal), asked };
}

const lineOf = (kind: string) =>
  town
    .office()
    .devices.list()
    .find((one) => one.kind === kind);

test('a camera that is pulled while the devices process is away is not shown as docked', async () => {
  const lead = town.sit('lead');
  const first = devicesProcess(1);
  await town.office().devices.train('system', 'bodycam', true);
  await lead.demo.dockCamera({ docked: true });
  const shown = (count: number) => eventually(async () => (await lead.evidence.volumes()).length === count, 60_000);
  await shown(1);
  const [{ path = '' } = {}] = await lead.evidence.volumes();
  first.kill('SIGKILL');
  await shown(0);
  // Whose folder it is stays known: nothing of it is taken for real meanwhile.
  expect(await lead.evidence.inspectFolder({ path })).toMatchObject({ simulated: true });

  // It stayed in the dock: it is shown again.
  const second = devicesProcess(2);
  await shown(1);
  // It was pulled in between: it is gone.
  second.kill('SIGKILL');
  await shown(0);
  rmSync(path, { recursive: true });
  const third = devicesProcess(3);
  await eventually(() => lineOf('bodycam')?.state === 'absent', 60_000);
  expect(await lead.evidence.volumes()).toEqual([]);
  await town.office().devices.train('system', 'bodycam', false);
  third.kill('SIGKILL');
  await eventually(() => lineOf('bodycam') === undefined);
}, 180_000);

test('the devices process is killed with calls under way: each is answered in words, and no order is forgotten', async () => {
  const { devices, ledger, people } = town.office();
  const lead = town.sit('lead');
  const child = devicesProcess(1);
  await devices.train('system', 'camera-control', true);
  await eventually(() => lineOf('camera-control')?.state === 'absent', 60_000);
  await lead.demo.controlCamera({ pluggedIn: true });
  await eventually(() => lineOf('camera-control')?.state === 'ready', 60_000);
  const camera = lineOf('camera-control')?.camera;
  const head = ledger.journal.head().deskSeq;

  // Stopped first: what is asked from now on reaches it, and no answer comes back.
  child.kill('SIGSTOP');
  child.asked.clear();
  const password = '000000';
  const officerId = town.staff.lead;
  const calls = {
    ...{ 'pad.layout': () => lead.devices.pad.layout(), find: () => lead.devices.find() },
    'pad.begin': () =>
      lead.devices.pad.begin({
        sessionId: crypto.randomUUID(),
        picture: Buffer.alloc(8000, 0x0f).toString('base64'),
      }),
    retry: () => lead.devices.retry({ deviceId: 'camera-control' }),
    diagnostics: () => lead.devices.diagnostics(),
    testDisplay: () => lead.devices.testDisplay(),
    tray: () => lead.demo.tray(),
    // Those that only say how it is to be go on: it gets that when it is back.
    takeOver: () => lead.devices.takeOver({ kind: 'scanner', address: 'tcp://127.0.0.1:9' }),
    syncClock: () => lead.devices.camera.syncClock({ password }),
    toStorage: () => lead.devices.camera.toStorage({ password }),
    writeCarrier: () => lead.devices.camera.writeCarrier({ password, officerId }),
  };
  const asked = Object.entries(calls).map(async ([name, call]) => [name, await codeOf(call)]);
  await eventually(() => child.asked.size >= asked.length, 60_000);
  expect([...child.asked].sort()).toEqual([
    ...['/camera/syncClock', '/camera/toStorage', '/camera/writeCarrier', '/configure', '/demo/tray', '/diagnostics'],
    ...['/find', '/pad/begin', '/pad/layout', '/retry', '/show'],
  ]);
  child.kill('SIGKILL');
  expect(Object.fromEntries(await Promise.all(asked))).toEqual({
    ...{ 'pad.layout': 'DEV-192', find: 'DEV-192', 'pad.begin': 'DEV-192', retry: 'DEV-192', diagnostics: 'DEV-192' },
    ...{ testDisplay: 'DEV-192', tray: 'DEV-192', takeOver: 'OK' },
    ...{ syncClock: 'DEV-344', toStorage: 'DEV-344', writeCarrier: 'DEV-344' },
  });
  expect(devices.settings().scanner).toBe('tcp://127.0.0.1:9');

  const there = { deviceNo: 'ZZ20002', simulated: true, unsure: true };
  const clock = { ...there, before: camera?.offsetSeconds, after: null };
  const officerNo = people.byId(officerId).number;
  expect(ledger.journal.after(head, 10)).toMatchObject([
    { kind: 'evidence.camera-clock', actor: officerId, payload: { ...clock, order: 'SET' } },
    { kind: 'evidence.camera-clock', actor: officerId, payload: { ...clock, order: 'STORAGE' } },
    { kind: 'evidence.camera-carrier', actor: officerId, payload: { ...there, officerId, officerNo, readBack: false } },
  ]);

  // While it is away, and where no camera is there, an order goes nowhere: nothing is kept of it.
  const kept = ledger.journal.head().deskSeq;
  expect(await codeOf(() => lead.devices.camera.syncClock({ password }))).toBe('DEV-100');
  const second = devicesProcess(2);
  await eventually(() => lineOf('scanner')?.path === 'tcp://127.0.0.1:9', 60_000);
  expect(await codeOf(() => lead.devices.camera.syncClock({ password }))).toBe('DEV-330');
  expect(ledger.journal.head().deskSeq).toBe(kept);

  // A camera that is busy takes orders too.
  await lead.demo.controlCamera({ pluggedIn: true });
  await eventually(() => lineOf('camera-control')?.state === 'ready', 60_000);
  await lead.demo.fault({ family: 'camera-control', fault: 'recording' });
  await eventually(() => lineOf('camera-control')?.state === 'busy', 60_000);
  second.kill('SIGSTOP');
  second.asked.clear();
  const order = codeOf(() => lead.devices.camera.syncClock({ password }));
  await eventually(() => second.asked.has('/camera/syncClock'), 60_000);
  second.kill('SIGKILL');
  expect(await order).toBe('DEV-344');
}, 180_000);
