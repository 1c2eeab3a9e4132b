import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { candidatesAmong } from '../id-card/candidates.ts';
import { parseAddress } from './address.ts';
import { listSerialPorts } from './ports.ts';

test.each([
  ['tcp://127.0.0.1:9100', { kind: 'tcp', host: '127.0.0.1', port: 9100, simulated: false }],
  ['tcp://127.0.0.1:9100?simulated', { kind: 'tcp', port: 9100, simulated: true }],
  ['tcp://printer.local', { kind: 'tcp', host: 'printer.local', port: 9100 }],
  ['tcp://[::1]:7000', { kind: 'tcp', host: '::1', port: 7000 }],
  ['192.168.1.50', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
  ['192.168.1.50:9101', { kind: 'tcp', port: 9101 }],
  ['printer:9101', { kind: 'tcp', host: 'printer', port: 9101 }],
  ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0', simulated: false }],
  ['/tmp/x/host?simulated', { kind: 'serial', path: '/tmp/x/host', simulated: true }],
  ['COM3', { kind: 'serial', path: 'COM3' }],
  ['COM12', { kind: 'serial', path: 'COM12' }],
])('address %s', (text, expected) => {
  expect(parseAddress(text, 9100)).toMatchObject(expected);
});

test.each(['', 'printer', 'tcp://', 'tcp://h:99999', 'tcp://h:0', 'http://h', 'COM', '打印机', '192.168.1.50:x'])(
  'address %p is refused',
  (text) => {
    expect(() => parseAddress(text, 9100)).toThrow(expect.objectContaining({ code: 'DEV-002' }));
  },
);

test('matrix row 13: without udevadm the ports are listed from the kernel (/sys/class/tty)', async () => {
  const tty = mkdtempSync(join(tmpdir(), 'tty-'));
  mkdirSync(join(tty, 'ttyUSB0', 'device'), { recursive: true });
  mkdirSync(join(tty, 'tty0'));
  const noUdevadm = () => Promise.reject(Object.assign(new Error('spawn udevadm ENOENT'), { code: 'ENOENT' }));
  expect(await listSerialPorts(noUdevadm, tty)).toEqual([{ path: '/dev/ttyUSB0', vidPid: null, maker: null }]);
  expect(await listSerialPorts(noUdevadm, join(tty, 'none'))).toEqual([]);
  rmSync(tty, { recursive: true });
});

test('the real list does not reject here', async () => {
  expect(Array.isArray(await listSerialPorts())).toBe(true);
});

test('detection tries known bridges first, HID readers last, and leaves Bluetooth and other HID devices alone', () => {
  const ports = [
    { path: 'COM1', vidPid: null, maker: null },
    { path: 'COM5', vidPid: null, maker: 'Bluetooth link' },
    { path: 'COM7', vidPid: '1A86:7523', maker: 'wch.cn' },
  ];
  const hid = [
    { vendorId: 0x56a, productId: 0xa5 },
    { vendorId: 0x250, productId: 0x11 },
    { vendorId: 0x250, productId: 0x11 },
  ];
  const found = candidatesAmong(ports, hid);
  expect([...new Set(found.map((candidate) => candidate.path))]).toEqual(['COM7', 'COM1', 'hid://0250:0011']);
  expect(found).toHaveLength(11);
});
