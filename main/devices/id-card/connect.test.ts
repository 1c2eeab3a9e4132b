import { expect, test } from '@jest/globals';
import { CardReaderSimulator } from '../simulators/id-card.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { Trace } from '../trace.ts';
import { MemoryTransport } from '../transport/memory.ts';
import type { Candidate } from './candidates.ts';
import { connectReader } from './connect.ts';

const failing = (path: string, message: string): Candidate => ({
  path,
  vidPid: null,
  baudRate: null,
  dial: () => Promise.reject(new Error(message)),
});
const answering = (path: string, serve: (device: MemoryTransport) => void): Candidate => ({
  path,
  vidPid: '1A86:7523',
  baudRate: null,
  dial: async () => {
    const [host, device] = MemoryTransport.pair();
    serve(device);
    return host;
  },
});
const silent = (path: string) => answering(path, () => undefined);
const scanner = (path: string) =>
  answering(path, (device) => device.onData(() => void device.write(Buffer.from('SCANNER\r\n'))));
const reader = (path: string) => answering(path, (device) => new CardReaderSimulator().attach(device));

async function outcome(...candidates: Candidate[]) {
  const clock = new FakeClock();
  let result: unknown = null;
  const connecting = connectReader(candidates, clock, new Trace(clock)).then(
    (connected) => {
      result = connected.candidate.path;
    },
    (error) => {
      result = error.told;
    },
  );
  while (result === null) await clock.pass(500);
  await connecting;
  return result;
}

// The messages of serialport on Linux and Windows.
test.each([
  ['DEV-101', 'Error: No such file or directory, cannot open /dev/ttyUSB0'],
  ['DEV-101', 'Opening COM3: File not found'],
  ['DEV-102', 'Error: Permission denied, cannot open /dev/ttyUSB0'],
  ['DEV-103', 'Error Resource temporarily unavailable Cannot lock port'],
  ['DEV-103', 'Opening COM3: Access denied'],
])('matrix row 13: a port that does not open is told as %s: %s', async (code, message) => {
  expect(await outcome(failing('a', message))).toMatchObject({ code, sentence: expect.stringMatching(/手工录入/) });
});

test('matrix row 13: EACCES is told in Chinese, with the group and the udev rules that help', async () => {
  expect(await outcome(failing('a', "EACCES: permission denied, open '/dev/ttyUSB0'"))).toMatchObject({
    code: 'DEV-102',
    sentence: expect.stringMatching(/^没有使用读卡器端口的权限.*dialout.*udev/),
  });
});

test('without any port the reader is not connected', async () => {
  expect(await outcome()).toMatchObject({ code: 'DEV-101' });
});

test('the reader is found behind ports that are silent, busy or something else', async () => {
  const busy = failing('b', 'Cannot lock port');
  expect(await outcome(silent('a'), busy, scanner('c'), reader('d'))).toBe('d');
});

test('when there is none, the most telling failure is told', async () => {
  expect(await outcome(silent('a'), failing('b', 'No such file'))).toMatchObject({ code: 'DEV-104' });
  expect(await outcome(scanner('a'), silent('b'))).toMatchObject({ code: 'DEV-105' });
});
