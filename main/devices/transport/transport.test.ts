import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { candidatesAmong } from '../id-card/candidates.ts';
import { parseAddress } from './address.ts';
import { freePorts, listSerialPorts, speaksOf } from './ports.ts';

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

test('the kernel tells the numbers of USB ports, of ACM devices as of bridges', async () => {
  const sys = mkdtempSync(join(tmpdir(), 'sys-'));
  const usb = (name: string, vendor: string, product: string) => {
    mkdirSync(join(sys, name), { recursive: true });
    writeFileSync(join(sys, name, 'idVendor'), `${vendor}\n`);
    writeFileSync(join(sys, name, 'idProduct'), `${product}\n`);
  };
  const port = (name: string, device: string) => {
    mkdirSync(join(sys, device), { recursive: true });
    mkdirSync(join(sys, 'tty', name), { recursive: true });
    symlinkSync(join(sys, device), join(sys, 'tty', name, 'device'));
  };
  usb('1-1', '1eab', '0c06');
  writeFileSync(join(sys, '1-1', 'manufacturer'), 'Newland\n');
  usb('1-2', '1a86', '7523');
  port('ttyACM0', '1-1/1-1:1.0');
  port('ttyUSB0', '1-2/1-2:1.0/ttyUSB0');
  port('ttyS0', 'pnp/00:01');
  const noUdevadm = () => Promise.reject(new Error('spawn udevadm ENOENT'));
  expect(await listSerialPorts(noUdevadm, join(sys, 'tty'))).toEqual([
    { path: '/dev/ttyACM0', vidPid: '1EAB:0C06', maker: 'Newland' },
    { path: '/dev/ttyS0', vidPid: null, maker: null },
    { path: '/dev/ttyUSB0', vidPid: '1A86:7523', maker: null },
  ]);
  // Where no udev runs, udevadm knows the ports but not their numbers.
  const noUdev = async () =>
    ['/dev/ttyACM0', '/dev/ttyS0'].map((path) => ({
      ...{ path, manufacturer: undefined, serialNumber: undefined, pnpId: undefined, locationId: undefined },
      ...{ vendorId: undefined, productId: undefined },
    }));
  expect(await listSerialPorts(noUdev, join(sys, 'tty'))).toEqual([
    { path: '/dev/ttyACM0', vidPid: '1EAB:0C06', maker: 'Newland' },
    { path: '/dev/ttyS0', vidPid: null, maker: null },
  ]);
  rmSync(sys, { recursive: true });
});

test('a port is taken however its name is written', async () => {
  const ports = ['COM3', 'COM4', 'COM51', '/dev/ttyS0'].map((path) => ({ path, vidPid: null, maker: null }));
  const free = await freePorts(ports, ['com3?simulated', '\\\\.\\COM5', '/dev/ttyS1', 'auto']);
  expect(free.map(({ path }) => path)).toEqual(['COM4', 'COM51', '/dev/ttyS0']);
});

test.each([
  ['--port=COM7', 'COM7'],
  ['serial:///dev/ttyACM9', '/dev/ttyACM9'],
  ['/dev/ttyACM9,115200', '/dev/ttyACM9'],
  ['/dev/ttyACM9:115200', '/dev/ttyACM9'],
  ['/dev/ttyACM9@9600', '/dev/ttyACM9'],
  ['/dev/ttyACM9|8n1', '/dev/ttyACM9'],
  ['"/dev/ttyACM9"', '/dev/ttyACM9'],
  ["'COM7'", 'COM7'],
  ['/dev/ttyACM9#1', '/dev/ttyACM9'],
  ['ttyACM9', '/dev/ttyACM9'],
])('a helper with the argument %s has %s, and no other port', async (arg, port) => {
  const address = `helper:///C:/vendor/cam.exe?arg=${encodeURIComponent(arg)}&simulated`;
  expect(await speaksOf(address, port)).toBe(true);
  for (const other of ['COM70', 'COM1', '/dev/ttyACM90', '/dev/ttyACM1', '/dev/ttyS9'])
    expect(await speaksOf(address, other)).toBe(false);
});

test.each(['', ':115200', '@9600', '#1', ',8n1'])('a link with %j behind it is followed', async (behind) => {
  const dir = mkdtempSync('/dev/shm/by-id-');
  try {
    writeFileSync(join(dir, 'ttyACM9'), '');
    symlinkSync(join(dir, 'ttyACM9'), join(dir, 'usb-0:1:1.0-port0'));
    const address = `helper:///x?arg=${encodeURIComponent(join(dir, `usb-0:1:1.0-port0${behind}`))}`;
    expect(await speaksOf(address, join(dir, 'ttyACM9'))).toBe(true);
    expect(await speaksOf(address, '/dev/ttyACM8')).toBe(false);
  } finally {
    rmSync(dir, { recursive: true });
  }
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
