import { expect, test } from '@jest/globals';
import { FakeHid } from '../testing/fake-hid.ts';
import { parseAddress } from './address.ts';
import { HidTransport } from './hid-pipe.ts';

test('what is written goes out as one report with id 0; what comes in is handed on without it', async () => {
  const device = new FakeHid();
  const transport = new HidTransport(device);
  const got: Buffer[] = [];
  transport.onData((chunk) => got.push(chunk));
  await transport.write(Buffer.of(0xaa, 0xbb));
  expect(device.reports).toEqual([Buffer.of(0, 0xaa, 0xbb)]);
  device.send(Buffer.alloc(70, 7));
  expect(got.map((chunk) => chunk.length)).toEqual([64, 64]);
  expect(Buffer.concat(got).subarray(0, 72)).toEqual(Buffer.concat([Buffer.alloc(70, 7), Buffer.of(0, 0)]));
});

test('a pulled device ends the pipe once, with the cause', async () => {
  const device = new FakeHid();
  const transport = new HidTransport(device);
  const causes: (string | undefined)[] = [];
  transport.onClose((cause) => causes.push(cause?.message));
  device.pull();
  await transport.close();
  expect(causes).toEqual(['could not read from HID device']);
  await expect(transport.write(Buffer.of(1))).rejects.toThrow('device closed');
});

test('address hid://VID:PID', () => {
  expect(parseAddress('hid://0250:00FF', 1)).toMatchObject({ kind: 'hid', vendorId: 0x250, productId: 0xff });
});

test('a device that is not there is told by the real library', async () => {
  await expect(HidTransport.open(0x0250, 0xfffe)).rejects.toThrow();
});
